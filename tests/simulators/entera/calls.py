"""What happens in a call: who answers, which keys are taken, how long it lasts."""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from tests.simulators.entera.behaviours import Behaviour
from tests.simulators.entera.codes import (
    ANSWERED_REASONS,
    NO_ANSWER,
    NO_ANSWER_REASONS,
)
from tests.simulators.entera.messages import CallRule

SECOND = 1000
HANG_UP_AFTER = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call: reason of its end, keys (None: there was nobody to press), seconds."""

    reason: int
    keys: str | None
    rang: float
    talked: float

    @property
    def seconds(self) -> float:
        """Return how long it lasted from the first ring."""
        return self.rang + self.talked

    @property
    def minutes(self) -> Decimal:
        """Return the minutes that are paid for, each begun one whole."""
        return Decimal(ceil(self.talked / 60))


def call_of(rule: CallRule, person: Behaviour) -> Call:
    """Return the call that a person makes of a rule."""
    patience = rule.answer_timeout / SECOND
    if person.reason not in ANSWERED_REASONS:
        silent = person.reason in NO_ANSWER_REASONS
        rang = patience if silent else min(person.rings, patience)
        return Call(reason=person.reason, keys=None, rang=rang, talked=0)
    if person.rings > patience:
        return Call(reason=NO_ANSWER, keys=None, rang=patience, talked=0)
    if person.hangs_up:
        return Call(
            reason=person.reason, keys=None, rang=person.rings, talked=HANG_UP_AFTER
        )
    keys, talked = _listen(rule, person)
    return Call(reason=person.reason, keys=keys, rang=person.rings, talked=talked)


def _listen(rule: CallRule, person: Behaviour) -> tuple[str, float]:
    """Return the keys taken after the sound and how long it all lasted."""
    longest = rule.longest / SECOND
    now, keys = rule.sound, ""
    timeout = rule.first_digit_timeout / SECOND
    pause = person.first_after
    for key in person.keys:
        if pause > timeout or now + pause > longest:
            break
        now, keys = now + pause, keys + key
        if len(keys) == rule.most_digits:
            return keys, now
        timeout, pause = rule.inter_digit_timeout / SECOND, person.between
    return keys, min(now + timeout, longest)
