"""Read the addresses of a recipient as somebody typed them."""

from collections.abc import Iterable
from dataclasses import dataclass
import re

from .gateways.errors import InvalidInputError
from .gateways.model import Channel
from .gateways.numbers import NumberRule, normalise, same_sender

# Half a character, as of an emoji, is no letter: nothing could keep it.
_LETTERS = r"[^\s@,;<>\"\ud800-\udfff"
_EMAIL = re.compile(rf"{_LETTERS}]+@{_LETTERS}]+\.{_LETTERS}.]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The addresses as they are stored, each once, and which of them are doubtful.

    `as_senders` is how they are written when something comes in from them.
    """

    values: tuple[str, ...]
    doubtful: tuple[str, ...] = ()
    as_senders: tuple[str, ...] = ()


class AddressError(Exception):
    """Addresses that can't be used; `key` names the rule, `written` what broke it."""

    def __init__(self, key: str, written: Iterable[str] = ()) -> None:
        """Keep the key of the rule and what broke it, as it was typed."""
        super().__init__(key)
        self.key = key
        self.written = tuple(written)


def read_addresses(
    typed: Iterable[str], channel: Channel, rule: NumberRule, country: str | None
) -> Addresses:
    """Bring addresses into the form they are stored in.

    Reads the metadata of countries from disk, so call it off the event loop. Raises
    AddressError, for all addresses that break the first broken rule.
    """
    values: dict[str, bool] = {}
    refused: dict[str, list[str]] = {}
    for written in filter(None, (address.strip() for address in typed)):
        try:
            value, valid = read_address(written, channel, rule, country)
        except InvalidInputError as err:
            refused.setdefault(err.key, []).append(written)
        else:
            values[value] = valid
    for key, several in refused.items():
        raise AddressError(key, several)
    if not values:
        raise AddressError("no_address")
    return Addresses(
        values=tuple(values),
        doubtful=tuple(value for value, valid in values.items() if not valid),
        as_senders=tuple(same_sender(value, country) for value in values),
    )


def recipient_unique_id(channel: Channel, addresses: Iterable[str]) -> str:
    """Return what makes a recipient the same one: the order does not matter."""
    return f"{channel}:{','.join(sorted(addresses))}"


def read_address(
    written: str, channel: Channel, rule: NumberRule, country: str | None
) -> tuple[str, bool]:
    """Read one address; tell whether it is beyond doubt; raises InvalidInputError."""
    if channel is not Channel.EMAIL:
        number = normalise(written, rule, country)
        return number.value, number.valid
    if not _EMAIL.fullmatch(written):
        raise InvalidInputError("email_not_possible", number=written)
    user, _, host = written.rpartition("@")
    return f"{user}@{host.lower()}", True
