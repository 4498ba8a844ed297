"""Whether an account's gateway can be reached and takes its credentials."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
import logging

from homeassistant.util import dt as dt_util

from ..gateways.errors import (
    ChangeRequestError,
    GatewayError,
    SignInAgainError,
    TopUpError,
    TryLaterError,
)
from ..gateways.redact import mask_numbers

_LOGGER = logging.getLogger(__name__)

# What was on its way while a gateway came back may still fail: only so many failures in
# a row mean that it went away again at once.
JUST_BACK = timedelta(minutes=1)
GONE_AGAIN_AFTER = 3
# Any gateway asks for a pause now and then.
BUSY_FOR = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How an account stands with its gateway; `reason` is why it does not work.

    `refused_by` names what the credentials are refused for: sending, or a poll;
    `busy_with` what the gateway asks to be left alone with, one after the other since
    `busy_since`.
    """

    down_since: datetime | None = None
    refused_by: frozenset[str] = frozenset()
    busy_with: frozenset[str] = frozenset()
    busy_since: datetime | None = None
    out_of_credit: bool = False
    reason: str | None = None

    @property
    def refused(self) -> bool:
        """Tell whether the credentials are refused for anything."""
        return bool(self.refused_by)

    @property
    def good(self) -> bool:
        """Tell whether the gateway answers and takes the credentials."""
        return self.down_since is None and not self.refused


def shows_nobody_there(error: GatewayError | None) -> bool:
    """Tell whether an error says that the gateway does not answer, or not as itself."""
    if error is None or isinstance(error, ChangeRequestError | SignInAgainError):
        return False
    return not isinstance(error, TryLaterError) or error.retry_after is None


def judge(
    old: Health, source: str, error: GatewayError | None, now: datetime
) -> Health:
    """Decide what an answer to `source`, or its absence, says about the account."""
    refused_by = old.refused_by - {source}
    busy_with = old.busy_with - {source}
    answered = replace(
        old,
        down_since=None,
        refused_by=refused_by,
        busy_with=busy_with,
        busy_since=old.busy_since if busy_with else None,
        reason=old.reason if refused_by or busy_with else None,
    )
    if isinstance(error, TopUpError):
        return replace(answered, out_of_credit=True)
    if error is None or isinstance(error, ChangeRequestError):
        # Who says no is there.
        return answered
    if isinstance(error, TryLaterError) and error.retry_after is not None:
        # It is there, and wants to be left alone for a while.
        return replace(
            old,
            busy_with=old.busy_with | {source},
            busy_since=old.busy_since or now,
            reason=old.reason if not old.good else mask_numbers(str(error)),
        )
    if isinstance(error, SignInAgainError):
        return replace(
            answered, refused_by=refused_by | {source}, reason=mask_numbers(str(error))
        )
    return replace(
        old, down_since=old.down_since or now, reason=mask_numbers(str(error))
    )


class HealthMonitor:
    """Keep the health of an account; log once when it goes, once when it is back."""

    def __init__(self, name: str, listener: Callable[[Health, Health], None]) -> None:
        """Begin healthy; the listener gets the state before and after a change."""
        self.state = Health()
        self._name = name
        self._listener = listener
        self._told_busy = False
        self._back_at: datetime | None = None
        self._failures = 0

    def heard(self, source: str, error: GatewayError | None) -> None:
        """Take in what a request of `source` brought."""
        now = dt_util.utcnow()
        self._failures = self._failures + 1 if shows_nobody_there(error) else 0
        if not self._is_late(error, now):
            self._become(judge(self.state, source, error, now))
        self._log_busy(now)

    def credit_seen(self) -> None:
        """Take in that the account has credit."""
        self._become(replace(self.state, out_of_credit=False))

    def _is_late(self, error: GatewayError | None, now: datetime) -> bool:
        """Tell whether a failure is of the time before the gateway came back."""
        return (
            shows_nobody_there(error)
            and self._failures < GONE_AGAIN_AFTER
            and self._back_at is not None
            and timedelta() <= now - self._back_at < JUST_BACK
        )

    def _log_busy(self, now: datetime) -> None:
        """Tell once of a gateway that has been busy for a while, and of its end."""
        since = self.state.busy_since
        if since is None:
            if self._told_busy:
                _LOGGER.info("%s is not busy any more", self._name)
            self._told_busy = False
        elif now - since >= BUSY_FOR and not self._told_busy:
            self._told_busy = True
            _LOGGER.warning(
                "%s has been busy since %s: %s",
                self._name,
                since.isoformat(timespec="seconds"),
                self.state.reason,
            )

    def _become(self, new: Health) -> None:
        """Tell of a change."""
        old, self.state = self.state, new
        if old == new:
            return
        if old.good and not new.good:
            _LOGGER.warning("%s does not work: %s", self._name, new.reason)
        elif new.good and not old.good:
            self._back_at = dt_util.utcnow()
            _LOGGER.info("%s works again", self._name)
        if replace(old, reason=None) != replace(new, reason=None):
            self._listener(old, new)
