"""Where messages stand, worked out from the clock when asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.simulators.entera.behaviours import Behaviour
from tests.simulators.entera.calls import call_of
from tests.simulators.entera.codes import (
    ANSWERED_REASONS,
    NO_PAGING_RESPONSE,
    NOT_DIALLED,
    Channel,
    Status,
)
from tests.simulators.entera.messages import CallRule, Delivery, Kind, Message
from tests.simulators.entera.settings import Delays, Settings

LONGEST_EXPIRATION = timedelta(hours=48)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How it ends for a recipient: after seconds from the start (None: never)."""

    status: int
    after: float | None
    reason: int = NOT_DIALLED
    gsm: int = 0
    keys: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a recipient stands; `processed_at` is None until it has ended."""

    status: int
    processed_at: datetime | None = None
    attempts: int = 0
    reason: int = NOT_DIALLED
    gsm: int = 0
    keys: str | None = None

    @property
    def delivered(self) -> bool:
        """Tell whether it was delivered, and so is paid for."""
        return self.status == Status.DELIVERED


def ending_of(message: Message, delivery: Delivery, delays: Delays) -> Ending:
    """Return how it will end for a recipient unless the task is cancelled."""
    person = delivery.behaviour
    slow = delays.slow if person.slow else 0
    if message.broken:
        return Ending(status=Status.ERROR, after=delays.started)
    if person.stays_pending:
        return Ending(status=Status.PENDING, after=None)
    if person.status is not None:
        after = delays.sms if message.channel is Channel.SMS else delays.fax
        return Ending(status=person.status, after=slow + after)
    if message.call is not None:
        return _end_of_call(message.call, person, slow + delays.started)
    if message.channel is Channel.FAX:
        return _end_of_fax(person, slow + delays.fax)
    return _end_of_sms(message, person, slow + delays.sms)


def state_of(
    message: Message, delivery: Delivery, now: datetime, settings: Settings
) -> State:
    """Return where a recipient stands at a time."""
    if message.cancelled_at is not None:
        return State(status=Status.CANCELLED, processed_at=message.cancelled_at)
    ending = ending_of(message, delivery, settings.delays)
    end = _later(message.starts_at, ending.after)
    if end is not None and end <= now:
        return State(
            status=ending.status,
            processed_at=end,
            attempts=1,
            reason=ending.reason,
            gsm=ending.gsm,
            keys=ending.keys,
        )
    if message.channel is Channel.SMS:
        waits = now < message.starts_at
        return State(status=settings.sms_waiting if waits else Status.SENT)
    dialled = has_started(message, now, settings.delays)
    return State(status=Status.PENDING, attempts=int(dialled))


def task_status(message: Message, now: datetime, settings: Settings) -> int:
    """Return the status of a whole task at a time."""
    if message.cancelled_at is not None:
        return Status.CANCELLED
    states = [state_of(message, one, now, settings) for one in message.deliveries]
    if message.kind is Kind.SINGLE:
        return states[0].status
    if message.channel is Channel.SMS:
        return Status.MERGE if message.kind is Kind.MERGE else Status.BULK
    ended = all(state.processed_at is not None for state in states)
    return Status.MANY_PROCESSED if ended else Status.MANY_PENDING


def has_started(message: Message, now: datetime, delays: Delays) -> bool:
    """Tell whether actual delivery has begun."""
    return message.starts_at + timedelta(seconds=delays.started) <= now


def _later(start: datetime, seconds: float | None) -> datetime | None:
    """Return a time so many seconds after a start, None for never."""
    return None if seconds is None else start + timedelta(seconds=seconds)


def _status(*, reached: bool) -> int:
    """Return the status of what was delivered or not."""
    return Status.DELIVERED if reached else Status.FAILED


def _end_of_call(rule: CallRule, person: Behaviour, start: float) -> Ending:
    """Return how a call ends that begins after so many seconds."""
    call = call_of(rule, person)
    return Ending(
        status=_status(reached=call.reason in ANSWERED_REASONS),
        after=start + call.seconds,
        reason=call.reason,
        keys=call.keys,
    )


def _end_of_fax(person: Behaviour, after: float) -> Ending:
    """Return how a fax ends after so many seconds."""
    reached = person.reason in ANSWERED_REASONS
    return Ending(
        status=_status(reached=reached),
        after=after,
        reason=person.reason,
        keys="" if reached else None,
    )


def _end_of_sms(message: Message, person: Behaviour, after: float) -> Ending:
    """Return how an SMS ends after so many seconds, or with its expiration."""
    expiration = (message.expiration or LONGEST_EXPIRATION).total_seconds()
    if person.phone_is_off or after > expiration:
        return Ending(status=Status.FAILED, after=expiration, gsm=NO_PAGING_RESPONSE)
    return Ending(status=_status(reached=not person.gsm), after=after, gsm=person.gsm)
