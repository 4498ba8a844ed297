"""What a storm is made of, all of it drawn from a seed before anything happens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
import random

from tests.simulators.faults import Fault, FaultKind

from .parties import PEOPLE, PREFIX

# What the sandbox does by itself: found when asked, late, lost, refused, not sent.
MAGIC = ("0930", "0931", "0932", "0940", "0942")
GIVE_UP = (2, 10, 60)
# What the address of a request has that sends: most faults are to strike those.
MOST = 0.7
SENDS = {
    "infobip": "/text/",
    "devino": "/Send",
    "entera": "/SendSms",
    "ogangi": "/send",
    "ictcore": "/transmissions",
}


class Weather(StrEnum):
    """What goes wrong with a provider as a whole, for a while."""

    REFUSED = "refused"
    """Nobody listens on its port."""
    NO_NAME = "no_name"
    """Its name can't be found."""
    LOGGED_OUT = "logged_out"
    """Its sessions end, at once and without a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something that goes wrong with a provider: one answer, or all for `seconds`."""

    at: float
    party: str
    what: Fault | Weather
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A text to send: to saved recipients by notify, or to addresses by our action."""

    at: float
    party: str
    text: str
    people: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    minutes: int = 60
    fail_at_once: bool = False
    waits_for: str | None = None

    def messages(self) -> list[tuple[str, timedelta]]:
        """Return each address, and how long it is tried."""
        saved = [
            (address, timedelta(minutes=person.minutes))
            for person in PEOPLE
            if person.name in self.people
            for address in person.addresses
        ]
        own = timedelta(minutes=self.minutes)
        return saved + [(address, own) for address in self.addresses]


def faults(rng: random.Random) -> Fault:
    """Draw a fault of one answer.

    With `processed` the provider has the message all the same. Answers that surely
    mean that it has not never come with it: no provider says so of what it took.
    """
    maybe = rng.random() < 0.5
    drawn: Sequence[Callable[[], Fault]] = (
        lambda: Fault(kind=FaultKind.HANG, processed=maybe),
        lambda: Fault(kind=FaultKind.HANG, seconds=8, processed=maybe),
        lambda: Fault(
            kind=FaultKind.SLOW, seconds=rng.choice((6, 20)), processed=maybe
        ),
        lambda: Fault(kind=FaultKind.CUT, processed=maybe, times=rng.choice((1, 3))),
        lambda: Fault(kind=FaultKind.CUT_IN_BODY, processed=maybe),
        lambda: Fault(kind=FaultKind.STATUS, status=500, processed=maybe, times=2),
        lambda: Fault(kind=FaultKind.STATUS, status=503, processed=maybe),
        lambda: Fault(kind=FaultKind.STATUS, status=504, processed=maybe),
        lambda: Fault(kind=FaultKind.HTML, processed=maybe, times=rng.choice((1, 4))),
        lambda: Fault(kind=FaultKind.EMPTY, processed=maybe),
        lambda: Fault(kind=FaultKind.NOT_JSON, processed=maybe),
        lambda: Fault(kind=FaultKind.OTHER_JSON, processed=maybe),
        lambda: Fault(kind=FaultKind.WRONG_CHARSET, processed=maybe),
        lambda: Fault(kind=FaultKind.STATUS, status=503, retry_after=40, times=2),
        lambda: Fault(kind=FaultKind.STATUS, status=429, retry_after=15),
        lambda: Fault(kind=FaultKind.STATUS, status=429),
        lambda: Fault(kind=FaultKind.REDIRECT, times=rng.choice((1, 3))),
        lambda: Fault(kind=FaultKind.STATUS, status=401),
    )
    return rng.choice(drawn)()


def orders(
    rng: random.Random, parties: Sequence[str], *, messages: int, seconds: float
) -> list[Order]:
    """Draw who sends what when, in all so many messages at least."""
    made: list[Order] = []
    count = 0
    while count < messages:
        party = rng.choice(parties)
        order = _order(
            rng, party, f"Storm {len(made)} of {party}", rng.uniform(0, seconds)
        )
        made.append(order)
        count += len(order.messages())
    return sorted(made, key=lambda order: order.at)


def troubles(
    rng: random.Random, parties: Sequence[str], *, count: int, seconds: float
) -> list[Trouble]:
    """Draw what goes wrong when."""
    made = []
    for _ in range(count):
        at, party = rng.uniform(0, seconds), rng.choice(parties)
        if rng.random() < 0.2:
            what: Fault | Weather = rng.choice(list(Weather))
            made.append(
                Trouble(
                    at=at, party=party, what=what, seconds=rng.choice((20, 90, 400))
                )
            )
        else:
            path = SENDS[party] if rng.random() < MOST else None
            fault = replace(faults(rng), path=path)
            made.append(Trouble(at=at, party=party, what=fault))
    return sorted(made, key=lambda trouble: trouble.at)


def _order(rng: random.Random, party: str, text: str, at: float) -> Order:
    """Draw one order."""
    if rng.random() < 0.4:
        names = rng.sample([each.name for each in PEOPLE], rng.choice((1, 1, 2, 4)))
        return Order(at=at, party=party, text=text, people=tuple(names))
    numbers = [f"{PREFIX}{number}" for number in rng.sample(range(510, 900), 6)]
    if party == "sandbox" and rng.random() < 0.3:
        numbers = [f"{PREFIX[:-3]}{rng.choice(MAGIC)}"]
    return Order(
        at=at,
        party=party,
        text=text,
        addresses=tuple(numbers[: rng.choice((1, 1, 1, 2, 6))]),
        minutes=rng.choice(GIVE_UP),
        fail_at_once=rng.random() < 0.1,
        waits_for=rng.choice((None, None, None, "accepted", "delivered")),
    )
