"""Decide what may be sent: pure decisions, each tested by a table."""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_UP, Decimal

from ..gateways.model import Detail
from .limits import Limits, Tally, Unit

# Amounts are added up by the database, which has whole numbers only.
NANO = Decimal("1e-9")
# No send costs nine millions, whatever the currency. What a gateway makes up beyond
# fits into no whole number of the database.
DEAREST = 2**53
# What follows is of one address or of money; these are of all that the account sends.
ACCOUNT_WIDE = frozenset(
    {"LIMIT_HOUR", "LIMIT_DAY", "LIMIT_MONTH", "COST_LIMIT_DAY", "COST_LIMIT_MONTH"}
)
_PERIODS = ("hour", "day", "month")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What the day and the month have cost, what is reserved included."""

    day: Decimal
    month: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A message that wants to leave, and what has left in the periods of its time.

    `cost` is what it is expected to cost, None where no price is known; it goes to so
    many people as it has `copies`.
    """

    critical: bool
    copies: int
    duplicate: bool
    account: Tally
    address: Tally
    spent: Spent
    cost: Decimal | None
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one unit costs, and in which currency if that is known."""

    amount: Decimal
    currency: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """When a message leaves: later than at once where it `waits`.

    `reason` says why it is later than it was asked for.
    """

    at: datetime
    waits: bool = False
    reason: Detail | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the guard says of a message, which is not sent where there is a `refusal`.

    `hour` is the hour that it counts in, in Unix seconds.
    """

    leaving: Leaving
    refusal: Detail | None = None
    hour: int | None = None
    cost: Decimal | None = None
    currency: str | None = None
    fingerprint: str | None = None


def judge(request: Request, limits: Limits) -> Detail | None:
    """Return why a message may not be sent, None where it may.

    What is critical may all, but spend more than is allowed.
    """
    refusal = None
    if not request.critical:
        refusal = (
            _duplicate(limits)
            if request.duplicate
            else _over_count(request.address, limits.address, "RECIPIENT_LIMIT")
            or _over_count(request.account, limits.account, "LIMIT", request.copies)
        )
    return refusal or _over_cost(request, limits)


def nanos(amount: Decimal) -> int:
    """Write what a message costs as the database adds it up, never as less than it is.

    None costs less than nothing: that would let others pass a limit.
    """
    whole = int((amount / NANO).to_integral_value(rounding=ROUND_UP))
    return min(max(whole, 0), DEAREST)


def quiet_reason(until: datetime) -> Detail:
    """Say why a message waits for a time of the house's clock."""
    return Detail(
        code="QUIET_HOURS",
        text=f"It waits until {until:%H:%M}, when the quiet hours end",
    )


def quiet_schedule(until: datetime) -> Detail:
    """Say why a schedule can't be handed over, and what can be done."""
    return Detail(
        code="QUIET_HOURS",
        text=f"The schedule lies in the quiet hours, which end at {until:%H:%M}: choose"
        " a later time, or let Home Assistant keep the schedule",
    )


def _duplicate(limits: Limits) -> Detail:
    """Say that the same has just been sent."""
    seconds = limits.duplicate_window.total_seconds()
    return Detail(
        code="DUPLICATE",
        text=f"The same message was sent to the same address within {seconds:g} seconds"
        " (option Seconds between equal messages)",
    )


def _over_count(sent: Tally, most: Tally, code: str, copies: int = 1) -> Detail | None:
    """Say which limit on the number of messages would be passed, if any would."""
    whose = " to one recipient" if code == "RECIPIENT_LIMIT" else ""
    for period in _PERIODS:
        limit: int = getattr(most, period)
        if getattr(sent, period) + copies > limit:
            article = "an" if period == "hour" else "a"
            name = f"Most messages {article} {period}{whose}"
            return Detail(
                code=f"{code}_{period.upper()}",
                text=f"The limit of this {period} is reached: {_messages(limit)}{whose}"
                f" (option {name})",
            )
    return None


def _over_cost(request: Request, limits: Limits) -> Detail | None:
    """Say which limit on the cost would be passed, if any would."""
    if limits.cost_a_day is None and limits.cost_a_month is None:
        return None
    if request.cost is None:
        return Detail(
            code="COST_UNKNOWN",
            text="There is a limit on the cost, and no price is known for this message"
            f" (option Price of {_article(request.unit)})",
        )
    for period, limit, spent in (
        ("day", limits.cost_a_day, request.spent.day),
        ("month", limits.cost_a_month, request.spent.month),
    ):
        if limit is not None and spent + request.cost > limit:
            return Detail(
                code=f"COST_LIMIT_{period.upper()}",
                text=f"This message would pass the limit on the cost of this {period}:"
                f" {_plain(limit)} (option Highest cost a {period})",
            )
    return None


def _messages(count: int) -> str:
    """Write a number of messages."""
    return "1 message" if count == 1 else f"{count:,} messages"


def _article(unit: Unit) -> str:
    """Write a unit with its article."""
    return f"an {unit}" if unit is Unit.EMAIL else f"a {unit}"


def _plain(amount: Decimal) -> str:
    """Write an amount without an exponent and without idle zeros."""
    return f"{amount.normalize():f}"
