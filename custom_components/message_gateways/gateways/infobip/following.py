"""Find out where messages stand, from the logs or the one-time list of reports."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

from ..model import Sent
from .client import InfobipClient
from .models import LogRow, ReportRow, Rows
from .requests import LogFilter

LIMIT = 1000
LONGEST_LIST = 5800
AT_ONCE = 3
OVERDUE = timedelta(minutes=10)


def plan(sent: Sequence[Sent]) -> list[LogFilter]:
    """Choose the questions to ask, as few as addresses of some 6,000 characters allow.

    Many messages of one request are asked for by the id of that request.
    """
    ids = _unique(one for each in sent for one in each.gateway_ids)
    bulk_ids = _unique(each.request_id for each in sent if each.request_id)
    rest = _unique(
        one for each in sent if not each.request_id for one in each.gateway_ids
    )
    if _length(ids) <= LONGEST_LIST or _length((*bulk_ids, *rest)) >= _length(ids):
        return by_message(ids)
    return [LogFilter(bulk_ids=some, limit=LIMIT) for some in _chunks(bulk_ids)] + (
        by_message(rest)
    )


def by_message(ids: Sequence[str]) -> list[LogFilter]:
    """Ask for messages by their ids."""
    return [LogFilter(message_ids=some, limit=LIMIT) for some in _chunks(ids)]


async def ask_all(
    client: InfobipClient, questions: Sequence[LogFilter]
) -> list[Rows[LogRow]]:
    """Ask several questions, three at a time; raises the first GatewayError."""
    places = asyncio.Semaphore(AT_ONCE)

    async def ask(question: LogFilter) -> Rows[LogRow]:
        async with places:
            return await client.logs(question)

    answers = await asyncio.gather(*map(ask, questions), return_exceptions=True)
    found = []
    for answer in answers:
        if isinstance(answer, BaseException):
            raise answer
        found.append(answer)
    return found


class Following:
    """Fetch the reports of messages that are under way."""

    def __init__(
        self, client: InfobipClient, *, exclusive: bool, clock: Callable[[], datetime]
    ) -> None:
        """`exclusive`: nobody else reads the one-time list of this account."""
        self._client = client
        self._exclusive = exclusive
        self._clock = clock
        self._lock = asyncio.Lock()
        self._gap = True
        self._looked_at = datetime.min.replace(tzinfo=UTC)

    async def fetch(self, sent: Sequence[Sent]) -> list[ReportRow]:
        """Fetch what is known; raises GatewayError."""
        if not self._exclusive:
            return list(await self._look(sent))
        # What the one-time list hands over is gone there. If the answer is then lost,
        # with the process or on its way, only the logs still have it: so they are asked
        # first after a start and after a read that did not end well, and now and then
        # for messages whose report should have come long ago.
        async with self._lock:
            gap, self._gap = self._gap, True
            found = await self._look(sent if gap else self._overdue(sent))
            taken = await self._client.reports(limit=LIMIT)
            self._gap = taken.unreadable > 0
            return [*found, *taken.rows]

    def forget_progress(self) -> None:
        """Ask the logs first the next time."""
        self._gap = True

    async def _look(self, sent: Sequence[Sent]) -> list[LogRow]:
        """Ask the logs."""
        wanted = {one for each in sent for one in each.gateway_ids}
        questions = plan(sent)
        answers = await ask_all(self._client, questions)
        if any(question.bulk_ids for question in questions):
            # A request may have more rows than fit, or the server an id of its own.
            seen = {row.message_id for answer in answers for row in answer.rows}
            answers += await ask_all(self._client, by_message(sorted(wanted - seen)))
        rows = [row for answer in answers for row in answer.rows]
        return [row for row in rows if row.message_id in wanted]

    def _overdue(self, sent: Sequence[Sent]) -> list[Sent]:
        """Choose what to ask the logs for as well, once in ten minutes."""
        now = self._clock()
        late = [one for one in sent if now - one.accepted_at > OVERDUE]
        if not late or timedelta() <= now - self._looked_at < OVERDUE:
            return []
        self._looked_at = now
        return late


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    """Leave out repetitions, in order."""
    return tuple(dict.fromkeys(ids))


def _length(ids: Sequence[str]) -> int:
    """Count the characters of a list in an address."""
    return sum(len(one) + 1 for one in ids)


def _chunks(ids: Sequence[str]) -> list[tuple[str, ...]]:
    """Split a list into parts that fit into an address."""
    chunks: list[list[str]] = []
    room = 0
    for one in ids:
        room -= len(one) + 1
        if room < 0:
            chunks.append([])
            room = LONGEST_LIST - len(one) - 1
        chunks[-1].append(one)
    return [tuple(chunk) for chunk in chunks]
