"""Tests of bulks that are refused whole: who is at fault is found, the rest is sent."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from custom_components.message_gateways.gateways.devino.bulk import (
    MOST_REFUSALS,
    rounds,
)
from custom_components.message_gateways.gateways.devino.gateway import DevinoGateway
from custom_components.message_gateways.gateways.devino.receipts import (
    NO_NUMBER,
    NOT_TRIED,
)
from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    GatewayError,
    SignInAgainError,
    TopUpError,
    TryLaterError,
)
from custom_components.message_gateways.gateways.model import (
    Content,
    Detail,
    Outcome,
    Receipt,
)

from .canned import Asked, DevinoServer, Said
from .words import PLAIN, VIBER, message, messages


@dataclass(slots=True)
class Provider:
    """Refuse every request whole that has a bad number in it."""

    bad: set[str]
    code: int = 6
    desc: str = "Неверный номер"
    status: int = 400
    fails_at: dict[int, Said] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    requests: int = 0

    def decide(self, asked: Asked) -> Said:
        """Answer a send."""
        self.requests += 1
        if self.requests in self.fails_at:
            return self.fails_at[self.requests]
        to = asked.all("DestinationAddresses") or asked.all("DestinationAddress")
        if self.bad & set(to):
            body = {"Code": self.code, "Desc": self.desc}
            return Said(body=body, status=self.status)
        self.sent += to
        return Said(body=[f"id-{number}" for number in to])


def number(index: int) -> str:
    """Return the number of a message."""
    return f"441632960{index:03}"


def outcomes(receipts: Any) -> dict[str, Outcome]:
    """Return what became of each message."""
    return {one.message_id: one.outcome for one in receipts}


@pytest.mark.parametrize("content", [PLAIN, VIBER], ids=["sms", "viber"])
@pytest.mark.parametrize("code", [1, 2, 6])
@pytest.mark.parametrize("bad", [{0}, {7}, {3, 4}, {0, 9}, {1, 3, 5, 7, 9}])
async def test_refused_numbers_are_found_and_the_rest_is_sent(
    bad: set[int],
    code: int,
    content: Content,
    gateway: DevinoGateway,
    server: DevinoServer,
) -> None:
    """Each once, and each accepted one under its own id."""
    provider = Provider(bad={number(index) for index in bad}, code=code)
    server.decide = provider.decide
    receipts = await gateway.send(messages(10, content))
    assert outcomes(receipts) == {
        f"m{index}": Outcome.REJECTED if index in bad else Outcome.ACCEPTED
        for index in range(10)
    }
    assert sorted(provider.sent) == [
        number(index) for index in range(10) if index not in bad
    ]
    for one in receipts:
        index = int(one.message_id.removeprefix("m"))
        if index in bad:
            assert one.detail is not None
            assert (one.detail.code, one.detail.text) == (str(code), "Неверный номер")
        else:
            assert one.gateway_ids == (f"id-{number(index)}",)


async def test_one_bad_number_among_a_thousand_costs_few_requests(
    gateway: DevinoGateway, server: DevinoServer
) -> None:
    """Some two for each time a thousand can be halved."""
    provider = Provider(bad={number(777)})
    server.decide = provider.decide
    receipts = await gateway.send(messages(1000))
    assert list(outcomes(receipts).values()).count(Outcome.REJECTED) == 1
    assert len(provider.sent) == 999
    assert provider.requests <= 21


@pytest.mark.parametrize(
    ("content", "code", "desc"),
    [
        (PLAIN, 6, "Invalid source address"),
        (VIBER, 1, "error-subject-unknown"),
        (VIBER, 1, "error-content-not-specified"),
        (PLAIN, 7, "Forbidden"),
    ],
)
async def test_what_is_no_number_s_fault_is_not_halved(
    content: Content, code: int, desc: str, gateway: DevinoGateway, server: DevinoServer
) -> None:
    """The sender and the text are the same in every part."""
    everybody = {number(index) for index in range(10)}
    provider = Provider(bad=everybody, code=code, desc=desc)
    server.decide = provider.decide
    with pytest.raises(ChangeRequestError, match=desc):
        await gateway.send(messages(10, content))
    assert provider.requests == 1


async def test_a_text_that_is_always_refused_ends_the_search(
    gateway: DevinoGateway, server: DevinoServer
) -> None:
    """In words nobody knows; all are rejected, after a bounded number of requests."""
    provider = Provider(bad={number(index) for index in range(1000)}, desc="Плохо")
    server.decide = provider.decide
    receipts = await gateway.send(messages(1000))
    assert set(outcomes(receipts).values()) == {Outcome.REJECTED}
    assert len(receipts) == 1000
    assert provider.requests < MOST_REFUSALS + 20


async def test_the_search_goes_on_once_somebody_was_taken(
    gateway: DevinoGateway, server: DevinoServer
) -> None:
    """Then the text is not at fault, however many numbers are."""
    bad = set(range(1, 200))
    provider = Provider(bad={number(index) for index in bad})
    server.decide = provider.decide
    receipts = await gateway.send(messages(300))
    assert len(provider.sent) == 101
    assert list(outcomes(receipts).values()).count(Outcome.REJECTED) == 199


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Said(body={"Code": 5, "Desc": "Нет средств"}, status=403), TopUpError),
        (Said(body={"Code": 9, "Desc": "Oops"}, status=500), AskWhatHappenedError),
        (Said(body=b"", status=429), TryLaterError),
        (Said(body={"Code": 4, "Desc": "Expired"}, status=401), SignInAgainError),
    ],
)
async def test_what_fails_for_all_is_one_error(
    said: Said,
    expected: type[GatewayError],
    gateway: DevinoGateway,
    server: DevinoServer,
) -> None:
    """Nobody is at fault, so nothing is halved."""
    server.decide = lambda _: said
    with pytest.raises(expected):
        await gateway.send(messages(10))
    assert len(server.calls) == (2 if expected is SignInAgainError else 1)


@pytest.mark.parametrize(
    ("said", "outcome", "rest"),
    [
        (Said(body="cut"), Outcome.UNKNOWN, Outcome.NOT_SENT),
        (
            Said(body={"Code": 8, "Desc": "x"}, status=500),
            Outcome.UNKNOWN,
            Outcome.NOT_SENT,
        ),
        (Said(body=b"", status=429), Outcome.NOT_SENT, Outcome.NOT_SENT),
        (
            Said(body={"Code": 5, "Desc": "x"}, status=403),
            Outcome.REJECTED,
            Outcome.ACCEPTED,
        ),
    ],
)
async def test_a_part_that_fails_while_searching_ends_as_what_it_is(
    said: Said,
    outcome: Outcome,
    rest: Outcome,
    gateway: DevinoGateway,
    server: DevinoServer,
) -> None:
    """What was sent before stays sent; what was not tried waits for later."""
    # All eight, the first four, the first two: each refused. Then 0 alone, and 1.
    provider = Provider(bad={number(0)}, fails_at={5: said})
    server.decide = provider.decide
    receipts = await gateway.send(messages(8))
    found = outcomes(receipts)
    assert found["m0"] is Outcome.REJECTED
    assert found["m1"] is outcome
    assert {found[f"m{index}"] for index in range(2, 8)} == {rest}
    by_id = {one.message_id: one for one in receipts}
    assert by_id["m1"].out_of_credit is (outcome is Outcome.REJECTED)
    if rest is Outcome.NOT_SENT:
        assert by_id["m7"].detail == NOT_TRIED


async def test_what_can_t_be_a_number_does_not_refuse_the_others(
    gateway: DevinoGateway, server: DevinoServer
) -> None:
    """One bad number refuses a whole bulk, so it is not even asked."""
    server.will_say(["1", "2"])
    odd = message("odd", "Kitchen")
    receipts = await gateway.send([odd, *messages(2)])
    assert receipts[0] == Receipt(
        message_id="odd", outcome=Outcome.REJECTED, detail=NO_NUMBER
    )
    assert outcomes(receipts[1:]) == dict.fromkeys(("m0", "m1"), Outcome.ACCEPTED)
    assert len(server.calls) == 1
    assert await gateway.send([odd]) == [receipts[0]]
    assert len(server.calls) == 1


async def test_a_number_that_is_there_twice_is_sent_to_twice(
    gateway: DevinoGateway, server: DevinoServer
) -> None:
    """In two requests: else nobody knew how many ids belong to it."""
    provider = Provider(bad=set())
    server.decide = provider.decide
    twice = [*messages(2), message("again", f"+{number(0)}")]
    receipts = await gateway.send(twice)
    assert outcomes(receipts) == dict.fromkeys(("m0", "m1", "again"), Outcome.ACCEPTED)
    assert provider.sent == [number(0), number(1), number(0)]


async def test_an_error_of_a_second_round_leaves_the_first_as_it_is(
    gateway: DevinoGateway, server: DevinoServer
) -> None:
    """It is told to those it concerns."""
    provider = Provider(
        bad=set(), fails_at={2: Said(body={"Code": 8, "Desc": "x"}, status=500)}
    )
    server.decide = provider.decide
    first, again = await gateway.send([message("a"), message("b")])
    assert first.outcome is Outcome.ACCEPTED
    assert again == Receipt(
        message_id="b",
        outcome=Outcome.UNKNOWN,
        detail=Detail(code="8", name="Gateway error", text="x"),
    )


def test_each_round_has_a_number_once() -> None:
    """In the order they came."""
    a, b, c, d = (message(one, to) for one, to in zip("abcd", "1121", strict=True))
    assert rounds([a, b, c, d]) == [[a, c], [b], [d]]
    assert rounds([]) == []
