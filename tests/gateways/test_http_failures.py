"""Failures of the HTTP library that can't be brought about on loopback."""

import ssl

import aiohttp
import pytest

from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    CheckSettingsError,
    GatewayError,
    TryLaterError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.http_failures import map_failure


@pytest.mark.parametrize(
    ("err", "before", "after"),
    [
        (
            aiohttp.ServerFingerprintMismatch(b"a", b"b", "gateway.invalid", 443),
            TryLaterError,
            TryLaterError,
        ),
        (aiohttp.ConnectionTimeoutError(), TryLaterError, TryLaterError),
        (ssl.SSLCertVerificationError(), CheckSettingsError, CheckSettingsError),
        (aiohttp.ClientConnectionError("Closed"), TryLaterError, AskWhatHappenedError),
        (aiohttp.SocketTimeoutError(), TryLaterError, AskWhatHappenedError),
        (ConnectionResetError(), TryLaterError, AskWhatHappenedError),
        (BrokenPipeError(), TryLaterError, AskWhatHappenedError),
        (aiohttp.ClientPayloadError(), TryLaterError, UnreadableAnswerError),
        (aiohttp.ClientError(), TryLaterError, UnreadableAnswerError),
    ],
    ids=lambda each: getattr(each, "__name__", type(each).__name__),
)
def test_a_failure_means_less_before_the_body_left_than_after(
    err: Exception, before: type[GatewayError], after: type[GatewayError]
) -> None:
    """Nothing was sent, or nobody knows."""
    assert type(map_failure(err, left=False)) is before
    assert type(map_failure(err, left=True)) is after
