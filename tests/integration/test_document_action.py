"""A received fax or recording is fetched by an action."""

from base64 import b64decode
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
)
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.message_gateways.const import DOMAIN
from custom_components.message_gateways.engine.pages import pages
from tests.integration.providers import ictcore_entry
from tests.integration.world import (
    EventLog,
    entity_id,
    infobip_entry,
    let_pass,
    set_up,
)
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ictcore import Channel as Theirs
from tests.simulators.ictcore.server import IctcoreSimulator
from tests.simulators.infobip.server import InfobipSimulator


@pytest.fixture
def server(ictcore_simulator_now: IctcoreSimulator) -> IctcoreSimulator:
    """Return a server on loopback."""
    return ictcore_simulator_now


@pytest.fixture
async def events(
    hass: HomeAssistant, server: IctcoreSimulator, freezer: FrozenDateTimeFactory
) -> dict[str, str]:
    """Let a fax and a text come in; return the ids of their events by channel."""
    await set_up(hass, ictcore_entry(server))
    log = EventLog(hass, entity_id(hass, "event", "01ICTCORE_inbound"))
    server.receive(from_="12025550142", channel=Theirs.FAX, media=pages("Hello"))
    server.receive(from_="12025550142", text="On my way")
    await let_pass(hass, freezer, 120, step=60)
    return {one.attributes["channel"]: one.attributes["event_id"] for one in log.states}


async def fetch(hass: HomeAssistant, event_id: str, **data: Any) -> Any:
    """Fetch a document."""
    return await hass.services.async_call(
        DOMAIN,
        "get_document",
        {"event_id": event_id, **data},
        blocking=True,
        return_response=True,
    )


async def test_a_received_fax_is_data_in_the_response(
    hass: HomeAssistant, events: dict[str, str]
) -> None:
    """A PDF, whole."""
    found = await fetch(hass, events["fax"])
    data = b64decode(found["data"])
    assert found["content_type"] == "application/pdf"
    assert found["name"].endswith(".pdf")
    assert (data[:5], len(data)) == (b"%PDF-", found["size"])


async def test_a_received_fax_becomes_a_file_where_that_is_allowed(
    hass: HomeAssistant, events: dict[str, str], tmp_path: Path
) -> None:
    """And nothing is written over."""
    path = tmp_path / "fax.pdf"
    with pytest.raises(ServiceValidationError) as refused:
        await fetch(hass, events["fax"], path=str(path))
    assert refused.value.translation_key == "path_not_allowed"
    hass.config.allowlist_external_dirs = {str(tmp_path)}
    found = await fetch(hass, events["fax"], path=str(path))
    assert found["path"] == str(path)
    assert path.read_bytes()[:5] == b"%PDF-"
    with pytest.raises(HomeAssistantError) as again:
        await fetch(hass, events["fax"], path=str(path))
    assert again.value.translation_key == "file_not_written"


async def test_what_has_no_document_says_so(
    hass: HomeAssistant, events: dict[str, str], server: IctcoreSimulator
) -> None:
    """A text, an event that is unknown, a server that is away."""
    with pytest.raises(HomeAssistantError) as none_there:
        await fetch(hass, events["sms"])
    assert none_there.value.translation_key == "gateway_refused"
    with pytest.raises(ServiceValidationError) as unknown:
        await fetch(hass, "nobody")
    assert unknown.value.translation_key == "message_unknown"
    server.faults.add(Fault(kind=FaultKind.STATUS, status=503, times=9))
    with pytest.raises(HomeAssistantError):
        await fetch(hass, events["fax"])


async def test_a_gateway_without_documents_says_so(
    hass: HomeAssistant, infobip_simulator_now: InfobipSimulator
) -> None:
    """By its name."""
    await set_up(hass, infobip_entry(infobip_simulator_now))
    with pytest.raises(ServiceValidationError) as refused:
        await fetch(hass, "any")
    assert refused.value.translation_placeholders == {
        "gateway": "Infobip-compatible SMS API"
    }


async def test_who_may_not_control_everything_reads_no_documents(
    hass: HomeAssistant, events: dict[str, str], hass_read_only_user: MockUser
) -> None:
    """They are somebody's letters."""
    with pytest.raises(Unauthorized):
        await hass.services.async_call(
            DOMAIN,
            "get_document",
            {"event_id": events["fax"]},
            blocking=True,
            return_response=True,
            context=Context(user_id=hass_read_only_user.id),
        )
