"""Find out where messages stand: one request a segment, so only a few at a time."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ..errors import ChangeRequestError, GatewayError
from ..model import Channel, Report, Sent
from .client import DevinoClient
from .convert import sms_report, viber_report

A_FEW = 100
AT_ONCE = 4

type Question = tuple[str, Sent]


@dataclass(slots=True)
class _Poll:
    """What one round of questions brought; a failure ends it."""

    reports: list[Report] = field(default_factory=list)
    failure: GatewayError | None = None


class Following:
    """Fetch the reports of messages that are under way."""

    def __init__(
        self, client: DevinoClient, *, fallback: bool, clock: Callable[[], datetime]
    ) -> None:
        """`fallback`: every Viber message goes out by SMS where Viber fails."""
        self._client = client
        self._fallback = fallback
        self._clock = clock
        self._asked: dict[str, int] = {}
        self._rounds = 0

    async def fetch(self, sent: Sequence[Sent]) -> list[Report]:
        """Ask after some segments, those first that have waited longest.

        Raises GatewayError where nothing could be learnt.
        """
        self._forget_all_but({one for each in sent for one in each.gateway_ids})
        poll = _Poll()
        questions = iter(self._choose(sent))
        async with asyncio.TaskGroup() as tasks:
            for _ in range(AT_ONCE):
                tasks.create_task(self._work(questions, poll))
        if poll.failure is not None and not poll.reports:
            raise poll.failure
        return poll.reports

    def _forget_all_but(self, wanted: set[str]) -> None:
        """Remember nothing of segments that nobody asks after any more."""
        self._asked = {one: at for one, at in self._asked.items() if one in wanted}

    def _choose(self, sent: Sequence[Sent]) -> list[Question]:
        """Choose a few segments, those first that have waited longest."""
        waiting = [
            (gateway_id, each) for each in sent for gateway_id in each.gateway_ids
        ]
        waiting.sort(key=lambda one: (self._asked.get(one[0], 0), one[1].accepted_at))
        self._rounds += 1
        return waiting[:A_FEW]

    async def _work(self, questions: Iterator[Question], poll: _Poll) -> None:
        """Ask one question after the other, until there is none or one fails."""
        for gateway_id, sent in questions:
            if poll.failure is not None:
                return
            self._asked[gateway_id] = self._rounds
            try:
                report = await self._ask(gateway_id, sent)
            except ChangeRequestError:
                # It says nothing of this one; the others may still have an answer.
                continue
            except GatewayError as err:
                poll.failure = err
                return
            poll.reports.append(report)

    async def _ask(self, gateway_id: str, sent: Sent) -> Report:
        """Ask where one segment stands; raises GatewayError."""
        content = sent.content
        if content is None or content.channel is not Channel.VIBER:
            row = await self._client.sms_state(gateway_id)
            return sms_report(sent, gateway_id, row, self._clock())
        found = await self._client.viber_state(gateway_id)
        return viber_report(
            sent,
            gateway_id,
            found,
            self._clock(),
            fallback=self._fallback
            if content.sms_fallback is None
            else content.sms_fallback,
        )
