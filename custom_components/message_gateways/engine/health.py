"""Whether an account's gateway can be reached and takes its credentials."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How an account stands with its gateway; `reason` is why it does not work.

    `refused_by` names what the credentials are refused for: sending, or a poll.
    """

    down_since: datetime | None = None
    refused_by: frozenset[str] = frozenset()
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


def judge(
    old: Health, source: str, error: GatewayError | None, now: datetime
) -> Health:
    """Decide what an answer to `source`, or its absence, says about the account."""
    refused_by = old.refused_by - {source}
    answered = replace(
        old,
        down_since=None,
        refused_by=refused_by,
        reason=old.reason if refused_by else None,
    )
    if isinstance(error, TopUpError):
        return replace(answered, out_of_credit=True)
    if error is None or isinstance(error, ChangeRequestError):
        # Who says no is there.
        return answered
    if isinstance(error, TryLaterError) and error.retry_after is not None:
        # It is there, and wants to be left alone for a while.
        return old
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

    def heard(self, source: str, error: GatewayError | None) -> None:
        """Take in what a request of `source` brought."""
        self._become(judge(self.state, source, error, dt_util.utcnow()))

    def credit_seen(self) -> None:
        """Take in that the account has credit."""
        self._become(replace(self.state, out_of_credit=False))

    def _become(self, new: Health) -> None:
        """Tell of a change."""
        old, self.state = self.state, new
        if old == new:
            return
        if old.good and not new.good:
            _LOGGER.warning("%s does not work: %s", self._name, new.reason)
        elif new.good and not old.good:
            _LOGGER.info("%s works again", self._name)
        if replace(old, reason=None) != replace(new, reason=None):
            self._listener(old, new)
