"""One request, with the account it was made by."""

from dataclasses import dataclass

from tests.simulators.entera.accounts import Account
from tests.simulators.entera.errors import ApiError
from tests.simulators.entera.fields import Fields, fields_of
from tests.simulators.received import ReceivedRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an operation works on."""

    account: Account
    received: ReceivedRequest

    @property
    def fields(self) -> Fields:
        """Return the object in the body. Raises ApiError (1)."""
        return fields_of(self.received)

    def parameter(self, name: str) -> str | None:
        """Return a parameter of the query, found in any case, None when not there."""
        for key, values in self.received.query.items():
            if key.lower() == name.lower():
                return values[0]
        return None

    def number(self, name: str) -> int:
        """Return a parameter that is a whole number. Raises ApiError (3)."""
        text = self.parameter(name) or ""
        if not text.isascii() or not text.isdigit():
            raise ApiError(3)
        return int(text)
