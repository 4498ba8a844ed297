"""Normalise what people write as a number."""

from dataclasses import dataclass
from enum import StrEnum
import re

import phonenumbers

from .errors import InvalidInputError

_MAGIC = re.compile(r"\+?[0-9]{3,15}")
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
    if rule is NumberRule.MAGIC and _MAGIC.fullmatch(bare):
        return Number(value="+" + bare.removeprefix("+").removeprefix("00"))
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


def same_sender(raw: str, country: str | None) -> str:
    """Return the form in which an inbound sender is compared; never refuses any."""
    bare = _PUNCTUATION.sub("", raw)
    for candidate in (bare, f"+{bare}"):
        try:
            return normalise(candidate, NumberRule.E164, country).value
        except InvalidInputError:
            continue
    return bare.casefold()
