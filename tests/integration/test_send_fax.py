"""Faxes by our own action: texts, documents and pictures."""

from base64 import b64decode
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from tests.engine.media_world import add_camera, picture
from tests.integration.acting import error_of
from tests.integration.all_gateways import entry_of, kept, provider, refused, send
from tests.integration.providers import called, entera_entry, ictcore_entry
from tests.integration.world import (
    ANNA,
    BEN,
    notify_ids,
    recipient,
    sandbox_entry,
    set_up,
)
from tests.simulators.entera import EnteraSimulator
from tests.simulators.ictcore import IctcoreSimulator

__all__ = ["provider"]

pytestmark = pytest.mark.usefixtures("socket_enabled")

REFUSED = "+447700900103"


@pytest.fixture(autouse=True)
def folder(hass: HomeAssistant, tmp_path: Path) -> Path:
    """Return a folder that Home Assistant may read, with a letter in it."""
    place = tmp_path / "papers"
    place.mkdir()
    hass.config.allowlist_external_dirs = {str(place)}
    (place / "order.txt").write_text("Three loaves, please")
    return place


def faxed(provider: EnteraSimulator) -> dict[str, bytes]:
    """Return the documents of the only fax."""
    (request,) = provider.requests_to("/Send")
    return {
        one["Name"]: b64decode(one["Base64Content"])
        for one in request.body["Attachments"]
    }


async def test_a_text_and_documents_go_to_many_in_one_request(
    entera_simulator_now: EnteraSimulator, hass: HomeAssistant, folder: Path
) -> None:
    """Recipients of other channels that have a number can be faxed too."""
    (folder / "list.txt").write_text("Bread, milk")
    entry = entera_entry(
        entera_simulator_now,
        recipient("Anna", ANNA, channel="fax"),
        recipient("Ben", BEN),
    )
    await set_up(hass, entry)
    rows = await send(
        hass,
        "send_fax",
        entity_id=notify_ids(hass, entry),
        subject="Order",
        message="See below",
        attachments=[
            str(folder / "order.txt"),
            {"media_content_id": str(folder / "list.txt")},
        ],
    )
    assert [(row["recipient"], row["to"], row["channel"]) for row in rows] == [
        ("Anna", ANNA, "fax"),
        ("Ben", BEN, "fax"),
    ]
    assert called(entera_simulator_now, "/Send") == ["SendFax"]
    assert faxed(entera_simulator_now) == {
        "message.txt": b"Order\nSee below",
        "order.txt": b"Three loaves, please",
        "list.txt": b"Bread, milk",
    }
    assert all("pages" in row and "key" not in row for row in rows)


async def test_what_a_camera_sees_is_faxed_as_a_page(
    ictcore_simulator_now: IctcoreSimulator, hass: HomeAssistant
) -> None:
    await add_camera(hass, "door", picture())
    await set_up(hass, ictcore_entry(ictcore_simulator_now))
    (row,) = await send(hass, "send_fax", to=[ANNA], attachments="camera.door")
    assert row["outcome"] == "accepted"
    (sent,) = ictcore_simulator_now.sent
    assert sent.media is not None


@pytest.mark.parametrize("gateway", ["ictcore", "sandbox"])
async def test_a_text_becomes_a_page_where_documents_alone_are_taken(
    gateway: str, provider: Any, hass: HomeAssistant
) -> None:
    """A subject alone is a text too."""
    entry = entry_of(gateway, provider)
    await set_up(hass, entry)
    for said in ({"message": "Three loaves, please"}, {"subject": "Three loaves"}):
        (row,) = await send(hass, "send_fax", to=[ANNA], **said)
        assert row["outcome"] == "accepted"
        found = await entry.runtime_data.outbox.details(row["id"])
        (page,) = found.content.attachments
        assert page.data.startswith(b"%PDF-")


