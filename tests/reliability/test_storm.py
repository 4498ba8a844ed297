"""Many messages through all gateways while everything goes wrong at random."""

import random

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from tests.integration.world import set_up

from .calm import Calm
from .parties import Names, parties
from .plan import Order, Trouble, orders, troubles
from .storm import Storm
from .writing import Write

pytestmark = pytest.mark.usefixtures("socket_enabled")

# Long enough for the last message to be given up, and for the last doubt to be asked.
AFTERMATH = 3 * 3600.0


# The long form has 10,000 messages.
@pytest.mark.timeout(1800)
async def test_nothing_is_lost_or_doubled_in_a_storm(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    pytestconfig: pytest.Config,
    write: Write,
) -> None:
    long = pytestconfig.getoption("--long")
    seed = pytestconfig.getoption("--seed")
    if seed is None:
        seed = random.SystemRandom().randrange(2**32)
    print(f"Repeat this storm with --seed {seed}")  # noqa: T201 - shown when it fails
    rng = random.Random(seed)  # noqa: S311 - to be repeated, guards nothing
    messages, faults, seconds = (10_000, 1_000, 36_000) if long else (500, 60, 2_400)
    names = Names(hass)
    async with parties(hass) as everybody:
        await set_up(hass, *(each.entry for each in everybody))
        simulators = [each.simulator for each in everybody if each.simulator]
        calm = Calm(hass, freezer, [each.entry for each in everybody], simulators)
        storm = Storm(hass, everybody, names)
        to_send = orders(
            rng, [each.name for each in everybody], messages=messages, seconds=seconds
        )
        to_go_wrong = troubles(
            rng,
            [each.name for each in everybody if each.simulator],
            count=faults,
            seconds=seconds,
        )
        plan: list[Order | Trouble] = sorted(
            [*to_send, *to_go_wrong], key=lambda each: each.at
        )
        now = 0.0
        for each in plan:
            if each.at > now:
                await calm.pass_time(each.at - now, step=5)
                now = each.at
            if isinstance(each, Order):
                storm.begin(each)
            else:
                await storm.disturb(each, calm)
            await calm.settle()
        for simulator in simulators:
            simulator.faults.clear()
        await calm.pass_time(AFTERMATH, step=60)
        figures, violations = await storm.end()
    write("storm", figures)
    assert violations == []
    assert figures.messages >= messages
    assert figures.clean
