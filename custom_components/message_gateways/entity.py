"""What the entities of accounts and recipients have in common."""

from collections.abc import Callable, Iterable
from typing import override

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import DOMAIN, SUBENTRY_RECIPIENT
from .data import MessageGatewaysConfigEntry
from .recipients import Recipient, recipient_of


def signal_recipients_added(entry_id: str) -> str:
    """Return the signal that is sent with the ids of new recipients."""
    return f"{DOMAIN}_{entry_id}_recipients_added"


def account_device(entry: MessageGatewaysConfigEntry) -> DeviceInfo:
    """Describe the device of an account."""
    return DeviceInfo(
        entry_type=DeviceEntryType.SERVICE,
        identifiers={(DOMAIN, entry.entry_id)},
        manufacturer="Message Gateways",
        model=entry.runtime_data.info.name,
        name=entry.title,
    )


@callback
def async_add_recipient_entities(
    hass: HomeAssistant,
    entry: MessageGatewaysConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
    make: Callable[[MessageGatewaysConfigEntry, ConfigSubentry], Entity],
) -> None:
    """Add an entity for each recipient, now and whenever one is added."""

    @callback
    def add(subentry_ids: Iterable[str]) -> None:
        for subentry_id in subentry_ids:
            subentry = entry.subentries[subentry_id]
            if subentry.subentry_type == SUBENTRY_RECIPIENT:
                async_add_entities(
                    [make(entry, subentry)], config_subentry_id=subentry_id
                )

    add(entry.subentries)
    entry.async_on_unload(
        async_dispatcher_connect(hass, signal_recipients_added(entry.entry_id), add)
    )


class AccountEntity(Entity):
    """An entity of an account."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(self, entry: MessageGatewaysConfigEntry, key: str) -> None:
        """Belong to an account."""
        self.account = entry.runtime_data
        self._entry = entry
        self._attr_unique_id = f"{entry.entry_id}_{key}"
        self._attr_device_info = account_device(entry)


class RecipientEntity(Entity):
    """An entity of a recipient."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(
        self, entry: MessageGatewaysConfigEntry, subentry: ConfigSubentry, key: str
    ) -> None:
        """Belong to a recipient."""
        self.account = entry.runtime_data
        self._entry = entry
        self._subentry_id = subentry.subentry_id
        self._attr_unique_id = f"{entry.entry_id}_{subentry.subentry_id}_{key}"
        self._attr_device_info = DeviceInfo(
            entry_type=DeviceEntryType.SERVICE,
            identifiers={(DOMAIN, f"{entry.entry_id}_{subentry.subentry_id}")},
            manufacturer="Message Gateways",
            model=entry.runtime_data.info.name,
            name=subentry.title,
            via_device_id=dr.async_get_device_id_by_identifier(
                self.account.hass,
                (DOMAIN, entry.entry_id),
                config_entry_id=entry.entry_id,
            ),
        )

    @property
    def recipient(self) -> Recipient:
        """Return the recipient as it is now."""
        return recipient_of(self._entry.subentries[self._subentry_id])

    @property
    @override
    def available(self) -> bool:
        """Stay available: a message to an unavailable entity would be dropped."""
        return True
