"""Assist in a real Home Assistant, for tests of what it is told."""

from homeassistant.components import conversation
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers.intent import IntentResponse
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.integration.world import notify_ids, settle


async def set_up_assist(hass: HomeAssistant) -> None:
    """Set up Assist with its own agent."""
    assert await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "conversation", {})
    await settle(hass)


def expose(
    hass: HomeAssistant, entry: MockConfigEntry, *names: str, should_expose: bool = True
) -> None:
    """Show recipients to Assist, or hide them; all of them without names."""
    for entity_id in notify_ids(hass, entry, *names):
        async_expose_entity(
            hass, "conversation", entity_id, should_expose=should_expose
        )


async def response_to(
    hass: HomeAssistant, text: str, context: Context | None = None
) -> IntentResponse:
    """Say something to Assist, and return its whole answer."""
    result = await conversation.async_converse(hass, text, None, context or Context())
    await settle(hass)
    return result.response


async def say(hass: HomeAssistant, text: str, context: Context | None = None) -> str:
    """Say something to Assist, and return what it says."""
    return spoken(await response_to(hass, text, context))


def spoken(response: IntentResponse) -> str:
    """Return what an answer says."""
    speech = response.speech["plain"]["speech"]
    assert isinstance(speech, str)
    return speech
