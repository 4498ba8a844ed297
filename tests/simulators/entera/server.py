"""The simulator: Entera's Simple REST API v2 on loopback."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any, override

from aiohttp import web

from tests.simulators.clock import Clock, wall_clock
from tests.simulators.entera.accounts import Account
from tests.simulators.entera.behaviours import Behaviour
from tests.simulators.entera.books import Book, Record
from tests.simulators.entera.codes import Channel, Status
from tests.simulators.entera.control import control
from tests.simulators.entera.errors import ApiError
from tests.simulators.entera.fields import read_body
from tests.simulators.entera.inbound import InboundMessage
from tests.simulators.entera.messages import Message
from tests.simulators.entera.oddities import Oddity, OddityList
from tests.simulators.entera.operations import NoSuchOperationError, operate
from tests.simulators.entera.replies import json_text, not_found, text_reply
from tests.simulators.entera.settings import Settings
from tests.simulators.entera.states import State, task_status
from tests.simulators.entera.world import World
from tests.simulators.http_simulator import HttpSimulator
from tests.simulators.received import ReceivedRequest

UNAUTHORIZED = frozenset({2, 17, 18})


class EnteraSimulator(HttpSimulator):
    """Serve the API under `url + "/api/v2"`, which is `base_url`.

    It starts with one account, `account`. Statuses follow `clock()` and are worked out
    when asked.
    """

    def __init__(
        self,
        *,
        login: str = "demo",
        password: str = "secret",
        credit: Decimal | float | str = 1000,
        settings: Settings | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        clock: Clock = wall_clock,
        **others: Any,
    ) -> None:
        """Prepare a simulator with one account; `others` are fields of Account."""
        super().__init__(host=host, port=port, clock=clock)
        self.world = World(clock=clock, settings=settings or Settings())
        self.oddities = OddityList()
        self.account = self.add_account(
            login=login, password=password, credit=credit, **others
        )

    @property
    def base_url(self) -> str:
        """Return the URL that clients are given."""
        return f"{self.url}/api/v2"

    @property
    def settings(self) -> Settings:
        """Return the settings in force."""
        return self.world.settings

    @property
    def messages(self) -> list[Message]:
        """Return all tasks that were taken, oldest first."""
        return self.world.messages

    @property
    def inbox(self) -> list[InboundMessage]:
        """Return all received messages."""
        self.world.collect_replies()
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
        **others: Any,
    ) -> Account:
        """Add or replace an account; `others` are further fields of Account."""
        for name in ("sms_price", "page_price", "minute_price"):
            if name in others:
                others[name] = Decimal(str(others[name]))
        account = Account(
            login=login, password=password, credit=Decimal(str(credit)), **others
        )
        self.world.add_account(account)
        return account

    def add_book(
        self, description: str, *people: tuple[str, ...], login: str | None = None
    ) -> Book:
        """Add an address book; a person is a phone and then metadata."""
        account = self.world.accounts[login] if login else self.account
        book = Book(
            id=next(self.world.book_ids), login=account.login, description=description
        )
        for phone, *metadata in people:
            id_ = next(self.world.record_ids)
            book.records.append(Record(id=id_, phone=phone, metadata=tuple(metadata)))
        self.world.books.append(book)
        return book

    def behave(self, number: str, **behaviour: Any) -> Behaviour:
        """Let a number (digits only) behave so with what is sent from now on.

        `behaviour` are fields of Behaviour: what the called person does, for instance.
        """
        self.world.behaviours[number] = Behaviour(**behaviour)
        return self.world.behaviours[number]

    def receive(
        self,
        channel: Channel | str = Channel.SMS,
        *,
        from_: str,
        text: str = "",
        login: str | None = None,
        received_at: datetime | None = None,
        pages: int = 1,
        status: int = Status.INBOUND_DELIVERED,
    ) -> InboundMessage:
        """Let an SMS or fax arrive at an account (the first one when None)."""
        return self.world.receive(
            self.world.accounts[login] if login else self.account,
            Channel(channel),
            from_=from_,
            text=text,
            received_at=received_at,
            pages=pages,
            status=status,
        )

    def message(self, task_id: str) -> Message:
        """Return the task of an id. Raises KeyError."""
        for message in self.messages:
            if message.task_id == task_id:
                return message
        raise KeyError(task_id)

    def status_of(self, task_id: str) -> int:
        """Return the status that a whole task has now. Raises KeyError."""
        return task_status(self.message(task_id), self.clock(), self.settings)

    def states_of(self, task_id: str) -> list[State]:
        """Return where the recipients of a task stand now. Raises KeyError."""
        return self.world.states(self.message(task_id))

    @override
    def reset(self) -> None:
        """Forget all but accounts and settings."""
        super().reset()
        self.oddities.clear()
        self.world.forget()

    @override
    async def answer(self, received: ReceivedRequest) -> web.Response:
        """Carry out a request and answer it, or let an oddity change the answer."""
        oddity = self.oddities.take(received.path)
        error = oddity.error if oddity else None
        if oddity is None or error is None:
            return self._usual(received, oddity)
        if oddity.processed:
            self._usual(received, None)
        return self._refusal(error, oddity.status)

    @override
    def error(self, received: ReceivedRequest, status: int) -> web.Response:
        """Return the error that fits a status, with that status."""
        return self._refusal(ApiError.of_status(status), status)

    @override
    def read_body(self, content_type: str, raw: bytes) -> Any:
        """Parse JSON."""
        return read_body(raw)

    @override
    async def control(self, received: ReceivedRequest) -> web.Response:
        """Answer the control interface."""
        return await control(self, received)

    def _usual(self, received: ReceivedRequest, oddity: Oddity | None) -> web.Response:
        """Carry out a request and answer it."""
        status = 200
        try:
            data = operate(self.world, received)
        except NoSuchOperationError:
            return not_found()
        except ApiError as error:
            data, status = error.to_json(), self._status(error)
        content_type = self.settings.content_type
        if oddity is None:
            return text_reply(json_text(data).encode(), content_type, status)
        body = oddity.encoded(json_text(oddity.changed(data)))
        return text_reply(body, oddity.content_type(content_type), status)

    def _refusal(self, error: ApiError, status: int | None) -> web.Response:
        """Answer an error, with the status of the settings when None."""
        body = json_text(error.to_json()).encode()
        return text_reply(
            body, self.settings.content_type, status or self._status(error)
        )

    def _status(self, error: ApiError) -> int:
        """Return the HTTP status of an error."""
        if error.code in UNAUTHORIZED:
            return self.settings.unauthorized_status
        return self.settings.error_status
