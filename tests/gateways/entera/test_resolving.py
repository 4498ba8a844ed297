"""A message of unknown outcome is looked for by our key, and by its number."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from custom_components.message_gateways.gateways.entera.gateway import EnteraGateway
from custom_components.message_gateways.gateways.errors import GatewayError
from custom_components.message_gateways.gateways.model import (
    Content,
    Doubt,
    Outcome,
    Resolution,
    Verdict,
)

from .canned import YES, EnteraServer
from .words import ANN, BATCH, BOB, CALL, FAX, SMS, message

THEN = datetime(2026, 2, 12, 23, 50, tzinfo=UTC)
SOON = THEN + timedelta(minutes=1)
LATER = THEN + timedelta(minutes=6)


def doubt(
    to: str = ANN,
    *,
    message_id: str = "m",
    content: Content = SMS,
    batch: str = BATCH,
    since: datetime = THEN,
) -> Doubt:
    """Doubt a message."""
    return Doubt(message=message(message_id, to, content, batch), since=since)


def listed(*numbers: str, key: str = BATCH, task_id: str = "t") -> dict[str, Any]:
    """Return a task that fits every list."""
    return {
        "TaskId": task_id,
        "ExternalId": key,
        "Recipients": [{"Recipient": one, "Destination": one} for one in numbers],
    }


def answer(*tasks: dict[str, Any]) -> dict[str, Any]:
    """Answer with tasks of any channel."""
    return YES | {"Incoming": tasks, "ResultCollection": tasks}


async def verdicts(
    gateway: EnteraGateway, now: datetime, *doubts: Doubt
) -> list[tuple[str, Verdict, tuple[str, ...]]]:
    """Ask and return what is said of each message."""
    return [shown(one) for one in await gateway.resolve(doubts, now)]


def shown(one: Resolution) -> tuple[str, Verdict, tuple[str, ...]]:
    """Show a resolution in short."""
    receipt = one.receipt
    assert receipt is None or receipt.outcome is Outcome.ACCEPTED
    return one.message_id, one.verdict, receipt.gateway_ids if receipt else ()


@pytest.mark.parametrize(
    ("content", "path"),
    [(SMS, "OutboundSms"), (FAX, "OutboundFax"), (CALL, "OutboundIvr")],
)
async def test_it_is_found_in_the_list_of_its_channel(
    content: Content, path: str, gateway: EnteraGateway, server: EnteraServer
) -> None:
    """The days around the send are asked for, and numbers may be written otherwise."""
    server.will_say(answer(listed("00447700900123", "07700900124")))
    found = await verdicts(
        gateway,
        SOON,
        doubt(content=content),
        doubt(BOB, message_id="n", content=content),
    )
    assert found == [
        ("m", Verdict.FOUND, ("t/447700900123",)),
        ("n", Verdict.FOUND, ("t/447700900124",)),
    ]
    (asked,) = server.asked
    assert asked.path.endswith(path)
    assert asked.query == {"DateFrom": "11-02-2026", "DateTo": "13-02-2026"}


@pytest.mark.parametrize(
    "tasks",
    [
        (),
        (listed(ANN, key="another"),),
        (listed(ANN, key=""),),
        (listed(BOB),),
        (listed(ANN) | {"Type": 3, "Direction": 1},),
    ],
)
@pytest.mark.parametrize("content", [SMS, FAX])
async def test_what_is_not_there_stays_unknown_after_a_while(
    content: Content,
    tasks: tuple[dict[str, Any], ...],
    gateway: EnteraGateway,
    server: EnteraServer,
) -> None:
    """Another key, another number and what came in are not it."""
    server.will_say(answer(*tasks))
    one = doubt(content=content)
    assert await verdicts(gateway, SOON, one) == [("m", Verdict.ASK_LATER, ())]
    assert await verdicts(gateway, LATER, one) == [("m", Verdict.STAYS_UNKNOWN, ())]


async def test_a_task_that_lists_nobody_yet_has_taken_all(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(answer(listed()))
    assert await verdicts(gateway, SOON, doubt(), doubt(BOB, message_id="n")) == [
        ("m", Verdict.FOUND, ("t/447700900123",)),
        ("n", Verdict.FOUND, ("t/447700900124",)),
    ]


async def test_a_message_without_a_key_of_ours_stays_unknown(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(answer(listed(ANN, key="")))
    assert await verdicts(gateway, SOON, doubt(batch="")) == [
        ("m", Verdict.STAYS_UNKNOWN, ())
    ]


async def test_a_message_to_address_books_has_the_numbers_that_are_not_ours(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(answer(listed("07700900123", "447700900130", "447700900131")))
    found = await verdicts(gateway, SOON, doubt(""), doubt(message_id="n"))
    assert found == [
        ("m", Verdict.FOUND, ("t/447700900130", "t/447700900131")),
        ("n", Verdict.FOUND, ("t/447700900123",)),
    ]
    server.answers.clear()
    server.will_say(answer(listed()))
    assert await verdicts(gateway, SOON, doubt("")) == [("m", Verdict.FOUND, ("t/",))]


async def test_requests_of_several_days_are_asked_for_at_once(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(answer(listed(ANN), listed(ANN, key="b2", task_id="u")))
    found = await verdicts(
        gateway,
        LATER,
        doubt(since=THEN - timedelta(days=1)),
        doubt(message_id="n", batch="b2"),
    )
    assert found == [
        ("m", Verdict.FOUND, ("t/447700900123",)),
        ("n", Verdict.FOUND, ("u/447700900123",)),
    ]
    (asked,) = server.asked
    assert asked.query == {"DateFrom": "10-02-2026", "DateTo": "13-02-2026"}


@pytest.mark.parametrize("content", [SMS, FAX, CALL], ids=lambda one: one.channel)
async def test_where_days_are_too_long_to_be_read_the_last_tasks_are_asked_for(
    content: Content, gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(b"too long to be read")
    server.will_say(answer(listed(ANN)))
    assert await verdicts(gateway, SOON, doubt(content=content)) == [
        ("m", Verdict.FOUND, ("t/447700900123",))
    ]
    assert server.last.query == {"LastMessages": "200"}


async def test_lists_that_can_not_be_read_are_an_error(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(b"<html>")
    with pytest.raises(GatewayError):
        await gateway.resolve([doubt()], SOON)
