"""Pushes of thousands of rows, beside which everything else goes on."""

import asyncio
import json
import time
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.message_gateways.engine.store import ROWS_AT_ONCE
from tests.integration.pushing import Client, open_server, path_of, received
from tests.integration.world import ANNA, infobip_entry, send_sms, set_up, settle
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")
ROWS = 4000


def inbound_rows(count: int) -> bytes:
    """Write that many messages of one sender."""
    rows = [
        received(messageId=f"in-{i}", text="Yes", cleanText="Yes")["results"][0]
        for i in range(count)
    ]
    # Long names would reach the limit of a body sooner.
    keep = ("messageId", "from", "text", "receivedAt")
    return json.dumps({"results": [{k: row[k] for k in keep} for row in rows]}).encode()


def lookup_rows(count: int) -> bytes:
    """Write that many lookups."""
    rows = [
        {"to": f"4477{i:08}", "status": {"groupName": "DELIVERED"}}
        for i in range(count)
    ]
    return json.dumps({"results": rows}).encode()


async def stalls(longest: list[float]) -> None:
    """Measure for how long at most the loop gives nobody else a turn."""
    while True:
        before = time.perf_counter()
        await asyncio.sleep(0.001)
        longest[0] = max(longest[0], time.perf_counter() - before)


@pytest.fixture
async def entry(simulator: InfobipSimulator, hass: HomeAssistant) -> MockConfigEntry:
    """Set an account up that limits nothing."""
    entry = infobip_entry(simulator)
    await set_up(hass, entry)
    return entry


@pytest.mark.parametrize("kind", ["inbound", "lookups"])
async def test_thousands_of_rows_of_one_push_hold_up_nothing(
    kind: str,
    *,
    entry: MockConfigEntry,
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    """They are on disk in parts, and what is sent meanwhile leaves between them."""
    client: Client = await open_server(hass, hass_client_no_auth)
    events = async_capture_events(hass, "message_gateways_number_lookup")
    body = {"inbound": inbound_rows, "lookups": lookup_rows}[kind](ROWS)
    connection = entry.runtime_data.store._write_connection
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    longest = [0.0]
    watching = asyncio.create_task(stalls(longest))
    begun = time.perf_counter()

    async def pushed() -> float:
        async with client.post(path_of(entry, kind), data=body) as answer:
            assert answer.status == 200
        return time.perf_counter() - begun

    pushing = asyncio.create_task(pushed())
    sends: list[float] = []
    while not pushing.done():
        await asyncio.sleep(0.05)
        before = time.perf_counter()
        await send_sms(hass, to=[ANNA], message=f"Alarm {len(sends)}")
        sends.append(time.perf_counter() - before)
    took = await pushing
    connection.set_trace_callback(None)
    await settle(hass)
    settled = time.perf_counter() - begun
    watching.cancel()
    table = {"inbound": "inbox", "lookups": "lookups"}[kind]
    assert await _count(entry, table) == ROWS
    print(  # noqa: T201 - figures to read
        f"\n{ROWS:,} rows of {kind} in {len(body) / 1000:.0f} kB: {took:.2f} s, "
        f"settled {settled:.2f} s; send {max(sends):.3f} s, stall {longest[0]:.3f} s"
    )
    if kind == "lookups":
        assert len({event.data["event_id"] for event in events}) == ROWS
    # A send waits for one of these, not for the whole push.
    assert seen.count("COMMIT") >= ROWS / ROWS_AT_ONCE


async def _count(entry: MockConfigEntry, table: str) -> Any:
    """Count what was kept."""
    return await entry.runtime_data.store.read(
        lambda db: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
    )
