"""What happens in the demo: accounts are added, messages go out, a reply comes in."""

import asyncio
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from .cast import (
    ALONE,
    DOMAIN,
    REFUSED,
    REFUSED_BECAUSE,
    REPLY,
    SANDBOX,
    Account,
    Recipient,
)
from .checks import Step
from .dashboard import check_dashboard, entities_in, make_dashboard
from .entities import AddedAccount, Entities, read_entities
from .flows import ENTRIES, SUBENTRIES, run_flow
from .folder import write_dashboard
from .home import ActionError, Home
from .problem import DemoError
from .watch import State, Watch

TRIES, PAUSE = 20, 0.5
COURSE = ("queued", "accepted", "delivered")


@dataclass(slots=True, kw_only=True)
class Story:
    """The demo from the first account to the dashboard."""

    home: Home
    watch: Watch
    infobip: Account
    folder: Path
    added: dict[str, AddedAccount] = field(default_factory=dict)
    entities: Entities = field(default_factory=lambda: Entities({}))
    first: dict[str, Any] = field(default_factory=dict)
    first_balance: Decimal | None = None

    def steps(self) -> list[Step]:
        """Return everything that the demo shows, in order."""
        return [
            Step(name="The accounts are added", run=self.add_accounts, needed=True),
            Step(name="The recipients are added", run=self.add_recipients, needed=True),
            Step(name="An action sends an SMS and waits for it", run=self.send_alone),
            Step(name=f"It went {' → '.join(COURSE)}", run=self.see_course),
            Step(name="The balance fell by its price", run=self.see_balance),
            Step(name="notify.send_message reaches every gateway", run=self.notify_all),
            Step(name="A rejected number raises, with the reason", run=self.be_refused),
            *(
                Step(
                    name=f"{recipient.name}'s reply is an event and in the sensor",
                    run=partial(self.see_reply, account, recipient),
                )
                for account, recipient in self.cast()
                if recipient.replies
            ),
            Step(name="Each message ended as it should", run=self.see_ends),
            Step(name="The dashboard shows it all", run=self.show),
        ]

    def cast(self) -> list[tuple[Account, Recipient]]:
        """Return every recipient with its account."""
        return [
            (account, recipient)
            for account in (self.infobip, SANDBOX)
            for recipient in account.recipients
        ]

    async def add_accounts(self) -> str:
        """Add an account with each gateway, through the flow that the frontend uses."""
        for account in (self.infobip, SANDBOX):
            made = await run_flow(
                self.home,
                ENTRIES,
                DOMAIN,
                choices=[account.gateway],
                values=account.values,
            )
            entry_id = made["result"]["entry_id"]
            await self.watch.ask(
                "config_entries/update", entry_id=entry_id, title=account.name
            )
            self.added[account.gateway] = AddedAccount(
                entry_id=entry_id, title=account.name, recipients={}
            )
        return ", ".join(account.title for account in self.added.values())

    async def add_recipients(self) -> str:
        """Add the recipients, as parts of their accounts."""
        for account, recipient in self.cast():
            await run_flow(
                self.home,
                SUBENTRIES,
                [self.added[account.gateway].entry_id, "recipient"],
                # Numbers kept for fiction are possible, but nobody's.
                choices=["doubtful_save"],
                values={"name": recipient.name, "addresses": [*recipient.numbers]},
            )
        for gateway, added in self.added.items():
            parts = await self.watch.ask(
                "config_entries/subentries/list", entry_id=added.entry_id
            )
            self.added[gateway] = AddedAccount(
                entry_id=added.entry_id,
                title=added.title,
                recipients={part["title"]: part["subentry_id"] for part in parts},
            )
        await self._find_entities()
        return ", ".join(recipient.name for _, recipient in self.cast())

    async def _find_entities(self) -> None:
        """Read the entity registry until every recipient can be sent to."""
        for _ in range(TRIES):
            self.entities = await read_entities(self.watch)
            try:
                for account, recipient in self.cast():
                    self._of_recipient(account, recipient, "notify", "notify")
            except DemoError as err:
                missing = err
                await asyncio.sleep(PAUSE)
            else:
                return
        raise missing

    async def send_alone(self) -> str:
        """Send one SMS with the account's balance known, and wait until it is there."""
        self.first_balance = await self.watch.wait_for(
            self._balance, seconds=30, missing="The balance is not known"
        )
        answer = await self.home.action(
            f"{DOMAIN}.send_sms",
            {
                "config_entry_id": self.added["infobip"].entry_id,
                "to": [ALONE],
                "message": "Somebody is at the front door.",
                "wait_for": "delivered",
                "timeout": 40,
            },
            wants_response=True,
        )
        self.first = answer["messages"][0]
        if self.first["status"] != "delivered" or self.first["price"] is None:
            raise DemoError(f"the action answered {self.first}")
        return (
            f"{self.first['status']} for {self.first['price']} {self.first['currency']}"
        )

    async def see_course(self) -> str:
        """See where the first message has been."""
        self._need_first()
        entity = self._of_account("infobip", "event", "delivery")

        def course() -> list[State] | None:
            """Return all that the event entity said of it, once it was delivered."""
            said = [
                state
                for state in self.watch.states_of(entity)
                if state.attributes.get("message_id") == self.first["id"]
            ]
            types = [state.attributes["event_type"] for state in said]
            wanted = [kind for kind in types if kind in COURSE]
            return said if tuple(wanted) == COURSE else None

        said = await self.watch.wait_for(
            course, seconds=20, missing=f"{entity} did not say so"
        )
        took = (said[-1].at - said[0].at).total_seconds()
        return f"in {took:.0f} s, says {entity}"

    async def see_balance(self) -> str:
        """See the balance fall by the price of the first message."""
        self._need_first()
        price = Decimal(str(self.first["price"]))
        before = self.first_balance

        def fallen() -> Decimal | None:
            """Return the balance once it is what it should be."""
            now = self._balance()
            return now if before is not None and now == before - price else None

        after = await self.watch.wait_for(
            fallen,
            seconds=30,
            missing=f"it was {before}, the price {price}, now it is {self._balance()}",
        )
        return f"{before} → {after} {self.first['currency']}"

    async def notify_all(self) -> str:
        """Send to every recipient whose number is good."""
        for account, recipient in self.cast():
            if recipient is not REFUSED:
                await self._notify(account, recipient)
        return f"{len(self.cast()) - 1} recipients"

    async def be_refused(self) -> str:
        """Send to the number that is refused, and read what the action says."""
        try:
            await self._notify(self.infobip, REFUSED)
        except ActionError as err:
            if REFUSED_BECAUSE not in str(err):
                raise DemoError(f"it raised without the reason: {err}") from err
            return str(err)
        raise DemoError("notify.send_message did not raise")

    async def see_reply(self, account: Account, recipient: Recipient) -> str:
        """See the reply of a recipient come in."""
        event = self._of_account(account.gateway, "event", "inbound")
        sensor = self._of_account(account.gateway, "sensor", "last_inbound_message")

        def reply(entity: str) -> State | None:
            """Return what an entity said of it."""
            for state in self.watch.states_of(entity):
                if state.attributes.get("recipient") == recipient.name:
                    return state
            return None

        said = await self.watch.wait_for(
            partial(reply, event), seconds=45, missing=f"{event} did not say so"
        )
        await self.watch.wait_for(
            partial(reply, sensor), seconds=10, missing=f"{sensor} does not have it"
        )
        text = str(said.attributes["text"])
        if account is self.infobip and text != REPLY:
            raise DemoError(f"it says {text!r}, not {REPLY!r}")
        return f"“{text}”"

    async def see_ends(self) -> str:
        """See the last status of every recipient."""
        for account, recipient in self.cast():
            entity = self._of_recipient(
                account, recipient, "sensor", "last_delivery_status"
            )

            def ended(entity: str = entity, end: str = recipient.ends) -> bool | None:
                """Tell whether it ended as it should."""
                last = self.watch.last(entity)
                return True if last and last.value == end else None

            await self.watch.wait_for(
                ended,
                seconds=30,
                missing=f"{recipient.name} is not {recipient.ends} in {entity}",
            )
        return ""

    async def show(self) -> str:
        """Write the dashboard and see that Home Assistant serves it."""
        dashboard = make_dashboard(self.entities, self.added, self.cast())
        write_dashboard(self.folder, dashboard)
        await check_dashboard(self.watch, dashboard)
        return f"{len(entities_in(dashboard))} entities"

    def _balance(self) -> Decimal | None:
        """Return the balance of the account at the simulator."""
        last = self.watch.last(self._of_account("infobip", "sensor", "balance"))
        if last is None or last.value in {"unknown", "unavailable"}:
            return None
        return Decimal(last.value)

    def _need_first(self) -> None:
        """Raise DemoError if there was no first message."""
        if not self.first:
            raise DemoError("no SMS was sent")

    async def _notify(self, account: Account, recipient: Recipient) -> None:
        """Send to a recipient."""
        entity = self._of_recipient(account, recipient, "notify", "notify")
        await self.home.action(
            "notify.send_message", {"entity_id": entity, "message": recipient.text}
        )

    def _of_account(self, gateway: str, platform: str, key: str) -> str:
        """Return an entity of an account."""
        return self.entities.of_account(self.added[gateway], platform, key)

    def _of_recipient(
        self, account: Account, recipient: Recipient, platform: str, key: str
    ) -> str:
        """Return an entity of a recipient."""
        return self.entities.of_recipient(
            self.added[account.gateway], recipient.name, platform, key
        )
