"""The simulator: an Infobip-compatible SMS API v1 on loopback."""

import asyncio
from dataclasses import replace
from decimal import Decimal
from typing import Any, override

from aiohttp import web

from tests.simulators.clock import Clock, wall_clock
from tests.simulators.http_simulator import HttpSimulator
from tests.simulators.infobip.accounts import Account
from tests.simulators.infobip.bodies import read_body
from tests.simulators.infobip.control import control
from tests.simulators.infobip.errors import ApiError
from tests.simulators.infobip.inbound import InboundMessage
from tests.simulators.infobip.messages import Message
from tests.simulators.infobip.operations import operate
from tests.simulators.infobip.push import OK, Push, PushRecord, deliver, due_pushes
from tests.simulators.infobip.replies import Reply, answer_type
from tests.simulators.infobip.settings import Settings
from tests.simulators.infobip.world import World
from tests.simulators.received import ReceivedRequest


class InfobipSimulator(HttpSimulator):
    """Serve the API under `url` and under `url + "/restapi"`.

    It starts with one account, `account`. States follow `clock()` and are worked out
    when asked. Pushes that are due go out after each request and each `receive`; after
    moving a clock call `settle()`, or let `push_interval` (real seconds) look for them.
    `pushes` tells what became of each push.
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
        super().__init__(host=host, port=port, clock=clock)
        self.world = World(clock=clock, settings=settings or Settings())
        self.pushes: list[PushRecord] = []
        self.account = self.add_account(
            user=user, password=password, credit=credit, currency=currency, price=price
        )
        self._push_interval = push_interval
        self._ticker: asyncio.Task[None] | None = None

    @property
    def settings(self) -> Settings:
        """Return the settings in force."""
        return self.world.settings

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
        self._start_pushes()
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

    async def settle(self) -> None:
        """Send all pushes that are due now and wait until they are through."""
        self._start_pushes()
        await self.tasks.wait(besides=self._ticker)

    def reset(self) -> None:
        """Forget messages, inbox, requests, faults, pushes; keep the rest."""
        self.world.forget()
        self.requests.clear()
        self.faults.clear()
        self.pushes.clear()

    @override
    async def answer(self, received: ReceivedRequest) -> web.Response:
        """Carry out a request and answer it."""
        try:
            reply = operate(self.world, received)
        except ApiError as error:
            return self._refuse(received, error)
        self._start_pushes()
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

    @override
    async def start(self) -> None:
        """Open the server, and look for pushes by the interval if there is one."""
        await super().start()
        if self._push_interval is not None:
            self._ticker = self.tasks.start(self._tick(self._push_interval))

    async def _tick(self, seconds: float) -> None:
        """Look for due pushes again and again."""
        while True:
            await asyncio.sleep(seconds)
            self._start_pushes()

    def _start_pushes(self) -> None:
        """Begin the pushes that are due."""
        for push in due_pushes(self.world):
            self.tasks.start(self._push(push))

    async def _push(self, push: Push) -> None:
        """Deliver a push and keep what became of it."""
        statuses = await deliver(push, self.settings)
        self.pushes.append(
            PushRecord(
                url=push.url,
                body=push.body,
                statuses=statuses,
                taken=statuses[-1] == OK,
                at=self.clock(),
            )
        )

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
