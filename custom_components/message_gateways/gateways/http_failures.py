"""What a failed exchange means for a message: the HTTP library's errors as ours."""

import aiohttp

from .errors import (
    AskWhatHappenedError,
    CheckSettingsError,
    GatewayError,
    TryLaterError,
    UnreadableAnswerError,
)
from .forbidden_addresses import ForbiddenAddressError

type _Rule = tuple[
    type[Exception] | tuple[type[Exception], ...], type[GatewayError], str
]

_NEVER_CONNECTED: tuple[_Rule, ...] = (
    (
        aiohttp.ClientConnectorCertificateError,
        CheckSettingsError,
        "the server's certificate can't be verified",
    ),
    (
        (aiohttp.ClientConnectorSSLError, aiohttp.ServerFingerprintMismatch),
        TryLaterError,
        "no secure connection to the server",
    ),
    (
        aiohttp.ClientConnectorDNSError,
        TryLaterError,
        "the server's name can't be found",
    ),
    (
        (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError),
        TryLaterError,
        "no connection to the server",
    ),
    (
        (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError),
        CheckSettingsError,
        "the address is not valid",
    ),
    (ValueError, CheckSettingsError, "the request can't be written"),
)
_AFTERWARDS: tuple[_Rule, ...] = (
    (TimeoutError, AskWhatHappenedError, "no answer in time"),
    (aiohttp.ClientPayloadError, UnreadableAnswerError, "the answer was cut off"),
    (
        (aiohttp.ClientConnectionError, OSError),
        AskWhatHappenedError,
        "the connection was cut before the answer",
    ),
)


def map_failure(err: Exception, *, left: bool) -> GatewayError:
    """Tell what a failed exchange means; `left` says that a body may have gone."""
    if isinstance(err, aiohttp.ClientConnectorError) and isinstance(
        err.os_error, ForbiddenAddressError
    ):
        return CheckSettingsError("no provider can be at this address")
    for kinds, error, reason in _NEVER_CONNECTED:
        if isinstance(err, kinds):
            return error(reason)
    if not left:
        return TryLaterError("no connection to the server")
    for kinds, error, reason in _AFTERWARDS:
        if isinstance(err, kinds):
            return error(reason)
    return UnreadableAnswerError("the answer is no HTTP")
