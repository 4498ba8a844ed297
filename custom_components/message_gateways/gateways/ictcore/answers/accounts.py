"""Parse accounts; password hashes and PINs, which the server shows, are left there."""

from collections.abc import Mapping
from typing import Any

from ...fields import mapping, text, words
from ..models.accounts import Account
from .values import flag, key


def parse_account(
    fields: Mapping[str, Any], known: int | None = None
) -> Account | None:
    """Parse an account, or None where it has no id and none is known."""
    account_id = key(fields.get("account_id")) or known
    if account_id is None:
        return None
    return Account(
        account_id=account_id,
        type=words(fields.get("type")),
        username=words(fields.get("username")),
        first_name=words(fields.get("first_name")),
        last_name=words(fields.get("last_name")),
        phone=words(fields.get("phone")),
        email=words(fields.get("email")),
        address=words(fields.get("address")),
        active=flag(fields.get("active")),
        user_id=key(fields.get("user_id")) or key(fields.get("created_by")),
        settings=_settings(fields.get("settings")),
    )


def _settings(value: Any) -> Mapping[str, str]:
    """Read settings: an object, or a list where there are none."""
    read = {str(name): text(each) for name, each in mapping(value).items()}
    return {name: each for name, each in read.items() if each is not None}
