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
from .gateways.model import Statistics


@dataclass(frozen=True, kw_only=True)
class MonthDescription(SensorEntityDescription):
    """A figure of the month."""

    value_fn: Callable[[Statistics], float | None]


def _count(
    name: str, value_fn: Callable[[Statistics], int], *, enabled: bool = False
) -> MonthDescription:
    """Describe how many messages stand somewhere, which begins anew each month."""
    return MonthDescription(
        key=f"month_{name}",
        translation_key=f"month_{name}",
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=enabled,
        state_class=SensorStateClass.TOTAL,
        value_fn=value_fn,
    )


MONTH_FIGURES = (
    _count("sent", lambda month: month.sent, enabled=True),
    _count("delivered", lambda month: month.delivered, enabled=True),
    _count("errors", lambda month: month.errors),
    _count("in_process", lambda month: month.in_process),
    _count("expired", lambda month: month.expired),
    _count("rejected", lambda month: month.rejected),
    MonthDescription(
        key="month_delivery_ratio",
        translation_key="month_delivery_ratio",
        entity_category=EntityCategory.DIAGNOSTIC,
        native_unit_of_measurement=PERCENTAGE,
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=1,
        value_fn=lambda month: (
            None if month.delivery_ratio is None else month.delivery_ratio * 100
        ),
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
