"""The simulator: Devino's REST API on loopback."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any, override

from aiohttp import web

from tests.simulators.clock import Clock, wall_clock
from tests.simulators.devino.accounts import Account
from tests.simulators.devino.consequences import collect
from tests.simulators.devino.control import control
from tests.simulators.devino.errors import ApiError
from tests.simulators.devino.inbound import InboundMessage
from tests.simulators.devino.messages import Message
from tests.simulators.devino.operations import NoSuchOperationError, operate
from tests.simulators.devino.params import read_body
from tests.simulators.devino.push import due_pushes
from tests.simulators.devino.replies import json_reply, not_found
from tests.simulators.devino.settings import Settings
from tests.simulators.devino.world import World
from tests.simulators.pushes import Push, PushRule
from tests.simulators.pushing_simulator import PushingSimulator
from tests.simulators.received import ReceivedRequest


class DevinoSimulator(PushingSimulator):
    """Serve the API under `url` and under `url + "/rest"`.

    It starts with one account, `account`. States follow `clock()` and are worked out
    when asked. Pushes that are due go out after each request and each `receive`.
    """

    secret_parameters = frozenset({"login", "password", "sessionid"})

    def __init__(
        self,
        *,
        login: str = "demo",
        password: str = "secret",
        credit: Decimal | float | str = 1000,
        price: Decimal | float | str = "2.5",
        viber_price: Decimal | float | str = "1.5",
        settings: Settings | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        clock: Clock = wall_clock,
        push_interval: float | None = None,
    ) -> None:
        """Prepare a simulator with one account."""
        super().__init__(host=host, port=port, clock=clock, push_interval=push_interval)
        self.world = World(clock=clock, settings=settings or Settings())
        self.account = self.add_account(
            login=login,
            password=password,
            credit=credit,
            price=price,
            viber_price=viber_price,
        )

    @property
    def settings(self) -> Settings:
        """Return the settings in force."""
        return self.world.settings

    @property
    @override
    def push_rule(self) -> PushRule:
        """Return how pushes are tried."""
        return PushRule(
            attempts=self.settings.push_attempts,
            pause=self.settings.push_pause,
            timeout=self.settings.push_timeout,
        )

    @property
    def messages(self) -> list[Message]:
        """Return all messages that were taken, SMS resent for Viber among them."""
        collect(self.world)
        return self.world.messages

    @property
    def inbox(self) -> list[InboundMessage]:
        """Return all received messages."""
        collect(self.world)
        return self.world.inbox

    def configure(self, **changes: Any) -> None:
        """Change settings while it runs; `delays` takes a whole Delays."""
        self.world.settings = replace(self.world.settings, **changes)

    def add_account(
        self,
        *,
        login: str,
        password: str,
        credit: Decimal | float | str = 1000,
        price: Decimal | float | str = "2.5",
        viber_price: Decimal | float | str = "1.5",
        **others: Any,
    ) -> Account:
        """Add or replace an account; `others` are further fields of Account."""
        account = Account(
            login=login,
            password=password,
            credit=Decimal(str(credit)),
            price=Decimal(str(price)),
            viber_price=Decimal(str(viber_price)),
            **others,
        )
        self.world.accounts[login] = account
        return account

    def expire_sessions(self) -> None:
        """Let all sessions end now; they are refused as `settings.expired` says."""
        self.world.sessions.expire(self.clock())

    def receive(
        self,
        account: Account | str | None = None,
        *,
        from_: str,
        text: str,
        to: str | None = None,
        received_at: datetime | None = None,
    ) -> InboundMessage:
        """Let a message arrive at an account (the first one when None).

        Without `to` it arrives at the account's number, without `received_at` now. Call
        it where an event loop runs.
        """
        if not isinstance(account, Account):
            account = self.world.accounts[account] if account else self.account
        inbound = self.world.receive(
            account, from_=from_, to=to, text=text, received_at=received_at
        )
        self.start_pushes()
        return inbound

    def message(self, message_id: str) -> Message:
        """Return the message that an id, or a segment's id, belongs to.

        Raises KeyError.
        """
        for message in self.messages:
            if message_id in message.ids:
                return message
        raise KeyError(message_id)

    def status_of(self, message_id: str) -> int:
        """Return the state that a message or segment has now. Raises KeyError.

        The 48 hours after which the API itself answers 255 are left aside.
        """
        message = self.message(message_id)
        return self.world.way(message, message.ids.index(message_id)).last.code

    @override
    def due_pushes(self) -> Iterable[Push]:
        """Return the pushes that are due now, each once."""
        return due_pushes(self.world)

    @override
    def reset(self) -> None:
        """Forget messages, inbox, requests, faults, pushes; keep the rest."""
        super().reset()
        self.world.forget()

    @override
    async def answer(self, received: ReceivedRequest) -> web.Response:
        """Carry out a request and answer it."""
        try:
            data = operate(self.world, received)
        except ApiError as error:
            return json_reply(error.to_json(), error.status)
        except NoSuchOperationError:
            return not_found()
        self.start_pushes()
        return json_reply(data)

    @override
    def error(self, received: ReceivedRequest, status: int) -> web.Response:
        """Return the documented error body with a status."""
        return json_reply(ApiError.of_status(status).to_json(), status)

    @override
    def read_body(self, content_type: str, raw: bytes) -> Any:
        """Parse a form."""
        return read_body(content_type, raw)

    @override
    async def control(self, received: ReceivedRequest) -> web.Response:
        """Answer the control interface."""
        return await control(self, received)
