"""What of an address of ours nobody is to repeat: whoever has it can push to us."""

from collections.abc import Iterator

from yarl import URL


def secrets_of(address: str) -> Iterator[str]:
    """Return the parts of an address that are secret, each by itself.

    The last part of its path was made up for it, the values of its query too. A
    provider may repeat any of them, with more or less of the address.
    """
    url = URL(address)
    yield address
    yield url.name
    yield from url.query.values()
