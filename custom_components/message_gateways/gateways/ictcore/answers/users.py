"""Parse users; password hashes are left where they are."""

from collections.abc import Mapping
from typing import Any

from ...fields import words
from ..models.users import User
from .values import flag, key


def parse_user(fields: Mapping[str, Any], known: int | None = None) -> User | None:
    """Parse a user, or None where it has no id and none is known."""
    user_id = key(fields.get("user_id")) or known
    if user_id is None:
        return None
    return User(
        user_id=user_id,
        username=words(fields.get("username")),
        first_name=words(fields.get("first_name")),
        last_name=words(fields.get("last_name")),
        phone=words(fields.get("phone")),
        email=words(fields.get("email")),
        address=words(fields.get("address")),
        company=words(fields.get("company")),
        country_id=key(fields.get("country_id")),
        language_id=words(fields.get("language_id")),
        timezone_id=key(fields.get("timezone_id")),
        active=flag(fields.get("active")),
        owner_id=key(fields.get("owner_id")),
    )