async def test_a_text_beside_a_document_is_its_first_page(
    hass: HomeAssistant, folder: Path
) -> None:
    entry = sandbox_entry()
    await set_up(hass, entry)
    (row,) = await send(
        hass,
        "send_fax",
        to=[ANNA],
        message="See below",
        attachments=[str(folder / "order.txt")],
    )
    found = await entry.runtime_data.outbox.details(row["id"])
    assert [each.name for each in found.content.attachments] == [
        "message.pdf",
        "order.txt",
    ]


async def test_a_text_beside_a_document_is_refused_where_a_fax_is_one(
    ictcore_simulator_now: IctcoreSimulator, hass: HomeAssistant, folder: Path
) -> None:
    """It is not left out without a word; a subject is the name of the fax there."""
    entry = ictcore_entry(ictcore_simulator_now)
    await set_up(hass, entry)
    said = {"to": [ANNA], "attachments": [str(folder / "order.txt")]}
    for dry_run in (True, False):
        reason = await refused(
            hass, "send_fax", **said, message="See below", dry_run=dry_run
        )
        assert "There may be 1" in reason
    two = [*said["attachments"], *said["attachments"]]
    reason = await refused(hass, "send_fax", to=[ANNA], attachments=two)
    assert "There may be 1" in reason
    assert await kept(entry) == 0
    (row,) = await send(hass, "send_fax", **said, subject="Order")
    assert row["outcome"] == "accepted"
    assert ictcore_simulator_now.transmissions[0]["title"] == "Order"


@pytest.mark.parametrize("gateway", ["entera", "ictcore", "sandbox"])
async def test_a_document_outside_the_allowed_folders_is_refused(
    gateway: str, provider: Any, hass: HomeAssistant, tmp_path: Path
) -> None:
    (tmp_path / "secrets.txt").write_text("Nobody's business")
    entry = entry_of(gateway, provider)
    await set_up(hass, entry)
    for path in (
        str(tmp_path / "secrets.txt"),
        str(tmp_path / "papers" / ".." / "secrets.txt"),
    ):
        for dry_run in (True, False):
            reason = await refused(
                hass, "send_fax", to=[ANNA], attachments=[path], dry_run=dry_run
            )
            assert "allowlist_external_dirs" in reason
    assert await kept(entry) == 0


async def test_a_kind_of_document_that_a_gateway_does_not_take_is_refused_by_name(
    ictcore_simulator_now: IctcoreSimulator, hass: HomeAssistant, folder: Path
) -> None:
    (folder / "song.bin").write_bytes(bytes(range(256)))
    entry = ictcore_entry(ictcore_simulator_now)
    await set_up(hass, entry)
    reason = await refused(
        hass, "send_fax", to=[ANNA], attachments=[str(folder / "song.bin")]
    )
    assert "song.bin can't be sent. Possible are: application/pdf" in reason


@pytest.mark.parametrize("gateway", ["infobip", "devino", "ogangi"])
async def test_a_document_for_a_gateway_without_fax_is_refused(
    gateway: str, provider: Any, hass: HomeAssistant, folder: Path
) -> None:
    entry = entry_of(gateway, provider)
    await set_up(hass, entry)
    reason = await refused(
        hass, "send_fax", to=[ANNA], attachments=[str(folder / "order.txt")]
    )
    assert "can't send by fax" in reason


async def test_a_fax_without_anything_is_refused(hass: HomeAssistant) -> None:
    await set_up(hass, sandbox_entry())
    assert "empty" in await refused(hass, "send_fax", to=[ANNA], message=" ")


async def test_a_fax_that_fails_names_who_did_not_get_it(
    entera_simulator_now: EnteraSimulator, hass: HomeAssistant
) -> None:
    await set_up(hass, entera_entry(entera_simulator_now))
    error = await error_of(hass, "send_fax", to=[REFUSED], message="Order")
    assert "+4477…03: rejected" in str(error)
    assert REFUSED not in str(error)
