"""What may be sent, and what says no."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.message_gateways.engine.guard import (
    Request,
    Spent,
    judge,
    nanos,
)
from custom_components.message_gateways.engine.limits import Limits, Tally, Unit
from tests.integration.flows import text_at

LIMITS = Limits(
    account=Tally(hour=10, day=20, month=30),
    address=Tally(hour=1, day=2, month=3),
    duplicate_window=timedelta(seconds=10),
    cost_a_day=Decimal("0.10"),
    cost_a_month=Decimal("0.50"),
)
NOTHING = Tally(hour=0, day=0, month=0)
FIRST = Request(
    copies=1,
    critical=False,
    duplicate=False,
    account=NOTHING,
    address=NOTHING,
    spent=Spent(day=Decimal(), month=Decimal()),
    cost=Decimal("0.05"),
    unit=Unit.SEGMENT,
)


@pytest.mark.parametrize(
    ("change", "code", "passes_if_critical"),
    [
        ({}, None, True),
        ({"duplicate": True}, "DUPLICATE", True),
        ({"address": replace(NOTHING, hour=1)}, "RECIPIENT_LIMIT_HOUR", True),
        ({"address": replace(NOTHING, day=1)}, None, True),
        ({"address": replace(NOTHING, day=2)}, "RECIPIENT_LIMIT_DAY", True),
        ({"address": replace(NOTHING, month=3)}, "RECIPIENT_LIMIT_MONTH", True),
        ({"account": replace(NOTHING, hour=9)}, None, True),
        ({"account": replace(NOTHING, hour=10)}, "LIMIT_HOUR", True),
        ({"account": replace(NOTHING, day=20)}, "LIMIT_DAY", True),
        ({"account": replace(NOTHING, month=31)}, "LIMIT_MONTH", True),
        ({"spent": Spent(day=Decimal("0.05"), month=Decimal("0.45"))}, None, True),
        (
            {"spent": Spent(day=Decimal("0.050000001"), month=Decimal("0.45"))},
            "COST_LIMIT_DAY",
            False,
        ),
        (
            {"spent": Spent(day=Decimal(), month=Decimal("0.46"))},
            "COST_LIMIT_MONTH",
            False,
        ),
        ({"cost": Decimal("0.11")}, "COST_LIMIT_DAY", False),
        ({"cost": Decimal()}, None, True),
        ({"cost": None}, "COST_UNKNOWN", False),
    ],
)
def test_a_message_may_leave_below_all_limits(
    change: dict[str, object], code: str | None, passes_if_critical: bool
) -> None:
    """What is critical passes all but those of money."""
    request = replace(FIRST, **change)  # type: ignore[arg-type]  # fields of a table
    refusal = judge(request, LIMITS)
    assert (refusal.code if refusal else None) == code
    critical = judge(replace(request, critical=True), LIMITS)
    assert (critical is None) is passes_if_critical


def test_without_a_limit_on_the_cost_no_price_is_needed() -> None:
    spent = Spent(day=Decimal(1000), month=Decimal(1000))
    assert judge(replace(FIRST, cost=None, spent=spent), Limits()) is None


@pytest.mark.parametrize(
    ("change", "option"),
    [
        ({"duplicate": True}, "duplicate_window"),
        ({"address": Tally(hour=9, day=9, month=9)}, "recipient_limit_hour"),
        ({"address": Tally(hour=0, day=9, month=9)}, "recipient_limit_day"),
        ({"address": Tally(hour=0, day=0, month=9)}, "recipient_limit_month"),
        ({"account": Tally(hour=99, day=99, month=99)}, "limit_hour"),
        ({"account": Tally(hour=0, day=99, month=99)}, "limit_day"),
        ({"account": Tally(hour=0, day=0, month=99)}, "limit_month"),
        ({"cost": Decimal(1)}, "cost_limit_day"),
        ({"spent": Spent(day=Decimal(), month=Decimal(1))}, "cost_limit_month"),
        *(({"cost": None, "unit": unit}, f"price_{unit}") for unit in Unit),
    ],
)
def test_a_refusal_names_the_option_as_the_form_does(
    change: dict[str, object], option: str
) -> None:
    refusal = judge(replace(FIRST, **change), LIMITS)  # type: ignore[arg-type]  # as above
    assert refusal is not None
    assert refusal.text is not None
    named = text_at("options", "step", "init", "sections", "limits", "data", option)
    assert refusal.text.endswith(f"(option {named})")


def test_an_amount_is_never_booked_as_less_than_it_is() -> None:
    assert nanos(Decimal("0.05")) == 50_000_000
    assert nanos(Decimal("0.0000000001")) == 1
