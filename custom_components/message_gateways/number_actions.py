"""The actions about numbers: look them up, and have a PIN sent to one."""

from dataclasses import asdict
from typing import Any
import uuid

from homeassistant.components.notify import ATTR_MESSAGE
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.helpers import config_validation as cv
from homeassistant.util.json import JsonObjectType
import voluptuous as vol

from .action_account import ACCOUNT_FIELD, async_account_of
from .const import CONF_CARRIER, DOMAIN
from .engine.account import Account
from .failures import invalid_input, translated, translated_act
from .gateways.base import LooksUpNumbers, SendsPins
from .gateways.errors import InvalidInputError
from .gateways.model import Channel, Content, Message, Network, NumberFacts
from .sending_fields import ATTR_TO, ONE_NUMBER, said

SERVICE_LOOK_UP_NUMBER = "look_up_number"
SERVICE_SEND_PIN = "send_pin"
ATTR_LENGTH = "length"
ATTR_SENDER = "sender"
MOST_NUMBERS = 100
SHORTEST_PIN, LONGEST_PIN, USUAL_PIN = 4, 12, 6

LOOK_UP_SCHEMA = vol.Schema(
    {
        # Any type, so that a number that YAML made an integer gets a helpful refusal.
        vol.Required(ATTR_TO): vol.All(
            cv.ensure_list, [object], vol.Length(min=1, max=MOST_NUMBERS)
        ),
        **ACCOUNT_FIELD,
    }
)
PIN_SCHEMA = vol.Schema(
    {
        vol.Required(ATTR_TO): ONE_NUMBER,
        vol.Required(ATTR_MESSAGE): cv.string,
        vol.Optional(ATTR_LENGTH, default=USUAL_PIN): vol.All(
            vol.Coerce(int), vol.Range(min=SHORTEST_PIN, max=LONGEST_PIN)
        ),
        vol.Optional(ATTR_SENDER): said,
        vol.Optional(CONF_CARRIER): said,
        **ACCOUNT_FIELD,
    }
)


@callback
def async_setup_number_actions(hass: HomeAssistant) -> None:
    """Register the actions."""
    for name, action, schema in (
        (SERVICE_LOOK_UP_NUMBER, _async_look_up, LOOK_UP_SCHEMA),
        (SERVICE_SEND_PIN, _async_send_pin, PIN_SCHEMA),
    ):
        hass.services.async_register(
            DOMAIN,
            name,
            action,
            schema=schema,
            supports_response=SupportsResponse.ONLY,
        )


async def _async_look_up(call: ServiceCall) -> ServiceResponse:
    """Answer what the gateway knows of numbers."""
    account = (await async_account_of(call)).runtime_data
    gateway = account.gateway
    if not isinstance(gateway, LooksUpNumbers):
        raise invalid_input(
            InvalidInputError("lookup_not_offered", gateway=account.info.name)
        )
    numbers = dict.fromkeys(await _async_numbers(account, call.data[ATTR_TO]))
    facts = await translated_act(account.run(gateway.look_up(list(numbers))))
    return {"numbers": [_facts(each) for each in facts]}


async def _async_send_pin(call: ServiceCall) -> ServiceResponse:
    """Let the gateway make up a PIN and send it; nobody but the caller learns it.

    It goes by no outbox: there it would be kept, and sent again after a failure, when
    the caller has long sent another one.
    """
    account = (await async_account_of(call)).runtime_data
    gateway, data = account.gateway, call.data
    if not isinstance(gateway, SendsPins):
        raise invalid_input(
            InvalidInputError("pin_not_offered", gateway=account.info.name)
        )
    (number,) = await _async_numbers(account, [data[ATTR_TO]])
    content = Content(
        channel=Channel.SMS,
        text=data[ATTR_MESSAGE],
        sender=data.get(ATTR_SENDER),
        carrier=data.get(CONF_CARRIER),
    )
    try:
        content = account.prepare(content)
    except InvalidInputError as err:
        raise invalid_input(err) from err
    message = Message(id=uuid.uuid4().hex, to=number, content=content)
    sent = await translated_act(
        account.run(
            account.counted.send(
                content,
                number,
                lambda: gateway.send_pin(message, length=data[ATTR_LENGTH]),
            )
        )
    )
    return {"to": number, "pin": sent.pin}


async def _async_numbers(account: Account, written: list[object]) -> list[str]:
    """Bring numbers into international form."""
    return [each.value for each in await translated(account.normalise(written))]


def _facts(facts: NumberFacts) -> JsonObjectType:
    """Return what a lookup found out about a number."""
    return {
        "number": facts.number,
        "status": facts.status.value,
        "reachable": facts.reachable,
        "ported": facts.ported,
        "roaming": facts.roaming,
        "mccmnc": facts.mccmnc,
        "imsi": facts.imsi,
        "serving_msc": facts.serving_msc,
        "original_network": _network(facts.original_network),
        "ported_network": _network(facts.ported_network),
        "roaming_network": _network(facts.roaming_network),
        "reason": str(facts.detail) if facts.detail else None,
    }


def _network(network: Network | None) -> dict[str, Any] | None:
    """Return what is known of a network."""
    return asdict(network) if network else None
