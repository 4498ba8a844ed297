"""The actions that look sent messages up."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.target import TargetSelection
from homeassistant.util.json import JsonObjectType
import voluptuous as vol

from .action_account import ACCOUNT_FIELD, async_accounts_of
from .action_addresses import async_numbers_and_emails
from .action_pages import LIST_FIELDS, async_page, period_of, refuse_nobody
from .action_targets import async_targeted_recipients
from .cancel_action import ATTR_MESSAGE_ID
from .const import CONF_CHANNEL, DOMAIN
from .data import MessageGatewaysConfigEntry
from .engine.outbox_search import MessageFilter
from .engine.paging import Place
from .engine.rows import MessageRow
from .engine.store import StoreError
from .failures import invalid_input, store_failed
from .gateways.errors import InvalidInputError
from .gateways.model import Channel, Status
from .message_facts import detailed_row, found_row
from .sending_fields import ATTR_TO

SERVICE_GET_MESSAGE = "get_message"
SERVICE_FIND_MESSAGES = "find_messages"
ATTR_INCLUDE_TEXT = "include_text"
ATTR_STATUS = "status"

GET_SCHEMA = vol.Schema(
    {
        vol.Required(ATTR_MESSAGE_ID): cv.string,
        vol.Optional(ATTR_INCLUDE_TEXT, default=False): cv.boolean,
        **ACCOUNT_FIELD,
    }
)
FIND_SCHEMA = vol.Schema(
    {
        **cv.ENTITY_SERVICE_FIELDS,
        **ACCOUNT_FIELD,
        **LIST_FIELDS,
        vol.Optional(ATTR_TO): vol.All(cv.ensure_list, [object]),
        vol.Optional(ATTR_STATUS): vol.All(
            cv.ensure_list,
            [vol.In([status.value for status in Status])],
            vol.Length(min=1),
        ),
    }
)

type _Filters = dict[str, tuple[MessageGatewaysConfigEntry, MessageFilter]]


@callback
def async_setup_message_actions(hass: HomeAssistant) -> None:
    """Register the actions."""
    for name, action, schema in (
        (SERVICE_GET_MESSAGE, _async_get_message, GET_SCHEMA),
        (SERVICE_FIND_MESSAGES, _async_find_messages, FIND_SCHEMA),
    ):
        hass.services.async_register(
            DOMAIN,
            name,
            action,
            schema=schema,
            supports_response=SupportsResponse.ONLY,
        )


async def _async_get_message(call: ServiceCall) -> ServiceResponse:
    """Answer all that is known of one message, of whichever account it is."""
    message_id: str = call.data[ATTR_MESSAGE_ID]
    failure: StoreError | None = None
    for entry in await async_accounts_of(call):
        try:
            found = await entry.runtime_data.outbox.details(message_id)
        except StoreError as err:
            # It may be of another.
            failure = err
            continue
        if found is not None:
            return detailed_row(entry, found, with_text=call.data[ATTR_INCLUDE_TEXT])
    if failure is not None:
        raise store_failed(failure) from failure
    raise invalid_input(InvalidInputError("messages_unknown", ids=message_id))


async def _async_find_messages(call: ServiceCall) -> ServiceResponse:
    """List messages, newest first, of one account or of all."""
    since, until = period_of(call)
    if not call.data.get(ATTR_TO):
        refuse_nobody(call, ATTR_TO)
    common = MessageFilter(
        channels=[Channel(each) for each in call.data.get(CONF_CHANNEL, ())],
        statuses=[Status(each) for each in call.data.get(ATTR_STATUS, ())],
        since=since,
        until=until,
    )
    filters = {
        entry.entry_id: (entry, replace(common, recipients=recipients))
        for entry, recipients in await _async_recipients(call)
    }
    if written := call.data.get(ATTR_TO):
        filters = await _async_with_addresses(filters, written)

    async def page(
        entry: MessageGatewaysConfigEntry, before: tuple[float, int], limit: int
    ) -> Iterable[tuple[Place, JsonObjectType]]:
        """Find messages of one account."""
        _, wanted = filters[entry.entry_id]
        rows = await entry.runtime_data.outbox.find(wanted, before, limit)
        return [(_place(entry, row), found_row(entry, row)) for row in rows]

    return await async_page(call, [entry for entry, _ in filters.values()], page)


async def _async_recipients(
    call: ServiceCall,
) -> list[tuple[MessageGatewaysConfigEntry, Sequence[str]]]:
    """Return the accounts that are meant, and the recipients of each, if any."""
    entries = await async_accounts_of(call)
    if not TargetSelection(call.data).has_any_target:
        refuse_nobody(call, *map(str, cv.ENTITY_SERVICE_FIELDS))
        return [(entry, ()) for entry in entries]
    targets = await async_targeted_recipients(call.hass, call)
    return [
        (entry, [each.id for each in targets[entry.entry_id].recipients.values()])
        for entry in entries
        if entry.entry_id in targets
    ]


async def _async_with_addresses(
    filters: _Filters, written: Sequence[object]
) -> _Filters:
    """Look for addresses too; an account that can't have such a one has none."""
    found: _Filters = {}
    refusal: InvalidInputError | None = None
    for key, (entry, wanted) in filters.items():
        try:
            addresses = await async_numbers_and_emails(entry.runtime_data, written)
        except InvalidInputError as err:
            refusal = err
        else:
            found[key] = (entry, replace(wanted, addresses=addresses))
    if refusal is not None and not found:
        raise invalid_input(refusal) from refusal
    return found


def _place(entry: MessageGatewaysConfigEntry, row: MessageRow) -> Place:
    """Return the place of a message among those of all accounts."""
    return Place(at=row.created_at.timestamp(), account=entry.entry_id, seq=row.seq)
