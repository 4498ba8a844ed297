"""Show how far the campaign is that changed last."""

from collections.abc import Mapping
from typing import Any, override

from homeassistant.components.sensor import SensorEntity, SensorStateClass
from homeassistant.const import PERCENTAGE
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .data import MessageGatewaysConfigEntry
from .engine.campaign_coordinator import CampaignsCoordinator
from .entity import AccountEntity


class CampaignSensor(
    CoordinatorEntity[CampaignsCoordinator], AccountEntity, SensorEntity
):
    """How much of the campaign that changed last is done."""

    _attr_translation_key = "campaign_progress"
    _attr_native_unit_of_measurement = PERCENTAGE
    _attr_state_class = SensorStateClass.MEASUREMENT
    _attr_suggested_display_precision = 0

    def __init__(
        self, entry: MessageGatewaysConfigEntry, coordinator: CampaignsCoordinator
    ) -> None:
        """Follow the campaigns of an account."""
        CoordinatorEntity.__init__(self, coordinator)
        AccountEntity.__init__(self, entry, "campaign_progress")

    @property
    @override
    def available(self) -> bool:
        """Say nothing while nobody can look it up."""
        return super().available and self.account.store.is_open

    @property
    @override
    def native_value(self) -> float | None:
        """Return how much is done."""
        last = self.coordinator.data
        return last.percent if last else None

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """Return which campaign it is and where it stands."""
        last = self.coordinator.data
        if last is None:
            return None
        return {
            "campaign_id": last.id,
            "label": last.label,
            "status": last.state,
            "done": last.done,
            "total": last.total,
            "channel": last.channel,
            "starts_at": last.starts_at,
            "reason": last.reason,
        }
