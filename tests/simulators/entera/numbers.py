"""Numbers: read in many forms, written back in another."""

from enum import StrEnum
import re

NUMBER = re.compile(r"[1-9][0-9]{6,14}", re.ASCII)
ORNAMENTS = str.maketrans("", "", " -()./")


class Form(StrEnum):
    """How a number comes back."""

    PLAIN = "plain"
    """905350000001, as in 5.1.1 and 7.1.1."""
    DOUBLE_ZERO = "double_zero"
    """00902123558444, as in 5.1.3."""
    NATIONAL = "national"
    """05324676407, as in 9.1.1; abroad as DOUBLE_ZERO."""


def normalised(number: str, country: str) -> str | None:
    """Return the digits with country code, None for what is no number."""
    digits = number.translate(ORNAMENTS)
    if digits.startswith("+"):
        digits = digits[1:]
    elif digits.startswith("00"):
        digits = digits[2:]
    elif digits.startswith("0"):
        digits = country + digits[1:]
    return digits if NUMBER.fullmatch(digits) else None


def written(number: str, form: Form, country: str) -> str:
    """Write the digits of a number in a form; what is no number stays as it is."""
    if form is Form.PLAIN or not NUMBER.fullmatch(number):
        return number
    if form is Form.NATIONAL and number.startswith(country):
        return "0" + number.removeprefix(country)
    return "00" + number
