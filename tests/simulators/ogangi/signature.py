"""The signature of a call, as the field notes have it."""

import base64
import binascii
import hashlib
import hmac
import re

URL_SAFE = re.compile(r"[A-Za-z0-9_-]*={0,2}")


def signature_of(private_key: str, params: str) -> str:
    """Sign parameters as they stand in the URL, joined by slashes."""
    return hmac.new(private_key.encode(), params.encode(), hashlib.sha256).hexdigest()


def decoded(segment: str) -> str:
    """Decode URL-safe base64, padded or not. Raises ValueError."""
    if not URL_SAFE.fullmatch(segment):
        raise ValueError("no URL-safe base64")
    bare = segment.rstrip("=")
    try:
        return base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise ValueError("no base64 of UTF-8") from error
