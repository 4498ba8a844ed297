"""The action that counts the messages of a period."""

from dataclasses import asdict
from datetime import datetime

from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonObjectType
import voluptuous as vol

from .action_account import ACCOUNT_FIELD, async_account_of
from .action_pages import PERIOD_FIELDS, period_of
from .const import DOMAIN
from .engine.account import Account
from .engine.period import figures_of
from .engine.statistics import SHORTEST_PERIOD, begin_of_month
from .failures import invalid_input, translated
from .gateways.base import HasStatistics
from .gateways.errors import InvalidInputError

SERVICE_GET_STATISTICS = "get_statistics"
ATTR_SOURCE = "source"
SOURCE_ACCOUNT = "account"
SOURCE_GATEWAY = "gateway"
SCHEMA = vol.Schema(
    {
        **PERIOD_FIELDS,
        vol.Optional(ATTR_SOURCE, default=SOURCE_ACCOUNT): vol.In(
            [SOURCE_ACCOUNT, SOURCE_GATEWAY]
        ),
        **ACCOUNT_FIELD,
    }
)


@callback
def async_setup_statistics_action(hass: HomeAssistant) -> None:
    """Register the action."""
    hass.services.async_register(
        DOMAIN,
        SERVICE_GET_STATISTICS,
        _async_get_statistics,
        schema=SCHEMA,
        supports_response=SupportsResponse.ONLY,
    )


async def _async_get_statistics(call: ServiceCall) -> ServiceResponse:
    """Answer how many messages of a period stand where."""
    account = (await async_account_of(call)).runtime_data
    since, until = _period(call)
    source = call.data[ATTR_SOURCE]
    count = _async_of_gateway if source == SOURCE_GATEWAY else _async_of_account
    return {
        "source": source,
        "since": since.isoformat(),
        "until": until.isoformat(),
        **await count(account, since, until),
    }


def _period(call: ServiceCall) -> tuple[datetime, datetime]:
    """Return the period that is meant: this month until now, where nothing is said."""
    since, until = period_of(call)
    if until is None:
        until = dt_util.utcnow()
    if since is None:
        since = begin_of_month(dt_util.as_local(until - SHORTEST_PERIOD))
    if since >= until:
        raise invalid_input(InvalidInputError("period_backwards"))
    return since, until


async def _async_of_account(
    account: Account, since: datetime, until: datetime
) -> JsonObjectType:
    """Count what is kept of an account."""
    found = await translated(
        account.store.read(lambda db: figures_of(db, since, until))
    )
    return {
        "messages": found.messages,
        "sent": found.sent,
        "delivered": found.delivered,
        "failed": found.failed,
        "segments": found.segments,
        "pages": found.pages,
        "by_status": {key.value: count for key, count in found.by_status.items()},
        "cost": {currency: float(sum_) for currency, sum_ in found.cost.items()},
    }


async def _async_of_gateway(
    account: Account, since: datetime, until: datetime
) -> JsonObjectType:
    """Ask a gateway for what it counted."""
    gateway = account.gateway
    if not isinstance(gateway, HasStatistics):
        raise invalid_input(
            InvalidInputError("statistics_not_offered", gateway=account.info.name)
        )
    found = await translated(gateway.fetch_statistics(since, until))
    counts = asdict(found)
    del counts["since"], counts["until"]
    return {**counts, "total": found.total, "delivery_ratio": found.delivery_ratio}
