"""Accounts and their log-in."""

import base64
import binascii
from dataclasses import dataclass
from decimal import Decimal


@dataclass(slots=True, kw_only=True)
class Account:
    """One customer: log-in, money, number.

    `price` is for one segment. `number` is where replies go, `sender` is used for
    messages without `from`. Inbound messages are pushed to `inbound_url` (None: only
    pulled), in JSON or XML by `inbound_content_type`. A first word that is one of
    `keywords` is the keyword of an inbound message.
    """

    user: str
    password: str
    credit: Decimal = Decimal(100)
    currency: str = "EUR"
    price: Decimal = Decimal("0.01")
    number: str = "447700900900"
    sender: str = "InfoSMS"
    inbound_url: str | None = None
    inbound_content_type: str = "application/json"
    keywords: tuple[str, ...] = ()


def authorised(accounts: dict[str, Account], header: str | None) -> Account | None:
    """Return the account that an Authorization header logs in, or None."""
    scheme, _, encoded = (header or "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        user, _, password = (
            base64.b64decode(encoded, validate=True).decode().partition(":")
        )
    except binascii.Error, UnicodeDecodeError:
        return None
    account = accounts.get(user)
    return account if account is not None and account.password == password else None
