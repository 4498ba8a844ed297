"""Talk to an account of a real Home Assistant, with the sandbox as its gateway."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import override

from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers.event import async_track_state_change_event
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.message_gateways.engine.account import Account
from custom_components.message_gateways.engine.rows import MessageRow, Target
from custom_components.message_gateways.gateways.errors import TryLaterError
from custom_components.message_gateways.gateways.model import (
    Content,
    Doubt,
    Message,
    Receipt,
    Resolution,
    Status,
)
from custom_components.message_gateways.gateways.sandbox.gateway import SandboxGateway

from .making import HELLO

# The sandbox's own table says what they do.
MAGIC = "+4477009000"
UNTRACEABLE = MAGIC + "01"
FAILS = MAGIC + "10"
NO_SUCH_NUMBER = MAGIC + "20"
NO_CREDIT = MAGIC + "21"
FOUND = MAGIC + "30"
FOUND_LATER = MAGIC + "31"
LOST = MAGIC + "32"
NEVER_KNOWN = MAGIC + "33"
LATE = MAGIC + "40"
NEVER = MAGIC + "41"
REFUSED = MAGIC + "42"
REPLIES = MAGIC + "50"


def loaded(entry: MockConfigEntry) -> Account:
    """Return the account of an entry."""
    account = entry.runtime_data
    assert isinstance(account, Account)
    return account


def sandbox(account: Account) -> SandboxGateway:
    """Return its gateway."""
    assert isinstance(account.gateway, SandboxGateway)
    return account.gateway


def saying(text: str) -> Content:
    """Write a text."""
    return replace(HELLO, text=text)


async def send(account: Account, *addresses: str, text: str = "Hi") -> list[MessageRow]:
    """Send, and return what became of it at first."""
    result = await account.send(
        saying(text), [Target(address=each) for each in addresses]
    )
    return list(result.rows)


async def now_of(account: Account, rows: Sequence[MessageRow]) -> list[MessageRow]:
    """Return where messages stand now."""
    return await account.outbox.rows([row.id for row in rows])


async def status_of(account: Account, row: MessageRow) -> Status:
    """Return where a message stands now."""
    (found,) = await now_of(account, [row])
    return found.status


def journey(account: Account) -> list[str]:
    """Listen, from now on, to what happens."""
    seen: list[str] = []
    account.announcer.on_delivery(lambda event: seen.append(event.type))
    return seen


def database(hass: HomeAssistant, entry: MockConfigEntry) -> Path:
    """Return where the database of an account is."""
    path = Path(hass.config.path(".storage", f"message_gateways.{entry.entry_id}.db"))
    path.parent.mkdir(exist_ok=True)
    return path


def event_ids(hass: HomeAssistant, event_entity: str) -> list[tuple[str, str]]:
    """Listen, from now on, to the events of an entity: type and id of each."""
    seen: list[tuple[str, str]] = []

    @callback
    def listen(event: Event[EventStateChangedData]) -> None:
        """Keep a state that tells of an event."""
        state = event.data["new_state"]
        if state and (kind := state.attributes.get("event_type")):
            seen.append((kind, state.attributes["event_id"]))

    async_track_state_change_event(hass, [event_entity], listen)
    return seen


class Slow(SandboxGateway):
    """A sandbox that takes its time, or can't be reached, when it is told to."""

    def __init__(self) -> None:
        """Be quick at first, and count."""
        super().__init__(
            credit=Decimal(10), price=Decimal("0.05"), currency="EUR", exclusive=False
        )
        self.sent = self.asked = 0
        self.down = False
        self.may_send = asyncio.Event()
        self.may_answer = asyncio.Event()
        self.may_send.set()
        self.may_answer.set()

    @override
    async def send(self, messages: Sequence[Message]) -> Sequence[Receipt]:
        """Count, wait and send."""
        self.sent += 1
        await self.may_send.wait()
        if self.down:
            raise TryLaterError("no connection to the server")
        return await super().send(messages)

    @override
    async def resolve(
        self, doubts: Sequence[Doubt], now: datetime
    ) -> Sequence[Resolution]:
        """Count, wait and answer."""
        self.asked += 1
        await self.may_answer.wait()
        return await super().resolve(doubts, now)


def slow_down(account: Account) -> Slow:
    """Give an account a gateway that can be slow."""
    gateway = account.gateway = Slow()
    account._polls._gateway = gateway
    account.outbox.waiting._gateway = gateway
    account.outbox._sender._gateway = gateway
    return gateway
