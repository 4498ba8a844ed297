"""Tests of what the provider's codes mean to us."""

import pytest

from custom_components.message_gateways.gateways.infobip.codes import (
    ERROR_GROUPS,
    ERRORS,
    GROUPS,
    PERMANENT_ERRORS,
    STATUSES,
    ErrorGroup,
    Group,
    group_of,
    is_duplicate,
    is_out_of_credit,
    status_of,
)
from custom_components.message_gateways.gateways.infobip.models import Fault, State
from custom_components.message_gateways.gateways.model import Detail, Status

MEANINGS = {
    0: Status.ACCEPTED,
    1: Status.ACCEPTED,
    2: Status.SENT,
    3: Status.SENT,
    4: Status.FAILED,
    5: Status.DELIVERED,
    6: Status.REJECTED,
    7: Status.ACCEPTED,
    8: Status.REJECTED,
    9: Status.FAILED,
    10: Status.REJECTED,
    11: Status.REJECTED,
    12: Status.REJECTED,
    13: Status.REJECTED,
    14: Status.REJECTED,
    15: Status.EXPIRED,
    16: Status.REJECTED,
    17: Status.REJECTED,
    18: Status.REJECTED,
    19: Status.REJECTED,
    20: Status.REJECTED,
    21: Status.REJECTED,
    22: Status.EXPIRED,
    23: Status.REJECTED,
    24: Status.REJECTED,
    25: Status.REJECTED,
    52: Status.REJECTED,
}


def test_every_status_of_the_table_has_a_meaning_here() -> None:
    """The two tables have the same rows."""
    assert set(MEANINGS) == set(STATUSES)


@pytest.mark.parametrize(("code", "meaning"), MEANINGS.items())
def test_a_status_means_the_same_by_name_by_group_and_alone(
    code: int, meaning: Status
) -> None:
    """Whatever of group name, group id and id an answer has, the meaning is one."""
    group = STATUSES[code].group
    number = {name: number for number, name in GROUPS.items()}[group]
    assert status_of(number, group, code) is meaning
    assert status_of(None, group, code) is meaning
    assert status_of(number, None, code) is meaning
    assert status_of(None, None, code) is meaning


@pytest.mark.parametrize(
    ("group_id", "group_name", "status_id", "group"),
    [
        (7, "PENDING", 7, Group.PENDING),
        (0, "Queue/Accepted", 0, Group.ACCEPTED),
        (1, "Pending", 3, Group.PENDING),
        (5, "DELIVERED", 5, Group.DELIVERED),
        (3, "SOMETHING_NEW", 5, Group.PENDING),
        (9, "SOMETHING_NEW", 999, Group.PENDING),
        (9, None, 5, Group.PENDING),
        (5, None, 999, Group.REJECTED),
        (None, None, 999, Group.PENDING),
        (None, None, None, Group.PENDING),
    ],
)
def test_the_name_of_a_group_is_trusted_and_an_unheard_of_one_is_pending(
    group_id: int | None, group_name: str | None, status_id: int | None, group: Group
) -> None:
    """A number that does not fit the name changes nothing."""
    assert group_of(group_id, group_name, status_id) is group


def test_pending_and_unheard_of_statuses_are_still_under_way() -> None:
    """A message is never ended by a code nobody knows."""
    assert status_of(9, "SOMETHING_NEW", 999) is Status.ACCEPTED


def test_the_id_of_another_group_does_not_make_a_message_sent() -> None:
    """Only `delivered to operator` of the group of the delivered is handed on."""
    assert status_of(5, "REJECTED", 2) is Status.REJECTED
    assert status_of(3, "DELIVERED", 3) is Status.DELIVERED


@pytest.mark.parametrize(
    ("code", "permanent"),
    [(1, True), (27, False), (255, True), (500, False), (4101, True), (4102, False)],
)
def test_some_errors_are_permanent(code: int, permanent: bool) -> None:
    """The document's last column is kept."""
    assert (code in PERMANENT_ERRORS) is permanent


def test_the_tables_of_errors_are_whole() -> None:
    """All of the document's rows are there."""
    assert len(ERRORS) == 84
    assert len(PERMANENT_ERRORS) == 15
    assert set(ERRORS) >= PERMANENT_ERRORS
    assert ERRORS[27] == "EC_ABSENT_SUBSCRIBER"
    assert tuple(ERROR_GROUPS.values()) == tuple(ErrorGroup)


def test_want_of_credit_and_repetition_are_told_by_their_codes() -> None:
    """Nothing else is taken for them."""
    assert is_out_of_credit(Detail(code="12"))
    assert is_duplicate(Detail(code="23"))
    for other in (None, Detail(), Detail(code="6")):
        assert not is_out_of_credit(other)
        assert not is_duplicate(other)


def test_a_status_is_told_in_the_provider_s_words_with_what_to_do() -> None:
    """Description and action become one text."""
    state = State(
        id=52,
        name="REJECTED_DESTINATION",
        description="Invalid destination address.",
        action="Check to parameter.",
    )
    assert str(state.detail) == (
        "52 REJECTED_DESTINATION: Invalid destination address. Check to parameter"
    )
    assert str(State(description="System error").detail) == "System error"


def test_no_error_has_no_words() -> None:
    """Error 0 is none."""
    assert Fault(id=0, name="NO_ERROR", description="No Error").detail is None
    assert Fault(id=27, name="EC_ABSENT_SUBSCRIBER").detail == Detail(
        code="27", name="EC_ABSENT_SUBSCRIBER"
    )
