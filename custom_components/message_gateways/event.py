"""Tell automations of deliveries and of inbound messages."""

from typing import override

from homeassistant.components.event import EventEntity
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import OPTION_RECORD_TEXT
from .data import MessageGatewaysConfigEntry
from .engine.rows import DeliveryEvent, InboundEvent
from .engine.transitions import EVENT_TYPES
from .entity import AccountEntity
from .message_facts import of_its_channel, received_row

PARALLEL_UPDATES = 0
INBOUND_TYPES = ("received",)


async def async_setup_entry(
    _hass: HomeAssistant,
    entry: MessageGatewaysConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the event entities of an account."""
    recorded = entry.options.get(OPTION_RECORD_TEXT, False)
    inbound = RecordedInboundEventEntity if recorded else InboundEventEntity
    async_add_entities([DeliveryEventEntity(entry), inbound(entry)])


class DeliveryEventEntity(AccountEntity, EventEntity):
    """Say what becomes of messages; never what they say."""

    _attr_translation_key = "delivery"

    def __init__(self, entry: MessageGatewaysConfigEntry) -> None:
        """Belong to an account."""
        super().__init__(entry, "delivery")
        self._attr_event_types = list(EVENT_TYPES)

    @override
    async def async_added_to_hass(self) -> None:
        """Listen."""
        self.async_on_remove(self.account.announcer.on_delivery(self._on_delivery))

    @callback
    def _on_delivery(self, event: DeliveryEvent) -> None:
        """Show a change of a message."""
        row = event.row
        subentry = self._entry.subentries.get(row.recipient or "")
        self._trigger_event(
            event.type,
            {
                "event_id": f"{row.id}-{event.seq}",
                "message_id": row.id,
                "account": self._entry.title,
                "recipient": subentry.title if subentry else None,
                "channel": row.channel,
                "number": row.address,
                "reference": row.reference,
                "at": event.at.isoformat(),
                "reason": event.reason,
                "segments": row.segments,
                "price": float(row.price) if row.price is not None else None,
                "currency": row.currency,
                **of_its_channel(row),
            },
        )
        self.async_write_ha_state()


class InboundEventEntity(AccountEntity, EventEntity):
    """Say what came in."""

    _attr_translation_key = "inbound"
    _unrecorded_attributes = frozenset({"text"})

    def __init__(self, entry: MessageGatewaysConfigEntry) -> None:
        """Belong to an account."""
        super().__init__(entry, "inbound")
        # Without a list of messages there are only those of a forwarder.
        self._attr_entity_registry_enabled_default = self.account.inbound.polls
        self._attr_event_types = list(INBOUND_TYPES)

    @override
    async def async_added_to_hass(self) -> None:
        """Listen."""
        self.async_on_remove(self.account.announcer.on_inbound(self._on_inbound))

    @callback
    def _on_inbound(self, event: InboundEvent) -> None:
        """Show an inbound message."""
        self._trigger_event("received", received_row(self._entry, event))
        self.async_write_ha_state()


class RecordedInboundEventEntity(InboundEventEntity):
    """Say what came in, and let the recorder keep the text."""

    _unrecorded_attributes = frozenset()
