"""Tests of answers in general, and that no sample is left out."""

from decimal import Decimal

import pytest

from custom_components.message_gateways.gateways.infobip.answers import parse_balance
from custom_components.message_gateways.gateways.infobip.models import AccountBalance

from .canned import SAMPLES
from .test_answers_of_inbox import INBOX
from .test_answers_of_logs import LOGS, REPORTS
from .test_answers_of_lookups import LOOKUPS, TICKETS, UNREADABLE
from .test_answers_to_sends import SENDS
from .test_requests import POSTS
from .words import read

BALANCES = ("balance.answer.json", "balance.answer.xml")
ERRORS = ("error_unauthorized.answer.json",)


@pytest.mark.parametrize("name", BALANCES)
def test_a_balance_is_understood(name: str) -> None:
    """Money is exact."""
    assert parse_balance(read(name)) == AccountBalance(
        balance=Decimal("47.79134"), currency="EUR"
    )


def test_no_sample_of_the_document_is_left_out() -> None:
    """Every file of samples is in one of the tables of the tests."""
    answers = {*SENDS, *REPORTS, *LOGS, *INBOX, *LOOKUPS, *TICKETS}
    others = {*UNREADABLE, *BALANCES, *ERRORS}
    files = {path.name for path in SAMPLES.iterdir()}
    assert {name for name in files if ".answer." in name} == answers | others
    assert {name.partition(".")[0] for name in files if ".request." in name} == {*POSTS}
