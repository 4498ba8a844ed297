"""Texts, templates, documents, recordings, programs: sections 4, 5 and 8."""

import pytest

from tests.simulators.ictcore import IctcoreSimulator
from tests.simulators.ictcore.asking import ask, error, prepared, send, value

PDF = b"%PDF-1.4 /Type /Pages /Type /Page x /Type/Page"


async def test_a_text_is_kept_and_missed_in_wrong_words(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """With and without /messages."""
    text = {"name": "t1", "data": "Hello", "type": "plain", "description": "x"}
    assert await value(ictcore_simulator, "POST", "/messages/texts", text) == 1
    shown = {
        "text_id": "1",
        **text,
        "length": None,
        "class": "1",
        "encoding": "0",
        "message_id": "1",
        "user_id": "1",
    }
    for path in ("/messages/texts/1", "/texts/1"):
        assert await value(ictcore_simulator, "GET", path) == shown
    (row,) = await value(ictcore_simulator, "GET", "/texts")
    assert list(row) == ["text_id", "name", "type", "length", "description"]
    changed = await value(ictcore_simulator, "PUT", "/texts/1", {"data": "Bye"})
    assert changed == shown | {"data": "Bye"}
    assert await value(ictcore_simulator, "DELETE", "/texts/1") is True
    unknown = (404, "Transmission not found")
    assert await error(ictcore_simulator, "GET", "/texts/1") == unknown


async def test_a_template_takes_a_file_and_loses_it(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """`aAttachment` is a list when empty and an object when not."""
    template = {"name": "m1", "subject": "Hi", "body": "<p>Hi</p>", "body_alt": "Hi"}
    await value(ictcore_simulator, "POST", "/templates", template)
    shown = await value(ictcore_simulator, "GET", "/templates/1")
    assert (shown["type"], shown["attachment"], shown["aAttachment"]) == ("1", None, [])
    media = "/messages/templates/1/media"
    reply = await value(
        ictcore_simulator, "PUT", media, raw=b"x", content_type="text/plain"
    )
    assert reply == "1"
    shown = await value(ictcore_simulator, "PUT", "/templates/1", {"subject": "Ho"})
    assert (shown["subject"], shown["attachment"]) == ("Ho", None)
    assert shown["aAttachment"]["1"].endswith("attachment_0_1.txt")
    assert (await ask(ictcore_simulator, "GET", media)).status == 404


async def test_a_document_comes_back_as_another_pdf(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """POST appends, but `pages` doesn't count it."""
    simulator = ictcore_simulator
    await value(simulator, "POST", "/documents", {"name": "doc1", "description": "d"})
    media = "/messages/documents/1/media"
    unknown = (404, "Document media not found")
    assert await error(simulator, "GET", media) == unknown
    pdf = {"raw": PDF, "content_type": "application/pdf"}
    assert await value(simulator, "PUT", media, **pdf) == "1"
    assert await value(simulator, "POST", media, **pdf) == "1"
    shown = await value(simulator, "GET", "/documents/1")
    assert shown["file_name"].endswith("document_0_1.tif")
    assert (shown["type"], shown["pages"], shown["size_x"]) == ("pdf", "2", "842")
    answer = await ask(simulator, "GET", media)
    assert answer.headers["Content-Type"] == "application/pdf; charset=binary"
    assert answer.body.count(b"/Type /Page /") == 4
    name = 'filename="document_0_1.tif.pdf"'
    assert name in answer.headers["Content-Disposition"]
    png = {"raw": b"png", "content_type": "image/png"}
    await value(simulator, "PUT", media, **png)
    assert (await value(simulator, "GET", "/documents"))[0]["pages"] == "0"


@pytest.mark.parametrize(
    ("kind", "content_type", "raw", "status"),
    [
        ("documents", "multipart/form-data; boundary=x", b"x", 415),
        ("documents", "application/pdf; charset=binary", b"x", 415),
        ("documents", "application/pdf", b"", 411),
        ("documents", "image/x-citrix-jpeg", b"x", 200),
        ("recordings", "audio/mpeg", b"x", 415),
        ("recordings", "audio/mpeg3", b"x", 200),
        ("recordings", "audio/x-wav", b"", 411),
        ("templates", "video/mp4", b"x", 200),
        ("templates", "video/mp4", b"", 411),
    ],
)
async def test_media_are_raw_bodies_of_exact_types(
    ictcore_simulator: IctcoreSimulator,
    kind: str,
    content_type: str,
    raw: bytes,
    status: int,
) -> None:
    """Else 415, and 411 when they are empty."""
    await value(ictcore_simulator, "POST", f"/messages/{kind}", {"name": "x"})
    path = f"/messages/{kind}/1/media"
    answer = await ask(
        ictcore_simulator, "PUT", path, raw=raw, content_type=content_type
    )
    assert answer.status == status
    if kind == "documents" and status == 415:
        words = "Document media upload failed, invalid file type"
        assert answer.json["error"]["message"] == words


async def test_a_recording_comes_back_as_it_was(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """Byte for byte."""
    await value(ictcore_simulator, "POST", "/recordings", {"name": "r1"})
    media = "/messages/recordings/1/media"
    wav = {"raw": b"RIFF", "content_type": "audio/wav"}
    assert await value(ictcore_simulator, "PUT", media, **wav) == "1"
    answer = await ask(ictcore_simulator, "GET", media)
    assert answer.body == b"RIFF"
    assert answer.headers["Content-Type"] == "audio/x-wav; charset=binary"


@pytest.mark.parametrize(
    ("type_", "body", "words"),
    [
        ("sendsms", {"text_id": 9}, "Transmission not found"),
        ("sendsms", {}, "Transmission not found"),
        ("sendfax", {"document_id": 9}, "Document not found"),
        ("sendemail", {"template_id": "x"}, "Template not found"),
        ("voicemessage", {}, "Recording not found"),
        ("receivesms", {"account_id": 9}, "Account not found"),
    ],
)
async def test_a_refused_program_stays_behind(
    ictcore_simulator: IctcoreSimulator, type_: str, body: dict[str, int], words: str
) -> None:
    """With a name and a type, and nothing to do."""
    named = {"name": "left", **body}
    refused = await error(ictcore_simulator, "POST", f"/programs/{type_}", named)
    assert refused == (404, words)
    row = {"program_id": "1", "name": "left", "type": type_, "parent_id": None}
    assert await value(ictcore_simulator, "GET", "/programs") == [row]


async def test_programs_are_shown_without_their_type(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """Parameters are numbers; a type in the place of an id lists."""
    simulator = ictcore_simulator
    await value(simulator, "POST", "/texts", {"name": "t1", "data": "Hello"})
    sms = {"name": "smsprog", "text_id": 1, "type": "sendfax"}
    assert await value(simulator, "POST", "/programs/sendsms", sms) == 1
    assert await value(simulator, "GET", "/programs/1") == {
        "name": "smsprog",
        "text_id": 1,
        "program_id": "1",
        "parent_id": None,
        "user_id": "1",
        "account_id": None,
        "result": None,
    }
    assert await value(simulator, "POST", "/programs/voicetts", {"text": "Hello"}) == 2
    assert (await value(simulator, "GET", "/programs/2"))["text"] == "Hello"
    assert await value(simulator, "POST", "/programs/nothing", {}) == 3
    for type_ in ("receivesms", "receivefax", "receiveemail"):
        await value(simulator, "POST", f"/programs/{type_}", {"account_id": 1})
    for type_ in ("emailtofax", "faxtoemail"):
        await value(simulator, "POST", f"/programs/{type_}", {"account_id": 1})
    assert (await value(simulator, "GET", "/programs/8"))["account_id"] == 1
    rows = await value(simulator, "GET", "/programs")
    assert [row["type"] for row in rows][:4] == [
        "sendsms",
        "voicetts",
        "program",
        "receivesms",
    ]
    (row,) = await value(simulator, "GET", "/programs/sendsms")
    assert row["program_id"] == "1"
    assert len(await value(simulator, "GET", "/programs?type=receive")) == 3
    assert await value(simulator, "DELETE", "/programs/1") is True
    unknown = (404, "Program not found")
    assert await error(simulator, "GET", "/programs/1") == unknown


async def test_a_changed_program_sends_twice(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """Its applications are deployed a second time."""
    simulator = ictcore_simulator
    await value(simulator, "POST", "/texts", {"name": "t1", "data": "Hello"})
    await value(simulator, "POST", "/programs/sendsms", {"text_id": 1})
    changed = await value(simulator, "PUT", "/programs/1", {"name": "new"})
    assert changed["name"] == "new"
    await send(simulator, await prepared(simulator, 1, phone="447700900123"))
    assert [each.text for each in simulator.sent] == ["Hello", "Hello"]


async def test_strict_sql_breaks_what_the_guide_documents(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """With 417; what has defaults goes on."""
    long = {"name": "t1", "data": "Hello", "type": "very long"}
    await value(ictcore_simulator, "POST", "/texts", long)
    shown = await value(ictcore_simulator, "GET", "/texts/1")
    assert shown["type"] == "very lon"
    ictcore_simulator.configure(strict=True)
    for path, body in (
        ("/messages/documents", {"name": "d1"}),
        ("/messages/recordings", {"name": "r1"}),
        ("/providers", {"type": "smpp"}),
        ("/groups", {}),
        ("/texts", {"data": "Hello"}),
        ("/texts", long),
    ):
        assert (await error(ictcore_simulator, "POST", path, body))[0] == 417
    for path in ("/contacts", "/templates", "/campaigns"):
        assert await value(ictcore_simulator, "POST", path, {}) == 1
