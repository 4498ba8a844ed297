"""The simulator: the OGangi / Messangi API on loopback."""

from collections.abc import Iterable
from dataclasses import replace
import json
from typing import Any, override

from aiohttp import web

from tests.simulators.clock import Clock, wall_clock
from tests.simulators.ogangi.accounts import Account
from tests.simulators.ogangi.control import control
from tests.simulators.ogangi.inbound import InboundMessage
from tests.simulators.ogangi.messages import Message
from tests.simulators.ogangi.operations import operate
from tests.simulators.ogangi.push import due_pushes
from tests.simulators.ogangi.replies import ERROR, Reply
from tests.simulators.ogangi.settings import Settings
from tests.simulators.ogangi.world import World
from tests.simulators.pushes import Push, PushRule
from tests.simulators.pushing_simulator import PushingSimulator
from tests.simulators.received import ReceivedRequest


class OgangiSimulator(PushingSimulator):
    """Serve the API under `url` and under any path there, such as `url + "/mmc"`.

    It starts with one account, `account`. States follow `clock()` and are worked out
    when asked. Received messages are pushed, where the account wants it, after each
    request and each `receive`.
    """

    def __init__(
        self,
        *,
        instance_id: str = "7",
        public_key: str = "demo-public-key",
        private_key: str = "my-private-key",
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
            instance_id=instance_id, public_key=public_key, private_key=private_key
        )

    @property
    def settings(self) -> Settings:
        """Return the settings in force."""
        return self.world.settings

    @property
    @override
    def push_rule(self) -> PushRule:
        """Return how pushes are tried: once, as nothing else is published."""
        return PushRule(attempts=1, pause=0.0, timeout=self.settings.push_timeout)

    @override
    def due_pushes(self) -> Iterable[Push]:
        """Return the pushes that are due now, each once."""
        self.world.collect_replies()
        return due_pushes(self.world)

    @property
    def messages(self) -> list[Message]:
        """Return all messages that were taken or refused."""
        return self.world.messages

    @property
    def inbox(self) -> list[InboundMessage]:
        """Return all received messages."""
        return self.world.inbox

    def configure(self, **changes: Any) -> None:
        """Change settings while it runs; `delays` takes a whole Delays."""
        self.world.settings = replace(self.world.settings, **changes)

    def add_account(self, **fields: Any) -> Account:
        """Add or replace an account by the fields of Account."""
        account = Account(**fields)
        self.world.accounts[account.instance_id] = account
        return account

    def receive(
        self,
        account: Account | str | None = None,
        *,
        from_: str,
        text: str,
        **others: Any,
    ) -> InboundMessage:
        """Let a message arrive at an account (the first one when None).

        `others` are `to`, `keyword`, `carrier` and `received_at`. Call it where an
        event loop runs.
        """
        if not isinstance(account, Account):
            account = self.world.accounts[account] if account else self.account
        inbound = self.world.receive(account, from_=from_, text=text, **others)
        self.start_pushes()
        return inbound

    def status_of(self, message_id: str) -> str:
        """Return the status that a message has now. Raises KeyError."""
        for message in self.messages:
            if message.message_id == message_id:
                return self.world.status(message)
        raise KeyError(message_id)

    @override
    def reset(self) -> None:
        """Forget messages, inbox, requests, faults, pushes; keep the rest."""
        super().reset()
        self.world.forget()

    @override
    async def answer(self, received: ReceivedRequest) -> web.Response:
        """Carry out a request and answer it."""
        reply = operate(self.world, received)
        self.start_pushes()
        return reply.response(self.settings)

    @override
    def error(self, received: ReceivedRequest, status: int) -> web.Response:
        """Return an error body with a status; none is published."""
        reply = Reply(
            method="", status=ERROR, description="Server error", http_status=status
        )
        return reply.response(self.settings)

    @override
    def read_body(self, content_type: str, raw: bytes) -> Any:
        """Parse JSON."""
        try:
            return json.loads(raw) if raw else None
        except ValueError:
            return None

    @override
    async def control(self, received: ReceivedRequest) -> web.Response:
        """Answer the control interface."""
        return await control(self, received)
