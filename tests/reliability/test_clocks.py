"""Clocks that are set, by hours and days, and hours that come twice or not at all."""

from datetime import UTC, datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from tests.engine.accounts import database
from tests.integration.world import send_sms, set_up
from tests.simulators.faults import Fault, FaultKind

from .calm import Calm
from .parties import PREFIX, Names, Party, parties
from .plan import Order
from .referee import key_of, read_ends
from .storm import Storm
from .writing import Write

pytestmark = pytest.mark.usefixtures("socket_enabled")

HOUR = timedelta(hours=1)
NUMBER = f"{PREFIX}510"
JUMPS = {
    "an hour back": -HOUR,
    "six hours back": -6 * HOUR,
    "three days back": -72 * HOUR,
    "ten minutes forward": HOUR / 6,
    "an hour forward": HOUR,
    "six hours forward": 6 * HOUR,
    "three days forward": 72 * HOUR,
}


def order(party: Party, what: str, minutes: int = 60) -> Order:
    """Order a message that is called by what is to become of it."""
    text = f"{what} with {party.name}"
    return Order(
        at=0, party=party.name, text=text, addresses=(NUMBER,), minutes=minutes
    )


async def set_clock(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, step: timedelta, calm: Calm
) -> None:
    """Set the clock while a minute goes by; timers do not go by the clock."""
    freezer.tick(step + timedelta(minutes=1))
    async_fire_time_changed(hass, fire_all=True)
    await calm.settle()


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS)
async def test_a_clock_that_is_set_loses_doubles_and_delays_nothing(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, write: Write, jump: timedelta
) -> None:
    """What was sent, asked after, waiting, and being followed when it was set."""
    names = Names(hass)
    async with parties(hass) as everybody:
        await set_up(hass, *(each.entry for each in everybody))
        simulators = [each.simulator for each in everybody if each.simulator]
        calm = Calm(hass, freezer, [each.entry for each in everybody], simulators)
        storm = Storm(hass, everybody, names)
        with_servers = [each for each in everybody if each.simulator]
        for party in everybody:
            storm.begin(order(party, "followed"))
        await calm.settle()
        for simulator in simulators:
            simulator.faults.add(
                Fault(kind=FaultKind.CUT, method="POST", processed=True)
            )
        for party in everybody:
            storm.begin(order(party, "doubtful"))
            await calm.settle()
        for simulator in simulators:
            await simulator.stop()
        # Connections that were kept are given up.
        await calm.settle()
        for party in with_servers:
            storm.begin(order(party, "waiting"))
        await calm.pass_time(60, step=10)
        await set_clock(hass, freezer, jump, calm)
        for simulator in simulators:
            simulator.faults.clear()
            await simulator.start()
        await calm.pass_time(900, step=30)
        for party in with_servers:
            key = key_of(f"waiting with {party.name}", NUMBER)
            end = read_ends(database(hass, party.entry))[key]
            in_time = jump < HOUR
            assert (end.status == "expired") is not in_time, (party.name, end)
            assert (key in {one.key for one in party.taken()}) is in_time
        await calm.pass_time(3 * 3600, step=600)
        storm.referee.faults += 1 + len(simulators)
        figures, violations = await storm.end()
    write("clock", figures)
    assert violations == []


@pytest.mark.parametrize("restarted", [True, False], ids=["start", "no start"])
@pytest.mark.parametrize("sent_behind", [True, False], ids=["behind", "before"])
@pytest.mark.parametrize("noticed", [True, False], ids=["noticed", "not yet"])
async def test_a_clock_that_is_behind_for_two_minutes_lets_nothing_expire(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    *,
    restarted: bool,
    sent_behind: bool,
    noticed: bool,
) -> None:
    """As that of a computer that has none, until it has asked the network.

    What was sent before, or while it was behind, leaves when the gateway is there.
    """
    async with parties(hass) as everybody:
        party = everybody[0]
        assert party.simulator is not None
        names = Names(hass)
        await set_up(hass, party.entry)
        calm = Calm(hass, freezer, [party.entry], [party.simulator])
        storm = Storm(hass, [party], names)
        await party.simulator.stop()
        storm.begin(order(party, "before"))
        await calm.pass_time(60, step=10)
        if restarted:
            assert await hass.config_entries.async_unload(party.entry.entry_id)
        freezer.tick(-2 * HOUR)
        if restarted:
            assert await hass.config_entries.async_setup(party.entry.entry_id)
        else:
            await set_clock(hass, freezer, timedelta(), calm)
        if sent_behind:
            storm.begin(order(party, "behind"))
        await calm.pass_time(120, step=10)
        await party.simulator.start()
        freezer.tick(2 * HOUR + timedelta(minutes=3))
        if noticed:
            async_fire_time_changed(hass, fire_all=True)
        await calm.pass_time(300, step=10)
        ends = read_ends(database(hass, party.entry)).values()
        assert {end.status for end in ends} == {"delivered"}
        assert len(list(party.taken())) == 1 + sent_behind


