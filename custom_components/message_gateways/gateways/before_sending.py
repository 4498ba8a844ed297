"""What an error means for a message whose request has not left yet."""

from .errors import (
    AskWhatHappenedError,
    CheckSettingsError,
    GatewayError,
    InvalidInputError,
    TryLaterError,
    UnreadableAnswerError,
)
from .model import Detail


def in_words(error: InvalidInputError, text: str) -> InvalidInputError:
    """Give a refusal of ours words too: after a send no translation is at hand."""
    error.detail = Detail(text=text)
    return error


def before_sending(error: GatewayError) -> GatewayError:
    """Tell what a request that failed means for a message that has not left."""
    match error:
        case UnreadableAnswerError():
            return CheckSettingsError(error.reason)
        case AskWhatHappenedError():
            return TryLaterError(error.reason, detail=error.detail)
        case _:
            return error
