"""Much at once: the event loop is never held up, and memory does not run away."""

import asyncio
from datetime import UTC, datetime, timedelta
import time

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from custom_components.message_gateways.gateways.model import Channel, InboundMessage
from tests.engine.accounts import database, loaded
from tests.integration.world import (
    infobip_entry,
    let_pass,
    sandbox_entry,
    send_sms,
    set_up,
    settle,
)
from tests.simulators.infobip.settings import Delays

from .elsewhere import provider_elsewhere
from .parties import PREFIX
from .referee import read_ends
from .stalls import Stalls, measured, memory
from .writing import Measure

LONGEST_STALL = 50.0
"""Milliseconds."""
MOST_MEMORY = 150.0
"""Megabytes more than before."""
NUMBERS = [f"{PREFIX}{number}" for number in range(500, 600)]
# So many messages are more than an account may send by default.
NO_LIMITS = {
    f"{scope}_{period}": 10_000_000
    for scope in ("limit", "recipient_limit")
    for period in ("hour", "day", "month")
}


def told(stalls: Stalls) -> str:
    """List what held the loop up."""
    return "\n".join(f"{took:.1f} ms: {what[:300]}" for took, what in stalls.worst)


async def test_five_thousand_messages_at_once_hold_nothing_up(
    hass: HomeAssistant, measure: Measure
) -> None:
    entry = sandbox_entry(options=NO_LIMITS)
    await set_up(hass, entry)
    loaded(entry).gateway._credit *= 1000  # type: ignore[attr-defined]  # the sandbox's
    before, begun = memory(), time.perf_counter()
    with measured() as stalls:
        rows = await asyncio.gather(
            *(
                send_sms(
                    hass,
                    config_entry_id=entry.entry_id,
                    to=NUMBERS,
                    message=f"Text {number}",
                )
                for number in range(50)
            )
        )
        took = time.perf_counter() - begun
        await settle(hass)
    grown = memory() - before
    measure("5,000 messages at once: longest stall", f"{stalls.longest:.0f} ms")
    measure("5,000 messages at once: all sent after", f"{took:.1f} s")
    measure("5,000 messages at once: memory", f"{grown:.0f} MB more")
    assert {row["outcome"] for some in rows for row in some} == {"accepted"}
    assert len(read_ends(database(hass, entry))) == 5000
    assert stalls.longest < LONGEST_STALL, told(stalls)
    assert grown < MOST_MEMORY


async def test_five_thousand_messages_that_are_due_at_once_hold_nothing_up(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, measure: Measure
) -> None:
    entry = sandbox_entry(options=NO_LIMITS)
    await set_up(hass, entry)
    loaded(entry).gateway._credit *= 1000  # type: ignore[attr-defined]  # the sandbox's
    before = memory()
    with measured() as stalls:
        await asyncio.gather(
            *(
                send_sms(
                    hass,
                    config_entry_id=entry.entry_id,
                    to=NUMBERS,
                    message=f"Text {number}",
                    schedule=(dt_util.utcnow() + timedelta(minutes=1)).isoformat(),
                )
                for number in range(50)
            )
        )
        await let_pass(hass, freezer, 90, step=10)
    grown = memory() - before
    measure("5,000 messages due at once: longest stall", f"{stalls.longest:.0f} ms")
    measure("5,000 messages due at once: memory", f"{grown:.0f} MB more")
    ends = read_ends(database(hass, entry)).values()
    assert [end.status for end in ends] == ["delivered"] * 5000
    assert stalls.longest < LONGEST_STALL, told(stalls)
    assert grown < MOST_MEMORY


