"""What an answer that says no means for a message: pure decisions."""

from http import HTTPStatus

from ..errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    CheckSettingsError,
    GatewayError,
    SignInAgainError,
    TopUpError,
    TryLaterError,
    UnreadableAnswerError,
)
from .codes import INVALID_SESSION, NOT_ENOUGH_CREDITS, SAID_NO, SESSION_ENDED
from .models import Fault


def refusal(error: GatewayError, status: int, fault: Fault | None) -> GatewayError:
    """Tell what an HTTP error means; SignInAgainError: the session has ended.

    The code decides among what was surely refused (4xx); with 5xx it may have been
    sent, whatever the code.
    """
    if not isinstance(error, ChangeRequestError | SignInAgainError):
        return error
    if status == HTTPStatus.UNAUTHORIZED or (fault and fault.code in SESSION_ENDED):
        return SignInAgainError(error.reason, detail=error.detail)
    if fault and fault.code == NOT_ENOUGH_CREDITS:
        return TopUpError(error.reason, detail=error.detail)
    return ChangeRequestError(error.reason, detail=error.detail)


def refusal_in_success(fault: Fault) -> GatewayError:
    """Tell what an error object means that came with HTTP 200."""
    reason = f"Code {fault.code}"
    if fault.code in SESSION_ENDED:
        return SignInAgainError(reason, detail=fault.detail)
    if fault.code == NOT_ENOUGH_CREDITS:
        return TopUpError(reason, detail=fault.detail)
    if fault.code in SAID_NO:
        return ChangeRequestError(reason, detail=fault.detail)
    return AskWhatHappenedError(reason, detail=fault.detail)


def log_in_refusal(error: GatewayError) -> GatewayError:
    """Tell what a log-in that failed means: nothing was sent, whatever happened."""
    match error:
        case UnreadableAnswerError():
            return CheckSettingsError(error.reason)
        case AskWhatHappenedError():
            return TryLaterError(error.reason, detail=error.detail)
        case ChangeRequestError() if error.detail is None:
            return CheckSettingsError(error.reason)
        case ChangeRequestError():
            return SignInAgainError(error.reason, detail=error.detail)
        case _:
            return error


def refused_again(error: SignInAgainError) -> GatewayError:
    """Tell what it means that a new session is refused.

    An invalid session says nothing against credentials that were just accepted.
    """
    if error.detail is not None and error.detail.code == str(INVALID_SESSION):
        return TryLaterError(error.reason, detail=error.detail)
    return error
