"""What can be asked to be sent, and how it is written."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

type Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sms:
    """A text of at most 2,000 characters to one or many numbers (tables 3 to 6).

    `validity` is in minutes. `send_at` is written in UTC, or as it stands where the
    recipient's time zone counts.
    """

    to: tuple[str, ...]
    text: str
    sender: str | None = None
    validity: int | None = None
    send_at: datetime | None = None

    def written(self, *, by_time_zone: bool = False) -> Pairs:
        """Write it without its numbers."""
        write = wall_clock if by_time_zone else in_utc
        return _given(
            ("SourceAddress", self.sender),
            ("Data", self.text),
            ("SendDate", None if self.send_at is None else write(self.send_at)),
            ("Validity", self.validity),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Viber:
    """A text of at most 1,000 characters to one or many numbers (field-notes.md).

    `validity` is in minutes, 1 to 1,440; `optional` is a free text for each number.
    """

    to: tuple[str, ...]
    text: str
    sender: str | None = None
    validity: int | None = None
    optional: str | None = None

    def written(self, *, many: bool = False) -> Pairs:
        """Write it without its numbers."""
        pairs = _given(
            ("SourceAddress", self.sender),
            ("Data", self.text),
            ("Validity", self.validity),
        )
        if self.optional is None:
            return pairs
        if many:
            return [*pairs, *(("Optionals", self.optional) for _ in self.to)]
        return [*pairs, ("Optional", self.optional)]


def one_number(to: tuple[str, ...]) -> Pairs:
    """Write the number of a message to one; raises ValueError for none or many."""
    (number,) = to
    return [("DestinationAddress", number)]


def many_numbers(to: tuple[str, ...]) -> Pairs:
    """Write the numbers of a message to many: the same name again and again."""
    return [("DestinationAddresses", number) for number in to]


def in_utc(value: datetime) -> str:
    """Write a time in UTC, to the second; one without a zone is in UTC already."""
    return wall_clock(value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC))


def wall_clock(value: datetime) -> str:
    """Write what the clock shows, whatever its zone."""
    return value.replace(tzinfo=None).isoformat(timespec="seconds")


def encoded(pairs: Pairs) -> str:
    """Write pairs as a form or a query, spaces as `+` (api.ru.md, Аутентификация)."""
    return urlencode(pairs, safe="!", errors="replace")


def _given(*pairs: tuple[str, str | int | None]) -> Pairs:
    """Leave out what was not given."""
    return [(name, str(value)) for name, value in pairs if value is not None]
