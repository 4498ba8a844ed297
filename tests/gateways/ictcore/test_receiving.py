"""What came in is read once each, with its channel and its file."""

from datetime import timedelta

import pytest

from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
)
from custom_components.message_gateways.gateways.ictcore import receiving
from custom_components.message_gateways.gateways.ictcore.gateway import IctcoreGateway
from custom_components.message_gateways.gateways.ictcore.html_text import plain_text
from custom_components.message_gateways.gateways.model import Channel
from tests.simulators.clock import SettableClock
from tests.simulators.ictcore import Fault, FaultKind, IctcoreSimulator
from tests.simulators.ictcore.channels import Channel as TheirChannel
from tests.simulators.ictcore.pdf import pdf

from .words import ANN, ANNA, message, wav


async def test_every_channel_comes_in(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    receive = ictcore_simulator.receive
    receive(from_=ANN, text="Hello")
    receive(from_=ANN, channel=TheirChannel.FAX, media=pdf(1))
    receive(from_=ANN, channel=TheirChannel.VOICE, media=wav())
    receive(
        from_=ANNA,
        channel=TheirChannel.EMAIL,
        subject="Water",
        text="<p>In the&nbsp;cellar</p>",
    )
    found = await gateway.fetch_inbound(ictcore_clock() - timedelta(minutes=10))
    assert [(one.key, one.channel, one.sender, one.text) for one in found] == [
        ("1", Channel.SMS, ANN, "Hello"),
        ("2", Channel.FAX, ANN, ""),
        ("3", Channel.VOICE, ANN, ""),
        ("4", Channel.EMAIL, ANNA, "Water\nIn the cellar"),
    ]
    assert [one.to for one in found] == ["111111"] * 3 + ["admin@ictcore.example"]
    assert {one.received_at for one in found} == {
        ictcore_clock().replace(microsecond=0)
    }
    fax = await gateway.fetch_document("2")
    assert (fax.name, fax.content_type) == ("fax-2.pdf", "application/pdf")
    assert fax.data.startswith(b"%PDF")
    recording = await gateway.fetch_document("3")
    assert (recording.name, recording.data) == ("recording-3.wav", wav())
    for key in ("1", "4", "x"):
        with pytest.raises(ChangeRequestError, match="no file"):
            await gateway.fetch_document(key)


async def test_what_is_known_is_not_read_again(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    ictcore_simulator.receive(from_=ANN, text="Hello")
    first = await gateway.fetch_inbound(None)
    ictcore_simulator.requests.clear()
    assert await gateway.fetch_inbound(None) == first
    assert len(ictcore_simulator.requests) == 1
    ictcore_clock.advance(3 * 24 * 3600)
    assert await gateway.fetch_inbound(None) == []


async def test_what_goes_out_does_not_come_in(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    await gateway.send([message(to="447700900077")])
    assert await gateway.fetch_inbound(None) == []
    ictcore_clock.advance(60)
    (reply,) = await gateway.fetch_inbound(None)
    assert (reply.sender, reply.text) == (
        "447700900077",
        ictcore_simulator.settings.reply_text,
    )


async def test_what_is_still_coming_in_waits(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    row = ictcore_simulator.receive(from_=ANN, text="Hello")
    row["status"] = "processing"
    assert await gateway.fetch_inbound(None) == []
    row["status"] = "completed"
    assert len(await gateway.fetch_inbound(None)) == 1


async def test_what_was_deleted_has_no_text_or_is_passed_over(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    ictcore_simulator.receive(from_=ANN, text="Hello")
    ictcore_simulator.receive(from_="447700900124", text="Hello")
    tables = ictcore_simulator.world.tables
    tables.texts.delete(1)
    tables.contacts.delete(2)
    (found,) = await gateway.fetch_inbound(None)
    assert (found.key, found.text) == ("1", "")
    assert [one.key for one in await gateway.fetch_inbound(None)] == ["1"]


async def test_without_a_service_the_content_tells_the_channel(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    row = ictcore_simulator.receive(from_=ANN, channel=TheirChannel.FAX, media=pdf(1))
    row["service_flag"] = "0"
    other = ictcore_simulator.receive(from_=ANN, text="Hello")
    other["service_flag"] = "0"
    ictcore_simulator.world.tables.results.clear()
    first, second = await gateway.fetch_inbound(None)
    assert (first.channel, second.channel) == (Channel.SMS, Channel.SMS)
    again = ictcore_simulator.receive(from_=ANN, channel=TheirChannel.FAX)
    again["service_flag"] = "0"
    *_, third = await gateway.fetch_inbound(None)
    assert third.channel is Channel.FAX


async def test_a_few_are_read_at_once_and_the_rest_the_next_time(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    for place in range(60):
        ictcore_simulator.receive(from_=ANN, text=f"Number {place}")
    assert len(await gateway.fetch_inbound(None)) == 50
    found = await gateway.fetch_inbound(None)
    assert [one.text for one in found] == [f"Number {place}" for place in range(60)]


async def test_a_list_that_is_cut_is_asked_for_by_halves(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    old = ictcore_clock() - timedelta(hours=9)
    stamp = str(int(old.timestamp()))
    ictcore_simulator.fill(
        5000, direction="inbound", status="failed", date_created=stamp
    )
    ictcore_simulator.receive(from_=ANN, text="Hello")
    (found,) = await gateway.fetch_inbound(None)
    assert found.text == "Hello"


async def test_a_server_that_cuts_each_list_is_not_pestered(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What came first is there first, and the rest the next time."""
    monkeypatch.setattr(receiving, "MOST_TRANSMISSIONS", 1)
    begin = ictcore_clock() - timedelta(hours=5)
    for minute in range(200):
        stamp = str(int((begin + timedelta(minutes=minute)).timestamp()))
        ictcore_simulator.fill(
            1, direction="inbound", status="failed", date_created=stamp
        )
    before = len(ictcore_simulator.requests)
    await gateway.fetch_inbound(begin)
    assert len(ictcore_simulator.requests) - before <= receiving.MOST_LISTS + 1


async def test_a_failure_is_told_where_nothing_was_read(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    for text in ("One", "Two"):
        ictcore_simulator.receive(from_=ANN, text=text)
    fault = Fault(kind=FaultKind.STATUS, status=500, path="/result", times=2)
    ictcore_simulator.faults.add(fault)
    with pytest.raises(AskWhatHappenedError):
        await gateway.fetch_inbound(None)
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.STATUS, status=500, path="/texts")
    )
    assert len(await gateway.fetch_inbound(None)) == 1
    assert len(await gateway.fetch_inbound(None)) == 2
    ictcore_simulator.receive(from_=ANN, text="Three")
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.STATUS, status=403, path="/texts")
    )
    with pytest.raises(ChangeRequestError):
        await gateway.fetch_inbound(None)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Plain & simple\n", "Plain & simple\n"),
        ("<p>One</p><p>Two &amp; three</p>", "One\nTwo & three"),
        ("<head><title>x</title><style>p {}</style></head>Hi<br>you", "Hi\nyou"),
        ("<p>a</p>\r\n\n\n<p>b</p>", "a\nb"),
        ("</style>a<script>b", "a"),
        ("<", "<"),
    ],
)
def test_html_is_read_as_people_would(html: str, text: str) -> None:
    assert plain_text(html) == text