async def test_five_thousand_messages_through_a_server_hold_nothing_up(
    hass: HomeAssistant,
    socket_enabled: None,  # noqa: ARG001 - the test package blocks sockets without it
    measure: Measure,
) -> None:
    """Answers are read and reports taken in besides."""
    with provider_elsewhere(credit=1_000_000) as simulator:
        simulator.configure(delays=Delays(waiting=0, operator=0, final=0))
        entry = infobip_entry(simulator, options=NO_LIMITS)
        await set_up(hass, entry)
        path = database(hass, entry)
        before = memory()
        with measured() as stalls:
            rows = await asyncio.gather(
                *(
                    send_sms(
                        hass,
                        config_entry_id=entry.entry_id,
                        to=NUMBERS,
                        message=f"Text {number}",
                    )
                    for number in range(50)
                )
            )
            account = loaded(entry)
            while account.state.pending or not account.state.counters.delivered:
                await account.delivery.async_refresh()
            await settle(hass)
    grown = memory() - before
    measure("5,000 messages by HTTP: longest stall", f"{stalls.longest:.0f} ms")
    measure("5,000 messages by HTTP: memory", f"{grown:.0f} MB more")
    assert {row["outcome"] for some in rows for row in some} == {"accepted"}
    assert len(read_ends(path)) == len(simulator.messages) == 5000
    assert stalls.longest < LONGEST_STALL, told(stalls)
    assert grown < MOST_MEMORY


async def test_a_stall_is_seen() -> None:
    """What measures must be able to find something."""

    def be_busy() -> None:
        """Use the processor for a while."""
        begun = time.thread_time()
        while time.thread_time() - begun < LONGEST_STALL / 1000:
            pass

    with measured() as stalls:
        asyncio.get_running_loop().call_soon(be_busy)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    assert stalls.longest >= LONGEST_STALL
    assert "be_busy" in stalls.worst[0][1]


async def test_two_hundred_inbound_messages_a_second_hold_nothing_up(
    hass: HomeAssistant, measure: Measure
) -> None:
    entry = sandbox_entry(options=NO_LIMITS)
    await set_up(hass, entry)
    account = loaded(entry)
    heard: list[str] = []
    account.announcer.on_inbound(lambda event: heard.append(event.message.text))
    now = datetime.now(UTC)
    before, begun = memory(), time.perf_counter()
    with measured() as stalls:
        for second in range(5):
            for part in range(10):
                await account.inbox.keep(
                    [
                        InboundMessage(
                            key=f"{second}-{part}-{number}",
                            channel=Channel.SMS,
                            sender=NUMBERS[number],
                            to="2020",
                            text=f"Reply {second}-{part}-{number}",
                            received_at=now,
                        )
                        for number in range(20)
                    ]
                )
                await account.announcer.announce()
        took = time.perf_counter() - begun
        await settle(hass)
    grown = memory() - before
    rate = 1000 / took
    measure("inbound: longest stall", f"{stalls.longest:.0f} ms")
    measure("inbound: kept and announced", f"{rate:,.0f} a second")
    assert len(set(heard)) == len(heard) == 1000
    assert rate > 200
    assert stalls.longest < LONGEST_STALL, told(stalls)
    assert grown < MOST_MEMORY


async def test_fifty_accounts_hold_nothing_up(
    hass: HomeAssistant, measure: Measure
) -> None:
    entries = [
        sandbox_entry(entry_id=f"01SANDBOX{number}", title=f"Sandbox {number}")
        for number in range(50)
    ]
    await set_up(hass, entries[0])
    before = memory()
    with measured() as stalls:
        await set_up(hass, *entries[1:])
        rows = await asyncio.gather(
            *(
                send_sms(
                    hass,
                    config_entry_id=entry.entry_id,
                    to=NUMBERS[:20],
                    message="Hello",
                )
                for entry in entries
            )
        )
        await settle(hass)
    grown = memory() - before
    measure("50 accounts: longest stall", f"{stalls.longest:.0f} ms")
    measure("50 accounts: memory", f"{grown:.0f} MB more")
    assert {row["outcome"] for some in rows for row in some} == {"accepted"}
    assert stalls.longest < LONGEST_STALL, told(stalls)
    assert grown < MOST_MEMORY
