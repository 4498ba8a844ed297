"""Tests of following: segments, their states, and how many are asked at a time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from custom_components.message_gateways.gateways.devino.codes import SMS_STATES
from custom_components.message_gateways.gateways.devino.convert import sent_at
from custom_components.message_gateways.gateways.devino.following import (
    A_FEW,
    AT_ONCE,
)
from custom_components.message_gateways.gateways.devino.gateway import DevinoGateway
from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    SignInAgainError,
)
from custom_components.message_gateways.gateways.model import (
    BAD_ENDS,
    GOOD_ENDS,
    Content,
    Detail,
    Report,
    Sent,
    Status,
)
from tests.simulators.clock import SettableClock

from .canned import Asked, DevinoServer, Said, sample, states
from .words import PLAIN, sent

TWO_DAYS = 48 * 3600
MINUTE = timedelta(minutes=1)


def ids_asked(server: DevinoServer) -> list[str]:
    """Return the ids that were asked for, in order."""
    return [one.one("messageId") for one in server.calls]


async def test_a_state_becomes_a_report(
    gateway: DevinoGateway, server: DevinoServer, clock: SettableClock
) -> None:
    """With its price, its time and its Russian words."""
    server.will_say(
        {
            "State": 42,
            "ReportedDateUtc": "/Date(1455820738000)/",
            "StateDescription": "Отклонено смс-центром",
            "Price": 2.5,
        }
    )
    assert await gateway.fetch_reports([sent("x", at=clock())]) == [
        Report(
            gateway_id="x",
            status=Status.REJECTED,
            at=datetime(2016, 2, 18, 18, 38, 58, tzinfo=UTC),
            price=Decimal("2.5"),
            detail=Detail(code="42", text="Отклонено смс-центром"),
            final=True,
        )
    ]
    assert server.last.path == "/rest/Sms/State"


@pytest.mark.parametrize("state", SMS_STATES)
async def test_an_sms_state_without_words_has_those_of_the_document(
    state: int, gateway: DevinoGateway, server: DevinoServer, clock: SettableClock
) -> None:
    """For every state there is."""
    server.will_say({"State": state})
    (report,) = await gateway.fetch_reports([sent("x", at=clock())])
    assert report.status is SMS_STATES[state].status
    assert report.detail == Detail(code=str(state), text=SMS_STATES[state].text)
    assert report.is_final is (report.status in GOOD_ENDS | BAD_ENDS)
    assert report.event is None


async def test_every_segment_has_a_report_of_its_own(
    gateway: DevinoGateway, server: DevinoServer, clock: SettableClock
) -> None:
    """Those that have come to an end say so."""
    followed = [sent("a", "b", "c", at=clock()), sent("d", at=clock())]
    server.decide = states({"b": 0, "d": 42})
    reports = await gateway.fetch_reports(followed)
    assert {one.gateway_id: one.status for one in reports} == {
        "a": Status.SENT,
        "b": Status.DELIVERED,
        "c": Status.SENT,
        "d": Status.REJECTED,
    }
    assert {one.gateway_id for one in reports if one.is_final} == {"b", "d"}


async def test_nothing_is_asked_while_nothing_is_followed(
    gateway: DevinoGateway, server: DevinoServer
) -> None:
    """Not even a log-in."""
    assert await gateway.fetch_reports([]) == []
    assert server.asked == []


async def test_a_few_are_asked_at_a_time_and_all_in_turn(
    gateway: DevinoGateway, server: DevinoServer, clock: SettableClock
) -> None:
    """Those that have waited longest come first, the oldest of them before."""
    server.decide = states({})
    server.seconds = 0.001
    total = A_FEW + 20
    now = clock()
    followed = [sent(f"{index:03}", at=now - MINUTE * index) for index in range(total)]
    oldest_first = [f"{index:03}" for index in reversed(range(total))]
    await gateway.fetch_reports(followed)
    assert sorted(ids_asked(server)) == sorted(oldest_first[:A_FEW])
    assert ids_asked(server)[0] in oldest_first[:AT_ONCE]
    assert server.busiest <= AT_ONCE
    server.asked.clear()
    await gateway.fetch_reports(followed)
    assert set(ids_asked(server)) == {
        *oldest_first[A_FEW:],
        *oldest_first[: A_FEW - 20],
    }


async def test_what_is_not_in_the_database_is_pending_for_two_days(
    gateway: DevinoGateway, server: DevinoServer, clock: SettableClock
) -> None:
    """Then it is unknown, which is its end."""
    server.will_say(sample("state.answer.json"))
    followed = [sent("x", at=clock())]
    clock.advance(TWO_DAYS - 1)
    (report,) = await gateway.fetch_reports(followed)
    assert (report.status, report.is_final) == (Status.ACCEPTED, False)
    clock.advance(1)
    (report,) = await gateway.fetch_reports(followed)
    assert report.status is Status.UNKNOWN
    assert report.detail == Detail(code="255", text="Неизвестный")
    assert report.is_final


async def test_a_message_that_is_sent_later_is_pending_from_then_on(
    gateway: DevinoGateway, server: DevinoServer, clock: SettableClock
) -> None:
    """Its 48 hours begin with its schedule."""
    server.will_say(sample("state.answer.json"))
    content = replace(PLAIN, send_at=clock() + timedelta(days=7))
    followed = [sent("x", at=clock(), content=content)]
    clock.advance(7 * 24 * 3600 + TWO_DAYS - 1)
    (report,) = await gateway.fetch_reports(followed)
    assert report.status is Status.ACCEPTED
    clock.advance(1)
    (report,) = await gateway.fetch_reports(followed)
    assert report.status is Status.UNKNOWN


ACCEPTED_AT = datetime(2026, 2, 12, tzinfo=UTC)
NOON = datetime(2026, 2, 13, 12, tzinfo=timezone(timedelta(hours=3)))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, ACCEPTED_AT),
        (PLAIN, ACCEPTED_AT),
        (replace(PLAIN, send_at=NOON), NOON),
        (
            replace(PLAIN, send_at=NOON.replace(tzinfo=None)),
            datetime(2026, 2, 13, 12, tzinfo=UTC),
        ),
        (replace(PLAIN, send_at=ACCEPTED_AT - timedelta(days=1)), ACCEPTED_AT),
        (
            replace(PLAIN, send_at=NOON, recipient_time_zone=True),
            datetime(2026, 2, 14, tzinfo=UTC),
        ),
    ],
)
def test_a_message_goes_out_when_it_was_taken_or_by_its_schedule(
    content: Content | None, expected: datetime
) -> None:
    """A wall clock shows its time last in the zone that is furthest behind."""
    assert sent_at(sent("x", at=ACCEPTED_AT, content=content)) == expected


async def test_a_message_of_unknown_content_is_taken_for_an_sms(
    gateway: DevinoGateway, server: DevinoServer, clock: SettableClock
) -> None:
    """Most are."""
    server.will_say({"State": 0})
    (report,) = await gateway.fetch_reports([sent("x", at=clock(), content=None)])
    assert report.status is Status.DELIVERED


async def test_an_id_that_is_refused_does_not_stop_the_others(
    gateway: DevinoGateway, server: DevinoServer, clock: SettableClock
) -> None:
    """It says nothing of them, and is asked for again."""

    def decide(asked: Asked) -> Said:
        """Refuse one id."""
        if asked.one("messageId") == "a":
            return Said(body=sample("state.error.txt"), status=400)
        return Said(body={"State": 0})

    server.decide = decide
    followed = [sent("a", at=clock()), sent("b", at=clock())]
    (report,) = await gateway.fetch_reports(followed)
    assert report.gateway_id == "b"
    server.asked.clear()
    assert await gateway.fetch_reports(followed[:1]) == []
    assert ids_asked(server) == ["a"]


async def test_what_was_learnt_before_a_failure_is_kept(
    gateway: DevinoGateway, server: DevinoServer, clock: SettableClock
) -> None:
    """The failure ends the round, and is told where nothing was learnt."""
    asked_for: list[str] = []

    def decide(asked: Asked) -> Said:
        """Fail from the tenth question on."""
        asked_for.append(asked.one("messageId"))
        if len(asked_for) > 10:
            return Said(body={"Code": 9, "Desc": "Oops"}, status=500)
        return Said(body={"State": -1})

    server.decide = decide
    followed = [sent(f"{index}", at=clock()) for index in range(50)]
    assert len(await gateway.fetch_reports(followed)) == 10
    assert len(asked_for) <= 10 + AT_ONCE
    with pytest.raises(AskWhatHappenedError):
        await gateway.fetch_reports(followed)


async def test_a_failure_stops_those_who_ask_beside(
    gateway: DevinoGateway, server: DevinoServer, clock: SettableClock
) -> None:
    """They keep what they have and ask no more; it is the others' turn then."""

    def decide(asked: Asked) -> Said:
        """Fail for one id."""
        if asked.one("messageId") == "0":
            return Said(body={"Code": 8, "Desc": "Oops"}, status=500)
        return Said(body={"State": 0})

    server.decide = decide
    followed = [sent(f"{index}", at=clock()) for index in range(50)]
    found = {one.gateway_id for one in await gateway.fetch_reports(followed)}
    assert found == set(ids_asked(server)) - {"0"}
    assert len(found) < 49
    server.asked.clear()
    await gateway.fetch_reports(followed)
    assert found.isdisjoint(ids_asked(server)[: 49 - len(found)])


async def test_credentials_that_are_refused_are_told(
    gateway: DevinoGateway, server: DevinoServer, clock: SettableClock
) -> None:
    """The user is asked for them."""
    server.will_log_in({"Code": 4, "Desc": "No"}, status=401)
    with pytest.raises(SignInAgainError):
        await gateway.fetch_reports([sent("x", at=clock())])


async def test_a_mistake_in_all_ids_is_no_failure(
    gateway: DevinoGateway, server: DevinoServer, clock: SettableClock
) -> None:
    """The gateway answered; there is just nothing to tell."""
    server.will_say(sample("state.error.txt"), status=400)
    assert await gateway.fetch_reports([sent("x", at=clock())]) == []


async def test_what_is_followed_no_more_is_forgotten(
    gateway: DevinoGateway, server: DevinoServer, clock: SettableClock
) -> None:
    """The memory does not grow with every message."""
    server.will_say({"State": 0})
    everything: list[Sent] = [sent(f"{index}", at=clock()) for index in range(10)]
    await gateway.fetch_reports(everything)
    await gateway.fetch_reports(everything[:1])
    assert set(gateway._following._asked) == {"0"}
