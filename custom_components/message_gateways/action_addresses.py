"""Read the numbers and email addresses that a call names."""

from collections.abc import Sequence

from .addresses import AddressError, read_addresses
from .engine.account import Account
from .gateways.errors import InvalidInputError
from .gateways.model import Channel


async def async_addresses(
    account: Account, channel: Channel, written: Sequence[object]
) -> list[str]:
    """Bring numbers or email addresses into our form; raises InvalidInputError."""
    if channel is Channel.EMAIL:
        return read_emails(account, written)
    return [number.value for number in await account.normalise(written)]


async def async_numbers_and_emails(
    account: Account, written: Sequence[object]
) -> list[str]:
    """Bring numbers and emails into our form; raises InvalidInputError."""
    emails = [each for each in written if isinstance(each, str) and "@" in each]
    numbers = await account.normalise(each for each in written if each not in emails)
    return [number.value for number in numbers] + read_emails(account, emails)


def read_emails(account: Account, written: Sequence[object]) -> list[str]:
    """Bring email addresses into our form; raises InvalidInputError."""
    typed = [str(each) for each in written]
    if not typed:
        return []
    if not all(each.strip() for each in typed):
        raise InvalidInputError("email_empty")
    try:
        found = read_addresses(typed, Channel.EMAIL, account.info.number_rule, None)
    except AddressError as err:
        raise InvalidInputError(
            "email_not_possible", number=", ".join(err.written)
        ) from None
    return list(found.values)
