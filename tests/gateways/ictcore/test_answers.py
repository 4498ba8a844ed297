"""Tests that what a real server answered is read as it is meant."""

from datetime import UTC, datetime
import json
from typing import Any

import pytest

from custom_components.message_gateways.gateways.errors import UnreadableAnswerError
from custom_components.message_gateways.gateways.ictcore.answers.accounts import (
    parse_account,
)
from custom_components.message_gateways.gateways.ictcore.answers.campaigns import (
    parse_campaign,
)
from custom_components.message_gateways.gateways.ictcore.answers.contacts import (
    once,
    parse_contact,
    parse_group,
)
from custom_components.message_gateways.gateways.ictcore.answers.messages import (
    parse_document,
    parse_recording,
    parse_template,
    parse_text,
)
from custom_components.message_gateways.gateways.ictcore.answers.programs import (
    parse_program,
)
from custom_components.message_gateways.gateways.ictcore.answers.providers import (
    parse_provider,
)
from custom_components.message_gateways.gateways.ictcore.answers.statistics import (
    parse_statistics,
)
from custom_components.message_gateways.gateways.ictcore.answers.transmissions import (
    parse_result,
    parse_spool,
    parse_transmission,
    parse_transmission_row,
)
from custom_components.message_gateways.gateways.ictcore.answers.users import (
    parse_user,
)
from custom_components.message_gateways.gateways.ictcore.answers.values import (
    flag,
    parse_id,
    parse_object,
    parse_rows,
    parse_status,
    stamp,
)
from custom_components.message_gateways.gateways.ictcore.models.transmissions import (
    SpoolResult,
)

from . import samples
from .read_samples import AT, LISTS, READ


@pytest.mark.parametrize(("parse", "sample", "expected"), READ.values(), ids=READ)
def test_a_sample_is_read(parse: Any, sample: bytes, expected: object) -> None:
    """Texts for numbers, null for nothing, and no secret kept."""
    found = parse(json.loads(sample))
    assert found == expected
    for secret in (samples.HASH, samples.PIN, "cl3arText", "eyJ0eXAi"):
        assert secret not in repr(found)


@pytest.mark.parametrize(("parse", "sample", "expected"), LISTS.values(), ids=LISTS)
def test_a_list_is_read(parse: Any, sample: bytes, expected: object) -> None:
    """It has other fields than what is asked for alone."""
    rows = [*json.loads(sample), {}, None, "x"]
    assert parse_rows(rows, parse) == (expected,)
    # So PHP writes a list out of which something was taken.
    gaps = {str(number): row for number, row in enumerate(rows)}
    assert parse_rows(gaps, parse) == (expected,)
    assert parse_rows([], parse) == ()


def test_the_steps_of_an_attempt_are_read() -> None:
    """A fax has four, of which one counts its pages."""
    rows = parse_rows(json.loads(samples.FAX_RESULTS), parse_result)
    assert [(row.name, row.data) for row in rows] == [
        ("originate", "success"),
        ("pages", "1"),
        ("fax_send", "success"),
        ("disconnect", "success"),
    ]
    assert rows[1] == SpoolResult(
        spool_result_id=5,
        spool_id=12,
        application_id=3,
        type="info",
        name="pages",
        data="1",
        created_at=datetime.fromtimestamp(1795229969, UTC),
    )
    assert parse_result({}) is None


def test_a_contact_of_many_groups_is_listed_once() -> None:
    """The server lists it once for each."""
    rows = json.loads(samples.CONTACTS) * 3
    assert once(parse_rows(rows, parse_contact)) == once(
        parse_rows(rows[:1], parse_contact)
    )


def test_what_can_not_be_created_shows_in_the_counts() -> None:
    """Release 2.1.0 has others."""
    for sample, unfinished in [
        (samples.STATISTICS, False),
        (samples.STATISTICS_OF_2_1_0, True),
    ]:
        assert parse_statistics(json.loads(sample)).of_unfinished_release is unfinished


@pytest.mark.parametrize(
    ("value", "expected"), [(1, 1), ("1", 1), (0, None), (True, None), (None, None)]
)
def test_a_bare_id_is_a_number_or_a_text(value: object, expected: int | None) -> None:
    """And nothing else is one."""
    if expected is None:
        with pytest.raises(UnreadableAnswerError):
            parse_id(value)
    else:
        assert parse_id(value) == expected


def test_a_status_is_a_bare_word() -> None:
    """In small letters, whatever it is."""
    assert parse_status("Completed ") == "completed"
    odd: object
    for odd in (None, 1, "", " ", {}, []):
        with pytest.raises(UnreadableAnswerError):
            parse_status(odd)


def test_a_yes_or_no_is_written_in_many_ways() -> None:
    """As the database has it, or as it was put."""
    assert [flag(each) for each in ("1", 1, True, "0", 0, False, None, "x")] == [
        *[True] * 3,
        *[False] * 3,
        None,
        None,
    ]


def test_a_time_is_in_epoch_seconds() -> None:
    """Nothing is none."""
    assert stamp("1795229907") == stamp(1795229907) == AT
    assert [stamp(each) for each in (None, "", "0", 0, "-1", "x")] == [None] * 6


@pytest.mark.parametrize("odd", [None, 1, "x", {"a": 1}, True])
def test_what_is_no_list_is_told(odd: object) -> None:
    """It is no empty one."""
    with pytest.raises(UnreadableAnswerError):
        parse_rows(odd, parse_contact)


def test_what_is_no_object_is_told() -> None:
    """Nor are counts where there are none."""
    odd: object
    for odd in (None, 1, "x", []):
        with pytest.raises(UnreadableAnswerError):
            parse_object(odd)
        with pytest.raises(UnreadableAnswerError):
            parse_statistics(odd)


def test_settings_and_files_may_be_an_empty_list() -> None:
    """PHP has one kind of both."""
    account = parse_account({"account_id": 1, "settings": []})
    assert account is not None
    assert account.settings == {}
    for value, files in [([], ()), ("x", ()), (1, ()), (["a", None], ("a",))]:
        template = parse_template({"template_id": 1, "aAttachment": value})
        assert template is not None
        assert template.files == files


@pytest.mark.parametrize(
    "parse",
    [
        parse_account,
        parse_campaign,
        parse_contact,
        parse_document,
        parse_group,
        parse_program,
        parse_provider,
        parse_recording,
        parse_spool,
        parse_template,
        parse_text,
        parse_transmission,
        parse_transmission_row,
        parse_user,
    ],
)
def test_what_has_no_id_is_nothing(parse: Any) -> None:
    """A server says so of what does not exist."""
    assert parse({}) is None
