"""An account keeps to its limits, whoever sends and however often it is restarted."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.message_gateways.engine.account import Account
from custom_components.message_gateways.engine.foresight import Foreseen
from custom_components.message_gateways.engine.limits import Tally
from custom_components.message_gateways.engine.rows import MessageRow, Target
from custom_components.message_gateways.gateways.errors import InvalidInputError
from custom_components.message_gateways.gateways.model import Status
from tests.integration.world import let_pass, sandbox_entry, set_up, settle

from .accounts import LATE, journey, loaded, now_of, sandbox, saying, send, slow_down
from .guarding import codes
from .making import ANNA, BEN, HELLO, NOW

HOUR = timedelta(hours=1)


async def with_options(hass: HomeAssistant, **options: Any) -> Account:
    """Set an account up that has its limits."""
    await hass.config.async_set_time_zone("UTC")
    entry = sandbox_entry(options=options)
    await set_up(hass, entry)
    return loaded(entry)


@pytest.fixture(autouse=True)
def _a_known_time(freezer: FrozenDateTimeFactory) -> None:
    """Begin on a full hour."""
    freezer.move_to(NOW)


async def test_a_thousand_sends_at_once_do_not_overrun_a_limit(
    hass: HomeAssistant,
) -> None:
    """However they are gathered: all differ, so none leaves with another."""
    account = await with_options(hass, limit_hour=100, recipient_limit_hour=60)
    results = await asyncio.gather(
        *(
            send(account, (ANNA, BEN)[number % 2], text=f"Alarm {number}")
            for number in range(1000)
        )
    )
    rows = [row for result in results for row in result]
    assert sum(row.status is Status.ACCEPTED for row in rows) == 100
    assert sum(row.status is Status.REJECTED for row in rows) == 900
    assert set(codes(rows)) == {None, "LIMIT_HOUR"}
    assert len(sandbox(account)._taken._values) == 100
    assert account.state.counters.failed == 900
    assert (await account.outbox.guarded()).account == Tally(
        hour=100, day=100, month=100
    )


async def test_one_that_is_refused_does_not_stop_the_others(
    hass: HomeAssistant,
) -> None:
    account = await with_options(hass, recipient_limit_hour=1)
    await send(account, ANNA)
    await settle(hass)
    seen = journey(account)
    rows = await send(account, ANNA, BEN, text="The other door")
    assert [row.status for row in rows] == [Status.REJECTED, Status.ACCEPTED]
    await settle(hass)
    assert seen == ["rejected", "queued", "accepted"]
    assert account.state.pending == 1 + 1


async def test_counts_survive_a_restart_and_retries_count_once(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    account = await with_options(hass, recipient_limit_hour=2)
    (late,) = await send(account, LATE)
    await send(account, ANNA)
    await hass.config_entries.async_reload(account.entry.entry_id)
    account = account.entry.runtime_data
    await let_pass(hass, freezer, 120, step=10)
    assert (await now_of(account, [late]))[0].attempts > 1
    assert (await account.outbox.guarded()).account.hour == 2
    rows = [
        *await send(account, ANNA, text="Second"),
        *await send(account, ANNA, text="Third"),
    ]
    assert codes(rows) == [None, "RECIPIENT_LIMIT_HOUR"]
    await let_pass(hass, freezer, 3600, step=600)
    (row,) = await send(account, ANNA, text="Third")
    assert row.status is Status.ACCEPTED


async def test_a_loop_is_stopped_and_the_log_says_so_once_an_hour(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """By the limits that nobody had to set; the number is not in the log."""
    account = await with_options(hass)
    rows: list[MessageRow] = []
    for number in range(35):
        rows += await send(account, ANNA, text=f"Alarm {number}")
    assert codes(rows) == [None] * 30 + ["RECIPIENT_LIMIT_HOUR"] * 5

    def warnings() -> Sequence[str]:
        """Return what was written of it."""
        return [
            record.getMessage()
            for record in caplog.records
            if "did not send" in record.getMessage()
        ]

    (warning,) = warnings()
    assert warning.startswith("Sandbox did not send a message to +4477…23: RECIPIENT")
    assert ANNA not in warning
    await let_pass(hass, freezer, 3600)
    for number in range(31):
        await send(account, ANNA, text=f"Alarm {number}")
    assert len(warnings()) == 2


async def test_what_is_sent_in_quiet_hours_leaves_at_their_end(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """And what is critical at once."""
    account = await with_options(hass, quiet_from="07:00:00", quiet_to="09:00:00")
    result = await account.send(
        HELLO, [Target(address=ANNA), Target(address=BEN, critical=True)]
    )
    assert [row.status for row in result.rows] == [Status.QUEUED, Status.ACCEPTED]
    assert codes(result.rows) == ["QUIET_HOURS", None]
    await let_pass(hass, freezer, 3599, step=600)
    assert (await now_of(account, result.rows[:1]))[0].status is Status.QUEUED
    await let_pass(hass, freezer, 2)
    (row,) = await now_of(account, result.rows[:1])
    assert (row.status, row.detail) == (Status.ACCEPTED, None)


async def test_what_could_not_be_sent_before_quiet_hours_waits_for_their_end(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """It is not tried in them, and does not expire in them."""
    account = await with_options(hass, quiet_from="08:10:00", quiet_to="12:00:00")
    gateway = slow_down(account)
    gateway.down = True
    result = await account.send(
        HELLO, [Target(address=ANNA), Target(address=BEN, critical=True)]
    )
    await let_pass(hass, freezer, 900, step=30)
    ordinary, critical = await now_of(account, result.rows)
    assert ordinary.due == NOW + 4 * HOUR
    assert codes([ordinary]) == ["QUIET_HOURS"]
    assert critical.due is not None
    assert critical.due < NOW + HOUR
    gateway.down = False
    await let_pass(hass, freezer, 600, step=30)
    statuses = [row.status for row in await now_of(account, result.rows)]
    assert statuses == [Status.QUEUED, Status.DELIVERED]
    await let_pass(hass, freezer, 4 * 3600 - 1500 + 30, step=600)
    assert (await now_of(account, result.rows))[0].status in (
        Status.ACCEPTED,
        Status.SENT,
        Status.DELIVERED,
    )


async def test_a_limit_on_the_cost_is_kept_by_real_prices(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """The sandbox takes 0.05 a segment, and the user thought it took 0.02."""
    account = await with_options(hass, cost_limit_day=0.12, price_segment=0.02)
    rows = [*await send(account, ANNA), *await send(account, BEN)]
    assert (await account.outbox.guarded()).spent.day == Decimal("0.04")
    await let_pass(hass, freezer, 60, step=5)
    assert (await account.outbox.guarded()).spent.day == Decimal("0.10")
    rows += await send(account, ANNA, text="Once more")
    assert codes(rows) == [None, None, "COST_LIMIT_DAY"]
    await let_pass(hass, freezer, 24 * 3600, step=3600)
    (row,) = await send(account, ANNA, text="Once more")
    assert row.status is Status.ACCEPTED


async def test_what_would_become_of_a_send_is_told_without_sending(
    hass: HomeAssistant,
) -> None:
    """Nothing is kept, counted or sent."""
    account = await with_options(
        hass,
        recipient_limit_hour=2,
        cost_limit_day=5,
        price_segment=0.04,
        currency="EUR",
        quiet_from="20:00:00",
        quiet_to="06:00:00",
    )
    await send(account, ANNA)
    targets = [Target(address=ANNA, recipient="r1"), Target(address=ANNA)]
    content = saying("x" * 161)
    for _ in range(2):
        foresight = await account.foresee(content, targets)
        assert foresight.targets[0] == Foreseen(
            address=ANNA,
            recipient="r1",
            segments=2,
            price=Decimal("0.08"),
            currency="EUR",
            refusal=None,
            leaves_at=NOW,
            reason=None,
        )
        refusal = foresight.targets[1].refusal
        assert refusal is not None
        assert refusal.code == "RECIPIENT_LIMIT_HOUR"
    evening = NOW.replace(hour=21)
    (foreseen,) = (
        await account.foresee(content, targets[:1], scheduled_at=evening)
    ).targets
    assert foreseen.leaves_at == (NOW + timedelta(days=1)).replace(hour=6)
    assert foreseen.reason is not None
    with pytest.raises(InvalidInputError, match="text_empty"):
        await account.foresee(saying(" "), targets)
    assert (await account.outbox.guarded()).account.hour == 1
    assert len(sandbox(account)._taken._values) == 1
    result = await account.send(content, targets)
    assert [row.status for row in result.rows] == [Status.ACCEPTED, Status.REJECTED]
