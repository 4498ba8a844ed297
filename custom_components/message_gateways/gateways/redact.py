"""Make numbers and addresses fit for logs and diagnostics."""

import re

_LONG_NUMBER = re.compile(r"\+?\d{7,}")
SHOWN_HEAD = 5
SHOWN_TAIL = 2
HIDDEN_AT_LEAST = 4


def mask(address: str) -> str:
    """Hide the middle of a number or the name in an email address."""
    if "@" in address:
        name, _, host = address.rpartition("@")
        return f"{name[:1]}…@{host}"
    if len(address) < SHOWN_HEAD + HIDDEN_AT_LEAST + SHOWN_TAIL:
        return f"{address[:1]}…"
    return f"{address[:SHOWN_HEAD]}…{address[-SHOWN_TAIL:]}"


def mask_numbers(text: str) -> str:
    """Hide the middle of every long number in a text of somebody else's."""
    return _LONG_NUMBER.sub(lambda found: mask(found.group()), text)
