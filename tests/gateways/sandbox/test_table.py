"""Every row of the magic numbers and texts, seen to work."""

from collections.abc import Set as AbstractSet
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.message_gateways.gateways.model import (
    Channel,
    Content,
    KeyPresses,
    Message,
    NumberFacts,
    Status,
)
from custom_components.message_gateways.gateways.numbers import NumberRule, normalise
from custom_components.message_gateways.gateways.sandbox.gateway import SandboxGateway
from custom_components.message_gateways.gateways.sandbox.journey import journey_of
from custom_components.message_gateways.gateways.sandbox.magic_numbers import (
    LONG_REPLY,
    NUMBERS,
)
from custom_components.message_gateways.gateways.sandbox.magic_texts import TEXTS
from custom_components.message_gateways.gateways.sandbox.table import (
    course_of,
    magic_table,
)
from custom_components.message_gateways.gateways.sms import Encoding, measure

from .stories import live_through, sms, written

ANY_NUMBER = "+12025550123"
DELIVERED = ["0 accepted", "1 sent", "2 delivered"]

NUMBER_STORIES: dict[str, list[str]] = {
    "00": DELIVERED,
    "01": ["0 accepted for good"],
    "02": ["0 accepted", "1 sent"],
    "03": [*DELIVERED, "5 read"],
    "04": ["0 accepted", "1 sent", "30 delivered"],
    "05": ["0 accepted", "1 sent", "60 delivered"],
    "06": ["0 accepted", "1 sent", "600 delivered"],
    "10": ["0 accepted", "1 sent", "2 failed ABSENT_SUBSCRIBER"],
    "11": ["0 accepted", "1 sent", "10 expired VALIDITY_OVER"],
    "20": ["0 rejected"],
    "21": ["0 rejected without credit"],
    "30": ["0 unknown", "1 found", "2 delivered"],
    "31": ["0 unknown", "1 ask_later", "10 found", "11 sent", "20 delivered"],
    "32": ["0 unknown", "1 accepted", "2 sent", "5 delivered"],
    "33": ["0 unknown", "1 stays_unknown"],
    "40": ["0 not_sent", "30 accepted", "31 sent", "32 delivered"],
    "41": ["0 not_sent"],
    "42": ["0 SignInAgainError"],
    "50": [*DELIVERED, "5 reply YES"],
    "51": [*DELIVERED, "5 reply The door is open"],
    "52": [*DELIVERED, "5 reply STOP"],
    "53": [*DELIVERED, f"5 reply {LONG_REPLY}"],
    "60": DELIVERED,
    "61": ["0 accepted", "1 sent", "5 delivered keys 1"],
    "62": ["0 accepted", "1 sent", "5 delivered keys 2"],
    "63": ["0 accepted", "1 sent", "5 delivered keys"],
    "64": ["0 accepted", "1 sent", "5 failed BUSY"],
    "65": ["0 accepted", "1 sent", "5 failed NO_ANSWER"],
    "70": ["0 accepted", "1 sent", "2 failed NOT_ON_VIBER"],
    "71": ["0 accepted", "1 sent", "5 delivered", "8 reply"],
}

TEXT_STORIES: dict[str, list[str]] = {
    "#delay 30": ["0 accepted", "1 sent", "30 delivered"],
    "#read": [*DELIVERED, "5 read"],
    "#fail": ["0 accepted", "1 sent", "2 failed ABSENT_SUBSCRIBER"],
    "#expire": ["0 accepted", "1 sent", "10 expired VALIDITY_OVER"],
    "#reject": ["0 rejected"],
    "#nocredit": ["0 rejected without credit"],
    "#unknown": ["0 unknown", "1 found", "2 delivered"],
    "#unknown lost": ["0 unknown", "1 accepted", "2 sent", "5 delivered"],
    "#unknown forever": ["0 unknown", "1 stays_unknown"],
    "#key 5": ["0 accepted", "1 sent", "5 delivered keys 5"],
    "#nokey": ["0 accepted", "1 sent", "5 delivered keys"],
    "#busy": ["0 accepted", "1 sent", "5 failed BUSY"],
    "#noanswer": ["0 accepted", "1 sent", "5 failed NO_ANSWER"],
    "#outage 60": ["0 TryLaterError", "60 accepted", "61 sent", "62 delivered"],
    "#reply Yes please": [*DELIVERED, "5 reply Yes please"],
}


