"""The action that fetches a received fax or recording."""

from base64 import b64encode

from homeassistant.const import CONF_PATH
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.util.json import JsonObjectType
import voluptuous as vol

from .action_account import ACCOUNT_FIELD, async_account_of
from .allowed_files import async_allowed_path, async_write_new
from .const import DOMAIN
from .engine.account import Account
from .failures import translated
from .gateways.base import FetchesDocuments

SERVICE_GET_DOCUMENT = "get_document"
ATTR_EVENT_ID = "event_id"
SCHEMA = vol.Schema(
    {
        vol.Required(ATTR_EVENT_ID): cv.string,
        vol.Optional(CONF_PATH): cv.path,
        **ACCOUNT_FIELD,
    }
)


@callback
def async_setup_document_action(hass: HomeAssistant) -> None:
    """Register the action."""
    hass.services.async_register(
        DOMAIN,
        SERVICE_GET_DOCUMENT,
        _async_get_document,
        schema=SCHEMA,
        supports_response=SupportsResponse.OPTIONAL,
    )


async def _async_get_document(call: ServiceCall) -> ServiceResponse:
    """Fetch the file of an inbound message, into a file or as data."""
    hass = call.hass
    account = (await async_account_of(call)).runtime_data
    gateway = account.gateway
    if not isinstance(gateway, FetchesDocuments):
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="documents_not_offered",
            translation_placeholders={"gateway": account.info.name},
        )
    written = call.data.get(CONF_PATH)
    path = await async_allowed_path(hass, written) if written else None
    key = await _async_key(account, call.data[ATTR_EVENT_ID])
    document = await translated(gateway.fetch_document(key))
    response: JsonObjectType = {
        "name": document.name,
        "content_type": document.content_type,
        "size": len(document.data),
    }
    if path is None:
        data = await hass.async_add_executor_job(b64encode, document.data)
        return {**response, "data": data.decode()}
    await async_write_new(hass, path, document.data)
    return {**response, "path": str(path)}


async def _async_key(account: Account, event_id: str) -> str:
    """Return the gateway's key of an inbound message by our id."""
    key = await translated(account.inbox.key(event_id))
    if key is None:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="message_unknown",
            translation_placeholders={"event_id": event_id},
        )
    return key
