"""Send messages to recipients."""

from typing import override

from homeassistant.components.notify import NotifyEntity, NotifyEntityFeature
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .data import MessageGatewaysConfigEntry
from .engine.store import StoreError
from .entity import RecipientEntity, async_add_recipient_entities
from .failures import failed, invalid_input, not_all_sent, store_failed
from .gateways.errors import InvalidInputError
from .gateways.model import Content

# Sends of one moment leave as one request, so they must be able to come together.
PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: MessageGatewaysConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the notify entities of an account."""
    async_add_recipient_entities(hass, entry, async_add_entities, RecipientNotify)


class RecipientNotify(RecipientEntity, NotifyEntity):
    """Send to a recipient."""

    _attr_name = None
    _attr_supported_features = NotifyEntityFeature.TITLE
    _attr_translation_key = "recipient"

    def __init__(
        self, entry: MessageGatewaysConfigEntry, subentry: ConfigSubentry
    ) -> None:
        """Belong to a recipient."""
        super().__init__(entry, subentry, "notify")

    @override
    async def async_send_message(self, message: str, title: str | None = None) -> None:
        """Send a message; raises when it was rejected or may not have been sent."""
        recipient = self.recipient
        content = Content(channel=recipient.channel, text=message, title=title or "")
        try:
            result = await self.account.send(content, recipient.targets())
        except InvalidInputError as err:
            raise invalid_input(err) from err
        except StoreError as err:
            raise store_failed(err) from err
        if any(failed(row) for row in result.rows):
            raise not_all_sent([(self._entry, result.gathered)])
