"""The simulator: an Infobip-compatible SMS API v1 on loopback."""

from dataclasses import replace
from decimal import Decimal
from typing import Any, override

from aiohttp import web

from tests.simulators.clock import Clock, wall_clock
from tests.simulators.infobip.accounts import Account
from tests.simulators.infobip.bodies import read_body
from tests.simulators.infobip.control import control
from tests.simulators.infobip.errors import ApiError
from tests.simulators.infobip.inbound import InboundMessage
from tests.simulators.infobip.messages import Message
from tests.simulators.infobip.operations import operate
from tests.simulators.infobip.push import due_pushes
from tests.simulators.infobip.replies import Reply, answer_type
from tests.simulators.infobip.settings import Settings
from tests.simulators.infobip.world import World
from tests.simulators.pushes import Push, PushRule
from tests.simulators.pushing_simulator import PushingSimulator
from tests.simulators.received import ReceivedRequest


class InfobipSimulator(PushingSimulator):
    """Serve the API under `url` and under `url + "/restapi"`.

    It starts with one account, `account`. States follow `clock()` and are worked out
    when asked. Pushes that are due go out after each request and each `receive`.
    """

    def __init__(
        self,
        *,
        user: str = "demo",
        password: str = "secret",
        credit: Decimal | float | str = 100,
        currency: str = "EUR",
        price: Decimal | float | str = "0.01",
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
            user=user, password=password, credit=credit, currency=currency, price=price
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

    @override
    def due_pushes(self) -> list[Push]:
        """Return the pushes that are due now, each once."""
        return due_pushes(self.world)

    @property
    def messages(self) -> list[Message]:
        """Return all messages that were taken, or refused with an id of their own."""
        return self.world.messages

    @property
    def inbox(self) -> list[InboundMessage]:
        """Return all received messages."""
        return self.world.inbox

    def configure(self, **changes: Any) -> None:
        """Change settings while it runs; `delays` takes a whole Delays."""
        self.world.settings = replace(self.world.settings, **changes)

    def add_account(
        self,
        *,
        user: str,
        password: str,
        credit: Decimal | float | str = 100,
        currency: str = "EUR",
        price: Decimal | float | str = "0.01",
        **others: Any,
    ) -> Account:
        """Add or replace an account; `others` are further fields of Account."""
        account = Account(
            user=user,
            password=password,
            credit=Decimal(str(credit)),
            currency=currency,
            price=Decimal(str(price)),
            **others,
        )
        self.world.accounts[user] = account
        return account

    def receive(
        self,
        account: Account | str | None = None,
        *,
        from_: str,
        text: str,
        to: str | None = None,
        keyword: str | None = None,
    ) -> InboundMessage:
        """Let a message arrive at an account (the first one when None).

        Without `to` it arrives at the account's number; without `keyword` the first
        word is the keyword if the account has it among its keywords. Call it where an
        event loop runs.
        """
        if not isinstance(account, Account):
            account = self.world.accounts[account] if account else self.account
        inbound = self.world.receive(
            account, from_=from_, to=to, text=text, keyword=keyword
        )
        self.start_pushes()
        return inbound

    def message(self, message_id: str) -> Message:
        """Return the message with an id. Raises KeyError."""
        for message in self.messages:
            if message.message_id == message_id:
                return message
        raise KeyError(message_id)

    def status_of(self, message_id: str) -> int:
        """Return the status id that a message has now. Raises KeyError."""
        return self.world.state(self.message(message_id)).status.id

    @override
    def reset(self) -> None:
        """Forget messages, inbox, requests, faults, pushes; keep the rest."""
        super().reset()
        self.world.forget()

    @override
    async def answer(self, received: ReceivedRequest) -> web.Response:
        """Carry out a request and answer it."""
        try:
            reply = operate(self.world, received)
        except ApiError as error:
            return self._refuse(received, error)
        self.start_pushes()
        return reply.response(self._type(received))

    @override
    def error(self, received: ReceivedRequest, status: int) -> web.Response:
        """Return the documented error body with a status."""
        return self._refuse(received, ApiError(status))

    @override
    def read_body(self, content_type: str, raw: bytes) -> Any:
        """Parse JSON or XML."""
        return read_body(content_type, raw)

    @override
    async def control(self, received: ReceivedRequest) -> web.Response:
        """Answer the control interface."""
        return await control(self, received)

    def _refuse(self, received: ReceivedRequest, error: ApiError) -> web.Response:
        """Answer with an error body; its XML form is a guess, none is published."""
        data = error.to_json()
        reply = Reply(
            data=data,
            root="requestError",
            xml=data["requestError"],
            status=error.status,
        )
        return reply.response(self._type(received))

    def _type(self, received: ReceivedRequest) -> str:
        """Return the content type that a request wants its answer in."""
        return answer_type(received.headers.get("Accept", ""), received.content_type)
