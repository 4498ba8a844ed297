"""The errors a gateway raises, named by what the caller may do next."""

from typing import ClassVar, override

from .model import Detail, Outcome


class GatewayError(Exception):
    """Anything a gateway can raise; `outcome` says what it means for a message."""

    outcome: ClassVar[Outcome] = Outcome.UNKNOWN

    def __init__(self, reason: str, *, detail: Detail | None = None) -> None:
        """Keep a short reason of ours and the provider's own words, never a secret."""
        super().__init__(reason)
        self.reason = reason
        self.detail = detail

    @override
    def __str__(self) -> str:
        """Prefer the provider's words to ours."""
        return str(self.detail or "") or self.reason


class TryLaterError(GatewayError):
    """The gateway could not be reached or is busy: nothing was sent, send again."""

    outcome = Outcome.NOT_SENT

    def __init__(
        self,
        reason: str,
        *,
        detail: Detail | None = None,
        retry_after: float | None = None,
    ) -> None:
        """Keep the seconds to wait, None where the gateway did not even answer."""
        super().__init__(reason, detail=detail)
        self.retry_after = retry_after


class SignInAgainError(GatewayError):
    """The gateway refused the credentials: nothing was sent, ask the user for them."""

    outcome = Outcome.NOT_SENT


class CheckSettingsError(GatewayError):
    """The address leads elsewhere or can't be trusted: nothing was sent."""

    outcome = Outcome.NOT_SENT


class AskWhatHappenedError(GatewayError):
    """The request left and its answer did not come: it may have been sent."""

    outcome = Outcome.UNKNOWN


class UnreadableAnswerError(AskWhatHappenedError):
    """An answer came that is no answer of this gateway: it may have been sent."""


class ChangeRequestError(GatewayError):
    """The gateway said no: sending the same again would bring the same answer."""

    outcome = Outcome.REJECTED


class TopUpError(ChangeRequestError):
    """The account has not enough credit."""


class NotOfferedError(ChangeRequestError):
    """This gateway has no such operation or field."""


class InvalidInputError(ChangeRequestError):
    """The input breaks a rule of the gateway and was not sent; `key` names the rule."""

    def __init__(self, key: str, **placeholders: str) -> None:
        """Keep the key of the rule and what its text names, which may be a number."""
        super().__init__(key)
        self.key = key
        self.placeholders = placeholders
