"""Send what somebody tells Assist, and say truthfully what became of it."""

from dataclasses import dataclass

from homeassistant.auth.permissions.const import POLICY_CONTROL
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from .assist_answers import Saying, async_said, async_said_of_error, verdict
from .assist_names import recipients_called
from .notify import RecipientNotify

ASSISTANT = "conversation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What Assist says, and the recipient if there is exactly one of the name."""

    speech: str
    good: bool = False
    entity_id: str | None = None


async def async_send_spoken(
    hass: HomeAssistant,
    *,
    name: str,
    message: str,
    context: Context,
    language: str,
    assistant: str = ASSISTANT,
) -> Answer:
    """Send to the one exposed recipient of a name; to nobody if that is not clear."""
    found = recipients_called(hass, assistant, name)
    if len(found) != 1:
        saying = Saying.AMBIGUOUS if found else Saying.NOBODY
        return Answer(speech=await async_said(hass, language, saying, name=name))
    (entity,) = found
    called = entity.recipient.name
    if not await _async_may_send(hass, context, entity):
        speech = await async_said(hass, language, Saying.NOT_ALLOWED, name=called)
        return Answer(speech=speech, entity_id=entity.entity_id)
    try:
        rows = await entity.async_send_for(context, message)
    except HomeAssistantError as err:
        speech = await async_said_of_error(hass, language, err)
        return Answer(speech=speech, entity_id=entity.entity_id)
    result = verdict(called, rows)
    return Answer(
        speech=await async_said(hass, language, result.saying, **result.placeholders),
        good=result.good,
        entity_id=entity.entity_id,
    )


async def _async_may_send(
    hass: HomeAssistant, context: Context, entity: RecipientNotify
) -> bool:
    """Tell whether whoever speaks may use a notify entity; a satellite is nobody."""
    if context.user_id is None:
        return True
    user = await hass.auth.async_get_user(context.user_id)
    return user is not None and user.permissions.check_entity(
        entity.entity_id, POLICY_CONTROL
    )
