"""The first message of the demo: one SMS by Infobip, looked at from all sides."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .cast import ALONE, DOMAIN
from .problem import DemoError
from .stage import Stage
from .watch import State

INFOBIP = "infobip"
COURSE = ("queued", "accepted", "delivered")


@dataclass(slots=True, kw_only=True)
class FirstMessage:
    """An SMS that an action sends, and what the account had before it."""

    stage: Stage
    row: dict[str, Any] = field(default_factory=dict)
    balance: Decimal | None = None

    async def send(self) -> str:
        """Send one SMS with the account's balance known, and wait until it is there."""
        stage = self.stage
        self.balance = await stage.watch.wait_for(
            self._balance, seconds=30, missing="The balance is not known"
        )
        answer = await stage.home.action(
            f"{DOMAIN}.send_sms",
            {
                "config_entry_id": stage.added[INFOBIP].entry_id,
                "to": [ALONE],
                "message": "Somebody is at the front door.",
                "wait_for": "delivered",
                "timeout": 40,
            },
            wants_response=True,
        )
        self.row = answer["messages"][0]
        if self.row["status"] != "delivered" or self.row["price"] is None:
            raise DemoError(f"the action answered {self.row}")
        return f"{self.row['status']} for {self.row['price']} {self.row['currency']}"

    async def see_course(self) -> str:
        """See where it has been."""
        self._need_it()
        stage = self.stage
        entity = stage.of_account(INFOBIP, "event", "delivery")

        def course() -> list[State] | None:
            """Return all that the event entity said of it, once it was delivered."""
            said = [
                state
                for state in stage.watch.states_of(entity)
                if state.attributes.get("message_id") == self.row["id"]
            ]
            types = [state.attributes["event_type"] for state in said]
            wanted = [kind for kind in types if kind in COURSE]
            return said if tuple(wanted) == COURSE else None

        said = await stage.watch.wait_for(
            course, seconds=20, missing=f"{entity} did not say so"
        )
        took = (said[-1].at - said[0].at).total_seconds()
        return f"in {took:.0f} s, says {entity}"

    async def see_balance(self) -> str:
        """See the balance fall by its price."""
        self._need_it()
        price = Decimal(str(self.row["price"]))
        before = self.balance

        def fallen() -> Decimal | None:
            """Return the balance once it is what it should be."""
            now = self._balance()
            return now if before is not None and now == before - price else None

        after = await self.stage.watch.wait_for(
            fallen,
            seconds=30,
            missing=f"it was {before}, the price {price}, now it is {self._balance()}",
        )
        return f"{before} → {after} {self.row['currency']}"

    def _balance(self) -> Decimal | None:
        """Return the balance of the account."""
        return self.stage.figure(INFOBIP, "balance")

    def _need_it(self) -> None:
        """Raise DemoError if there was no first message."""
        if not self.row:
            raise DemoError("no SMS was sent")
