"""Faxes: sending, merging, cancelling (4), reports (5)."""

from typing import Any

import pytest

from tests.simulators.clock import SettableClock
from tests.simulators.entera import BadMedia, EnteraSimulator
from tests.simulators.entera.asking import (
    PERSON,
    ask,
    attachment,
    docx,
    outbound,
    row_of,
    send_fax,
)

WAYS = ("SendFax", "SendFaxBroadcast", "SendMergeFax")
TEXT = attachment("1.txt", b"Fax test 1")
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    "<w:r><w:instrText> %</w:instrText></w:r><w:r><w:instrText>1% </w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    "<w:r><w:t>Error!</w:t></w:r>"
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


async def test_a_fax_is_sent_then_delivered(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """Every field of its report is as in the samples of 5.1."""
    files = [attachment("1.txt", b"line\n" * 61), attachment("2.docx", docx())]
    answer = await send_fax(
        entera_simulator, PERSON, Attachments=files, ExternalId="mine"
    )
    task_id = answer.json["TaskId"]
    row = await row_of(entera_simulator, "Fax", answer)
    assert (row["Status"], row["Pages"], row["PrintAttempts"]) == (2, 0, 0)
    entera_clock.advance(2)
    row = await row_of(entera_simulator, "Fax", answer)
    assert row["Recipients"][0]["DeliveryAttempts"] == 1
    entera_clock.advance(6)
    assert await row_of(entera_simulator, "Fax", answer) == {
        "Id": 1,
        "Type": 1,
        "IncomingDate": "2026-02-12T11:50:22.2210001",
        "DepartmentId": 1,
        "UserId": 1,
        "Originator": "127.0.0.1",
        "MailId": task_id,
        "TaskId": task_id,
        "Subject": "",
        "ScheduleDate": "0001-01-01T00:00:00",
        "ExternalId": "mine",
        "Priority": 3,
        "AttachmentsCount": 2,
        "RecipientsCount": 1,
        "Pages": 3,
        "PrintAttempts": 1,
        "Status": 6,
        "Price": 0.3,
        "Cancelled": False,
        "Recipients": [
            {
                "Id": 2,
                "TaskId": task_id,
                "Pages": 3,
                "Recipient": f"00{PERSON}",
                "Status": 6,
                "DeliveryAttempts": 1,
                "DisconnectReason": 1,
                "IsdnCause": 13456,
                "Price": 0.3,
                "ProcessedDate": "2026-02-12T11:50:30",
                "DtmfData": "",
            }
        ],
    }


async def test_a_fax_ends_with_a_disconnect_reason(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """0 and 1 are good, all others failures (5.3), also one nobody knows."""
    reasons = [*range(30), 99]
    numbers = [f"4477009002{reason:02}" for reason in reasons]
    answer = await send_fax(entera_simulator, *numbers)
    entera_clock.advance(8)
    rows = (await row_of(entera_simulator, "Fax", answer))["Recipients"]
    assert [row["DisconnectReason"] for row in rows] == reasons
    assert [row["Status"] for row in rows] == [6, 6] + [7] * 29
    assert [row["Price"] for row in rows] == [0.1, 0.1] + [0] * 29
    assert [row["Pages"] for row in rows] == [1, 1] + [0] * 29


@pytest.mark.parametrize(
    ("way", "type_"), [("SendFax", 1), ("SendFaxBroadcast", 8), ("SendMergeFax", 9)]
)
async def test_many_faxes_are_pending_until_all_have_ended(
    entera_simulator: EnteraSimulator,
    entera_clock: SettableClock,
    way: str,
    type_: int,
) -> None:
    """Status 14, then 15, whatever became of each."""
    answer = await send_fax(entera_simulator, PERSON, "447700900216", method=way)
    row = await row_of(entera_simulator, "Fax", answer)
    assert (row["Type"], row["Status"]) == (type_, 14)
    entera_clock.advance(8)
    row = await row_of(entera_simulator, "Fax", answer)
    assert row["Status"] == 15
    assert [one["Status"] for one in row["Recipients"]] == [6, 7]
    assert row["TaskId"] not in [one["TaskId"] for one in row["Recipients"]]


async def test_a_broadcast_to_one_has_a_status_of_its_own(
    entera_simulator: EnteraSimulator,
) -> None:
    """Its book may have been one person."""
    book = entera_simulator.add_book("One", (PERSON,))
    answer = await send_fax(
        entera_simulator, method="SendFaxBroadcast", AddressBookIds=[book.id]
    )
    assert (await row_of(entera_simulator, "Fax", answer))["Status"] == 14


@pytest.mark.parametrize(
    ("name", "content", "texts"),
    [
        ("t.txt", b"Dear %1%, %name%: %2%", ["Dear Jane, %name%: %2%"]),
        (
            "t.docx",
            docx(f"<w:r><w:t>Dear </w:t></w:r>{FIELD}", "<w:r><w:t>%1%</w:t></w:r>"),
            ["Dear Jane\n%1%"],
        ),
        ("t.docx", docx('<w:fldSimple w:instr=" %1% "/>'), ["Jane"]),
    ],
    ids=["text", "two parts of a field", "one part"],
)
async def test_a_template_is_filled_in_for_each(
    entera_simulator: EnteraSimulator, name: str, content: bytes, texts: list[str]
) -> None:
    """In a .docx only inside of fields (4.3.1)."""
    book = entera_simulator.add_book("Friends", (PERSON, "Jane"))
    files = [attachment(name, content)]
    await send_fax(
        entera_simulator,
        method="SendMergeFax",
        AddressBookIds=[book.id],
        Attachments=files,
    )
    (message,) = entera_simulator.messages
    assert [one.text for one in message.deliveries] == texts


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"Attachments": None}, 3),
        ({"Attachments": []}, 3),
        ({"Attachments": [{"Base64Content": "eA=="}]}, 3),
        ({"Attachments": [{"Name": "1.txt"}]}, 3),
        ({"Attachments": [{"Name": "1.txt", "Base64Content": "x"}]}, 3),
        ({"Attachments": [attachment("1.pdf", b"%PDF")]}, 3),
        ({"Attachments": [attachment("1.docx", b"Fax broadcast test 1")]}, 3),
        ({"Attachments": [attachment(251 * "x" + ".txt", b"x")]}, 0),
        ({"Attachments": [attachment(252 * "x" + ".txt", b"x")]}, 4),
        ({"Alias": "x" * 255}, 0),
        ({"Alias": "x" * 256}, 4),
        ({"ExternalId": "x" * 43}, 4),
        ({"Recipients": None}, 3),
        ({"ScheduleDate": "31\\12\\2026 15:00:00"}, 10),
        ({"ScheduleDate": "31-12-2026 15:00:00"}, 0),
    ],
)
async def test_limits_and_mandatory_fields_are_checked(
    entera_simulator: EnteraSimulator, fields: dict[str, Any], code: int
) -> None:
    """4.1, and the same for broadcast and merge."""
    for way in WAYS:
        answer = await send_fax(
            entera_simulator, method=way, **{"Recipients": [PERSON], **fields}
        )
        assert answer.json["ErrorCode"] == code
    assert len(entera_simulator.messages) == (3 if code == 0 else 0)


