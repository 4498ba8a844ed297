"""Say how an account is doing, without secrets, texts or whole numbers."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from homeassistant.components.diagnostics import async_redact_data
from homeassistant.core import HomeAssistant

from .const import (
    CONF_ADDRESSES,
    CONF_GATEWAY,
    CONF_PUSH_IDS,
    OPTION_PUSH_REPLY,
    OPTION_PUSH_SECRET,
    OPTION_SENDER,
)
from .data import MessageGatewaysConfigEntry
from .engine.account import Account
from .engine.rows import MessageRow
from .engine.store import StoreError
from .gateways.info import FieldKind
from .gateways.redact import mask
from .gateways.registry import REGISTRY
from .recipients import recipients_of


async def async_get_config_entry_diagnostics(
    _hass: HomeAssistant, entry: MessageGatewaysConfigEntry
) -> dict[str, Any]:
    """Return the diagnostics of an account."""
    account = entry.runtime_data
    state = account.state
    info = REGISTRY[entry.data[CONF_GATEWAY]]
    secrets = {
        field.key
        for field in info.credentials
        if field.kind in (FieldKind.PASSWORD, FieldKind.USERNAME)
    }
    health = account.health.state
    polls = {"delivery": account.delivery, "balance": account.balance}
    return {
        "gateway": info.key,
        "data": async_redact_data(dict(entry.data), {*secrets, CONF_PUSH_IDS}),
        "options": _masked(entry.options),
        "recipients": [
            {
                "channel": recipient.channel,
                CONF_ADDRESSES: [mask(address) for address in recipient.addresses],
                "give_up_after": recipient.give_up_after.total_seconds(),
                "fail_at_once": recipient.fail_at_once,
            }
            for recipient in recipients_of(entry)
        ],
        "health": asdict(health),
        "polls": {
            name: {
                "last_update_success": poll.last_update_success,
                "update_interval": poll.update_interval,
            }
            for name, poll in (polls | {"inbound": account.inbound}).items()
            if poll is not None
        },
        "pushes": {
            "reports": account.delivery.pushes.last,
            "inbound": account.inbound.pushes.last,
        },
        "counters": asdict(state.counters)
        | {"cost": {unit: str(cost) for unit, cost in state.counters.cost.items()}},
        "limits": await _async_limits(account),
        "pending": state.pending,
        "last": _describe(state.last),
    }


async def _async_limits(account: Account) -> dict[str, Any]:
    """Describe how much of the limits is used; `recipient` is the most of any one."""
    try:
        now = await account.outbox.guarded()
    except StoreError as err:
        return {"error": str(err)}
    reached = account.limit_watch.reached
    return {
        "account": asdict(now.account),
        "recipient": asdict(now.address),
        "cost": {"day": str(now.spent.day), "month": str(now.spent.month)},
        "reached": reached.code if reached else None,
    }


def _masked(options: Mapping[str, Any]) -> dict[str, Any]:
    """Mask the sender, which may be a whole number, and hide secrets and texts."""
    found = async_redact_data(dict(options), {OPTION_PUSH_SECRET, OPTION_PUSH_REPLY})
    sender = options.get(OPTION_SENDER)
    return {**found, OPTION_SENDER: mask(sender)} if sender else found


def _describe(row: MessageRow | None) -> dict[str, Any] | None:
    """Describe a message."""
    if row is None:
        return None
    return {
        "channel": row.channel,
        "to": mask(row.address),
        "status": row.status,
        "outcome": row.outcome,
        "attempts": row.attempts,
        "traceable": row.traceable,
        "segments": row.segments,
        "code": row.detail.code if row.detail else None,
        "created_at": row.created_at,
        "changed_at": row.changed_at,
    }
