"""The actions of Message Gateways."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from homeassistant.components.notify import ATTR_MESSAGE, ATTR_TITLE
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import voluptuous as vol

from .campaign_actions import async_setup_campaign_actions
from .cancel_action import async_setup_cancel_action
from .const import DOMAIN
from .document_action import async_setup_document_action
from .engine.watchers import Goal
from .gateways.model import Channel, Content
from .inbound_actions import async_setup_inbound_actions
from .message_actions import async_setup_message_actions
from .notify import with_title
from .number_actions import async_setup_number_actions
from .send_action import (
    ATTR_CONFIG_ENTRY_ID,
    ATTR_FAIL_AT_ONCE,
    ATTR_GIVE_UP_AFTER,
    ATTR_SCHEDULE,
    ATTR_TIMEOUT,
    ATTR_TO,
    ATTR_WAIT_FOR,
    async_send,
)
from .statistics_action import async_setup_statistics_action

SERVICE_SEND_SMS = "send_sms"
ATTR_SENDER = "sender"
ATTR_VALIDITY = "validity"
ATTR_FLASH = "flash"
ATTR_LANGUAGE = "language"
ATTR_SINGLE_SHIFT = "single_shift"
ATTR_LOCKING_SHIFT = "locking_shift"
ATTR_TRANSLITERATION = "transliteration"


def _some_time(longest: timedelta) -> Callable[[Any], timedelta]:
    """Take a time of more than none, and no more than the longest."""
    return vol.All(
        cv.positive_time_period,
        vol.Range(min=timedelta(), min_included=False, max=longest),
    )


SENDING_FIELDS: VolDictType = {
    **cv.ENTITY_SERVICE_FIELDS,
    vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string,
    # Any type, so that a number that YAML made an integer gets a helpful refusal.
    vol.Optional(ATTR_TO): vol.All(cv.ensure_list, [object]),
    vol.Optional(ATTR_SCHEDULE): cv.datetime,
    vol.Optional(ATTR_GIVE_UP_AFTER): _some_time(timedelta(days=7)),
    vol.Optional(ATTR_FAIL_AT_ONCE): cv.boolean,
    vol.Optional(ATTR_WAIT_FOR): vol.In([goal.value for goal in Goal]),
    vol.Optional(ATTR_TIMEOUT): _some_time(timedelta(hours=24)),
}
SEND_SMS_SCHEMA = vol.Schema(
    {
        **SENDING_FIELDS,
        vol.Required(ATTR_MESSAGE): cv.string,
        vol.Optional(ATTR_TITLE): cv.string,
        vol.Optional(ATTR_SENDER): cv.string,
        vol.Optional(ATTR_VALIDITY): cv.positive_time_period,
        vol.Optional(ATTR_FLASH): cv.boolean,
        vol.Optional(ATTR_LANGUAGE): vol.In(["tr", "es", "pt"]),
        vol.Optional(ATTR_SINGLE_SHIFT): cv.boolean,
        vol.Optional(ATTR_LOCKING_SHIFT): cv.boolean,
        vol.Optional(ATTR_TRANSLITERATION): cv.string,
    }
)


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    hass.services.async_register(
        DOMAIN,
        SERVICE_SEND_SMS,
        _async_send_sms,
        schema=SEND_SMS_SCHEMA,
        supports_response=SupportsResponse.OPTIONAL,
    )
    async_setup_campaign_actions(hass)
    async_setup_document_action(hass)
    async_setup_cancel_action(hass)
    async_setup_message_actions(hass)
    async_setup_inbound_actions(hass)
    async_setup_statistics_action(hass)
    async_setup_number_actions(hass)


async def _async_send_sms(call: ServiceCall) -> ServiceResponse:
    """Send an SMS."""
    data = call.data
    return await async_send(
        call,
        Content(
            channel=Channel.SMS,
            text=with_title(data[ATTR_MESSAGE], data.get(ATTR_TITLE)),
            sender=data.get(ATTR_SENDER),
            validity=data.get(ATTR_VALIDITY),
            flash=data.get(ATTR_FLASH, False),
            language=_upper(data.get(ATTR_LANGUAGE)),
            single_shift=data.get(ATTR_SINGLE_SHIFT, False),
            locking_shift=data.get(ATTR_LOCKING_SHIFT, False),
            transliteration=_upper(data.get(ATTR_TRANSLITERATION)),
        ),
    )


def _upper(value: str | None) -> str | None:
    """Write a choice as gateways do; Home Assistant wants choices in small letters."""
    return value.upper() if value else None
