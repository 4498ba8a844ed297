"""Read single values of a foreign answer; what is of another kind is None."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

LARGEST_COUNT = 2**31 - 1
LARGEST_EXPONENT = 15
LONGEST_NUMBER = 40


def text(value: Any) -> str | None:
    """Read a text; a number is one too, since ids and numbers are printed as either."""
    match value:
        case str():
            # Half a surrogate pair can be neither stored nor sent on.
            return value.encode("utf-8", "replace").decode()
        case bool():
            return None
        case int():
            return str(value)
        case _:
            return None


def words(value: Any) -> str | None:
    """Read a text that means nothing when it is empty."""
    found = text(value)
    return found.strip() or None if found else None


def decimal(value: Any) -> Decimal | None:
    """Read a sum of money."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    if isinstance(value, str) and len(value) > LONGEST_NUMBER:
        return None
    try:
        found = Decimal(value)
    except InvalidOperation:
        return None
    if not found.is_finite() or abs(found.adjusted()) > LARGEST_EXPONENT:
        return None
    return found


def count(value: Any) -> int | None:
    """Read a whole number that is not negative."""
    found = decimal(value)
    if found is None or found != found.to_integral_value():
        return None
    return int(found) if 0 <= found <= LARGEST_COUNT else None


def boolean(value: Any) -> bool | None:
    """Read a yes or no."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower())
    return None


def moment(value: Any) -> datetime | None:
    """Read a time as UTC, its offset written `+0100`, `+01:00`, `Z` or not at all."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value.strip())
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except ValueError, OverflowError:
        return None


def mapping(value: Any) -> Mapping[str, Any]:
    """Read an object; whatever is none is an empty one."""
    return value if isinstance(value, Mapping) else {}
