"""Write the path of a call and sign it (field-notes.md, Signature)."""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
import hashlib
import hmac
from urllib.parse import quote

from ..errors import ChangeRequestError

# Servers and proxies take these segments out of a path, which breaks the signature.
_LOST_ON_THE_WAY = frozenset({"", ".", ".."})


def can_be_carried(value: str) -> bool:
    """Tell whether a value arrives as a segment of a path."""
    return value not in _LOST_ON_THE_WAY


def encode(text: str) -> str:
    """Encode a text as base64 of UTF-8: the alphabet for URLs, without padding."""
    return urlsafe_b64encode(text.encode("utf-8", "replace")).decode().rstrip("=")


def sign(private_key: str, params: str) -> str:
    """Sign the parameters of a call as they stand in its URL: 64 hex digits."""
    return hmac.new(private_key.encode(), params.encode(), hashlib.sha256).hexdigest()


def signed_path(
    method: str, params: Sequence[str], *, public_key: str, private_key: str
) -> str:
    """Write a call below the base address, each segment percent-encoded once.

    Raises ChangeRequestError for a parameter that a path can't carry.
    """
    if not all(map(can_be_carried, params)):
        raise ChangeRequestError("a field is empty or only dots")
    signed = "/".join(_segment(one) for one in params)
    signature = sign(private_key, signed)
    return f"/rest/api/{method}/{signed}/{_segment(public_key)}/{signature}"


def _segment(value: str) -> str:
    """Write one segment of a path."""
    return quote(value, safe="", errors="replace")
