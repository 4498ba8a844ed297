"""The states a message moves through, worked out from the clock when asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.simulators.infobip.messages import Message
from tests.simulators.infobip.settings import Delays
from tests.simulators.infobip.statuses import (
    AT_HANDSET,
    AT_OPERATOR,
    ENROUTE,
    ERRORS,
    NO_ERROR,
    STATUSES,
    WAITING,
    Error,
    Status,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a message stands since when; nothing follows a final state."""

    status: Status
    error: Error
    since: datetime
    final: bool


def timeline(message: Message, delays: Delays) -> list[State]:
    """Return all states of a message in order of time, its validity left aside."""
    start = message.sent_at
    if message.refused is not None:
        return [State(status=message.refused, error=NO_ERROR, since=start, final=True)]

    def state(status: Status, seconds: float) -> State:
        since = start + timedelta(seconds=seconds)
        return State(status=status, error=NO_ERROR, since=since, final=False)

    states = [state(ENROUTE, 0), state(WAITING, delays.waiting)]
    behaviour = message.behaviour
    if behaviour.final is None:
        return states
    end = delays.slow if behaviour.slow else delays.final
    if behaviour.final is AT_HANDSET and delays.operator < end:
        states.append(state(AT_OPERATOR, delays.operator))
    final = State(
        status=behaviour.final,
        error=behaviour.error,
        since=start + timedelta(seconds=end),
        final=True,
    )
    return [*(state for state in states if state.since < final.since), final]


def state_at(message: Message, now: datetime, delays: Delays) -> State:
    """Return where a message stands at a time: before its start it is on its way."""
    states = timeline(message, delays)
    expiry = _expiry(message, states)
    if expiry is not None and now >= expiry.since:
        return expiry
    reached = [state for state in states if state.since <= now]
    return reached[-1] if reached else states[0]


def _expiry(message: Message, states: list[State]) -> State | None:
    """Return the end of a message that is not delivered in its validity period."""
    validity = message.options.validity
    if validity is None or (
        states[-1].final and states[-1].since <= message.sent_at + validity
    ):
        return None
    since = message.sent_at + validity
    return State(status=STATUSES[15], error=ERRORS[4101], since=since, final=True)
