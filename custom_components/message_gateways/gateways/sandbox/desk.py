"""The desk of the sandbox: it takes messages and money, and remembers both."""

from collections import deque
from datetime import UTC, datetime
from decimal import Decimal

from ..errors import InvalidInputError, TryLaterError
from ..model import InboundMessage, Message, Outcome, Receipt
from .books import Books
from .course import Entry
from .memory import Memory
from .parts import parts_of
from .receipts import NOBODY, answer, is_refused, rejected, taken
from .replies import reply_to
from .table import course_of

REMEMBERED = 10_000


class Desk:
    """What is remembered until a reload, and how a message is taken."""

    def __init__(self, *, credit: Decimal, price: Decimal) -> None:
        """Start with a credit; `price` is that of a unit."""
        self._credit = credit
        self._price = price
        self._books = Books()
        self._down_until: datetime | None = None
        self._outages: Memory[datetime] = Memory(REMEMBERED)
        self._first_tries: Memory[datetime] = Memory(REMEMBERED)
        self._taken: Memory[Receipt] = Memory(REMEMBERED)
        self._refused: deque[datetime] = deque(maxlen=REMEMBERED)
        self._inbound: deque[InboundMessage] = deque(maxlen=REMEMBERED)

    def _open(self) -> datetime:
        """Return the time; raises TryLaterError during an outage."""
        now = datetime.now(UTC)
        self._refuse_while_down(now)
        return now

    def _refuse_while_down(self, now: datetime) -> None:
        """Raise TryLaterError during an outage."""
        if self._down_until is not None and now < self._down_until:
            raise TryLaterError(
                "the sandbox is down, as it was told to be",
                retry_after=(self._down_until - now).total_seconds(),
            )

    def _take(self, message: Message, now: datetime) -> Receipt:
        """Decide about one message; one that is here already is not taken again."""
        known = self._taken.get(message.id)
        if known is not None:
            return known
        content = message.content
        course = course_of(message.to, content.text, content.channel)
        if is_refused(course.entry, repeated=message.repeated):
            return self._counted(answer(message, course.entry), now)
        if course.entry is Entry.NOT_SENT:
            first = self._first_tries.keep(message.id, now)
            if (now - first).total_seconds() < course.wait:
                return answer(message, course.entry)
        receipt = self._counted(self._accept(message, now), now)
        taken_in = receipt.outcome is Outcome.ACCEPTED
        if taken_in and course.entry is Entry.FOUND_WHEN_ASKED:
            return answer(message, course.entry)
        return receipt

    def _accept(self, message: Message, now: datetime) -> Receipt:
        """Take a message whose number and text have nothing against it."""
        try:
            parts = parts_of(message, self._books)
        except InvalidInputError as err:
            return rejected(message, err.detail)
        if not parts:
            return rejected(message, NOBODY)
        found = taken(message, parts, now)
        if not self._pay(found.units):
            return answer(message, Entry.NO_CREDIT)
        self._taken.keep(message.id, found.receipt)
        replies = (reply_to(*way) for way in found.ways)
        self._inbound.extend(reply for reply in replies if reply is not None)
        return found.receipt

    def _pay(self, units: int) -> bool:
        """Take the price off the credit, or tell that there is not enough."""
        cost = self._price * units
        if cost > self._credit:
            return False
        self._credit -= cost
        return True

    def _counted(self, receipt: Receipt, now: datetime) -> Receipt:
        """Count a message that was refused."""
        if receipt.outcome is Outcome.REJECTED:
            self._refused.append(now)
        return receipt
