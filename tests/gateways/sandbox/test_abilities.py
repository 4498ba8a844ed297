"""PINs, fired messages, statistics and received faxes."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import aiohttp
from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    GatewayError,
    SignInAgainError,
    TopUpError,
    TryLaterError,
)
from custom_components.message_gateways.gateways.model import Channel
from custom_components.message_gateways.gateways.sandbox.gateway import (
    SandboxGateway,
    make,
)
from custom_components.message_gateways.gateways.sandbox.paper import page

from .stories import START, send_one, sms, written

ECHO = "+447700900051"
DAY = timedelta(days=1)


async def test_a_pin_is_for_its_caller_and_its_phone_alone(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """It comes after the text, and costs what an SMS costs."""
    found = await gateway.send_pin(sms(ECHO, "Your PIN:"), length=6)
    assert found.message_id == f"m-{ECHO}"
    assert len(found.pin) == 6
    assert found.pin.isdecimal()
    assert found.pin not in repr(found)
    freezer.move_to(START + timedelta(seconds=5))
    (reply,) = await gateway.fetch_inbound(None)
    assert reply.text == f"Your PIN: {found.pin}"
    assert (await gateway.fetch_balance()).amount == Decimal("9.95")


@pytest.mark.parametrize(
    ("suffix", "error"),
    [
        ("20", ChangeRequestError),
        ("21", TopUpError),
        ("33", AskWhatHappenedError),
        ("41", TryLaterError),
        ("42", SignInAgainError),
    ],
)
async def test_a_pin_that_was_not_sent_is_an_error(
    gateway: SandboxGateway, suffix: str, error: type[GatewayError]
) -> None:
    with pytest.raises(error):
        await gateway.send_pin(sms(f"+4477009000{suffix}"), length=4)


@pytest.mark.parametrize("length", [-1, 0, 33])
async def test_a_pin_has_a_possible_length(
    gateway: SandboxGateway, length: int
) -> None:
    with pytest.raises(ChangeRequestError, match="1 to 32"):
        await gateway.send_pin(sms(ECHO), length=length)


async def test_a_fired_message_really_comes_in(gateway: SandboxGateway) -> None:
    """Each of two that are equal."""
    for _ in range(2):
        await gateway.fire_inbound(sender="447700900077", text="Hello", to="House")
    await gateway.fire_inbound(sender="Bank", text="Hi")
    found = await gateway.fetch_inbound(START)
    assert [(each.sender, each.text, each.to) for each in found] == [
        ("+447700900077", "Hello", "House"),
        ("+447700900077", "Hello", "House"),
        ("Bank", "Hi", None),
    ]
    assert len({each.key for each in found}) == 3


async def test_statistics_count_what_was_taken_since_the_load(
    gateway: SandboxGateway,
    session: aiohttp.ClientSession,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Each message once, by where it stands now."""
    for suffix in ("00", "02", "03", "05", "10", "11", "20", "21", "32", "41"):
        await send_one(gateway, sms(f"+4477009000{suffix}"))
    freezer.move_to(START + timedelta(seconds=30))
    await send_one(gateway, sms("+447700900004"))
    counts = await gateway.fetch_statistics(START, START + DAY)
    assert (counts.sent, counts.delivered, counts.in_process) == (2, 2, 1)
    assert (counts.errors, counts.expired, counts.rejected) == (1, 1, 2)
    assert counts.total == 9
    before = await gateway.fetch_statistics(START - DAY, START - timedelta(seconds=1))
    assert before.total == 0
    fresh = await make({}, session).fetch_statistics(START, START + DAY)
    assert (fresh.total, fresh.delivery_ratio) == (0, None)


async def test_a_fax_that_comes_back_is_there_after_a_restart_too(
    gateway: SandboxGateway,
    session: aiohttp.ClientSession,
    freezer: FrozenDateTimeFactory,
) -> None:
    """It is a document of one page."""
    await send_one(gateway, written(Channel.FAX, "+447700900071"))
    freezer.move_to(START + timedelta(seconds=8))
    (inbound,) = await gateway.fetch_inbound(None)
    assert (inbound.channel, inbound.sender) == (Channel.FAX, "+447700900071")
    for asked in (gateway, make({}, session)):
        document = await asked.fetch_document(inbound.key)
        assert document.content_type == "application/pdf"
        assert document.name == f"{inbound.key}.pdf"
        assert document.data.startswith(b"%PDF-1.4\n")


async def test_a_text_has_no_document(gateway: SandboxGateway) -> None:
    with pytest.raises(ChangeRequestError, match="no file with this message"):
        await gateway.fetch_document("sbx1-reply-m1")


def test_a_page_is_a_pdf_whose_table_leads_to_its_objects() -> None:
    """Brackets of a text end nothing."""
    data = page(["(Hello) \\ there", "é"])
    assert b"(\\(Hello\\) \\\\ there) Tj T* (?) Tj" in data
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    table = BytesIO(data[start:])
    assert table.readline() == b"xref\n"
    assert table.readline() == b"0 6\n"
    table.readline()
    for number in range(1, 6):
        place = int(table.readline().split()[0])
        assert data[place:].startswith(b"%d 0 obj\n" % number)
    body = data.split(b"stream\n")[1].removesuffix(b"\nend")
    assert b"/Length %d " % len(body) in data
