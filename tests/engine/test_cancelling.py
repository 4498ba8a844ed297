"""What waits with us is cancelled, and what a gateway takes back; the rest says why."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.message_gateways.engine.account import Account
from custom_components.message_gateways.engine.cancelling import Cancelled
from custom_components.message_gateways.engine.outbox_search import MessageFilter
from custom_components.message_gateways.engine.paging import TOP
from custom_components.message_gateways.engine.rows import MessageRow, Target
from custom_components.message_gateways.gateways.errors import InvalidInputError
from custom_components.message_gateways.gateways.model import (
    Channel,
    Content,
    Status,
)
from tests.integration.providers import called, entera_entry
from tests.integration.voices import played
from tests.integration.world import infobip_entry, let_pass, set_up, settle
from tests.simulators.entera import EnteraSimulator, Fault, FaultKind
from tests.simulators.infobip.server import InfobipSimulator

from .accounts import (
    LATE,
    NO_SUCH_NUMBER,
    journey,
    loaded,
    now_of,
    send,
    slow_down,
)
from .making import ANNA, BEN, HELLO

FAX = Content(channel=Channel.FAX, text="Three loaves, please")
CALL = Content(channel=Channel.VOICE, text="Press 1", audio=played(1))
HOUR = timedelta(hours=1)


@pytest.fixture
def provider(entera_simulator_now: EnteraSimulator) -> EnteraSimulator:
    """Return a provider on loopback."""
    return entera_simulator_now


@pytest.fixture
async def entera(
    provider: EnteraSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> Account:
    """Return an account with that provider, at a time that stands still."""
    freezer.move_to("2026-11-21 08:00:00+00:00")
    entry: MockConfigEntry = entera_entry(provider)
    await set_up(hass, entry)
    return loaded(entry)


async def hand_over(
    account: Account, content: Content, *numbers: str, later: timedelta | None = None
) -> Sequence[MessageRow]:
    """Send to numbers, now or later."""
    result = await account.send(
        content,
        [Target(address=each) for each in numbers or (ANNA,)],
        scheduled_at=None if later is None else dt_util.utcnow() + later,
    )
    return result.rows


async def cancel(account: Account, *rows: MessageRow) -> list[Cancelled]:
    """Cancel messages."""
    return await account.canceller.cancel([row.id for row in rows])


def ends(found: Sequence[Cancelled]) -> list[tuple[Status, str | None]]:
    """Return where messages stand, and why they were not cancelled."""
    return [
        (each.row.status, str(each.refusal) if each.refusal else None) for each in found
    ]


@pytest.mark.parametrize("content", [HELLO, FAX, CALL])
async def test_what_waits_with_us_is_never_sent(
    content: Content,
    entera: Account,
    provider: EnteraSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """On every channel, since the gateway knows nothing of it yet."""
    told = journey(entera)
    rows = await hand_over(entera, content, ANNA, BEN, later=HOUR)
    assert ends(await cancel(entera, *rows)) == [(Status.CANCELLED, None)] * 2
    await let_pass(hass, freezer, 7200, step=1800)
    assert provider.requests == []
    assert told == ["queued", "queued", "cancelled", "cancelled"]
    assert (entera.state.pending, entera.state.counters.failed) == (0, 0)


async def test_what_waits_for_the_gateway_is_cancelled_too(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """It could not be sent, and is no more to be."""
    (row,) = await send(account, LATE)
    assert row.status is Status.QUEUED
    assert ends(await cancel(account, row)) == [(Status.CANCELLED, None)]
    await let_pass(hass, freezer, 600, step=60)
    assert ends(await cancel(account, row)) == [(Status.CANCELLED, None)]
    (row,) = await now_of(account, [row])
    assert (row.status, row.attempts) == (Status.CANCELLED, 1)


@pytest.mark.parametrize(
    ("content", "operation"), [(FAX, "CancelFax"), (CALL, "CancelIvr")]
)
async def test_what_has_not_begun_is_taken_back_by_the_gateway(
    *,
    content: Content,
    operation: str,
    entera: Account,
    provider: EnteraSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """With one request for all its numbers; nothing is asked after any more."""
    told = journey(entera)
    rows = await hand_over(entera, content, ANNA, BEN)
    assert ends(await cancel(entera, *rows)) == [(Status.CANCELLED, None)] * 2
    assert called(provider, "/Cancel") == [operation]
    assert provider.messages[0].cancelled_at is not None
    await settle(hass)
    assert told == ["queued", "queued", "accepted", "accepted", *["cancelled"] * 2]
    asked = len(provider.requests)
    await let_pass(hass, freezer, 600, step=60)
    assert len(provider.requests) == asked
    assert entera.state.pending == 0


async def test_what_has_begun_is_left_in_the_words_of_the_gateway(
    entera: Account,
    provider: EnteraSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Of several requests each has its own end."""
    (begun,) = await hand_over(entera, FAX)
    await let_pass(hass, freezer, 3)
    (fresh,) = await hand_over(entera, CALL)
    found = await cancel(entera, begun, fresh)
    (status, refusal), end = ends(found)
    assert status is Status.ACCEPTED
    assert refusal is not None
    assert refusal.startswith("3: Parameters validation error")
    assert end == (Status.CANCELLED, None)
    assert provider.messages[0].cancelled_at is None
    await let_pass(hass, freezer, 30, step=5)
    assert ends(await cancel(entera, begun)) == [(Status.DELIVERED, "cancel_too_late")]


