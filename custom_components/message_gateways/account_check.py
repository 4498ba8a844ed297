"""Try an account on its gateway and tell what a refusal means for who typed it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
import logging
from typing import Any

from homeassistant.core import HomeAssistant

from .gateways.base import IdentifiesItself, OffersChoices
from .gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    CheckSettingsError,
    SignInAgainError,
    TryLaterError,
    UnreadableAnswerError,
)
from .gateways.info import GatewayInfo
from .gateways.model import Choice
from .sessions import trial_session

_LOGGER = logging.getLogger(__name__)

LONGEST_REASON = 200
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an account can't be used: the key of an error and what its text names."""

    key: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What trying an account brought.

    `known` is to be kept beside the credentials; `choices` are for fields of its form.
    """

    refusal: Refusal | None = None
    known: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Sequence[Choice]] = field(default_factory=dict)


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


async def async_try_account(
    hass: HomeAssistant, info: GatewayInfo, config: Mapping[str, Any]
) -> Trial:
    """Try an account at no cost, and learn what its gateway says of it."""
    try:
        return await _async_try(hass, info, config)
    except Exception as err:
        refusal = refusal_of(err)
        if refusal.key == UNKNOWN:
            _LOGGER.exception("Unexpected exception")
        return Trial(refusal=refusal)


async def async_answers(
    hass: HomeAssistant, info: GatewayInfo, config: Mapping[str, Any]
) -> bool:
    """Tell whether the gateway is at an address, whatever it says of the account."""
    try:
        await _async_try(hass, info, config)
    except SignInAgainError:
        return True
    except ChangeRequestError as err:
        # Any web server says no to what it does not know, in words of its own.
        return err.detail is not None
    except Exception:  # noqa: BLE001 - what is wrong at another address is not told
        return False
    return True


async def _async_try(
    hass: HomeAssistant, info: GatewayInfo, config: Mapping[str, Any]
) -> Trial:
    """Try an account on its gateway at no cost; raises whatever goes wrong."""
    with trial_session(hass, info, config) as session:
        gateway = info.make(config, session)
        await gateway.check()
        known: Mapping[str, str] = {}
        if isinstance(gateway, IdentifiesItself):
            known = await gateway.identify()
        choices = {}
        if isinstance(gateway, OffersChoices):
            choices = {
                field.key: await gateway.fetch_choices(field.key)
                for field in info.credentials
                if field.from_gateway
            }
        return Trial(known=known, choices=choices)
