"""Show what a gateway counts on itself."""

from dataclasses import dataclass
from typing import override

from homeassistant.components.sensor import (
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import EntityCategory
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .data import MessageGatewaysConfigEntry
from .engine.gateway_counters import CountersCoordinator
from .entity import AccountEntity


@dataclass(frozen=True, kw_only=True)
class CounterDescription(SensorEntityDescription):
    """A counter of the gateway, of all its users."""

    entity_category: EntityCategory | None = EntityCategory.DIAGNOSTIC
    entity_registry_enabled_default: bool = False
    state_class: SensorStateClass | None = SensorStateClass.MEASUREMENT


# By the names that the table of gateways gives the counters.
COUNTERS = {
    "users": CounterDescription(key="server_users", translation_key="server_users"),
    "accounts": CounterDescription(
        key="server_accounts", translation_key="server_accounts"
    ),
    "direct_numbers": CounterDescription(
        key="server_direct_numbers", translation_key="server_direct_numbers"
    ),
    "campaigns": CounterDescription(
        key="server_campaigns", translation_key="server_campaigns"
    ),
    "active_campaigns": CounterDescription(
        key="server_active_campaigns",
        translation_key="server_active_campaigns",
        entity_registry_enabled_default=True,
    ),
    "address_books": CounterDescription(
        key="server_address_books", translation_key="server_address_books"
    ),
    "contacts": CounterDescription(
        key="server_contacts", translation_key="server_contacts"
    ),
    "messages": CounterDescription(
        key="server_messages", translation_key="server_messages"
    ),
    "inbound_messages": CounterDescription(
        key="server_inbound_messages", translation_key="server_inbound_messages"
    ),
    "outbound_messages": CounterDescription(
        key="server_outbound_messages", translation_key="server_outbound_messages"
    ),
    "active_messages": CounterDescription(
        key="server_active_messages",
        translation_key="server_active_messages",
        entity_registry_enabled_default=True,
    ),
}


class CounterSensor(
    CoordinatorEntity[CountersCoordinator], AccountEntity, SensorEntity
):
    """What the gateway counts of one thing."""

    entity_description: CounterDescription

    def __init__(
        self,
        entry: MessageGatewaysConfigEntry,
        coordinator: CountersCoordinator,
        counter: str,
    ) -> None:
        """Show the counter of a name."""
        description = COUNTERS[counter]
        CoordinatorEntity.__init__(self, coordinator)
        AccountEntity.__init__(self, entry, description.key)
        self.entity_description = description
        self._counter = counter

    @property
    @override
    def native_value(self) -> int | None:
        """Return the count; some releases of a gateway have fewer counters."""
        return (self.coordinator.data or {}).get(self._counter)
