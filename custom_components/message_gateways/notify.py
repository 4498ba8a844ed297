"""Send messages to recipients."""

from typing import override

from homeassistant.components.notify import NotifyEntity, NotifyEntityFeature
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .data import MessageGatewaysConfigEntry
from .engine.outbox import SendResult
from .engine.rows import MessageRow
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
        result = await self._send(message, title)
        if any(failed(row) for row in result.rows):
            raise not_all_sent([(self._entry, result.gathered)])

    async def async_send_for(
        self, context: Context, message: str
    ) -> tuple[MessageRow, ...]:
        """Send for somebody, and return what became of it, good or bad.

        Raises only when nothing was sent: a rule is broken, or nothing could be kept.
        """
        rows = (await self._send(message)).rows
        if not any(failed(row) for row in rows):
            self.async_set_context(context)
            self._async_record_notification()
        return rows

    async def _send(self, message: str, title: str | None = None) -> SendResult:
        """Send by the recipient's channel to all its addresses."""
        recipient = self.recipient
        content = Content(channel=recipient.channel, text=message, title=title or "")
        try:
            return await self.account.send(content, recipient.targets())
        except InvalidInputError as err:
            raise invalid_input(err) from err
        except StoreError as err:
            raise store_failed(err) from err
