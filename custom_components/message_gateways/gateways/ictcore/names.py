"""The names by which what we made is found again on the server.

They are of letters, digits and `-` alone: a filter takes those, and none of them means
something to SQL. Two installations on one server have different tags, so that neither
removes what the other still needs.
"""

from collections.abc import Iterable
from hashlib import blake2b
import re
from uuid import uuid4

SIGN = "mg"

_PLAIN = re.compile(r"[A-Za-z0-9-]{1,64}")


class Names:
    """Name what one account makes."""

    def __init__(self, owner: str) -> None:
        """Make a tag of whatever tells this account from all others."""
        self.prefix = f"{SIGN}-{_digest([owner.encode()], size=4)}-"

    def of_message(self, message_id: str) -> str:
        """Return the origin of a message's transmission, by our id of the message."""
        if _PLAIN.fullmatch(message_id):
            return f"{self.prefix}{message_id}"
        return f"{self.prefix}{_digest([message_id.encode()])}"

    def of_content(self, parts: Iterable[bytes]) -> str:
        """Return the name of what equal contents share."""
        return f"{self.prefix}{_digest(parts)}"

    def of_list(self) -> str:
        """Return a new name for a group that is made for one campaign."""
        return f"{self.list_prefix}{uuid4().hex}"

    @property
    def list_prefix(self) -> str:
        """Return what names of such groups begin with."""
        return f"{self.prefix}list-"

    def is_ours(self, name: str | None) -> bool:
        """Tell whether a name is one of these."""
        return name is not None and name.startswith(self.prefix)


def _digest(parts: Iterable[bytes], *, size: int = 16) -> str:
    """Return a digest of some bytes, each with its length, in hexadecimal digits."""
    digest = blake2b(digest_size=size)
    for part in parts:
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.hexdigest()