@pytest.mark.parametrize("notification", [0, 1, 2])
async def test_notification_is_off_or_by_email(
    entera_simulator: EnteraSimulator, notification: int
) -> None:
    """4.2."""
    answer = await send_fax(
        entera_simulator,
        PERSON,
        method="SendFaxBroadcast",
        NotificationType=notification,
    )
    assert answer.json["ErrorCode"] == (3 if notification == 2 else 0)


async def test_a_merge_takes_one_template(entera_simulator: EnteraSimulator) -> None:
    """4.3: no second file, no other type even where faxes take it."""
    entera_simulator.configure(document_types=(".txt", ".docx", ".pdf"))
    for files, code in (
        ([TEXT, TEXT], 3),
        ([attachment("1.pdf", b"%PDF")], 3),
        ([TEXT], 0),
    ):
        answer = await send_fax(
            entera_simulator, PERSON, method="SendMergeFax", Attachments=files
        )
        assert answer.json["ErrorCode"] == code
    answer = await send_fax(
        entera_simulator, PERSON, Attachments=[attachment("1.pdf", b"%PDF")]
    )
    assert answer.json["ErrorCode"] == 0


async def test_a_bad_document_can_fail_later(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """As the document's own sample would."""
    entera_simulator.configure(bad_media=BadMedia.FAIL)
    files = [attachment("merge_template.docx", b"Fax broadcast test 1")]
    answer = await send_fax(
        entera_simulator, PERSON, method="SendMergeFax", Attachments=files
    )
    entera_clock.advance(8)
    row = await row_of(entera_simulator, "Fax", answer)
    assert (row["Status"], row["Recipients"][0]["Status"]) == (15, 13)
    assert entera_simulator.account.credit == 1000


async def test_a_fax_is_cancelled_before_it_starts(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """Its money comes back; a second time is error 15."""
    answer = await send_fax(
        entera_simulator, PERSON, PERSON, ScheduleDate="12-02-2026 12:00:00"
    )
    task_id = answer.json["TaskId"]
    assert entera_simulator.account.credit < 1000
    for code in (0, 15):
        cancelled = await ask(entera_simulator, "POST", "CancelFax", TaskId=task_id)
        assert cancelled.json["ErrorCode"] == code
    entera_clock.advance(3600)
    row = await row_of(entera_simulator, "Fax", answer)
    assert (row["Status"], row["Cancelled"], row["Price"]) == (12, True, 0)
    assert [one["Status"] for one in row["Recipients"]] == [12, 12]
    assert row["Recipients"][0]["ProcessedDate"] == "2026-02-12T11:50:22"
    assert entera_simulator.account.credit == 1000


async def test_a_fax_that_has_started_is_not_cancelled(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """Nor is one that is unknown, or a call."""
    task_id = (await send_fax(entera_simulator, PERSON)).json["TaskId"]
    entera_clock.advance(2)
    for method, id_ in (
        ("CancelFax", task_id),
        ("CancelFax", "x"),
        ("CancelIvr", task_id),
    ):
        answer = await ask(entera_simulator, "POST", method, TaskId=id_)
        assert answer.json["ErrorCode"] == 3
    assert entera_simulator.status_of(task_id) == 2


async def test_lists_have_the_samples_shape(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """Oldest first; ErrorCode only by task; Message is null."""
    first = await send_fax(entera_simulator, PERSON)
    entera_clock.advance(1)
    second = await send_fax(entera_simulator, PERSON)
    ids = [first.json["TaskId"], second.json["TaskId"]]
    answer = await ask(
        entera_simulator,
        "GET",
        "OutboundFax",
        DateFrom="12-02-2026",
        DateTo="12-02-2026",
    )
    assert set(answer.json) == {"Result", "Message", "ResultCollection"}
    assert [row["TaskId"] for row in answer.json["ResultCollection"]] == ids
    answer = await ask(entera_simulator, "GET", "OutboundFax", TaskId=ids[0])
    assert (answer.json["ErrorCode"], answer.json["Message"]) == (0, None)
    (last,) = await outbound(entera_simulator, "Fax", LastMessages=1)
    assert last["TaskId"] == ids[1]


@pytest.mark.parametrize("status", [3, 4, 5])
async def test_received_faxes_stand_in_the_list(
    entera_simulator: EnteraSimulator, status: int
) -> None:
    """With type 3."""
    entera_simulator.receive("fax", from_=PERSON, pages=2, status=status)
    (row,) = await outbound(entera_simulator, "Fax", LastMessages=1)
    assert (row["Type"], row["Status"], row["Pages"]) == (3, status, 2)
    assert row["Originator"] == f"00{PERSON}"
