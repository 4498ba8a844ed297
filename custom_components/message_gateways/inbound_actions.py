"""The actions about what comes in: look it up, and let a gateway act as if it had."""

from collections.abc import Iterable

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

from .action_account import ACCOUNT_FIELD, async_account_of, async_accounts_of
from .action_pages import LIST_FIELDS, async_page, period_of, refuse_nobody
from .const import CONF_CHANNEL, DOMAIN
from .data import MessageGatewaysConfigEntry
from .engine.inbox_search import InboundFilter
from .engine.paging import Place
from .failures import invalid_input, translated, translated_act
from .gateways.base import FiresInbound
from .gateways.errors import InvalidInputError
from .gateways.model import Channel
from .message_facts import received_row
from .sending_fields import ATTR_TO, ONE_NUMBER

SERVICE_FIND_INBOUND = "find_inbound"
SERVICE_FIRE_MESSAGE = "fire_message"
ATTR_KEYWORD = "keyword"
ATTR_SENDER = "sender"

FIND_SCHEMA = vol.Schema(
    {
        **ACCOUNT_FIELD,
        **LIST_FIELDS,
        # Any type, so that a number that YAML made an integer gets a helpful refusal.
        vol.Optional(ATTR_SENDER): vol.All(cv.ensure_list, [object]),
        vol.Optional(ATTR_KEYWORD): cv.string,
    }
)
FIRE_SCHEMA = vol.Schema(
    {
        vol.Required(ATTR_SENDER): ONE_NUMBER,
        vol.Required(ATTR_MESSAGE): vol.All(cv.string, vol.Length(min=1)),
        vol.Optional(ATTR_TO): cv.string,
        **ACCOUNT_FIELD,
    }
)


@callback
def async_setup_inbound_actions(hass: HomeAssistant) -> None:
    """Register the actions."""
    for name, action, schema, response in (
        (SERVICE_FIND_INBOUND, _async_find_inbound, FIND_SCHEMA, "ONLY"),
        (SERVICE_FIRE_MESSAGE, _async_fire_message, FIRE_SCHEMA, "NONE"),
    ):
        hass.services.async_register(
            DOMAIN,
            name,
            action,
            schema=schema,
            supports_response=SupportsResponse[response],
        )


async def _async_find_inbound(call: ServiceCall) -> ServiceResponse:
    """List what came in, newest first, of one account or of all."""
    since, until = period_of(call)
    senders: list[object] = call.data.get(ATTR_SENDER, [])
    if not senders:
        refuse_nobody(call, ATTR_SENDER)
    wanted = InboundFilter(
        senders=[_sender(each) for each in senders],
        channels=[Channel(each) for each in call.data.get(CONF_CHANNEL, ())],
        since=since,
        until=until,
        keyword=call.data.get(ATTR_KEYWORD),
    )

    async def page(
        entry: MessageGatewaysConfigEntry, before: tuple[float, int], limit: int
    ) -> Iterable[tuple[Place, JsonObjectType]]:
        """Find what came in through one account."""
        return [
            (
                Place(
                    at=event.message.received_at.timestamp(),
                    account=entry.entry_id,
                    seq=event.seq,
                ),
                received_row(entry, event),
            )
            for event in await entry.runtime_data.inbox.find(wanted, before, limit)
        ]

    return await async_page(call, await async_accounts_of(call), page)


async def _async_fire_message(call: ServiceCall) -> None:
    """Let a gateway act as if a message had come in."""
    account = (await async_account_of(call)).runtime_data
    gateway = account.gateway
    if not isinstance(gateway, FiresInbound):
        raise invalid_input(
            InvalidInputError("fire_not_offered", gateway=account.info.name)
        )
    (sender,) = await translated(account.normalise([call.data[ATTR_SENDER]]))
    await translated_act(
        account.run(
            gateway.fire_inbound(
                sender=sender.value,
                text=call.data[ATTR_MESSAGE],
                to=call.data.get(ATTR_TO),
            )
        )
    )


def _sender(written: object) -> str:
    """Return a sender, who may be any short code or name, but no integer of YAML's."""
    if not isinstance(written, str):
        raise invalid_input(InvalidInputError("number_not_text", number=str(written)))
    return written