def of_row(
    on: AbstractSet[Channel], to: str, text: str = "The door is open"
) -> Message:
    """Write a message of the first channel that a row is for; calls ask for keys."""
    channel = next(each for each in Channel if each in on)
    keys = KeyPresses(digits=1) if channel is Channel.VOICE else None
    return written(channel, to, text, keys=keys)


@pytest.mark.parametrize(("suffix", "story"), NUMBER_STORIES.items())
async def test_a_magic_number_does_what_its_row_says(
    gateway: SandboxGateway,
    freezer: FrozenDateTimeFactory,
    suffix: str,
    story: list[str],
) -> None:
    """Each number has its story."""
    (row,) = [each for each in NUMBERS if each.suffix == suffix]
    message = of_row(row.on, f"+4477009000{suffix}")
    assert await live_through(gateway, message, freezer) == story


@pytest.mark.parametrize(("text", "story"), TEXT_STORIES.items())
@pytest.mark.parametrize("number", [ANY_NUMBER, "+447700900020"])
async def test_a_magic_text_does_what_its_row_says_whatever_the_number(
    gateway: SandboxGateway,
    freezer: FrozenDateTimeFactory,
    number: str,
    text: str,
    story: list[str],
) -> None:
    """Each text has its story, and goes before the number."""
    (row,) = [each for each in TEXTS if each.written == text]
    message = of_row(row.on, number, text)
    assert await live_through(gateway, message, freezer) == story


@pytest.mark.parametrize(
    "to",
    [each.number for each in NUMBERS if Channel.SMS not in each.on],
)
async def test_a_number_of_another_channel_is_an_ordinary_one(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory, to: str
) -> None:
    """What is said of calls is said of calls alone."""
    assert await live_through(gateway, sms(to), freezer) == DELIVERED


def test_every_row_has_a_story() -> None:
    """A row that is added needs one."""
    assert [row.suffix for row in NUMBERS] == list(NUMBER_STORIES)
    assert {row.written for row in TEXTS} == set(TEXT_STORIES)


async def test_every_other_number_is_delivered_after_2_seconds(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """Numbers that are in no row are ordinary."""
    for number in (ANY_NUMBER, "+447700900999", "+447700900100", "+10"):
        assert await live_through(gateway, sms(number), freezer) == DELIVERED


@pytest.mark.parametrize(
    ("text", "story"),
    [
        ("  #FAIL the pump", ["0 accepted", "1 sent", "2 failed ABSENT_SUBSCRIBER"]),
        ("#delay 5 the pump", ["0 accepted", "1 sent", "5 delivered"]),
        ("#Unknown Forever and ever", ["0 unknown", "1 stays_unknown"]),
        ("#reply  two\nlines ", [*DELIVERED, "5 reply two\nlines"]),
        ("#delay\n5\nseconds", ["0 accepted", "1 sent", "5 delivered"]),
    ],
)
async def test_a_magic_text_is_told_by_its_first_words(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory, text: str, story: list[str]
) -> None:
    """Case, spaces and what comes after do not matter."""
    assert await live_through(gateway, sms(ANY_NUMBER, text), freezer) == story


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "Please #fail",
        "#failure",
        "#delay",
        "#delay soon",
        "#delay 0",
        "#delay -5",
        "#delay 1.5",
        "#delay ٣",
        "#delay 172801",
        "#delay " + "9" * 5000,
        "#outage",
        "#reply",
        "#reply   ",
        "#busy",
        "#key 5",
    ],
)
def test_what_does_not_fit_the_table_is_just_a_text(text: str) -> None:
    """Then the number decides."""
    assert course_of(ANY_NUMBER, text, Channel.SMS) == NUMBERS[0].course


