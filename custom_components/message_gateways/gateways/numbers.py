"""Normalise what people write as a number."""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
import re

import phonenumbers

from .errors import InvalidInputError

_MAGIC = re.compile(r"\+?[0-9]{3,15}")
LONGEST_CALLING_CODE = 3
_DIAL_STRING = re.compile(r"[0-9+*#]{2,32}")
_PUNCTUATION = re.compile(r"[\s()./\-\u00a0\u2010-\u2015]")


class NumberRule(StrEnum):
    """What a gateway takes as a number."""

    E164 = "e164"
    MAGIC = "magic"
    DIAL_STRING = "dial_string"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in the form the engine keeps; `valid` is false for a doubtful one."""

    value: str
    valid: bool = True


def normalise(raw: object, rule: NumberRule, country: str | None) -> Number:
    """Bring a number into international form, `+` and digits.

    `country` (ISO 3166, two letters) is for numbers in national writing. Loads the
    metadata of that country from disk at first use, so call it off the event loop.
    Raises InvalidInputError where the number is not possible.
    """
    if not isinstance(raw, str):
        raise InvalidInputError("number_not_text", number=str(raw))
    written = raw.strip()
    bare = _PUNCTUATION.sub("", written)
    if rule is NumberRule.DIAL_STRING:
        if not _DIAL_STRING.fullmatch(bare):
            raise InvalidInputError("number_not_possible", number=written)
        return Number(value=bare)
    try:
        number = _international(bare, written, country)
    except InvalidInputError:
        if rule is not NumberRule.MAGIC or not _MAGIC.fullmatch(bare):
            raise
        return Number(value="+" + bare.removeprefix("+").removeprefix("00"))
    return replace(number, valid=number.valid or rule is NumberRule.MAGIC)


def same_sender(raw: str, country: str | None) -> str:
    """Return the form in which an inbound sender is compared; never refuses any.

    Gateways leave out the `+` of international numbers, so that reading goes before
    the national one, and both give way to one that is a valid number.
    """
    if "@" in raw:
        return raw.strip().casefold()
    bare = _PUNCTUATION.sub("", raw)
    possible = []
    for candidate in (f"+{bare.removeprefix('+')}", bare):
        try:
            possible.append(normalise(candidate, NumberRule.E164, country))
        except InvalidInputError:
            continue
    if not possible:
        return bare.casefold()
    return next((each for each in possible if each.valid), possible[0]).value


def bare(number: str) -> str:
    """Write a number as most gateways want it: without its plus."""
    return number.strip().removeprefix("+")


def with_plus(number: str) -> str:
    """Write a number as we do; what is none stays as it is."""
    return f"+{number}" if number.isdecimal() else number


def calling_code(number: str) -> str:
    """Return the country calling code of a number with a plus; empty where none is."""
    digits = number[1:] if number.startswith("+") else ""
    codes = (digits[:length] for length in range(1, LONGEST_CALLING_CODE + 1))
    # No code is the beginning of another.
    return next((each for each in codes if each in _calling_codes()), "")


@cache
def _calling_codes() -> frozenset[str]:
    """Return all country calling codes."""
    return frozenset(map(str, phonenumbers.COUNTRY_CODE_TO_REGION_CODE))


def _international(bare: str, written: str, country: str | None) -> Number:
    """Read a number with the metadata of its country; raises InvalidInputError."""
    if bare.startswith("00"):
        bare = "+" + bare[2:]
    try:
        parsed = phonenumbers.parse(bare, country)
    except phonenumbers.NumberParseException as err:
        key = "number_not_possible"
        if (
            err.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE
            and not bare.startswith("+")
        ):
            key = "number_needs_country"
        raise InvalidInputError(key, number=written) from None
    if not phonenumbers.is_possible_number(parsed):
        raise InvalidInputError("number_not_possible", number=written)
    return Number(
        value=phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164),
        valid=phonenumbers.is_valid_number(parsed),
    )
