"""Faults on demand: what can go wrong between a client and a server."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class FaultKind(StrEnum):
    """Name a fault."""

    SLOW = "slow"
    """The usual answer, after `seconds`."""
    HANG = "hang"
    """No answer for `seconds`, then a cut; 0 hangs until the simulator closes."""
    CUT = "cut"
    """The connection is closed without an answer."""
    CUT_IN_BODY = "cut_in_body"
    """The connection is closed after half of the body."""
    STATUS = "status"
    """`status` with the provider's error body, or with `body`; Retry-After if asked."""
    HTML = "html"
    """200 with a page of HTML, as from a captive portal."""
    EMPTY = "empty"
    """200 with no body."""
    OTHER_JSON = "other_json"
    """200 with valid JSON of another shape (`body`, for instance `null`, `[]`, `5`)."""
    NOT_JSON = "not_json"
    """200 that says JSON and is none."""
    HUGE = "huge"
    """200 with `size` megabytes of valid JSON, streamed."""
    WRONG_CHARSET = "wrong_charset"
    """200 that says UTF-8 and is none."""
    REDIRECT = "redirect"
    """`status` (302 when it is not a 3xx) to `location`, which is another host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Describe one fault.

    It strikes the next `times` requests whose path contains `path` (any when None) and
    whose method is `method` (any when None). With `processed` the request takes effect
    before the fault, without it does not: the difference between "maybe sent" and
    "surely not sent". A slow answer always takes effect: before the wait with
    `processed`, after it without.
    """

    kind: FaultKind
    path: str | None = None
    method: str | None = None
    times: int = 1
    seconds: float = 0.0
    status: int = 500
    retry_after: int | str | None = None
    processed: bool = False
    size: int = 1
    body: str | None = None
    location: str = "http://elsewhere.invalid/"

    def strikes(self, method: str, path: str) -> bool:
        """Tell whether a request is one of those the fault is for."""
        return self.method in {None, method} and (
            self.path is None or self.path in path
        )


class FaultList:
    """Keep the faults still to come, oldest first, and count those that struck."""

    def __init__(self) -> None:
        """Start with no fault."""
        self.struck: Counter[FaultKind] = Counter()
        self._pending: list[tuple[Fault, int]] = []

    def add(self, fault: Fault) -> None:
        """Let a fault strike its next `times` requests."""
        self._pending.append((fault, fault.times))

    def take(self, method: str, path: str) -> Fault | None:
        """Return the fault that strikes a request, counted down, or None."""
        for index, (fault, left) in enumerate(self._pending):
            if not fault.strikes(method, path):
                continue
            if left > 1:
                self._pending[index] = (fault, left - 1)
            else:
                del self._pending[index]
            self.struck[fault.kind] += 1
            return fault
        return None

    def clear(self) -> None:
        """Forget all faults."""
        self._pending.clear()

    @property
    def pending(self) -> tuple[tuple[Fault, int], ...]:
        """Return the faults still to come, each with how often it will strike."""
        return tuple(self._pending)


def fault_from_json(data: dict[str, Any]) -> Fault:
    """Make a fault from a JSON object with the names of its fields.

    Raises TypeError for an unknown field and ValueError for an unknown kind.
    """
    fields = dict(data)
    kind = FaultKind(str(fields.pop("kind", "")))
    return Fault(kind=kind, **fields)