@pytest.mark.parametrize("text", ["#key", "#key five", "#key ٣", "#key " + "1" * 97])
def test_keys_that_no_telephone_has_are_just_a_text(text: str) -> None:
    assert course_of(ANY_NUMBER, text, Channel.VOICE) == NUMBERS[0].course


@pytest.mark.parametrize(
    ("number", "status", "answers"),
    [
        (ANY_NUMBER, Status.DELIVERED, (True, False, False)),
        ("+447700900010", Status.FAILED, (False, False, None)),
        ("+447700900011", Status.FAILED, (False, False, None)),
        ("+447700900020", Status.REJECTED, (None, None, None)),
        ("+447700900060", Status.DELIVERED, (True, True, True)),
    ],
)
async def test_a_lookup_says_what_the_table_says(
    gateway: SandboxGateway,
    number: str,
    status: Status,
    answers: tuple[bool | None, bool | None, bool | None],
) -> None:
    """Each finding is there: reachable, ported, roaming."""
    (facts,) = await gateway.look_up([number])
    assert (facts.number, facts.status) == (number, status)
    assert (facts.reachable, facts.ported, facts.roaming) == answers


async def test_a_lookup_of_many_numbers_says_something_about_each(
    gateway: SandboxGateway,
) -> None:
    """In the order they were asked."""
    numbers = [row.number for row in NUMBERS]
    facts = await gateway.look_up(numbers)
    assert [each.number for each in facts] == numbers
    assert all(isinstance(each, NumberFacts) for each in facts)


def test_magic_numbers_are_real_numbers_of_no_one() -> None:
    """A number passes the check of numbers, of the sandbox and of any gateway."""
    for row in NUMBERS:
        for rule in (NumberRule.MAGIC, NumberRule.E164):
            assert normalise(row.number, rule, None).value == row.number


def test_the_long_reply_needs_several_segments_and_surrogate_pairs() -> None:
    """It is worth its row."""
    parts = measure(LONG_REPLY)
    assert parts.encoding is Encoding.UCS2
    assert parts.segments > 2
    assert any(character > "\uffff" for character in LONG_REPLY)


def test_the_magic_table_shows_every_row_once() -> None:
    """It is two tables in Markdown."""
    numbers, texts = magic_table().split("\n\n")
    assert numbers.splitlines()[:3] == [
        "| Number | What happens | A lookup says |",
        "|-|-|-|",
        f"| `+44 7700 900000` | {NUMBERS[0].what} | Reachable. |",
    ]
    assert len(numbers.splitlines()) == 2 + len(NUMBERS)
    assert len(texts.splitlines()) == 2 + len(TEXTS)
    assert "| `#delay 30` | Delivered after so many seconds" in texts
    assert magic_table().endswith("|\n")


def test_validity_ends_a_message_that_is_not_delivered_in_time() -> None:
    """What is delivered in time stays delivered, what fails still fails."""
    minute = timedelta(minutes=1)
    for text, validity, end in [
        ("#delay 600", minute, (Status.EXPIRED, 60)),
        ("#delay 30", minute, (Status.DELIVERED, 30)),
        ("#delay 30", None, (Status.DELIVERED, 30)),
        ("#expire", minute, (Status.EXPIRED, 60)),
        ("#expire", timedelta(milliseconds=1), (Status.EXPIRED, 1)),
        ("#read", timedelta(seconds=3), (Status.READ, 5)),
        ("#read", timedelta(seconds=1), (Status.EXPIRED, 1)),
        ("#fail", timedelta(seconds=1), (Status.FAILED, 2)),
    ]:
        content = Content(channel=Channel.SMS, text=text, validity=validity)
        journey = journey_of(course_of(ANY_NUMBER, text, Channel.SMS), content)
        assert (journey.end, journey.after) == end, (text, validity)
