"""Send messages: a program for their content, a transmission for each, then go."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..before_sending import before_sending, in_words
from ..errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    GatewayError,
    InvalidInputError,
    TryLaterError,
)
from ..model import Channel, Content, Message, Outcome, Receipt
from .checks import account_key, check_any
from .codes import NO_PROGRAM, TransmissionStatus
from .finding import find, remove_all, take_back, was_attempted
from .materials import Material, material_of
from .models.schedules import Schedule
from .models.transmissions import NewTransmission
from .outcomes import Result, accepted, failed, has_failed, is_locked, receipts
from .tools import Tools

AT_ONCE = 4
MINUTE = timedelta(minutes=1)
AHEAD = timedelta(seconds=30)
"""A task that is saved after its minute has begun may never be due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What the messages of one request have in common."""

    content: Content
    material: Material
    account_id: int


class Sending:
    """Send the messages of one account."""

    def __init__(
        self, tools: Tools, *, account_id: str | None, server_speech: bool
    ) -> None:
        """`account_id` is the server's account that sends what names no other."""
        self._client = tools.client
        self._workshop = tools.workshop
        self._names = tools.names
        self._traces = tools.traces
        self._clock = tools.clock
        self._account_id = account_id
        self._server_speech = server_speech
        self._at_once = asyncio.Semaphore(AT_ONCE)
        self._left_behind: set[str] = set()

    def job_of(self, content: Content) -> Job:
        """Check a content and tell what it needs; raises InvalidInputError."""
        check_any(content)
        account_id = content.gateway_account or self._account_id
        if not account_id:
            raise in_words(
                InvalidInputError("gateway_account_missing"),
                "No account of the server is chosen to send with",
            )
        return Job(
            content=content,
            material=material_of(content, server_speech=self._server_speech),
            account_id=account_key(account_id),
        )

    async def send(self, messages: Sequence[Message]) -> Sequence[Receipt]:
        """Send messages of equal content, some at a time; raises GatewayError."""
        job = self.job_of(messages[0].content)
        name = self._workshop.name_of(job.material)
        origins = [self._names.of_message(one.id) for one in messages]
        with self._traces.working_with(name, *origins):
            try:
                await self._workshop.program_for(job.material)
            except GatewayError as err:
                raise before_sending(err) from None
            async with asyncio.TaskGroup() as tasks:
                work = [tasks.create_task(self._result(one, job)) for one in messages]
        return receipts(messages, [one.result() for one in work])

    async def _result(self, message: Message, job: Job) -> Result:
        """Send one message; an error is its result and no matter of the others."""
        async with self._at_once:
            try:
                return await self._send(message, job)
            except GatewayError as err:
                return err

    async def _send(self, message: Message, job: Job) -> Receipt:
        """Make a transmission and send it; raises GatewayError."""
        try:
            known = await self._from_before(message, job)
            if isinstance(known, Receipt):
                return known
            transmission_id = known or await self._create(message, job)
        except GatewayError as err:
            raise before_sending(err) from None
        at = self._moment(job.content)
        try:
            if at is not None:
                return await self._schedule(message, transmission_id, at)
            return await self._hand_on(message, transmission_id)
        except GatewayError as err:
            if err.outcome is Outcome.NOT_SENT:
                # It is still pending, and sent the next time.
                self._left_behind.add(message.id)
            raise

    async def _from_before(self, message: Message, job: Job) -> Receipt | int | None:
        """Find what an earlier try left: a receipt, or what is still to be sent."""
        if not message.repeated and message.id not in self._left_behind:
            return None
        found = await find(self._client, self._names.of_message(message.id))
        for one in found:
            if await was_attempted(self._client, one):
                return accepted(message, one.transmission_id)
        self._left_behind.discard(message.id)
        if job.content.send_at is None:
            for one in found:
                if one.is_pending:
                    return one.transmission_id
        # Nobody can tell whether these are scheduled.
        for one in found:
            if not await take_back(self._client, one.transmission_id):
                return accepted(message, one.transmission_id)
        await remove_all(self._client, self._names, found)
        return None

    async def _create(self, message: Message, job: Job) -> int:
        """Make the transmission of a message; raises GatewayError.

        One whose answer was lost sent nothing: it is looked for and removed.
        """
        new = NewTransmission(
            program_id=await self._workshop.program_for(job.material),
            account_id=job.account_id,
            title=job.content.label or job.content.title or None,
            origin=self._names.of_message(message.id),
            try_allowed=job.content.tries,
            phone=None if job.content.channel is Channel.EMAIL else message.to,
            email=message.to if job.content.channel is Channel.EMAIL else None,
        )
        try:
            return await self._client.transmissions.create(new)
        except AskWhatHappenedError:
            self._left_behind.add(message.id)
            with suppress(GatewayError):
                lost = await find(self._client, self._names.of_message(message.id))
                await remove_all(
                    self._client, self._names, [one for one in lost if one.is_pending]
                )
            raise
        except ChangeRequestError as err:
            if err.detail is None or err.detail.text != NO_PROGRAM:
                raise
            # Somebody has removed it on the server; the next try makes it anew.
            self._workshop.forget(self._workshop.name_of(job.material))
            raise TryLaterError(err.reason, detail=err.detail) from None

    async def _hand_on(self, message: Message, transmission_id: int) -> Receipt:
        """Have a transmission sent; raises GatewayError.

        Where the answer is lost its status tells: one that is still pending is sent
        again, which the server refuses if it was sent meanwhile.
        """
        try:
            return await self._attempt(message, transmission_id)
        except AskWhatHappenedError as err:
            lost = err
        try:
            status = await self._client.transmissions.status(transmission_id)
        except GatewayError:
            raise lost from None
        if status != TransmissionStatus.PENDING:
            return accepted(message, transmission_id)
        try:
            return await self._attempt(message, transmission_id)
        except GatewayError as err:
            if err.outcome is not Outcome.NOT_SENT:
                raise
            # This one did not get there; the one before may have, by now.
            raise lost from None

    async def _attempt(self, message: Message, transmission_id: int) -> Receipt:
        """Ask the server to send a transmission once; raises GatewayError."""
        try:
            await self._client.transmissions.send(transmission_id)
        except GatewayError as err:
            if has_failed(err):
                return failed(message, err)
            if not is_locked(err):
                raise
        return accepted(message, transmission_id)

    async def _schedule(
        self, message: Message, transmission_id: int, at: datetime
    ) -> Receipt:
        """Have a transmission sent later; raises GatewayError.

        Where the answer is lost it is taken back, so that it is not sent twice.
        """
        try:
            await self._client.transmissions.schedule(transmission_id, Schedule(at=at))
        except AskWhatHappenedError as err:
            lost = err
        else:
            return accepted(message, transmission_id)
        try:
            if not await take_back(self._client, transmission_id):
                return accepted(message, transmission_id)
        except GatewayError:
            raise lost from None
        raise TryLaterError(lost.reason, detail=lost.detail)

    def _moment(self, content: Content) -> datetime | None:
        """Return the minute that a message is to leave in; None for at once."""
        now = self._clock()
        if content.send_at is None or content.send_at <= now:
            return None
        at = max(content.send_at, now + AHEAD)
        return (
            at + (-timedelta(seconds=at.second, microseconds=at.microsecond)) % MINUTE
        )
