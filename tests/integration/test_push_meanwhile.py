"""Pushes whose body takes its time, and requests that no library would write."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
import json
import logging

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.message_gateways import webhook
from tests.integration.pushing import Client, open_server, path_of, push, received
from tests.integration.world import infobip_entry, set_up, settle
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")
SECRET = "kitchen-window"


@pytest.fixture
async def client(
    provider: MockConfigEntry,  # noqa: ARG001 - it brings the server
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
) -> Client:
    """Open Home Assistant's server, with an account of a provider."""
    return await open_server(hass, hass_client_no_auth)


def faults(caplog: pytest.LogCaptureFixture) -> list[str]:
    """List what we wrote into the log as an error."""
    return [
        each.getMessage()
        for each in caplog.records
        if each.levelno >= logging.ERROR and each.name.startswith("custom_components")
    ]


async def _unload(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    await hass.config_entries.async_unload(entry.entry_id)


async def _remove(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    await hass.config_entries.async_remove(entry.entry_id)


async def _reload(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    await hass.config_entries.async_reload(entry.entry_id)


@pytest.mark.parametrize(
    ("happens", "status", "retry_after"),
    [(_unload, 503, "30"), (_remove, 404, None), (_reload, 200, None)],
)
async def test_what_becomes_of_the_account_while_a_body_arrives_decides(
    happens: Callable[[HomeAssistant, MockConfigEntry], Awaitable[None]],
    status: int,
    retry_after: str | None,
    *,
    provider: MockConfigEntry,
    client: Client,
    hass: HomeAssistant,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """One that is gone keeps nothing, and nobody reads of an error."""
    body = json.dumps(received()).encode()

    async def halting() -> AsyncIterator[bytes]:
        yield body[:20]
        await asyncio.sleep(0.1)
        await happens(hass, provider)
        yield body[20:]

    path = path_of(provider, "inbound")
    async with client.post(path, data=halting()) as answer:
        assert answer.status == status
        assert answer.headers.get("Retry-After") == retry_after
    await settle(hass)
    assert faults(caplog) == []


async def test_a_body_that_never_ends_is_told_so_and_said_once(
    provider: MockConfigEntry,
    client: Client,
    *,
    hass: HomeAssistant,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """One that comes in time afterwards is taken."""
    monkeypatch.setattr(webhook, "READ_TIMEOUT", 0.05)
    path = path_of(provider, "inbound")
    length = {"Content-Length": "100"}
    for _ in range(3):
        assert await _answer(client, path, length, b"{") == 408
    await settle(hass)
    said = [each for each in caplog.messages if "too slowly" in each]
    assert len(said) == 1
    assert faults(caplog) == []
    assert await push(hass, client, provider, "inbound", json=received()) == 200


@pytest.mark.parametrize("secret", [b"caf\xe9", b"\xff\xfe", b"\xed\xa0\x80"])
async def test_a_secret_that_is_no_text_is_refused_like_any_other(
    secret: bytes,
    *,
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Raw bytes in a header tell nobody more than a wrong word does."""
    entry = infobip_entry(simulator, options={"push_secret": SECRET})
    await set_up(hass, entry)
    client = await open_server(hass, hass_client_no_auth)
    path = path_of(entry, "inbound")
    headers = {"X-Push-Secret": secret.decode("latin-1"), "Content-Length": "0"}
    assert await _answer(client, path, headers) == 403
    assert faults(caplog) == []


async def _answer(
    client: Client,
    path: str,
    headers: dict[str, str],
    body: bytes = b"",
) -> int:
    """Write a POST as bytes and return the status of its answer."""
    reader, writer = await asyncio.open_connection(client.host, client.port)
    lines = [f"POST {path} HTTP/1.1", f"Host: {client.host}:{client.port}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    try:
        writer.write("\r\n".join([*lines, "", ""]).encode("latin-1") + body)
        await writer.drain()
        async with asyncio.timeout(5):
            return int((await reader.readline()).split()[1])
    finally:
        writer.close()
        await writer.wait_closed()
