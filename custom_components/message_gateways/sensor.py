"""Show what an account has, has done, and what came in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .account_sensor import AccountSensor
from .campaign_sensor import CampaignSensor
from .const import OPTION_CURRENCY, OPTION_RECORD_TEXT
from .counter_sensors import CounterSensor
from .data import MessageGatewaysConfigEntry
from .delivery_sensors import LastDeliverySensor, RecipientStatusSensor
from .engine.coordinators import BalanceCoordinator, InboundCoordinator
from .engine.state import AccountState
from .entity import AccountEntity, async_add_recipient_entities
from .month_sensors import MONTH_FIGURES, MonthSensor
from .recipients import recipient_named

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class FigureDescription(SensorEntityDescription):
    """A figure that the account counts itself."""

    value_fn: Callable[[AccountState], int]


FIGURES = (
    FigureDescription(
        key="sent",
        translation_key="sent",
        state_class=SensorStateClass.TOTAL_INCREASING,
        value_fn=lambda state: state.counters.sent,
    ),
    FigureDescription(
        key="delivered",
        translation_key="delivered",
        state_class=SensorStateClass.TOTAL_INCREASING,
        value_fn=lambda state: state.counters.delivered,
    ),
    FigureDescription(
        key="failed",
        translation_key="failed",
        state_class=SensorStateClass.TOTAL_INCREASING,
        value_fn=lambda state: state.counters.failed,
    ),
    FigureDescription(
        key="segments",
        translation_key="segments",
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        state_class=SensorStateClass.TOTAL_INCREASING,
        value_fn=lambda state: state.counters.segments,
    ),
    FigureDescription(
        key="pending",
        translation_key="pending",
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda state: state.pending,
    ),
)
PAGES = FigureDescription(
    key="pages",
    translation_key="pages",
    entity_category=EntityCategory.DIAGNOSTIC,
    state_class=SensorStateClass.TOTAL_INCREASING,
    value_fn=lambda state: state.counters.pages,
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: MessageGatewaysConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the sensors of an account."""
    account = entry.runtime_data
    entities: list[SensorEntity] = [
        *(FigureSensor(entry, description) for description in FIGURES),
        LastDeliverySensor(entry),
    ]
    if account.balance is not None:
        entities.append(BalanceSensor(entry, account.balance))
    if account.info.tells_prices:
        entities.append(CostSensor(entry))
    if any(channel.counts_pages for channel in account.info.channels.values()):
        entities.append(FigureSensor(entry, PAGES))
    if account.statistics is not None:
        entities += [
            MonthSensor(entry, account.statistics, description)
            for description in MONTH_FIGURES
        ]
    if account.counters is not None:
        entities += [
            CounterSensor(entry, account.counters, counter)
            for counter in account.info.counters
        ]
    if account.campaigns is not None:
        entities.append(CampaignSensor(entry, account.campaigns.coordinator))
    recorded = entry.options.get(OPTION_RECORD_TEXT, False)
    last_inbound = RecordedLastInboundSensor if recorded else LastInboundSensor
    entities.append(last_inbound(entry, account.inbound))
    async_add_entities(entities)
    async_add_recipient_entities(hass, entry, async_add_entities, RecipientStatusSensor)


def currency_of(entry: MessageGatewaysConfigEntry, said: str | None) -> str:
    """Return the gateway's currency, else the account's, else Home Assistant's."""
    chosen: str | None = entry.options.get(OPTION_CURRENCY)
    return said or chosen or entry.runtime_data.hass.config.currency


class FigureSensor(AccountSensor):
    """A figure of an account."""

    entity_description: FigureDescription

    def __init__(
        self, entry: MessageGatewaysConfigEntry, description: FigureDescription
    ) -> None:
        """Show the figure that the description names."""
        super().__init__(entry, description.key)
        self.entity_description = description

    @property
    @override
    def native_value(self) -> int:
        """Return the figure."""
        return self.entity_description.value_fn(self.account.state)


class CostSensor(AccountSensor):
    """What messages have cost, as far as the gateway tells prices."""

    _attr_translation_key = "cost"
    _attr_device_class = SensorDeviceClass.MONETARY
    _attr_state_class = SensorStateClass.TOTAL

    def __init__(self, entry: MessageGatewaysConfigEntry) -> None:
        """Belong to an account."""
        super().__init__(entry, "cost")

    @property
    @override
    def native_unit_of_measurement(self) -> str:
        """Return the currency."""
        balance = self.account.balance.data if self.account.balance else None
        costs = list(self.account.state.counters.cost)
        return currency_of(
            self._entry,
            (balance.currency if balance else None) or (costs[0] if costs else None),
        )

    @property
    @override
    def native_value(self) -> Decimal:
        """Return the cost in that currency."""
        costs = self.account.state.counters.cost
        unit = self.native_unit_of_measurement
        return costs.get(unit, Decimal()) + costs.get("", Decimal())


class BalanceSensor(CoordinatorEntity[BalanceCoordinator], AccountEntity, SensorEntity):
    """What is left on the account."""

    _attr_translation_key = "balance"
    _attr_device_class = SensorDeviceClass.MONETARY
    _attr_state_class = SensorStateClass.TOTAL

    def __init__(
        self, entry: MessageGatewaysConfigEntry, coordinator: BalanceCoordinator
    ) -> None:
        """Follow the balance."""
        CoordinatorEntity.__init__(self, coordinator)
        AccountEntity.__init__(self, entry, "balance")

    @property
    @override
    def native_unit_of_measurement(self) -> str:
        """Return the currency."""
        data = self.coordinator.data
        return currency_of(self._entry, data.currency if data else None)

    @property
    @override
    def native_value(self) -> Decimal | None:
        """Return the balance."""
        return self.coordinator.data.amount if self.coordinator.data else None


class LastInboundSensor(
    CoordinatorEntity[InboundCoordinator], AccountEntity, SensorEntity
):
    """When the last message came in, from whom and what it said."""

    _attr_translation_key = "last_inbound_message"
    _attr_device_class = SensorDeviceClass.TIMESTAMP
    _unrecorded_attributes = frozenset({"text"})

    def __init__(
        self, entry: MessageGatewaysConfigEntry, coordinator: InboundCoordinator
    ) -> None:
        """Follow the inbound messages."""
        CoordinatorEntity.__init__(self, coordinator)
        AccountEntity.__init__(self, entry, "last_inbound_message")
        # Without a list of messages there are only those of a forwarder.
        self._attr_entity_registry_enabled_default = coordinator.polls

    @property
    @override
    def available(self) -> bool:
        """Say nothing while nobody can look it up."""
        return super().available and self.account.store.is_open

    @property
    @override
    def native_value(self) -> datetime | None:
        """Return when it came in."""
        last = self.coordinator.data
        return last.message.received_at if last else None

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """Return from whom it came and what it said."""
        last = self.coordinator.data
        if last is None:
            return None
        return {
            "sender": last.sender,
            "recipient": recipient_named(self._entry, last.sender_number),
            "channel": last.message.channel,
            "text": last.message.text,
            "keyword": last.message.keyword,
        }


class RecordedLastInboundSensor(LastInboundSensor):
    """The last inbound message, its text kept by the recorder."""

    _unrecorded_attributes = frozenset()
