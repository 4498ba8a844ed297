"""The actions for campaigns, which a gateway works through by itself."""

from collections.abc import Awaitable
from datetime import datetime
from typing import Any

from homeassistant.components.notify import ATTR_MESSAGE, ATTR_TITLE
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
from homeassistant.util.json import JsonObjectType
import voluptuous as vol

from .action_account import ACCOUNT_FIELD, async_account_of
from .action_addresses import async_addresses
from .const import CONF_CHANNEL, DOMAIN
from .engine.account import Account
from .engine.campaign_table import CampaignRow
from .engine.campaigns import Campaigns
from .failures import translated, translated_act
from .gateways.model import Channel, Content
from .send_action import when_scheduled
from .sending_fields import ATTR_LABEL, ATTR_SCHEDULE, ATTR_TO

SERVICE_CREATE_CAMPAIGN = "create_campaign"
SERVICE_START_CAMPAIGN = "start_campaign"
SERVICE_STOP_CAMPAIGN = "stop_campaign"
SERVICE_GET_CAMPAIGNS = "get_campaigns"
SERVICE_DELETE_CAMPAIGN = "delete_campaign"
ATTR_ADDRESS_BOOK = "address_book"
ATTR_CAMPAIGN_ID = "campaign_id"
ATTR_PER_MINUTE = "per_minute"
MOST_PER_MINUTE = 1000
ONE_OF = "choose either to or address_book, not both"

_CAMPAIGN: VolDictType = {**ACCOUNT_FIELD, vol.Required(ATTR_CAMPAIGN_ID): cv.string}
CREATE_SCHEMA = vol.Schema(
    {
        **ACCOUNT_FIELD,
        vol.Required(CONF_CHANNEL): vol.In([channel.value for channel in Channel]),
        vol.Required(ATTR_MESSAGE): cv.string,
        vol.Optional(ATTR_TITLE): cv.string,
        vol.Exclusive(ATTR_TO, "people", msg=ONE_OF): vol.All(cv.ensure_list, [object]),
        vol.Exclusive(ATTR_ADDRESS_BOOK, "people", msg=ONE_OF): cv.string,
        vol.Optional(ATTR_LABEL, default=""): cv.string,
        vol.Optional(ATTR_PER_MINUTE): vol.All(
            vol.Coerce(int), vol.Range(min=1, max=MOST_PER_MINUTE)
        ),
        vol.Optional(ATTR_SCHEDULE): cv.datetime,
    }
)
START_SCHEMA = vol.Schema({**_CAMPAIGN, vol.Optional(ATTR_SCHEDULE): cv.datetime})
STOP_SCHEMA = vol.Schema(_CAMPAIGN)
GET_SCHEMA = vol.Schema(ACCOUNT_FIELD)
DELETE_SCHEMA = vol.Schema(_CAMPAIGN)


@callback
def async_setup_campaign_actions(hass: HomeAssistant) -> None:
    """Register the actions for campaigns."""
    for name, action, schema, response in (
        (SERVICE_CREATE_CAMPAIGN, _async_create, CREATE_SCHEMA, "OPTIONAL"),
        (SERVICE_START_CAMPAIGN, _async_start, START_SCHEMA, "OPTIONAL"),
        (SERVICE_STOP_CAMPAIGN, _async_stop, STOP_SCHEMA, "OPTIONAL"),
        (SERVICE_GET_CAMPAIGNS, _async_get, GET_SCHEMA, "ONLY"),
        (SERVICE_DELETE_CAMPAIGN, _async_delete, DELETE_SCHEMA, "OPTIONAL"),
    ):
        hass.services.async_register(
            DOMAIN,
            name,
            action,
            schema=schema,
            supports_response=SupportsResponse[response],
        )


async def _async_create(call: ServiceCall) -> ServiceResponse:
    """Create a campaign; with a schedule it is started then."""
    account, campaigns = await _async_campaigns(call)
    data = call.data
    channel = Channel(data[CONF_CHANNEL])
    at = when_scheduled(call)
    return await _answered(
        _async_create_for(account, campaigns, channel, data, at),
    )


async def _async_create_for(
    account: Account,
    campaigns: Campaigns,
    channel: Channel,
    data: dict[str, Any],
    at: datetime | None,
) -> CampaignRow:
    """Create a campaign of an account; raises GatewayError and StoreError."""
    content = Content(
        channel=channel, text=data[ATTR_MESSAGE], title=data.get(ATTR_TITLE, "")
    )
    return await campaigns.create(
        content,
        label=data[ATTR_LABEL],
        book_id=data.get(ATTR_ADDRESS_BOOK),
        addresses=await async_addresses(account, channel, data.get(ATTR_TO, ())),
        per_minute=data.get(ATTR_PER_MINUTE),
        starts_at=at,
    )


async def _async_start(call: ServiceCall) -> ServiceResponse:
    """Start a campaign, or let it go on, now or at a time."""
    _, campaigns = await _async_campaigns(call)
    return await _answered(
        campaigns.start(call.data[ATTR_CAMPAIGN_ID], at=when_scheduled(call))
    )


async def _async_stop(call: ServiceCall) -> ServiceResponse:
    """Pause a campaign."""
    _, campaigns = await _async_campaigns(call)
    return await _answered(campaigns.stop(call.data[ATTR_CAMPAIGN_ID]))


async def _async_get(call: ServiceCall) -> ServiceResponse:
    """List the campaigns of an account, the newest first."""
    _, campaigns = await _async_campaigns(call)
    rows = await translated(campaigns.list())
    return {"campaigns": [_response(row) for row in rows]}


async def _async_delete(call: ServiceCall) -> ServiceResponse:
    """Delete a campaign; one that runs is stopped first."""
    _, campaigns = await _async_campaigns(call)
    campaign_id = call.data[ATTR_CAMPAIGN_ID]
    await translated_act(campaigns.delete(campaign_id))
    return {ATTR_CAMPAIGN_ID: campaign_id}


async def _async_campaigns(call: ServiceCall) -> tuple[Account, Campaigns]:
    """Return the account that is meant and its campaigns; refuses who may not."""
    account = (await async_account_of(call)).runtime_data
    if account.campaigns is None:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="campaigns_not_offered",
            translation_placeholders={"gateway": account.info.name},
        )
    return account, account.campaigns


async def _answered(work: Awaitable[CampaignRow]) -> ServiceResponse:
    """Return a campaign as the response of an action that changed it."""
    return _response(await translated_act(work))


def _response(row: CampaignRow) -> JsonObjectType:
    """Return what a response says of a campaign."""
    return {
        "campaign_id": row.id,
        "label": row.label,
        "channel": row.channel.value,
        "status": row.state.value,
        "done": row.done,
        "total": row.total,
        "starts_at": row.starts_at.isoformat() if row.starts_at else None,
        "reason": row.reason,
    }
