"""The states a message moves through, worked out from the clock when asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.simulators.devino.codes import (
    EXPIRED,
    NOT_RECORDED,
    QUEUED,
    REFUSED,
    SENT,
    SMS_STATES,
    VIBER_DELIVERED,
    VIBER_EXPIRED,
    VIBER_FOLLOWED,
    VIBER_READ,
    VIBER_SENDING,
    VIBER_SENT,
)
from tests.simulators.devino.messages import Message
from tests.simulators.devino.settings import Delays


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A state and since when."""

    code: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The steps a message has made so far; there is always one."""

    steps: tuple[Step, ...]

    @property
    def last(self) -> Step:
        """Return where it stands."""
        return self.steps[-1]

    def since(self, code: int) -> datetime | None:
        """Return when a state was reached, None when it was not."""
        return next((step.since for step in self.steps if step.code == code), None)


def sms_way(message: Message, segment: int, now: datetime, delays: Delays) -> Way:
    """Return the steps that a segment (from 0) of an SMS has made at a time."""
    taken, start = message.accepted_at, message.sent_at
    steps = [_step(NOT_RECORDED, taken, 0), _step(QUEUED, taken, delays.recorded)]
    last = message.behaviour.sms_of(segment)
    if message.refused:
        steps.append(_step(REFUSED, start, delays.recorded))
    elif last == NOT_RECORDED:
        return Way(steps=tuple(steps[:1]))
    elif last != QUEUED:
        steps.append(_step(SENT, start, delays.submitted))
        if SMS_STATES[last].final:
            steps.append(_step(last, start, _end(message, delays)))
    final = SMS_STATES[steps[-1].code].final
    return _so_far(_expiring(steps, message, EXPIRED, ended=final), now)


def viber_way(message: Message, now: datetime, delays: Delays) -> Way:
    """Return the steps that a Viber message has made at a time."""
    start = message.accepted_at
    last = message.behaviour.viber
    steps = [_step(VIBER_SENDING, start, 0)]
    if last != VIBER_SENDING:
        steps.append(_step(VIBER_SENT, start, delays.submitted))
    end = _end(message, delays)
    ended = last not in {VIBER_SENDING, VIBER_SENT}
    if last in {VIBER_DELIVERED, VIBER_READ, VIBER_FOLLOWED}:
        steps.append(_step(VIBER_DELIVERED, start, end))
    elif ended:
        steps.append(_step(last, start, end))
    steps = _expiring(steps, message, VIBER_EXPIRED, ended=ended)
    if steps[-1].code == VIBER_DELIVERED:
        if last in {VIBER_READ, VIBER_FOLLOWED}:
            steps.append(_step(VIBER_READ, start, end + delays.read))
        if last == VIBER_FOLLOWED:
            steps.append(_step(VIBER_FOLLOWED, start, end + delays.followed))
    return _so_far(steps, now)


def _step(code: int, start: datetime, seconds: float) -> Step:
    """Make a step so many seconds after a start."""
    return Step(code=code, since=start + timedelta(seconds=seconds))


def _end(message: Message, delays: Delays) -> float:
    """Return the seconds from a message's start to its end."""
    return delays.slow if message.behaviour.slow else delays.final


def _expiring(
    steps: list[Step], message: Message, expired: int, *, ended: bool
) -> list[Step]:
    """Let a message expire that did not end within its validity."""
    if message.validity is None:
        return steps
    since = message.sent_at + message.validity
    if ended and steps[-1].since <= since:
        return steps
    before = [step for step in steps if step.since < since]
    return [*before, Step(code=expired, since=since)]


def _so_far(steps: list[Step], now: datetime) -> Way:
    """Return the steps made at a time, at least the first."""
    reached = [step for step in steps[1:] if step.since <= now]
    return Way(steps=(steps[0], *reached))
