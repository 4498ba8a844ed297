"""What all parts of the demo share: Home Assistant, who plays, what is there by now."""

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from .cast import Account, Recipient
from .entities import AddedAccount, Entities
from .home import Home
from .watch import State, Watch

NO_FIGURE = frozenset({"unknown", "unavailable"})


@dataclass(slots=True, kw_only=True)
class Stage:
    """Home Assistant, the accounts of the demo, and what was added of them."""

    home: Home
    watch: Watch
    folder: Path
    accounts: tuple[Account, ...]
    added: dict[str, AddedAccount] = field(default_factory=dict)
    entities: Entities = field(default_factory=lambda: Entities({}))

    def cast(self) -> list[tuple[Account, Recipient]]:
        """Return every recipient with its account."""
        return [
            (account, recipient)
            for account in self.accounts
            for recipient in account.recipients
        ]

    def of_account(self, gateway: str, platform: str, key: str) -> str:
        """Return an entity of an account; raises DemoError if there is none."""
        return self.entities.of_account(self.added[gateway], platform, key)

    def of_recipient(
        self, gateway: str, recipient: Recipient, platform: str, key: str
    ) -> str:
        """Return an entity of a recipient; raises DemoError if there is none."""
        return self.entities.of_recipient(
            self.added[gateway], recipient.name, platform, key
        )

    async def notify(self, gateway: str, recipient: Recipient) -> None:
        """Send to a recipient; raises ActionError."""
        entity = self.of_recipient(gateway, recipient, "notify", "notify")
        data = {"entity_id": entity, "message": recipient.text}
        if recipient.title is not None:
            data["title"] = recipient.title
        await self.home.action("notify.send_message", data)

    async def refresh(self, entity: str) -> None:
        """Ask for a sensor's news now."""
        await self.home.action("homeassistant.update_entity", {"entity_id": entity})

    def figure(self, gateway: str, key: str) -> Decimal | None:
        """Return what a sensor of an account shows, None while that is not known."""
        last = self.watch.last(self.of_account(gateway, "sensor", key))
        if last is None or last.value in NO_FIGURE:
            return None
        return Decimal(last.value)

    async def ended(self, gateway: str, recipient: Recipient, seconds: float) -> State:
        """Wait for the end of what a recipient was sent; raises DemoError."""
        entity = self.of_recipient(gateway, recipient, "sensor", "last_delivery_status")

        def end() -> State | None:
            """Return where it stands, once that is its end."""
            last = self.watch.last(entity)
            return last if last and last.value == recipient.ends else None

        return await self.watch.wait_for(
            end,
            seconds=seconds,
            missing=f"{recipient.name} is not {recipient.ends} in {entity}",
        )
