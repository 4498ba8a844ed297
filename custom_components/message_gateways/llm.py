"""The tool by which language models send messages, of the intent."""

from homeassistant.components.llm import LLMTools
from homeassistant.components.notify import ATTR_MESSAGE
from homeassistant.const import ATTR_NAME
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import intent
from homeassistant.helpers.llm import (
    LLM_API_ASSIST,
    IntentTool,
    LLMContext,
    ToolAnnotations,
)
import voluptuous as vol

from .assist_names import exposed_recipients
from .const import DOMAIN
from .intent import INTENT_SEND_MESSAGE


@callback
def async_get_tools(
    hass: HomeAssistant, llm_context: LLMContext, api_id: str
) -> LLMTools | None:
    """Offer the intent with the names of all exposed recipients, if there are any."""
    if api_id != LLM_API_ASSIST:
        return None
    exposed = exposed_recipients(hass, llm_context.assistant)
    handlers = {each.intent_type: each for each in intent.async_get(hass)}
    if not exposed or (handler := handlers.get(INTENT_SEND_MESSAGE)) is None:
        return None
    tool = IntentTool(
        f"{DOMAIN}__{INTENT_SEND_MESSAGE}",
        handler,
        title="Send message",
        integration=DOMAIN,
        annotations=ToolAnnotations(destructive=False),
    )
    names = sorted({name for each in exposed for name in each.names})
    tool.parameters = tool.parameters.extend(
        {
            vol.Required(ATTR_NAME, description="Name of the recipient"): vol.In(names),
            vol.Required(ATTR_MESSAGE, description="The text"): str,
        }
    )
    return LLMTools(tools=[tool])