async def test_the_only_one_that_has_begun_is_refused_in_the_same_way(
    entera: Account, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """It is not cancelled, and goes on."""
    (begun,) = await hand_over(entera, FAX)
    await let_pass(hass, freezer, 3)
    ((status, refusal),) = ends(await cancel(entera, begun))
    assert status is Status.ACCEPTED
    assert refusal is not None
    assert refusal.startswith("3: Parameters validation error")
    await let_pass(hass, freezer, 30, step=5)
    (row,) = await now_of(entera, [begun])
    assert row.status is Status.DELIVERED


async def test_one_of_many_is_not_cancelled_with_all_others(
    entera: Account, provider: EnteraSimulator
) -> None:
    """The gateway knows nothing but whole requests."""
    anna, ben = await hand_over(entera, FAX, ANNA, BEN)
    (found,) = ends(await cancel(entera, anna))
    assert found[0] is Status.ACCEPTED
    assert found[1] is not None
    assert found[1].startswith("The gateway cancels a request for all its recipients")
    assert called(provider, "/Cancel") == []
    assert ends(await cancel(entera, anna, ben)) == [(Status.CANCELLED, None)] * 2


async def test_an_sms_that_the_gateway_has_can_not_be_cancelled(
    entera: Account, provider: EnteraSimulator
) -> None:
    """That keeps no other from being cancelled."""
    (sent,) = await hand_over(entera, HELLO)
    (waiting,) = await hand_over(entera, HELLO, later=HOUR)
    refused, cancelled = await cancel(entera, waiting, sent)
    assert isinstance(refused.refusal, InvalidInputError)
    assert refused.refusal.key == "cancel_not_offered"
    assert refused.refusal.placeholders == {"gateway": "Entera", "channel": "sms"}
    assert ends([cancelled]) == [(Status.CANCELLED, None)]
    assert called(provider, "/Cancel") == []


async def test_a_gateway_without_cancelling_says_so(
    hass: HomeAssistant, infobip_simulator_now: InfobipSimulator
) -> None:
    """It is asked nothing."""
    entry = infobip_entry(infobip_simulator_now)
    await set_up(hass, entry)
    (sent,) = await send(loaded(entry), ANNA)
    assert ends(await cancel(loaded(entry), sent)) == [
        (Status.ACCEPTED, "cancel_not_offered")
    ]


async def test_what_came_to_its_end_is_too_late_to_cancel(account: Account) -> None:
    """It says where the message stands."""
    (ended,) = await send(account, NO_SUCH_NUMBER)
    assert ends(await cancel(account, ended)) == [(Status.REJECTED, "cancel_too_late")]


async def test_what_is_on_its_way_can_not_be_cancelled(account: Account) -> None:
    """Nobody knows yet whether the gateway has it."""
    slow = slow_down(account)
    slow.may_send.clear()
    task = asyncio.create_task(send(account, ANNA))
    while not slow.sent:
        await asyncio.sleep(0)
    (row,) = await account.outbox.find(MessageFilter(), TOP.before(""), 9)
    (found,) = await cancel(account, row)
    assert ends([found]) == [(Status.SENDING, "cancel_too_late")]
    assert isinstance(found.refusal, InvalidInputError)
    assert found.refusal.placeholders == {"status": "sending"}
    slow.may_send.set()
    (row,) = await task
    assert row.status is Status.ACCEPTED


async def test_a_gateway_that_is_away_keeps_nothing_else_from_being_cancelled(
    entera: Account,
    provider: EnteraSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """The message that it has is followed on."""
    (row,) = await hand_over(entera, FAX)
    (waiting,) = await hand_over(entera, FAX, later=HOUR)
    provider.faults.add(Fault(kind=FaultKind.CUT, path="Outbound", times=9))
    found = ends(await cancel(entera, row, waiting))
    assert found[0][0] is Status.ACCEPTED
    assert found[0][1] is not None
    assert "cut" in found[0][1]
    assert found[1] == (Status.CANCELLED, None)
    provider.faults.clear()
    await let_pass(hass, freezer, 60, step=5)
    (row,) = await now_of(entera, [row])
    assert row.status is Status.DELIVERED


async def test_what_ends_meanwhile_is_asked_for_no_more(
    entera: Account,
    provider: EnteraSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Its report came after it was read."""
    (row,) = await hand_over(entera, FAX)
    (followed,) = await now_of(entera, [row])
    assert followed.followed
    await let_pass(hass, freezer, 60, step=5)
    assert await entera.canceller._take_back([followed]) == {}
    assert called(provider, "/Cancel") == []


async def test_nothing_is_cancelled_of_what_nobody_knows(account: Account) -> None:
    """An id may be of long ago."""
    assert await account.canceller.cancel(["nobody's"]) == []
    assert await account.canceller.cancel([]) == []