@pytest.mark.parametrize(
    ("evening", "written", "leaves"),
    [
        pytest.param(
            datetime(2026, 3, 28, 20, tzinfo=UTC),
            "2026-03-29 02:30:00",
            datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
            id="an hour that there is not",
        ),
        pytest.param(
            datetime(2026, 3, 28, 20, tzinfo=UTC),
            "2026-03-29 07:00:00",
            datetime(2026, 3, 29, 5, 0, tzinfo=UTC),
            id="the morning after a short night",
        ),
        pytest.param(
            datetime(2026, 10, 24, 20, tzinfo=UTC),
            "2026-10-25 02:30:00",
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            id="an hour that comes twice",
        ),
        pytest.param(
            datetime(2026, 10, 24, 20, tzinfo=UTC),
            "2026-10-25 07:00:00",
            datetime(2026, 10, 25, 6, 0, tzinfo=UTC),
            id="the morning after a long night",
        ),
    ],
)
async def test_a_schedule_is_kept_once_through_a_night_in_which_clocks_change(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    *,
    evening: datetime,
    written: str,
    leaves: datetime,
) -> None:
    freezer.move_to(evening)
    await hass.config.async_set_time_zone("Europe/Berlin")
    async with parties(hass) as everybody:
        party = everybody[0]
        assert party.simulator is not None
        Names(hass)
        await set_up(hass, party.entry)
        calm = Calm(hass, freezer, [party.entry], [party.simulator])
        (row,) = await send_sms(
            hass,
            config_entry_id=party.entry.entry_id,
            to=[NUMBER],
            message="Good morning",
            schedule=written,
        )
        assert row["status"] == "queued"
        await calm.pass_time(13 * 3600, step=300)
        (taken,) = party.taken()
        assert taken.at is not None
        assert leaves <= taken.at <= leaves + timedelta(seconds=1)


async def test_a_schedule_in_the_past_is_refused_and_nothing_is_kept(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    async with parties(hass) as everybody:
        party = everybody[0]
        assert party.simulator is not None
        Names(hass)
        await set_up(hass, party.entry)
        calm = Calm(hass, freezer, [party.entry], [party.simulator])
        with pytest.raises(ServiceValidationError, match="past"):
            await send_sms(
                hass,
                config_entry_id=party.entry.entry_id,
                to=[NUMBER],
                message="Good morning",
                schedule=(dt_util.utcnow() - timedelta(seconds=1)).isoformat(),
            )
        await calm.pass_time(600, step=60)
        assert list(party.taken()) == []
        assert read_ends(database(hass, party.entry)) == {}


@pytest.mark.parametrize(
    ("jump", "status"),
    [(3 * HOUR, "delivered"), (4 * HOUR, "expired"), (72 * HOUR, "expired")],
)
async def test_a_schedule_that_a_jump_went_past_is_kept_late_or_not_at_all(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, jump: timedelta, status: str
) -> None:
    """As long as somebody may still want it: an hour after its time by default."""
    async with parties(hass) as everybody:
        party = everybody[0]
        assert party.simulator is not None
        Names(hass)
        await set_up(hass, party.entry)
        calm = Calm(hass, freezer, [party.entry], [party.simulator])
        await send_sms(
            hass,
            config_entry_id=party.entry.entry_id,
            to=[NUMBER],
            message="Good morning",
            schedule=(dt_util.utcnow() + 2.5 * HOUR).isoformat(),
        )
        await set_clock(hass, freezer, jump, calm)
        await calm.pass_time(120, step=10)
        (end,) = read_ends(database(hass, party.entry)).values()
        assert end.status == status
        assert len(list(party.taken())) == (status == "delivered")
