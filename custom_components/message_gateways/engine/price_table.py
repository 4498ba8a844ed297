"""What messages have cost by the unit; each function is one piece of a transaction."""

from decimal import Decimal
import sqlite3

from ..gateways.model import Channel
from ..gateways.numbers import calling_code
from .guard import Price
from .limits import UNIT_OF, Limits, Unit
from .rows import MessageRow

ANYWHERE = ""


def price_of(
    connection: sqlite3.Connection, channel: Channel, address: str, limits: Limits
) -> Price | None:
    """Return the price of one unit: the last known of the country, else of the channel.

    Else it is what the user has entered, or None.
    """
    found = connection.execute(
        """
        SELECT price, currency FROM guard_prices
        WHERE channel = ? AND calling_code IN (?, ?)
        ORDER BY calling_code DESC LIMIT 1
        """,
        (channel, calling_code(address), ANYWHERE),
    ).fetchone()
    if found is not None:
        return Price(
            amount=Decimal(found["price"]),
            currency=found["currency"] or limits.currency,
        )
    entered = limits.prices.get(UNIT_OF[channel])
    if entered is None:
        return None
    return Price(amount=entered, currency=limits.currency)


def known_units(connection: sqlite3.Connection) -> frozenset[Unit]:
    """Return of which units earlier messages have told a price."""
    found = connection.execute("SELECT DISTINCT channel FROM guard_prices")
    return frozenset(UNIT_OF[Channel(row["channel"])] for row in found.fetchall())


def learn_price(connection: sqlite3.Connection, row: MessageRow) -> None:
    """Remember what one unit has cost; that a message cost nothing teaches nothing."""
    if not row.price:
        return
    by_unit = {Channel.SMS: row.segments, Channel.FAX: row.pages}.get(row.channel)
    price = str(row.price / (by_unit or 1))
    connection.executemany(
        """
        INSERT OR REPLACE INTO guard_prices (channel, calling_code, price, currency)
        VALUES (?, ?, ?, ?)
        """,
        [
            (row.channel, code, price, row.currency)
            for code in {calling_code(row.address), ANYWHERE}
        ],
    )
