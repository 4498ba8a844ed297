"""Texts, emails, documents and recordings on the simulated server."""

import pytest

from custom_components.message_gateways.gateways.errors import ChangeRequestError
from custom_components.message_gateways.gateways.ictcore.client import IctcoreClient
from custom_components.message_gateways.gateways.ictcore.models.messages import (
    MediaFields,
    NewMedia,
    NewTemplate,
    NewText,
    TemplateFields,
    TextFields,
)
from tests.simulators.ictcore import IctcoreSimulator

PDF = b"%PDF /Type /Page /Type /Page /Type /Pages"


async def test_a_text_lives_and_ends(live: IctcoreClient) -> None:
    """Made, listed, read, changed, deleted; what is gone is called a text."""
    text_id = await live.texts.create(
        NewText(name="t1", data="Grüße 😀 'quoted'", type="plain")
    )
    (listed,) = await live.texts.list()
    assert (listed.text_id, listed.name, listed.data) == (text_id, "t1", None)
    assert (await live.texts.get(text_id)).data == "Grüße 😀 'quoted'"
    changed = await live.texts.update(text_id, TextFields(data="Bye"))
    assert (changed.text_id, changed.name, changed.data) == (text_id, "t1", "Bye")
    await live.texts.delete(text_id)
    for call in (live.texts.get, live.texts.delete):
        with pytest.raises(ChangeRequestError, match="404: Text not found"):
            await call(text_id)


async def test_an_email_lives_and_ends(live: IctcoreClient) -> None:
    """What is uploaded to it is kept, and can't be had again."""
    template_id = await live.templates.create(
        NewTemplate(name="m1", subject="Dinner", body="<p>ready</p>", body_alt="ready")
    )
    assert (await live.templates.get(template_id)).files == ()
    assert await live.templates.upload(template_id, b"menu", "text/plain") == (
        template_id
    )
    found = await live.templates.get(template_id)
    assert (found.subject, found.body, len(found.files)) == (
        "Dinner",
        "<p>ready</p>",
        1,
    )
    with pytest.raises(ChangeRequestError, match="404"):
        await live.templates.download(template_id)
    changed = await live.templates.update(template_id, TemplateFields(subject="Supper"))
    assert (changed.subject, changed.body) == ("Supper", "<p>ready</p>")
    await live.templates.delete(template_id)
    assert await live.templates.list() == ()


async def test_a_document_lives_and_ends(live: IctcoreClient) -> None:
    """Made first, then given its file; what comes back is a PDF of the fax."""
    document_id = await live.documents.create(NewMedia(name="doc1", description="d"))
    with pytest.raises(ChangeRequestError, match="404: Document media not found"):
        await live.documents.download(document_id)
    await live.documents.upload(document_id, PDF, "application/pdf; name=x.pdf")
    found = await live.documents.get(document_id)
    assert (found.type, found.pages, found.resolution_x) == ("pdf", 2, 204)
    media = await live.documents.download(document_id)
    assert (media.content[:4], media.content_type) == (b"%PDF", "application/pdf")
    assert media.content != PDF
    changed = await live.documents.update(document_id, MediaFields(name="doc2"))
    assert (changed.name, changed.pages) == ("doc2", 2)
    assert [one.name for one in await live.documents.list()] == ["doc2"]
    await live.documents.delete(document_id)
    assert await live.documents.list() == ()


async def test_a_recording_lives_and_ends(live: IctcoreClient) -> None:
    """An MP3 by the server's name for it, and back byte by byte."""
    recording_id = await live.recordings.create(NewMedia(name="r1"))
    sound = bytes(range(256))
    await live.recordings.upload(recording_id, sound, "audio/mpeg")
    assert (await live.recordings.download(recording_id)).content == sound
    assert (await live.recordings.get(recording_id)).type == "mp3"
    await live.recordings.update(recording_id, MediaFields(description="new"))
    assert [one.name for one in await live.recordings.list()] == ["r1"]
    await live.recordings.delete(recording_id)
    assert await live.recordings.list() == ()


async def test_a_strict_database_refuses_documents(
    live: IctcoreClient, ictcore_simulator: IctcoreSimulator
) -> None:
    """Their file has no default; texts with a name are fine."""
    ictcore_simulator.configure(strict=True)
    for call in (live.documents.create, live.recordings.create):
        with pytest.raises(ChangeRequestError, match="417"):
            await call(NewMedia(name="x"))
    assert await live.texts.create(NewText(name="t", data="x")) == 1
