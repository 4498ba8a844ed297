"""Take over what the user changed: recipients at once, anything else by a reload."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.dispatcher import async_dispatcher_send

from .const import DOMAIN
from .data import MessageGatewaysConfigEntry
from .entity import signal_recipients_added


class EntryChanges:
    """What an entry was like when it was last looked at."""

    def __init__(self, entry: MessageGatewaysConfigEntry) -> None:
        """Remember the entry as it is."""
        self._settings = _settings(entry)
        self._recipients = set(entry.subentries)

    async def async_entry_changed(
        self, hass: HomeAssistant, entry: MessageGatewaysConfigEntry
    ) -> None:
        """Reload the account, or only take over its recipients."""
        if self._settings != _settings(entry):
            hass.config_entries.async_schedule_reload(entry.entry_id)
            return
        before, now = self._recipients, set(entry.subentries)
        self._recipients = now
        for kept in before & now:
            _rename_device(hass, entry, kept)
        if added := now - before:
            async_dispatcher_send(hass, signal_recipients_added(entry.entry_id), added)
        await entry.runtime_data.recipients_changed()


def _settings(entry: MessageGatewaysConfigEntry) -> tuple[object, ...]:
    """Return what makes a reload necessary when it changes."""
    return (entry.title, dict(entry.data), dict(entry.options))


def _rename_device(
    hass: HomeAssistant, entry: MessageGatewaysConfigEntry, subentry_id: str
) -> None:
    """Give the device of a recipient the name of the recipient."""
    device_id = dr.async_get_device_id_by_identifier(
        hass,
        (DOMAIN, f"{entry.entry_id}_{subentry_id}"),
        config_entry_id=entry.entry_id,
    )
    dr.async_get(hass).async_update_device(
        device_id, name=entry.subentries[subentry_id].title
    )
