"""Show what the gateway counted in the current calendar month."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import override

from homeassistant.components.sensor import (
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import PERCENTAGE, EntityCategory
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .data import MessageGatewaysConfigEntry
from .engine.statistics import StatisticsCoordinator
from .entity import AccountEntity
from .gateways.month import Statistics


@dataclass(frozen=True, kw_only=True)
class MonthDescription(SensorEntityDescription):
    """A figure of the month."""

    value_fn: Callable[[Statistics], float | None]
    entity_category: EntityCategory | None = EntityCategory.DIAGNOSTIC


@dataclass(frozen=True, kw_only=True)
class MonthCount(MonthDescription):
    """How many messages stand somewhere, counted anew each month."""

    state_class: SensorStateClass | None = SensorStateClass.TOTAL
    entity_registry_enabled_default: bool = False


def _ratio(month: Statistics) -> float | None:
    """Return what part was delivered, in percent."""
    return None if month.delivery_ratio is None else month.delivery_ratio * 100


MONTH_FIGURES = (
    MonthCount(
        key="month_sent",
        translation_key="month_sent",
        entity_registry_enabled_default=True,
        value_fn=lambda month: month.sent,
    ),
    MonthCount(
        key="month_delivered",
        translation_key="month_delivered",
        entity_registry_enabled_default=True,
        value_fn=lambda month: month.delivered,
    ),
    MonthCount(
        key="month_errors",
        translation_key="month_errors",
        value_fn=lambda month: month.errors,
    ),
    MonthCount(
        key="month_in_process",
        translation_key="month_in_process",
        value_fn=lambda month: month.in_process,
    ),
    MonthCount(
        key="month_expired",
        translation_key="month_expired",
        value_fn=lambda month: month.expired,
    ),
    MonthCount(
        key="month_rejected",
        translation_key="month_rejected",
        value_fn=lambda month: month.rejected,
    ),
    MonthDescription(
        key="month_delivery_ratio",
        translation_key="month_delivery_ratio",
        native_unit_of_measurement=PERCENTAGE,
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=1,
        value_fn=_ratio,
    ),
)


class MonthSensor(
    CoordinatorEntity[StatisticsCoordinator], AccountEntity, SensorEntity
):
    """A figure of the current calendar month, as the gateway counts."""

    entity_description: MonthDescription

    def __init__(
        self,
        entry: MessageGatewaysConfigEntry,
        coordinator: StatisticsCoordinator,
        description: MonthDescription,
    ) -> None:
        """Show the figure that the description names."""
        CoordinatorEntity.__init__(self, coordinator)
        AccountEntity.__init__(self, entry, description.key)
        self.entity_description = description

    @property
    @override
    def native_value(self) -> float | None:
        """Return the figure."""
        data = self.coordinator.data
        return self.entity_description.value_fn(data) if data else None

    @property
    @override
    def last_reset(self) -> datetime | None:
        """Return when the month began, from which the figure counts."""
        data = self.coordinator.data
        if data is None or self.state_class is not SensorStateClass.TOTAL:
            return None
        return data.since
