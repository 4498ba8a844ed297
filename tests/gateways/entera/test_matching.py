"""Numbers are known again, however they come back."""

from dataclasses import dataclass

import pytest

from custom_components.message_gateways.gateways.entera.matching import (
    may_be_same,
    plain,
    rows_by_number,
)


@dataclass(frozen=True)
class Row:
    """A row about a number."""

    number: str


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("905350000001", "905350000001"),
        ("905350000001", "+905350000001"),
        ("905350000001", "+90 (535) 000 00 01"),
        ("902123558444", "00902123558444"),
        ("905324676407", "05324676407"),
        ("905324676407", "5324676407"),
        ("05324676407", "905324676407"),
        ("05324676407", "5324676407"),
        ("390612345678", "0612345678"),
        ("12025550100", "2025550100"),
    ],
)
def test_a_number_is_known_again(ours: str, theirs: str) -> None:
    row = Row(theirs)
    assert rows_by_number([ours], [row]) == {ours: [row]}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("905350000001", "905350000002"),
        ("905350000001", "05350000002"),
        ("905350000001", "0001"),
        ("905350000001", ""),
        ("905350000001", "TEST"),
        ("44447700900123", "0900123"),
    ],
)
def test_another_number_is_another(ours: str, theirs: str) -> None:
    assert rows_by_number([ours], [Row(theirs)]) == {}


def test_a_number_that_may_be_of_two_is_given_to_neither() -> None:
    assert rows_by_number(["905324676407", "445324676407"], [Row("05324676407")]) == {}


def test_a_number_written_whole_is_not_taken_for_a_national_one() -> None:
    ours = ["12025550100", "2025550100"]
    rows = [Row("12025550100"), Row("2025550100")]
    assert rows_by_number(ours, rows) == {ours[0]: [rows[0]], ours[1]: [rows[1]]}


def test_a_number_has_all_its_rows() -> None:
    rows = [Row("05324676407"), Row("00905324676407")]
    assert rows_by_number(["905324676407"], rows) == {"905324676407": rows}


def test_what_has_no_digits_stands_for_itself() -> None:
    assert plain(" TEST ") == "TEST"
    assert plain("+44 7700 900123") == "447700900123"
    assert not may_be_same("0012345", "9")
