"""What an answer that says no means for a message: pure decisions."""

from http import HTTPStatus

from ..errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    GatewayError,
    SignInAgainError,
    TopUpError,
)
from .codes import Meaning
from .models import Fault

_ERRORS: dict[Meaning, type[GatewayError]] = {
    Meaning.REFUSED: ChangeRequestError,
    Meaning.SIGN_IN: SignInAgainError,
    Meaning.TOP_UP: TopUpError,
    Meaning.UNSURE: AskWhatHappenedError,
}


def refusal_in_success(fault: Fault) -> GatewayError:
    """Tell what a refusal means that came with HTTP 200."""
    reason = "the gateway refused it" if fault.code is None else f"error {fault.code}"
    return _ERRORS[fault.meaning](reason, detail=fault.detail)


def refusal(error: GatewayError, status: int, fault: Fault | None) -> GatewayError:
    """Tell what an HTTP error means.

    The code decides among what was surely refused (4xx); with 5xx it may have been
    sent, whatever the code.
    """
    if not isinstance(error, ChangeRequestError | SignInAgainError):
        return error
    if status != HTTPStatus.UNAUTHORIZED and fault and fault.code is not None:
        kind = _ERRORS[fault.meaning]
        if not issubclass(kind, AskWhatHappenedError):
            return kind(error.reason, detail=error.detail)
    return type(error)(error.reason, detail=error.detail)
