"""Places in lists that are read page by page, newest first, over several accounts."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
import json
import math

from ..gateways.errors import InvalidInputError

_ABOVE_ALL = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """The place of a row: its time, then its account, then its number there."""

    at: float
    account: str
    seq: int

    def before(self, account: str) -> tuple[float, int]:
        """Return the time and number that an account's rows after this one are below.

        After is further down the list, thus earlier.
        """
        if account == self.account:
            return self.at, self.seq
        return self.at, _ABOVE_ALL if account < self.account else 0

    def cursor(self) -> str:
        """Write the place for whoever comes back for the next page."""
        written = json.dumps([self.at, self.account, self.seq])
        return urlsafe_b64encode(written.encode()).decode()


LATEST = datetime.max.replace(tzinfo=UTC).timestamp()
TOP = Place(at=LATEST, account="", seq=0)


def place_of(cursor: str) -> Place:
    """Read what `Place.cursor` wrote; raises InvalidInputError."""
    try:
        parts = json.loads(urlsafe_b64decode(cursor))
    except ValueError, RecursionError:
        parts = None
    match parts:
        case [float(at), str(account), int(seq)] if (
            math.isfinite(at) and abs(seq) <= _ABOVE_ALL
        ):
            return Place(at=at, account=account, seq=seq)
        case _:
            raise InvalidInputError("cursor_not_possible")
