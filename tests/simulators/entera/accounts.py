"""Accounts: who may log in, with what money and rights."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(slots=True, kw_only=True)
class Account:
    """One customer.

    Prices are for one SMS segment, one fax page, one begun minute of a call. `number`
    is where inbound messages arrive, `country` what a leading 0 stands for. `senders`
    are the names that may be sent from (empty: any that is well-formed). `forbidden`
    are methods that end with error 17 ("SendIvr"); one that is not `active` gets error
    18, one without a plan error 8.
    """

    login: str
    password: str
    user_id: int = 1
    credit: Decimal = Decimal(1000)
    sms_price: Decimal = Decimal("0.05")
    page_price: Decimal = Decimal("0.10")
    minute_price: Decimal = Decimal("0.20")
    number: str = "447700900900"
    country: str = "44"
    senders: tuple[str, ...] = ()
    active: bool = True
    has_plan: bool = True
    forbidden: frozenset[str] = frozenset()
