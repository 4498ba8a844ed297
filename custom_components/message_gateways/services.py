"""The actions of Message Gateways."""

from functools import partial

from homeassistant.components.notify import ATTR_MESSAGE
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
from .contact_actions import async_setup_contact_actions
from .contact_csv_actions import async_setup_contact_csv_actions
from .document_action import async_setup_document_action
from .gateways.model import Channel
from .inbound_actions import async_setup_inbound_actions
from .message_actions import async_setup_message_actions
from .number_actions import async_setup_number_actions
from .send_action import async_send
from .sending_fields import (
    ATTR_ATTACHMENTS,
    ATTR_BINARY,
    ATTR_HTML,
    ATTR_MEDIA,
    ATTR_SUBJECT,
    CALL_FIELDS,
    EMAIL_FIELDS,
    FAX_FIELDS,
    SMS_FIELDS,
    VIBER_FIELDS,
)
from .statistics_action import async_setup_statistics_action

SERVICE_SEND_SMS = "send_sms"
SERVICE_SEND_VIBER = "send_viber"
SERVICE_SEND_FAX = "send_fax"
SERVICE_MAKE_CALL = "make_call"
SERVICE_SEND_EMAIL = "send_email"

# By channel: the name, the fields, and those of which one at least is needed.
SENDING: dict[Channel, tuple[str, VolDictType, tuple[str, ...]]] = {
    Channel.SMS: (SERVICE_SEND_SMS, SMS_FIELDS, (ATTR_MESSAGE, ATTR_BINARY)),
    Channel.VIBER: (SERVICE_SEND_VIBER, VIBER_FIELDS, (ATTR_MESSAGE,)),
    Channel.FAX: (
        SERVICE_SEND_FAX,
        FAX_FIELDS,
        (ATTR_MESSAGE, ATTR_SUBJECT, ATTR_ATTACHMENTS),
    ),
    Channel.VOICE: (SERVICE_MAKE_CALL, CALL_FIELDS, (ATTR_MESSAGE, ATTR_MEDIA)),
    Channel.EMAIL: (
        SERVICE_SEND_EMAIL,
        EMAIL_FIELDS,
        (ATTR_MESSAGE, ATTR_SUBJECT, ATTR_HTML),
    ),
}


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    for channel, (name, fields, needed) in SENDING.items():
        hass.services.async_register(
            DOMAIN,
            name,
            partial(_async_send, channel),
            schema=vol.Schema(vol.All(cv.has_at_least_one_key(*needed), fields)),
            supports_response=SupportsResponse.OPTIONAL,
        )
    async_setup_campaign_actions(hass)
    async_setup_contact_actions(hass)
    async_setup_contact_csv_actions(hass)
    async_setup_document_action(hass)
    async_setup_cancel_action(hass)
    async_setup_message_actions(hass)
    async_setup_inbound_actions(hass)
    async_setup_statistics_action(hass)
    async_setup_number_actions(hass)


async def _async_send(channel: Channel, call: ServiceCall) -> ServiceResponse:
    """Send by one channel."""
    return await async_send(call, channel)
