"""Answer what a sending action would do, without doing it."""

from collections.abc import Iterable
from datetime import datetime

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.util.json import JsonObjectType, JsonValueType

from .engine.foresight import Foreseen
from .gateways.model import Channel, Content
from .gateways.segments import cost_of
from .message_facts import name_of
from .send_targets import Prepared


async def async_foresee(
    call: ServiceCall, prepared: Iterable[Prepared], kept_until: datetime | None
) -> ServiceResponse:
    """Return what would happen to each message; raises InvalidInputError."""
    rows: list[JsonValueType] = [
        row for one in prepared for row in await _async_rows(call.hass, one, kept_until)
    ]
    return {"messages": rows} if call.return_response else None


async def _async_rows(
    hass: HomeAssistant, prepared: Prepared, kept_until: datetime | None
) -> list[JsonObjectType]:
    """Return what would happen to the messages of one account."""
    entry = prepared.targets.entry
    account = prepared.targets.account
    foresight = await account.foresee(
        prepared.content, prepared.addressed, scheduled_at=kept_until
    )
    content = account.prepare(prepared.content)
    written = await hass.async_add_executor_job(_how_written, content)
    return [
        {
            "account": entry.title,
            "recipient": name_of(entry, foreseen.recipient),
            "channel": content.channel.value,
            "to": foreseen.address,
            **_outlook(foreseen),
            **written,
            "estimated_cost": float(foreseen.price)
            if foreseen.price is not None
            else None,
            "currency": foreseen.currency,
        }
        for foreseen in foresight.targets
    ]


def _outlook(foreseen: Foreseen) -> JsonObjectType:
    """Say whether a message would be sent, when, and what stands in its way."""
    hindrance = foreseen.refusal or foreseen.reason
    return {
        "would_be_sent": foreseen.refusal is None,
        "leaves_at": foreseen.leaves_at.isoformat(),
        "limit": str(hindrance) if hindrance else None,
    }


def _how_written(content: Content) -> JsonObjectType:
    """Say how an SMS would be written, and what would save segments."""
    if content.channel is not Channel.SMS:
        return {}
    cost = cost_of(content)
    return {
        "encoding": cost.encoding,
        "segments": cost.segments,
        "costly_characters": list(cost.costly),
        "cheaper_text": cost.cheaper.text if cost.cheaper else None,
        "cheaper_segments": cost.cheaper.segments_after if cost.cheaper else None,
    }
