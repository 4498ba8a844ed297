"""The action that cancels messages."""

import asyncio

from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv
from homeassistant.util.json import JsonObjectType
import voluptuous as vol

from .action_account import ACCOUNT_FIELD, async_accounts_of
from .const import DOMAIN
from .data import MessageGatewaysConfigEntry
from .engine.cancelling import Cancelled
from .engine.rows import MessageRow
from .engine.store import StoreError
from .failures import (
    act_failed,
    invalid_input,
    name_message,
    store_failed,
    translated,
)
from .gateways.errors import GatewayError, InvalidInputError

SERVICE_CANCEL = "cancel"
ATTR_MESSAGE_ID = "message_id"
MOST_IDS = 1000
SCHEMA = vol.Schema(
    {
        vol.Required(ATTR_MESSAGE_ID): vol.All(
            cv.ensure_list, [cv.string], vol.Length(min=1, max=MOST_IDS)
        ),
        **ACCOUNT_FIELD,
    }
)

type _Found = tuple[MessageGatewaysConfigEntry, Cancelled]


@callback
def async_setup_cancel_action(hass: HomeAssistant) -> None:
    """Register the action."""
    hass.services.async_register(
        DOMAIN,
        SERVICE_CANCEL,
        _async_cancel,
        schema=SCHEMA,
        supports_response=SupportsResponse.OPTIONAL,
    )


async def _async_cancel(call: ServiceCall) -> ServiceResponse:
    """Cancel messages; without a response it raises unless all were cancelled."""
    ids: list[str] = call.data[ATTR_MESSAGE_ID]
    known: list[tuple[MessageGatewaysConfigEntry, list[MessageRow]]] = []
    failure: StoreError | None = None
    for entry in await async_accounts_of(call):
        try:
            known.append((entry, await entry.runtime_data.outbox.rows(ids)))
        except StoreError as err:
            # They may all be of others.
            failure = err
    unknown = set(ids) - {row.id for _, rows in known for row in rows}
    if unknown and failure is not None:
        raise store_failed(failure) from failure
    if unknown:
        # Before anything is cancelled: the caller may mean something else.
        raise invalid_input(
            InvalidInputError("messages_unknown", ids=", ".join(sorted(unknown)))
        )
    results = await asyncio.gather(
        *(
            _async_cancel_in(entry, [row.id for row in rows])
            for entry, rows in known
            if rows
        )
    )
    found = {each[1].row.id: each for some in results for each in some}
    if call.return_response:
        # In the order in which they were asked for.
        return {"messages": [_row(*found[each]) for each in ids if each in found]}
    if failures := [_describe(*each) for each in found.values() if each[1].refusal]:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="not_all_cancelled",
            translation_placeholders={"failures": "; ".join(failures)},
        )
    return None


async def _async_cancel_in(
    entry: MessageGatewaysConfigEntry, ids: list[str]
) -> list[_Found]:
    """Cancel messages of one account."""
    account = entry.runtime_data
    cancelled = await translated(account.run(account.canceller.cancel(ids)))
    return [(entry, each) for each in cancelled]


def _row(entry: MessageGatewaysConfigEntry, found: Cancelled) -> JsonObjectType:
    """Return what the response says of a message."""
    return {
        "id": found.row.id,
        "account": entry.title,
        "status": found.row.status.value,
        "cancelled": found.refusal is None,
        "reason": _reason(found.refusal),
    }


def _describe(entry: MessageGatewaysConfigEntry, found: Cancelled) -> str:
    """Name a message and say why it was not cancelled."""
    return f"{name_message(entry, found.row)}: {_reason(found.refusal)}"


def _reason(refusal: GatewayError | None) -> str | None:
    """Say why a message was not cancelled."""
    return None if refusal is None else str(act_failed(refusal))
