"""Tell that a limit is reached, without telling of every message."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
import logging

from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.util import dt as dt_util

from ..gateways.model import Detail
from ..gateways.redact import mask
from .guard import ACCOUNT_WIDE, Ruling
from .rows import Target

_LOGGER = logging.getLogger(__name__)

TOLD_EVERY = timedelta(hours=1)


class LimitWatch:
    """Keep whether a limit of the whole account is reached."""

    def __init__(self, name: str) -> None:
        """Begin with none; the log names the account."""
        self.reached: Detail | None = None
        self._name = name
        self._told_at: datetime | None = None
        self._listeners: list[Callable[[Detail | None], None]] = []

    @callback
    def listen(self, listener: Callable[[Detail | None], None]) -> CALLBACK_TYPE:
        """Listen for a limit that is reached, and for None when messages pass again."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @callback
    def ruled(self, rulings: Iterable[tuple[Target, Ruling]]) -> None:
        """Take in what became of messages, in their order."""
        reached = self.reached
        for target, ruling in rulings:
            if ruling.refusal is not None:
                self._log(target, ruling.refusal)
                if ruling.refusal.code in ACCOUNT_WIDE:
                    reached = ruling.refusal
            elif not target.critical:
                # What is critical passes where others do not.
                reached = None
        if reached != self.reached:
            self.reached = reached
            for listener in tuple(self._listeners):
                listener(reached)

    def _log(self, target: Target, refusal: Detail) -> None:
        """Write it down, once in a while."""
        now = dt_util.utcnow()
        last = self._told_at
        if last is not None and last <= now < last + TOLD_EVERY:
            return
        self._told_at = now
        _LOGGER.warning(
            "%s did not send a message to %s: %s",
            self._name,
            mask(target.address),
            refusal,
        )
