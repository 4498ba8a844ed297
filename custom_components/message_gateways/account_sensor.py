"""What the sensors have in common that show an account's own knowledge."""

from typing import override

from homeassistant.components.sensor import SensorEntity
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .data import MessageGatewaysConfigEntry
from .engine.coordinators import DeliveryCoordinator
from .entity import AccountEntity


class AccountSensor(
    CoordinatorEntity[DeliveryCoordinator], AccountEntity, SensorEntity
):
    """A sensor that shows what the account knows by itself."""

    def __init__(self, entry: MessageGatewaysConfigEntry, key: str) -> None:
        """Follow the account."""
        CoordinatorEntity.__init__(self, entry.runtime_data.delivery)
        AccountEntity.__init__(self, entry, key)

    @property
    @override
    def available(self) -> bool:
        """Stay available without the gateway: our own figures depend on the disk."""
        return self.account.store.is_open
