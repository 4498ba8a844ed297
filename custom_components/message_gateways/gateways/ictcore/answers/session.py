"""Parse what a log-in brings."""

from base64 import urlsafe_b64decode
from datetime import timedelta
import json
import re
from typing import Any

from ...errors import UnreadableAnswerError
from ...fields import mapping, words
from ..models.session import SignIn
from .values import flag, key, number

# What may stand in a header, and no more of it than servers take.
_TOKEN = re.compile(r"[\x21-\x7e]{1,7000}")


def parse_sign_in(document: Any) -> SignIn:
    """Parse the answer to a log-in; raises UnreadableAnswerError."""
    fields = mapping(document)
    token = words(fields.get("token") or fields.get("access_token"))
    if token is None or not _TOKEN.fullmatch(token):
        raise UnreadableAnswerError("the answer has no token")
    seconds = number(fields.get("expires_in")) or seconds_of(token)
    return SignIn(
        token=token,
        user_id=key(fields.get("user_id")),
        first_name=words(fields.get("first_name")),
        last_name=words(fields.get("last_name")),
        phone=words(fields.get("phone")),
        email=words(fields.get("email")),
        active=flag(fields.get("active")),
        lifetime=timedelta(seconds=seconds) if seconds else None,
    )


def seconds_of(token: str) -> int | None:
    """Read how long a token is valid out of its own words (RFC 7519)."""
    try:
        written = token.split(".")[1]
        claims = mapping(json.loads(urlsafe_b64decode(f"{written}===")))
    except ValueError, IndexError, RecursionError:
        return None
    begin, end = number(claims.get("iat")), number(claims.get("exp"))
    return None if begin is None or end is None else max(end - begin, 0) or None
