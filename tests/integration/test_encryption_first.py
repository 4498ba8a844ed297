"""An address without encryption is tried with it first, the providers on loopback."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from tests.gateways.loopback import raw_server, self_signed
from tests.integration.flows import choose, choose_gateway, fill_in, kept, reconfigure
from tests.integration.providers import entera_entry, entera_sign_in
from tests.integration.world import infobip_entry, set_up, settle
from tests.simulators.entera import EnteraSimulator
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.http_simulator import HttpSimulator
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled", "loopback_names")


@asynccontextmanager
async def encrypted(provider: HttpSimulator, folder: Path) -> AsyncIterator[str]:
    """Offer a provider with encryption; yields host and port of that."""

    async def pass_on(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Hand over all bytes, in both directions."""
        # Here a client that hangs up is nobody's mistake; in the server it would be.
        await writer.start_tls(context)
        inner, outer = await asyncio.open_connection("127.0.0.1", provider.port)
        try:
            await asyncio.gather(_pour(reader, outer), _pour(inner, writer))
        finally:
            outer.close()

    context = await asyncio.to_thread(self_signed, folder)
    async with raw_server(pass_on) as url:
        yield f"provider.example:{url.port}"


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Hand over what comes until no more does."""
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


@pytest.fixture
async def host(simulator: InfobipSimulator, tmp_path: Path) -> AsyncIterator[str]:
    """Return where the provider is with encryption, by a certificate of its own."""
    async with encrypted(simulator, tmp_path) as found:
        yield found


@pytest.fixture
def typed(sign_in: dict[str, Any], host: str) -> dict[str, Any]:
    """Return what a user types who copied an address without encryption."""
    return {**sign_in, "base_url": f"http://{host}/restapi", "verify_ssl": False}


async def test_what_answers_with_encryption_is_used_with_it(
    hass: HomeAssistant, typed: dict[str, Any], host: str
) -> None:
    """Nobody is warned of what does not happen."""
    step = await fill_in(hass, await choose_gateway(hass, "infobip"), **typed)
    assert step["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)
    entry = step["result"]
    assert entry.data["base_url"] == f"https://{host}/restapi"
    assert entry.unique_id == f"infobip:{host}/restapi|demo"
    assert entry.title == f"demo ({host})"


async def test_a_wrong_password_is_no_reason_to_do_without_encryption(
    hass: HomeAssistant, typed: dict[str, Any], host: str
) -> None:
    """The gateway is there, and said no."""
    form = await choose_gateway(hass, "infobip")
    form = await fill_in(hass, form, **{**typed, "password": "wrong"})
    assert form["type"] is FlowResultType.FORM
    assert form["errors"] == {"base": "invalid_auth"}
    step = await fill_in(hass, form, **typed)
    assert step["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)
    assert step["result"].data["base_url"] == f"https://{host}/restapi"


@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind=FaultKind.HTML),
        Fault(kind=FaultKind.STATUS, status=404, body="<h1>Not found</h1>"),
        Fault(kind=FaultKind.STATUS, status=502, body="<h1>Bad gateway</h1>"),
        Fault(kind=FaultKind.REDIRECT),
    ],
)
async def test_something_else_that_answers_with_encryption_is_not_it(
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    typed: dict[str, Any],
    fault: Fault,
) -> None:
    """Such as the page of a router; the user is warned and decides."""
    simulator.faults.add(fault)
    menu = await fill_in(hass, await choose_gateway(hass, "infobip"), **typed)
    assert menu["step_id"] == "plain_http"
    assert typed["base_url"] in menu["description_placeholders"]["address"]


async def test_what_the_gateway_itself_refuses_is_told(
    simulator: InfobipSimulator, hass: HomeAssistant, typed: dict[str, Any]
) -> None:
    """In its own words, by which it is known to be there."""
    simulator.faults.add(Fault(kind=FaultKind.STATUS, status=404, times=2))
    form = await fill_in(hass, await choose_gateway(hass, "infobip"), **typed)
    assert form["errors"] == {"base": "refused"}


async def test_a_changed_address_is_tried_with_encryption_too(
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    typed: dict[str, Any],
    host: str,
) -> None:
    """And is stored with it."""
    entry = infobip_entry(simulator)
    await set_up(hass, entry)
    step = await fill_in(hass, await reconfigure(hass, entry), **typed)
    assert step["reason"] == "reconfigure_successful"
    await settle(hass)
    assert entry.data["base_url"] == f"https://{host}/restapi"
    assert entry.unique_id == f"infobip:{host}/restapi|demo"


async def test_where_nothing_answers_with_encryption_the_user_is_warned(
    entera_simulator_now: EnteraSimulator, hass: HomeAssistant
) -> None:
    """Before anything is sent in the clear; confirmed, it is used as it is."""
    provider = entera_simulator_now
    address = f"http://provider.example:{provider.port}/api/v2"
    plain = {**entera_sign_in(provider), "base_url": address}
    menu = await fill_in(hass, await choose_gateway(hass, "entera"), **plain)
    assert menu["type"] is FlowResultType.MENU
    assert menu["step_id"] == "plain_http"
    assert menu["description_placeholders"]["address"] == address
    assert provider.requests == []
    step = await choose(hass, menu, "plain_http_accept")
    assert step["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)
    assert kept(step["result"]) == {"gateway": "entera", **plain}
    assert len(provider.requests) == 1


async def test_a_certificate_that_nobody_trusts_is_no_encryption(
    entera_simulator_now: EnteraSimulator, hass: HomeAssistant, tmp_path: Path
) -> None:
    """The password is not given to whoever has made it."""
    provider = entera_simulator_now
    async with encrypted(provider, tmp_path) as host:
        plain = {**entera_sign_in(provider), "base_url": f"http://{host}/api/v2"}
        menu = await fill_in(hass, await choose_gateway(hass, "entera"), **plain)
        assert menu["step_id"] == "plain_http"
        assert provider.requests == []


async def test_the_same_account_is_the_same_with_and_without_encryption(
    entera_simulator_now: EnteraSimulator, hass: HomeAssistant
) -> None:
    """Neither is tried for that."""
    provider = entera_simulator_now
    entry = entera_entry(provider)
    await set_up(hass, entry)
    asked = len(provider.requests)
    other = provider.base_url.replace("http://", "https://").replace("/api/v2", "/")
    step = await fill_in(
        hass,
        await choose_gateway(hass, "entera"),
        base_url=other,
        login="DEMO",
        password="wrong",
    )
    assert step["reason"] == "already_configured"
    assert len(provider.requests) == asked
