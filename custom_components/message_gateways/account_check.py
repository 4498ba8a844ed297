"""Try an account on its gateway and tell what a refusal means for who typed it."""

from collections.abc import Mapping
from dataclasses import dataclass
import logging
from typing import Any

from homeassistant.const import CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from .gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    CheckSettingsError,
    SignInAgainError,
    TryLaterError,
    UnreadableAnswerError,
)
from .gateways.registry import GatewayInfo

_LOGGER = logging.getLogger(__name__)

LONGEST_REASON = 200
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an account can't be used: the key of an error and what its text names."""

    key: str
    reason: str = ""


def refusal_of(error: Exception) -> Refusal:
    """Tell what an error means for who typed the account."""
    reason = str(error)[:LONGEST_REASON]
    match error:
        case SignInAgainError():
            return Refusal(key="invalid_auth", reason=reason)
        case CheckSettingsError():
            return Refusal(key="wrong_address", reason=reason)
        case UnreadableAnswerError():
            return Refusal(key="not_this_gateway", reason=reason)
        case TryLaterError() | AskWhatHappenedError():
            return Refusal(key="cannot_connect", reason=reason)
        case ChangeRequestError():
            return Refusal(key="refused", reason=reason)
        case _:
            return Refusal(key=UNKNOWN)


async def async_check_account(
    hass: HomeAssistant, info: GatewayInfo, config: Mapping[str, Any]
) -> Refusal | None:
    """Try an account on its gateway at no cost; None says that it works."""
    error = await _async_try(hass, info, config)
    if error is None:
        return None
    refusal = refusal_of(error)
    if refusal.key == UNKNOWN:
        _LOGGER.error("Unexpected exception", exc_info=error)
    return refusal


async def async_answers(
    hass: HomeAssistant, info: GatewayInfo, config: Mapping[str, Any]
) -> bool:
    """Tell whether the gateway is at an address, whatever it says of the account."""
    match await _async_try(hass, info, config):
        case None | SignInAgainError():
            return True
        case ChangeRequestError(detail=detail):
            # Any web server says no to what it does not know, in words of its own.
            return detail is not None
        case _:
            return False


async def _async_try(
    hass: HomeAssistant, info: GatewayInfo, config: Mapping[str, Any]
) -> Exception | None:
    """Try an account on its gateway at no cost; returns what went wrong."""
    session = async_get_clientsession(
        hass, verify_ssl=config.get(CONF_VERIFY_SSL, True)
    )
    try:
        await info.make(config, session).check()
    except Exception as err:  # noqa: BLE001 - told to the user, and logged if unheard of
        return err
    return None
