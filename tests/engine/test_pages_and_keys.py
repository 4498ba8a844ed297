"""What reports of faxes and calls tell beside the status: pages and keys."""

from dataclasses import replace
from decimal import Decimal
import sqlite3

from custom_components.message_gateways.engine import counters
from custom_components.message_gateways.engine.transitions import Change
from custom_components.message_gateways.gateways.model import (
    Channel,
    Content,
    Outcome,
    Status,
)

from .making import accept, change, insert, receipt
from .tables import hear, only, report, told

FAX = Content(channel=Channel.FAX, text="Three loaves, please")
CALL = Content(channel=Channel.VOICE, text="Press 1 to stop the alarm")


def test_the_pages_of_a_fax_are_counted_once_they_are_known(
    db: sqlite3.Connection,
) -> None:
    """A later count takes the place of an earlier one, and none takes nothing away."""
    accept(db, insert(db, "m1", content=FAX))
    hear(db, replace(report("m1-0", Status.SENT), pages=2))
    assert (only(db).pages, counters.read(db).pages) == (2, 2)
    hear(db, replace(report("m1-0", Status.SENT), pages=3))
    hear(db, report("m1-0", Status.DELIVERED))
    assert (only(db).pages, counters.read(db).pages) == (3, 3)


def test_what_two_messages_have_in_common_is_counted_and_paid_for_once(
    db: sqlite3.Connection,
) -> None:
    """A fax to a number that two recipients have goes out once."""
    rows = insert(db, "m1", "m2", content=FAX)
    for row in rows:
        taken = receipt(Outcome.ACCEPTED, "g1", message_id=row.id)
        accepted = Change(
            status=Status.ACCEPTED,
            outcome=Outcome.ACCEPTED,
            followed=True,
            receipt=taken,
        )
        change(db, [row], accepted)
    priced = replace(report("g1", Status.DELIVERED, "0.30"), pages=3)
    assert hear(db, priced) == [Status.DELIVERED] * 2
    assert hear(db, priced) == []
    figures = counters.read(db)
    assert (figures.pages, figures.cost) == (3, {"EUR": Decimal("0.30")})
    assert figures.delivered == 2


def test_a_key_that_was_pressed_is_told_of_once(db: sqlite3.Connection) -> None:
    """With the status, or after it."""
    accept(db, insert(db, "m1", "m2", content=CALL))
    pressed = replace(
        report("m1-0", Status.DELIVERED), key_pressed="1", event="key_pressed"
    )
    assert hear(db, pressed) == [Status.DELIVERED]
    assert only(db).key_pressed == "1"
    assert hear(db, pressed, replace(pressed, key_pressed=None, event=None)) == []
    assert only(db).key_pressed == "1"
    silent = replace(report("m2-0", Status.DELIVERED), key_pressed="")
    assert hear(db, silent) == [Status.DELIVERED]
    assert only(db, "m2").key_pressed == ""
    assert [kind for who, kind in told(db) if who == "m1"][2:] == [
        "delivered",
        "key_pressed",
    ]
    assert "key_pressed" not in [kind for who, kind in told(db) if who == "m2"]
