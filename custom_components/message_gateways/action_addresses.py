"""Read the numbers or email addresses that a call names."""

from collections.abc import Sequence

from .addresses import AddressError, read_addresses
from .engine.account import Account
from .gateways.errors import InvalidInputError
from .gateways.model import Channel


async def async_addresses(
    account: Account, channel: Channel, written: Sequence[object]
) -> list[str]:
    """Bring numbers or email addresses into our form; raises InvalidInputError."""
    if channel is not Channel.EMAIL:
        return [number.value for number in await account.normalise(written)]
    typed = [str(each) for each in written]
    if not typed:
        return []
    try:
        found = read_addresses(typed, channel, account.info.number_rule, None)
    except AddressError as err:
        raise InvalidInputError(
            "email_not_possible", number=", ".join(err.written)
        ) from None
    return list(found.values)
