"""What the sandbox costs, and how it runs out of credit."""

from datetime import timedelta
from decimal import Decimal

import aiohttp
from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.message_gateways.gateways.errors import (
    TopUpError,
)
from custom_components.message_gateways.gateways.model import (
    Balance,
    Outcome,
)
from custom_components.message_gateways.gateways.sandbox.gateway import (
    SandboxGateway,
    make,
)

from .stories import START, send_one, sent, sms

ORDINARY = "+12025550123"


async def test_settings_left_out_have_defaults(session: aiohttp.ClientSession) -> None:
    """An empty account works."""
    gateway = make({}, session)
    assert await gateway.fetch_balance() == Balance(
        amount=Decimal("10.0"), currency="EUR"
    )


async def test_the_currency_is_that_of_the_account(
    session: aiohttp.ClientSession,
) -> None:
    """It rides on balance and reports."""
    gateway = make({"currency": "CHF"}, session)
    assert (await gateway.fetch_balance()).currency == "CHF"


async def test_credit_falls_by_the_price_of_each_segment(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """A text of two segments costs twice the price, and its report says so."""
    message = sms(ORDINARY, "a" * 161)
    receipt = await send_one(gateway, message)
    assert receipt.segments == 2
    assert (await gateway.fetch_balance()).amount == Decimal("9.90")
    freezer.move_to(START + timedelta(seconds=2))
    (report,) = await gateway.fetch_reports([sent(message, receipt)])
    assert (report.price, report.currency, report.segments) == (
        Decimal("0.10"),
        "EUR",
        2,
    )
    assert report.at == START + timedelta(seconds=2)


async def test_national_tables_count_in_segments(gateway: SandboxGateway) -> None:
    """As they do with every gateway."""
    turkish = "ş" * 100
    plain = await send_one(gateway, sms(ORDINARY, turkish))
    shifted = await send_one(
        gateway,
        sms(ORDINARY + "1", turkish, language="TR", locking_shift=True),
    )
    assert (plain.segments, shifted.segments) == (2, 1)


async def test_what_is_not_taken_costs_nothing(gateway: SandboxGateway) -> None:
    """Rejected, not sent, never known."""
    await gateway.send([sms(f"+4477009000{end}") for end in ("20", "21", "33", "41")])
    assert (await gateway.fetch_balance()).amount == Decimal(10)


async def test_credit_that_runs_out_rejects_for_real(
    session: aiohttp.ClientSession,
) -> None:
    """The first that can still be paid is taken, and a cheaper one after it too."""
    gateway = make({"credit": 0.15, "price": 0.05}, session)
    receipts = [
        await send_one(gateway, sms(f"{ORDINARY}{number}", "a" * length))
        for number, length in enumerate((161, 161, 1, 1))
    ]
    assert [receipt.outcome for receipt in receipts] == [
        Outcome.ACCEPTED,
        Outcome.REJECTED,
        Outcome.ACCEPTED,
        Outcome.REJECTED,
    ]
    assert [receipt.out_of_credit for receipt in receipts] == [
        False,
        True,
        False,
        True,
    ]
    assert (await gateway.fetch_balance()).amount == 0


async def test_a_lookup_costs_as_much_as_a_segment(
    session: aiohttp.ClientSession,
) -> None:
    """And is refused whole without credit."""
    gateway = make({"credit": 0.1, "price": 0.05}, session)
    await gateway.look_up([ORDINARY])
    with pytest.raises(TopUpError):
        await gateway.look_up([ORDINARY, ORDINARY])
    assert (await gateway.fetch_balance()).amount == Decimal("0.05")
