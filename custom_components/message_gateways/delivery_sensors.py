"""Show where the messages stand that changed last."""

from collections.abc import Mapping
from typing import Any, override

from homeassistant.components.sensor import SensorDeviceClass, SensorEntity
from homeassistant.config_entries import ConfigSubentry
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .account_sensor import AccountSensor
from .data import MessageGatewaysConfigEntry
from .engine.coordinators import DeliveryCoordinator
from .engine.rows import MessageRow
from .entity import RecipientEntity
from .gateways.model import Status
from .message_facts import describe

STATUSES = [status.value for status in Status]


class LastDeliverySensor(AccountSensor):
    """Where the message stands that changed last."""

    _attr_translation_key = "last_delivery_status"
    _attr_device_class = SensorDeviceClass.ENUM
    _attr_options = STATUSES

    def __init__(self, entry: MessageGatewaysConfigEntry) -> None:
        """Belong to an account."""
        super().__init__(entry, "last_delivery_status")

    @property
    @override
    def native_value(self) -> str | None:
        """Return the status."""
        last = self.account.state.last
        return last.status if last else None

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """Return what belongs to it."""
        return describe(self.account.state.last)


class RecipientStatusSensor(
    CoordinatorEntity[DeliveryCoordinator], RecipientEntity, SensorEntity
):
    """Where the message to a recipient stands that changed last."""

    _attr_translation_key = "last_delivery_status"
    _attr_device_class = SensorDeviceClass.ENUM
    _attr_options = STATUSES

    def __init__(
        self, entry: MessageGatewaysConfigEntry, subentry: ConfigSubentry
    ) -> None:
        """Belong to a recipient."""
        CoordinatorEntity.__init__(self, entry.runtime_data.delivery)
        RecipientEntity.__init__(self, entry, subentry, "last_delivery_status")

    @property
    @override
    def available(self) -> bool:
        """Stay available without the gateway: our own figures depend on the disk."""
        return self.account.store.is_open

    @property
    def _last(self) -> MessageRow | None:
        """Return the message that changed last."""
        return self.account.state.last_by_recipient.get(self._subentry_id)

    @property
    @override
    def native_value(self) -> str | None:
        """Return the status."""
        return self._last.status if self._last else None

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """Return what belongs to it."""
        return describe(self._last)
