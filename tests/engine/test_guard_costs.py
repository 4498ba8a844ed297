"""What messages cost: reserved, settled, given back, and limited."""

from dataclasses import replace
from decimal import Decimal
import sqlite3

import pytest

from custom_components.message_gateways.engine.count_table import (
    ACCOUNT,
    MOST_OF_AN_HOUR,
    add,
)
from custom_components.message_gateways.engine.guard import NANO
from custom_components.message_gateways.engine.limits import Unit
from custom_components.message_gateways.engine.soundness import is_sound
from custom_components.message_gateways.engine.transitions import Change
from custom_components.message_gateways.gateways.model import (
    Attachment,
    Channel,
    Content,
    Outcome,
    Status,
)

from .guarding import FREE, LONG, PRICED, codes, take, used
from .making import ANNA, BEN, HELLO, NOW, accept, change
from .tables import hear, report

PAID = replace(PRICED, cost_a_day=Decimal("0.10"))


def test_a_cost_is_reserved_settled_and_given_back(db: sqlite3.Connection) -> None:
    """By what is known of prices."""
    rows = take(db, PAID, ANNA, BEN)
    assert used(db).spent.day == Decimal("0.10")
    assert codes(take(db, PAID)) == ["COST_LIMIT_DAY"]
    assert codes(take(db, PAID, critical=True)) == ["COST_LIMIT_DAY"]
    change(db, rows[1:], Change(status=Status.REJECTED, outcome=Outcome.REJECTED))
    assert used(db).spent.day == Decimal("0.05")
    accept(db, rows[:1])
    assert used(db).spent.day == Decimal("0.05")
    hear(db, report(f"{rows[0].id}-0", Status.DELIVERED, "0.07"))
    assert used(db).spent.day == Decimal("0.07")
    # What was really paid is the price from now on, so two more would be too much.
    limits = replace(PAID, cost_a_day=Decimal("0.14"))
    assert codes(take(db, limits, ANNA, ANNA)) == [None, "COST_LIMIT_DAY"]


def test_two_segments_cost_twice_as_much(db: sqlite3.Connection) -> None:
    assert codes(take(db, PAID, content=LONG)) == [None]
    assert used(db).spent == replace(
        used(db).spent, day=Decimal("0.10"), month=Decimal("0.10")
    )


def test_what_is_not_priced_whole_stays_reserved(db: sqlite3.Connection) -> None:
    rows = accept(db, take(db, PRICED, content=LONG), parts=2, segments=2)
    first, second = (f"{rows[0].id}-{number}" for number in range(2))
    hear(db, report(first, Status.DELIVERED, "0.02"))
    assert used(db).spent.day == Decimal("0.10")
    hear(db, report(second, Status.DELIVERED, "0.02"))
    assert used(db).spent.day == Decimal("0.04")


@pytest.mark.parametrize("price", ["8e9", "1e10", "9e15", "-1e10"])
def test_a_price_that_nobody_pays_breaks_no_count(
    db: sqlite3.Connection, price: str
) -> None:
    """Each report is taken, and the figures stay whole numbers."""
    rows = accept(db, take(db, PRICED, ANNA, BEN, ANNA))
    said = [report(f"{row.id}-0", Status.DELIVERED, price) for row in rows]
    assert hear(db, *said) == [Status.DELIVERED] * len(rows)
    assert used(db).spent.day >= 0
    assert is_sound(db)


def test_an_hour_costs_no_more_than_can_be_added_up(db: sqlite3.Connection) -> None:
    hour = int(NOW.timestamp()) // 3600 * 3600
    for _ in range(3):
        add(db, ACCOUNT, hour, 1, 2**62)
    assert used(db).spent.day == MOST_OF_AN_HOUR * NANO
    assert is_sound(db)


def test_a_message_that_was_taken_and_failed_is_paid_for_until_it_is_known(
    db: sqlite3.Connection,
) -> None:
    failed, refused = accept(db, take(db, PRICED, ANNA, BEN))
    hear(db, report(f"{failed.id}-0", Status.FAILED))
    hear(db, report(f"{refused.id}-0", Status.REJECTED))
    assert used(db).spent.day == Decimal("0.05")


@pytest.mark.parametrize(
    ("content", "cost"),
    [
        (HELLO, "0.05"),
        (LONG, "0.10"),
        (Content(channel=Channel.VIBER, text="x" * 500), "0.05"),
        (Content(channel=Channel.VOICE, text="Smoke"), "0.2"),
        (Content(channel=Channel.EMAIL, text="Smoke"), "0.001"),
        (Content(channel=Channel.FAX, text="Permit"), "0.1"),
        (
            Content(
                channel=Channel.FAX,
                attachments=(
                    Attachment(
                        name="permit.pdf",
                        content_type="application/pdf",
                        data=b"<< /Type /Pages >> << /Type /Page >> <</Type/Page>>",
                    ),
                    Attachment(
                        name="plan.tiff", content_type="image/tiff", data=b"II*"
                    ),
                ),
            ),
            "0.3",
        ),
    ],
)
def test_a_cost_is_expected_by_what_the_channel_is_paid_by(
    db: sqlite3.Connection, content: Content, cost: str
) -> None:
    prices = ("0.05", "0.1", "0.2", "0.001")
    limits = replace(FREE, prices=dict(zip(Unit, map(Decimal, prices), strict=True)))
    take(db, limits, content=content)
    assert used(db).spent.day == Decimal(cost)


def test_the_price_of_a_country_goes_before_that_of_others(
    db: sqlite3.Connection,
) -> None:
    abroad = "+12025550100"
    rows = accept(db, take(db, FREE, ANNA))
    hear(db, report(f"{rows[0].id}-0", Status.DELIVERED, "0.03"))
    assert used(db).spent.day == Decimal("0.03")
    take(db, PRICED, abroad)
    assert used(db).spent.day == Decimal("0.06")
    rows = accept(db, take(db, PRICED, abroad))
    hear(db, report(f"{rows[0].id}-0", Status.DELIVERED, "0.01"))
    take(db, PRICED, BEN)
    assert used(db).spent.day == Decimal("0.10")


def test_a_message_without_a_price_does_not_pass_a_limit_on_the_cost(
    db: sqlite3.Connection,
) -> None:
    fax = Content(channel=Channel.FAX, text="Permit")
    assert codes(take(db, PAID, content=fax)) == ["COST_UNKNOWN"]
    assert codes(take(db, PRICED, content=fax)) == [None]
