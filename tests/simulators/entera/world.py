"""Everything the simulator knows: accounts, address books, messages, inbox."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
import secrets

from tests.simulators.clock import Clock
from tests.simulators.entera.accounts import Account
from tests.simulators.entera.behaviours import Behaviour, behaviour_of
from tests.simulators.entera.books import Book, Record
from tests.simulators.entera.codes import Channel, Status
from tests.simulators.entera.errors import ApiError
from tests.simulators.entera.inbound import InboundMessage
from tests.simulators.entera.messages import Message
from tests.simulators.entera.numbers import normalised
from tests.simulators.entera.settings import Settings
from tests.simulators.entera.states import State, ending_of, state_of

FIRST_BOOK_ID = 3
PERSONAL = "Users personal address book"


def _counter(first: int = 1) -> Callable[[], count[int]]:
    """Return a factory of counters."""
    return lambda: count(first)


@dataclass(slots=True, kw_only=True)
class World:
    """Hold the state that all operations work on."""

    clock: Clock
    settings: Settings
    accounts: dict[str, Account] = field(default_factory=dict)
    books: list[Book] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    inbox: list[InboundMessage] = field(default_factory=list)
    behaviours: dict[str, Behaviour] = field(default_factory=dict)
    ids: count[int] = field(default_factory=_counter())
    book_ids: count[int] = field(default_factory=_counter(FIRST_BOOK_ID))
    record_ids: count[int] = field(default_factory=_counter())

    def add_account(self, account: Account) -> None:
        """Add or replace an account; a new one gets its personal address book."""
        if account.login not in self.accounts:
            self.books.append(
                Book(
                    id=next(self.book_ids),
                    login=account.login,
                    description=PERSONAL,
                    is_group=False,
                )
            )
        self.accounts[account.login] = account

    def new_task_id(self) -> str:
        """Return 32 hexadecimal digits."""
        return secrets.token_hex(16)

    def behaviour_of(self, number: str) -> Behaviour:
        """Return what becomes of messages to a number (digits only)."""
        return self.behaviours.get(number) or behaviour_of(number)

    def books_of(self, account: Account) -> list[Book]:
        """Return an account's address books, the personal one first."""
        return [book for book in self.books if book.login == account.login]

    def book(self, account: Account, book_id: int) -> Book:
        """Return an address book, the personal one for 0. Raises ApiError (3)."""
        for book in self.books_of(account):
            if book_id in {0, book.id}:
                return book
        raise ApiError(3)

    def record(self, account: Account, record_id: int) -> tuple[Book, Record]:
        """Return a person and their address book. Raises ApiError (3)."""
        for book in self.books_of(account):
            for record in book.records:
                if record.id == record_id:
                    return book, record
        raise ApiError(3)

    def record_of_number(self, account: Account, number: str) -> Record | None:
        """Return the first person of an account with a number (digits only)."""
        for book in self.books_of(account):
            for record in book.records:
                if normalised(record.phone, account.country) == number:
                    return record
        return None

    def keep(self, account: Account, message: Message) -> None:
        """Keep a message and take its cost. Raises ApiError (12) without the money.

        What will not be delivered is not paid, but there has to be money for it.
        """
        whole = sum((one.price for one in message.deliveries), Decimal(0))
        if whole > account.credit:
            raise ApiError(12)
        account.credit -= self.cost(message)
        self.messages.append(message)

    def cost(self, message: Message) -> Decimal:
        """Return what a message will have cost when all is delivered that will be."""
        delays = self.settings.delays
        return sum(
            (
                one.price
                for one in message.deliveries
                if ending_of(message, one, delays).status == Status.DELIVERED
            ),
            Decimal(0),
        )

    def states(self, message: Message) -> list[State]:
        """Return where all recipients of a message stand now."""
        now = self.clock()
        return [
            state_of(message, one, now, self.settings) for one in message.deliveries
        ]

    def receive(
        self,
        account: Account,
        channel: Channel,
        *,
        from_: str,
        text: str = "",
        received_at: datetime | None = None,
        pages: int = 1,
        status: int = Status.INBOUND_DELIVERED,
    ) -> InboundMessage:
        """Let a fax or SMS arrive, now or at a time."""
        inbound = InboundMessage(
            login=account.login,
            channel=channel,
            id=next(self.ids),
            task_id=self.new_task_id(),
            from_=from_,
            to=account.number,
            text=text,
            received_at=received_at or self.clock(),
            pages=pages,
            status=status,
        )
        self.inbox.append(inbound)
        return inbound

    def collect_replies(self) -> None:
        """Let the replies arrive that are due."""
        for message in self.messages:
            if message.channel is Channel.IVR or message.replied:
                continue
            for one, state in zip(
                message.deliveries, self.states(message), strict=True
            ):
                if not (one.behaviour.replies and state.delivered):
                    continue
                ended = state.processed_at or message.starts_at
                due = ended + timedelta(seconds=self.settings.delays.reply)
                if due <= self.clock():
                    message.replied = True
                    self.receive(
                        self.accounts[message.login],
                        message.channel,
                        from_=one.number,
                        text=self.settings.reply_text,
                        received_at=due,
                    )

    def forget(self) -> None:
        """Forget messages, inbox and changed behaviours, empty the address books."""
        self.messages.clear()
        self.inbox.clear()
        self.behaviours.clear()
        self.books = [book for book in self.books if not book.is_group]
        for book in self.books:
            book.records.clear()
