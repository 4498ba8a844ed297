"""Say how a call that asked for a key was answered."""

from collections.abc import Iterable

from homeassistant.config_entries import ConfigEntry

from .engine.rows import MessageRow
from .failures import name_message
from .gateways.model import GOOD_ENDS, Status
from .gateways.redact import mask_numbers

KEY = "key"
NO_KEY = "no_key"
# Words of gateways for how a call ended, in small letters.
_ENDS = frozenset({"busy", "no_answer"})


def answer_to(row: MessageRow) -> str | None:
    """Return how a call was answered; None while nobody knows."""
    if row.key_pressed:
        return KEY
    if row.status in GOOD_ENDS:
        return NO_KEY
    if row.pending:
        return None
    named = (row.detail.name or "").lower() if row.detail else ""
    return named if named in _ENDS else row.status.value


def describe_answers(called: Iterable[tuple[ConfigEntry, Iterable[MessageRow]]]) -> str:
    """Name each call that brought no key, with how it ended."""
    return "; ".join(
        f"{name_message(entry, row)}: {_described(row)}"
        for entry, rows in called
        for row in rows
        if not row.key_pressed
    )


def _described(row: MessageRow) -> str:
    """Say how a call without a key ended, or that it is still to be made."""
    if row.status is Status.QUEUED:
        waits = "not called yet, the call waits and will still be made"
        return f"{waits}, {mask_numbers(row.reason)}" if row.reason else waits
    answer = answer_to(row) or "no answer in time"
    reason = "" if answer == NO_KEY else row.reason
    words = answer.replace("_", " ")
    return f"{words}, {mask_numbers(reason)}" if reason else words
