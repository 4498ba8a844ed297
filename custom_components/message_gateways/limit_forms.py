"""The part of the options that is about limits: how many, how much, and when."""

from collections.abc import Collection, Mapping
from datetime import time, timedelta
from decimal import Decimal
from typing import Any

from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import TimeSelector
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .const import (
    OPTION_COST_LIMIT_DAY,
    OPTION_COST_LIMIT_MONTH,
    OPTION_CURRENCY,
    OPTION_DUPLICATE_WINDOW,
    OPTION_LIMIT_DAY,
    OPTION_LIMIT_HOUR,
    OPTION_LIMIT_MONTH,
    OPTION_PRICE_EMAIL,
    OPTION_PRICE_MINUTE,
    OPTION_PRICE_PAGE,
    OPTION_PRICE_SEGMENT,
    OPTION_QUIET_FROM,
    OPTION_QUIET_TO,
    OPTION_RECIPIENT_LIMIT_DAY,
    OPTION_RECIPIENT_LIMIT_HOUR,
    OPTION_RECIPIENT_LIMIT_MONTH,
)
from .engine.limits import UNIT_OF, Limits, QuietHours, Tally, Unit
from .forms import SECTION_LIMITS, FieldError, amount, whole_number
from .gateways.info import GatewayInfo

USUAL = Limits()
MOST_MESSAGES = 10_000_000
LONGEST_WINDOW = 24 * 60 * 60
PRICE_OPTIONS = {
    Unit.SEGMENT: OPTION_PRICE_SEGMENT,
    Unit.PAGE: OPTION_PRICE_PAGE,
    Unit.MINUTE: OPTION_PRICE_MINUTE,
    Unit.EMAIL: OPTION_PRICE_EMAIL,
}
COST_OPTIONS = (OPTION_COST_LIMIT_DAY, OPTION_COST_LIMIT_MONTH)
_COUNTS = {
    OPTION_LIMIT_HOUR: USUAL.account.hour,
    OPTION_LIMIT_DAY: USUAL.account.day,
    OPTION_LIMIT_MONTH: USUAL.account.month,
    OPTION_RECIPIENT_LIMIT_HOUR: USUAL.address.hour,
    OPTION_RECIPIENT_LIMIT_DAY: USUAL.address.day,
    OPTION_RECIPIENT_LIMIT_MONTH: USUAL.address.month,
}
_WINDOW = int(USUAL.duplicate_window.total_seconds())
_ALWAYS_SCHEMA = vol.Schema(
    {
        **{
            vol.Required(key, default=most): whole_number(1, MOST_MESSAGES)
            for key, most in _COUNTS.items()
        },
        vol.Required(OPTION_DUPLICATE_WINDOW, default=_WINDOW): whole_number(
            0, LONGEST_WINDOW, "s"
        ),
    }
)


def limit_section(info: GatewayInfo) -> dict[vol.Marker, Any]:
    """Return the section on limits, with the prices that its channels have."""
    units = {UNIT_OF[channel] for channel in info.channels}
    prices = (key for unit, key in PRICE_OPTIONS.items() if unit in units)
    times = (OPTION_QUIET_FROM, OPTION_QUIET_TO)
    schema = _ALWAYS_SCHEMA.extend(
        {vol.Optional(key): TimeSelector() for key in times}
        | {vol.Optional(key): amount() for key in (*COST_OPTIONS, *prices)}
    )
    return {vol.Optional(SECTION_LIMITS): section(schema, {"collapsed": True})}


def with_usual_limits(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Fill in what limits are on without being asked for."""
    limits = typed.get(SECTION_LIMITS, {})
    always = {key.schema: limits[key] for key in _ALWAYS_SCHEMA.schema if key in limits}
    return {**typed, SECTION_LIMITS: {**limits, **_ALWAYS_SCHEMA(always)}}


def limits_of(options: Mapping[str, Any]) -> Limits:
    """Read the limits of an account."""
    counts = {key: int(options.get(key, most)) for key, most in _COUNTS.items()}
    return Limits(
        account=Tally(
            hour=counts[OPTION_LIMIT_HOUR],
            day=counts[OPTION_LIMIT_DAY],
            month=counts[OPTION_LIMIT_MONTH],
        ),
        address=Tally(
            hour=counts[OPTION_RECIPIENT_LIMIT_HOUR],
            day=counts[OPTION_RECIPIENT_LIMIT_DAY],
            month=counts[OPTION_RECIPIENT_LIMIT_MONTH],
        ),
        duplicate_window=timedelta(
            seconds=options.get(OPTION_DUPLICATE_WINDOW, _WINDOW)
        ),
        cost_a_day=_amount_of(options, OPTION_COST_LIMIT_DAY),
        cost_a_month=_amount_of(options, OPTION_COST_LIMIT_MONTH),
        quiet=_quiet(options),
        prices={
            unit: price
            for unit, key in PRICE_OPTIONS.items()
            if (price := _amount_of(options, key)) is not None
        },
        currency=options.get(OPTION_CURRENCY),
    )


def check_limits(options: Mapping[str, Any], known: Collection[Unit]) -> None:
    """Check that limits can be kept; raises FieldError.

    `known` is what earlier messages have told the price of.
    """
    begin, end = options.get(OPTION_QUIET_FROM), options.get(OPTION_QUIET_TO)
    if bool(begin) != bool(end) or (begin and begin == end):
        raise FieldError(SECTION_LIMITS, "quiet_hours_not_possible")
    wanted = any(options.get(key) is not None for key in COST_OPTIONS)
    if wanted and not known and not limits_of(options).prices:
        raise FieldError(SECTION_LIMITS, "price_needed")


def _quiet(options: Mapping[str, Any]) -> QuietHours | None:
    """Read the quiet hours; None where there are none."""
    begin, end = _time(options, OPTION_QUIET_FROM), _time(options, OPTION_QUIET_TO)
    if begin is None or end is None:
        return None
    return QuietHours(begin=begin, end=end)


def _time(options: Mapping[str, Any], key: str) -> time | None:
    """Read a time of day."""
    return dt_util.parse_time(options.get(key) or "")


def _amount_of(options: Mapping[str, Any], key: str) -> Decimal | None:
    """Read an amount of money, exactly as it was written."""
    found = options.get(key)
    return None if found is None else Decimal(str(found))
