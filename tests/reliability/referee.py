"""The referee: what callers were told against what providers really have.

It knows nothing of our engine. What was asked for is written down by whoever asks, what
was told is heard as every automation hears it, and the database is read as any other
SQLite file, for the ids and ends of messages.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
import json
from pathlib import Path
import sqlite3

from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.util import dt as dt_util

from .figures import Figures

# A request that left in time may take as long as this.
LONGEST_REQUEST = timedelta(seconds=30)
HAS_IT = frozenset({"accepted", "sent", "delivered", "read"})
HAS_IT_NOT = frozenset({"failed", "rejected", "expired", "cancelled"})
ENDS = HAS_IT | HAS_IT_NOT | {"unknown"}

type Key = tuple[str, str]
"""A text that is used once, and the digits of the number it goes to."""


def key_of(text: str, address: str) -> Key:
    """Return what tells a message from all others."""
    return text, address.lstrip("+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A message that a provider took; `at` is when, None where it doesn't say."""

    key: Key
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Where a message stands at last, by the database; `told` is every change of it."""

    id: str
    status: str
    waits: bool
    told: tuple[tuple[str, datetime], ...]


def read_ends(path: Path) -> dict[Key, End]:
    """Read how the messages of an account stand."""
    with closing(sqlite3.connect(path)) as db:
        found = db.execute(
            """
            SELECT messages.id, contents.body, address, status,
                due IS NOT NULL OR status = 'sending', (
                    SELECT json_group_array(json_array(type, at)) FROM changes
                    WHERE message = messages.seq
                )
            FROM messages JOIN contents ON contents.id = messages.content
            """
        ).fetchall()
    return {
        key_of(json.loads(body)["text"], address): End(
            id=id_,
            status=status,
            waits=bool(waits),
            told=tuple(
                (kind, datetime.fromtimestamp(at, UTC)) for kind, at in json.loads(told)
            ),
        )
        for id_, body, address, status, waits, told in found
    }


class Referee:
    """Keep what was asked for and what was told, and judge in the end."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Hear all delivery events from now on."""
        self._give_up: dict[Key, datetime] = {}
        self._answers: defaultdict[Key, list[tuple[str, bool]]] = defaultdict(list)
        self._refused: set[Key] = set()
        self._heard: defaultdict[str, set[str]] = defaultdict(set)
        self._clean: dict[Key, datetime] = {}
        self.faults = 0
        self.violations: list[str] = []
        hass.bus.async_listen("state_changed", self._on_state)

    def __len__(self) -> int:
        """Return how many messages were asked for."""
        return len(self._give_up)

    def asked(self, text: str, address: str, give_up_after: timedelta) -> None:
        """Take in that somebody wants something sent."""
        self._give_up[key_of(text, address)] = dt_util.utcnow() + give_up_after

    def answered(self, key: Key, outcome: str, *, has_it: bool) -> None:
        """Take in what a caller was told, and whether the provider had it then."""
        self._answers[key].append((outcome, has_it))

    def ended_well(self, key: Key) -> None:
        """Take in that a caller heard of no error: it was taken, or waits."""
        self._clean[key] = dt_util.utcnow()

    def not_kept(self, key: Key) -> None:
        """Take in that a caller was told that nothing was even kept."""
        self._refused.add(key)

    @callback
    def _on_state(self, event: Event[EventStateChangedData]) -> None:
        """Take in what an event entity tells of a message."""
        state = event.data["new_state"]
        if state is None or not state.attributes.get("event_type"):
            return
        if "message_id" not in state.attributes:
            return
        self._heard[state.attributes["message_id"]].add(state.attributes["event_type"])

    def judge(self, taken: Iterable[Taken], ends: dict[Key, End]) -> Figures:
        """Compare; what was broken is in `violations`, in words."""
        have = list(taken)
        counts = Counter(each.key for each in have)
        lost = wrongly = 0
        doubled = sum(count - 1 for count in counts.values())
        self.violations += [
            f"doubled: {key}, {count} times"
            for key, count in counts.items()
            if count > 1
        ]
        late = [each for each in have if self._is_late(each)]
        self.violations += [f"late: {each.key} at {each.at}" for each in late]
        for key in self._give_up:
            end = ends.get(key)
            if self._is_lost(key, end, counts[key]):
                lost += 1
                self.violations.append(f"lost: {key}, {end}")
            lies = self._lies(key, end, counts[key])
            wrongly += bool(lies)
            self.violations += [f"wrongly told: {key}, {lie}" for lie in lies]
        return Figures(
            messages=len(self),
            faults=self.faults,
            lost=lost,
            doubled=doubled,
            late=len(late),
            wrongly_told=wrongly,
            unknown=sum(end.status == "unknown" for end in ends.values()),
        )

    def _is_late(self, taken: Taken) -> bool:
        """Tell whether a message left when nobody wanted it any more."""
        limit = self._give_up.get(taken.key)
        return (
            limit is not None
            and taken.at is not None
            and taken.at > limit + LONGEST_REQUEST
        )

    def _is_lost(self, key: Key, end: End | None, count: int) -> bool:
        """Tell whether a message is nowhere, and nobody was told."""
        if count:
            return False
        if end is None:
            return key not in self._refused
        return end.waits or end.status not in HAS_IT_NOT | {"unknown"}

    def _lies(self, key: Key, end: End | None, count: int) -> list[str]:
        """List what was told of a message and was not so."""
        lies = []
        told = self._heard[end.id] if end else set()
        answers = self._answers[key]
        if not count:
            claims = (told & HAS_IT) | {one for one, _ in answers if one in HAS_IT}
            lies += [f"{claim}, and the provider has nothing" for claim in claims]
        if count and end and end.status in HAS_IT_NOT:
            lies.append(f"{end.status} in the end, and the provider has it")
        if count and end is None:
            lies.append("nothing was kept, and the provider has it")
        lies += [
            f"{outcome} in an answer, when the provider had it"
            for outcome, has_it in answers
            if has_it and outcome in {"not_sent", "rejected"}
        ]
        if end and key in self._clean:
            lies += [
                f"no error, and it was {kind} already"
                for kind, at in end.told
                if kind in {"unknown", "rejected", "failed"} and at <= self._clean[key]
            ]
        if end and end.status in ENDS and not end.waits and end.status not in told:
            lies.append(f"{end.status} was never announced")
        return lies
