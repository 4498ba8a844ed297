"""The intent to send a message, for Assist and everything that handles intents."""

from typing import override

from homeassistant.components.notify import ATTR_MESSAGE, DOMAIN as NOTIFY_DOMAIN
from homeassistant.const import ATTR_NAME
from homeassistant.core import HomeAssistant
from homeassistant.helpers import intent
from homeassistant.helpers.typing import VolDictType
import voluptuous as vol

from .assist import ASSISTANT, async_send_spoken

INTENT_SEND_MESSAGE = "MessageGatewaysSendMessage"


async def async_setup_intents(hass: HomeAssistant) -> None:
    """Register the intent; Home Assistant calls this once, when intents are there."""
    intent.async_register(hass, SendMessageIntent())


class SendMessageIntent(intent.IntentHandler):
    """Send a message to a recipient by name."""

    intent_type = INTENT_SEND_MESSAGE
    description = (
        "Sends a message to a person or group by their own channel, such as SMS,"
        " phone call, fax or email. Use for requests like 'text Anna that dinner is"
        " ready'. The answer says whether the message is on its way, waits, or was"
        " not sent; pass that on as it is."
    )
    platforms = {NOTIFY_DOMAIN}  # noqa: RUF012 - declared so by Home Assistant

    @property
    @override
    def slot_schema(self) -> VolDictType:
        """Return what the intent needs to know."""
        return {
            vol.Required(
                ATTR_NAME, description="Name of the recipient"
            ): intent.non_empty_string,
            vol.Required(
                ATTR_MESSAGE, description="The text, in the words of the sender"
            ): intent.non_empty_string,
        }

    @override
    async def async_handle(self, intent_obj: intent.Intent) -> intent.IntentResponse:
        """Send, and answer with what became of it."""
        slots = self.async_validate_slots(intent_obj.slots)
        name: str = slots[ATTR_NAME]["value"].strip()
        answer = await async_send_spoken(
            intent_obj.hass,
            name=name,
            message=slots[ATTR_MESSAGE]["value"].strip(),
            context=intent_obj.context,
            language=intent_obj.language,
            assistant=intent_obj.assistant or ASSISTANT,
        )
        response = intent_obj.create_response()
        if not answer.good:
            response.async_set_error(
                intent.IntentResponseErrorCode.FAILED_TO_HANDLE
                if answer.entity_id
                else intent.IntentResponseErrorCode.NO_VALID_TARGETS,
                answer.speech,
            )
            return response
        response.async_set_speech(answer.speech)
        response.async_set_results(
            [
                intent.IntentResponseTarget(
                    name=name,
                    type=intent.IntentResponseTargetType.ENTITY,
                    id=answer.entity_id,
                )
            ]
        )
        return response
