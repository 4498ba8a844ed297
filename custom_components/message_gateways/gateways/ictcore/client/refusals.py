"""What an answer that says no means for a message: pure decisions."""

from http import HTTPStatus

from ...errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    CheckSettingsError,
    GatewayError,
    NotOfferedError,
    SignInAgainError,
    TryLaterError,
    UnreadableAnswerError,
)
from ...model import Detail
from ...transport import error_of
from ..codes import DOES_NOT_EXIST, UNKNOWN_ROUTE, WRONG_WORDS
from ..models.session import Fault


def refusal(
    error: GatewayError, status: int, fault: Fault | None, about: str | None = None
) -> GatewayError:
    """Tell what an HTTP error means; `about` is what a wrong 404 is really about.

    SignInAgainError: the token is not taken. 403 is no matter of a log-in here, but
    of what the user may do.
    """
    if status == HTTPStatus.FORBIDDEN:
        return ChangeRequestError(error.reason, detail=error.detail)
    if status == HTTPStatus.NOT_IMPLEMENTED and fault:
        return NotOfferedError(error.reason, detail=error.detail)
    if status == HTTPStatus.NOT_FOUND and fault:
        if fault.text == UNKNOWN_ROUTE:
            return NotOfferedError("the server has no such operation")
        if about and fault.text == WRONG_WORDS:
            return does_not_exist(about)
    return error


def refusal_in_success(fault: Fault, about: str | None = None) -> GatewayError:
    """Tell what an error object means that came with HTTP 200.

    One with the code of an HTTP error is as if it had come with it. Any other was met
    in the middle of the work, some of which may be done.
    """
    code = fault.code or 0
    error = None
    if code >= HTTPStatus.BAD_REQUEST:
        error = error_of(code, retry_after=None, detail=fault.detail)
    if error is None:
        return AskWhatHappenedError("an error within HTTP 200", detail=fault.detail)
    return refusal(error, code, fault, about)


def does_not_exist(what: str) -> ChangeRequestError:
    """Say that something does not exist, as the server should."""
    return ChangeRequestError(
        f"HTTP {DOES_NOT_EXIST}",
        detail=Detail(code=DOES_NOT_EXIST, text=f"{what} not found"),
    )


def log_in_refusal(error: GatewayError, status: int, *, silent: bool) -> GatewayError:
    """Tell what a log-in that failed means: nothing was sent, whatever happened.

    A wrong password is a 500 without a word (field-notes.md 2): `silent`.
    """
    if status == HTTPStatus.INTERNAL_SERVER_ERROR and silent:
        return SignInAgainError("the user name or the password was refused")
    match error:
        case NotOfferedError() | UnreadableAnswerError():
            return CheckSettingsError("no ICTCore answers at this address")
        case AskWhatHappenedError():
            return TryLaterError(error.reason, detail=error.detail)
        case ChangeRequestError() if status == HTTPStatus.NOT_FOUND or (
            error.detail is None
        ):
            return CheckSettingsError(error.reason, detail=error.detail)
        case ChangeRequestError():
            return SignInAgainError(error.reason, detail=error.detail)
        case _:
            return error
