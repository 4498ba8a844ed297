"""How messages go their way on each channel, and what is paid for them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.message_gateways.gateways.model import (
    Attachment,
    Channel,
    Content,
    InboundMessage,
    KeyPresses,
    Report,
    Status,
)
from custom_components.message_gateways.gateways.sandbox.course import Course, Why
from custom_components.message_gateways.gateways.sandbox.gateway import SandboxGateway
from custom_components.message_gateways.gateways.sandbox.journey import (
    Journey,
    journey_of,
)

from .stories import START, live_through, send_one, sent, sms, standing, written

ORDINARY = "+12025550123"
PDF = Attachment(
    name="plan.pdf",
    content_type="application/pdf",
    data=b"<< /Type /Pages >> << /Type /Page >> << /Type/Page\n>>",
)
BUSY = Course(end=Status.FAILED, why=Why.BUSY)
SILENT = Course(end=Status.FAILED, why=Why.NO_ANSWER)
PRESSES = Course(keys="123")


async def report_of(
    gateway: SandboxGateway,
    freezer: FrozenDateTimeFactory,
    channel: Channel,
    to: str = ORDINARY,
    text: str = "The door is open",
    **fields: Any,
) -> Report:
    """Return what is said of a message after a minute."""
    message = written(channel, to, text, **fields)
    receipt = await send_one(gateway, message)
    freezer.tick(timedelta(minutes=1))
    (report,) = await gateway.fetch_reports([sent(message, receipt)])
    return report


@pytest.mark.parametrize(
    ("channel", "story"),
    [
        (Channel.SMS, ["1 sent", "2 delivered"]),
        (Channel.VIBER, ["1 sent", "2 delivered", "5 read"]),
        (Channel.VOICE, ["1 sent", "5 delivered"]),
        (Channel.FAX, ["1 sent", "5 delivered"]),
        (Channel.EMAIL, ["1 sent", "2 delivered"]),
    ],
)
async def test_an_ordinary_message_of_each_channel_is_delivered(
    gateway: SandboxGateway,
    freezer: FrozenDateTimeFactory,
    channel: Channel,
    story: list[str],
) -> None:
    message = written(channel, ORDINARY)
    assert await live_through(gateway, message, freezer) == ["0 accepted", *story]


@pytest.mark.parametrize(
    ("course", "keys", "journey"),
    [
        (PRESSES, None, (Status.DELIVERED, 0, 5, None)),
        (PRESSES, KeyPresses(), (Status.DELIVERED, 0, 5, "1")),
        (PRESSES, KeyPresses(digits=2), (Status.DELIVERED, 0, 5, "12")),
        (
            PRESSES,
            KeyPresses(digits=4, between_digits=timedelta(seconds=4)),
            (Status.DELIVERED, 0, 9, "123"),
        ),
        (
            Course(),
            KeyPresses(digits=1, first_digit=timedelta(seconds=10)),
            (Status.DELIVERED, 0, 15, ""),
        ),
        (
            Course(),
            KeyPresses(first_digit=timedelta(seconds=10), call=timedelta(seconds=7)),
            (Status.DELIVERED, 0, 7, ""),
        ),
        (
            SILENT,
            KeyPresses(digits=1, answer=timedelta(seconds=30)),
            (Status.FAILED, 0, 30, None),
        ),
        (SILENT, KeyPresses(digits=1), (Status.FAILED, 0, 5, None)),
        (BUSY, KeyPresses(digits=1), (Status.FAILED, 0, 5, None)),
        (BUSY, None, (Status.FAILED, 0, 5, None)),
        (Course(after=60), None, (Status.DELIVERED, 55, 5, None)),
        (Course(after=3), None, (Status.DELIVERED, 0, 3, None)),
        (Course(end=Status.READ, after=5), None, (Status.DELIVERED, 0, 5, None)),
        (Course(end=Status.SENT, after=1), None, (Status.SENT, 0, 1, None)),
        (Course(end=Status.ACCEPTED, after=0), None, (Status.ACCEPTED, 0, 0, None)),
    ],
)
def test_a_call_takes_as_long_as_its_keys_are_waited_for(
    course: Course,
    keys: KeyPresses | None,
    journey: tuple[Status, int, int, str | None],
) -> None:
    content = Content(channel=Channel.VOICE, text="Press 1", keys=keys)
    found = journey_of(course, content)
    assert (found.end, found.pause, found.after, found.keys) == journey


async def test_a_pressed_key_is_an_event_and_silence_is_none(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """Both say what was pressed; a call that asks for nothing does not."""
    asks = KeyPresses(digits=1)
    found = [
        await report_of(gateway, freezer, Channel.VOICE, number, keys=keys)
        for number, keys in [
            ("+447700900062", asks),
            ("+447700900063", asks),
            ("+12025550124", asks),
            ("+447700900061", None),
        ]
    ]
    assert [(each.key_pressed, each.event) for each in found] == [
        ("2", "key_pressed"),
        ("", None),
        ("", None),
        (None, None),
    ]


@pytest.mark.parametrize("channel", [Channel.VOICE, Channel.FAX])
@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("+447700900064", "BUSY: The line is busy"),
        ("+447700900065", "NO_ANSWER: Nobody answers"),
    ],
)
async def test_a_call_that_nobody_takes_says_why(
    gateway: SandboxGateway,
    freezer: FrozenDateTimeFactory,
    channel: Channel,
    number: str,
    words: str,
) -> None:
    report = await report_of(gateway, freezer, channel, number)
    assert (report.status, str(report.detail)) == (Status.FAILED, words)


async def test_an_sms_takes_the_place_of_a_viber_message_where_it_may(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """It is paid for by the segment."""
    report = await report_of(
        gateway,
        freezer,
        Channel.VIBER,
        "+447700900070",
        "a" * 161,
        sms_fallback=True,
    )
    assert (report.status, report.segments) == (Status.DELIVERED, 2)
    assert str(report.detail) == "SMS_INSTEAD: An SMS took its place"
    assert (await gateway.fetch_balance()).amount == Decimal("9.90")


@pytest.mark.parametrize("fallback", [False, True])
async def test_a_viber_message_that_arrives_needs_no_sms(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory, *, fallback: bool
) -> None:
    """Nor does one to a phone that no SMS reaches either."""
    read = await report_of(gateway, freezer, Channel.VIBER, sms_fallback=fallback)
    assert (read.status, read.segments, read.detail) == (Status.READ, None, None)
    failed = await report_of(
        gateway, freezer, Channel.VIBER, "+447700900010", sms_fallback=fallback
    )
    assert failed.status is Status.FAILED


async def test_a_fax_is_paid_for_by_the_page(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """And its report counts them."""
    report = await report_of(gateway, freezer, Channel.FAX, attachments=(PDF, PDF))
    assert (report.pages, report.segments, report.price) == (4, None, Decimal("0.20"))
    assert (await gateway.fetch_balance()).amount == Decimal("9.80")


@pytest.mark.parametrize("channel", [Channel.VIBER, Channel.VOICE, Channel.EMAIL])
async def test_calls_and_emails_are_paid_for_each(
    gateway: SandboxGateway, channel: Channel
) -> None:
    """However long they are, and none has segments."""
    receipt = await send_one(gateway, written(channel, ORDINARY, "a" * 500))
    assert receipt.segments is None
    assert (await gateway.fetch_balance()).amount == Decimal("9.95")


async def test_an_email_address_may_begin_with_a_magic_number(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """With its plus or without."""
    for address in ("+447700900010@example.com", "447700900010@example.com"):
        report = await report_of(gateway, freezer, Channel.EMAIL, address)
        assert str(report.detail) == "MAILBOX_UNAVAILABLE: The mailbox takes no mail"


async def test_an_echo_tells_what_arrived(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """The title of an email, the bytes of a binary SMS, each on its own channel."""
    await gateway.send(
        [
            replace(
                written(Channel.EMAIL, "+447700900051@example.com", title="News"),
                id="mail",
            ),
            sms("+447700900051", "", binary=b"\x01\xff", data_coding=4, esm_class=64),
        ]
    )
    freezer.move_to(START + timedelta(minutes=1))
    found: list[InboundMessage] = list(await gateway.fetch_inbound(None))
    assert [(each.channel, each.text, each.segments) for each in found] == [
        (Channel.EMAIL, "News\nThe door is open", None),
        (Channel.SMS, "01ff", 1),
    ]


async def test_nobody_replies_to_a_call(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """Those rows are for what is read."""
    for channel in (Channel.VOICE, Channel.FAX):
        await report_of(gateway, freezer, channel, "+447700900050", "#reply Yes")
    assert await gateway.fetch_inbound(None) == []


@pytest.mark.parametrize("channel", Channel)
def test_what_fails_is_tried_as_often_as_is_wanted(channel: Channel) -> None:
    """Each try takes its time; what succeeds is tried once."""
    content = Content(channel=channel, text="Hello", tries=3)
    once = journey_of(Course(end=Status.FAILED), replace(content, tries=None))
    assert journey_of(Course(end=Status.FAILED), content) == replace(
        once, after=once.after * 3
    )
    good = journey_of(Course(), content)
    assert good == journey_of(Course(), replace(content, tries=None))
    assert isinstance(good, Journey)


@pytest.mark.parametrize("channel", Channel)
async def test_a_schedule_that_is_handed_over_is_kept(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory, channel: Channel
) -> None:
    """Nothing happens before its time."""
    message = written(channel, ORDINARY, send_at=START + timedelta(hours=1))
    followed = [sent(message, await send_one(gateway, message))]
    freezer.move_to(START + timedelta(minutes=59, seconds=59))
    assert await standing(gateway, followed) == []
    freezer.move_to(START + timedelta(hours=1, seconds=10))
    (status,) = await standing(gateway, followed)
    assert status in {Status.DELIVERED, Status.READ}


async def test_a_schedule_that_is_over_is_now(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """It does not lie in the past."""
    message = sms(ORDINARY, send_at=START - timedelta(hours=1))
    followed = [sent(message, await send_one(gateway, message))]
    assert await standing(gateway, followed) == []
    freezer.move_to(START + timedelta(seconds=2))
    assert await standing(gateway, followed) == [Status.DELIVERED]
