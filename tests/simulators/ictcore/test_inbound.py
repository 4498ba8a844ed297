"""What comes in; where its content is, is decided in inbound.py."""

import pytest

from tests.simulators.ictcore import Channel, IctcoreSimulator, SettableClock
from tests.simulators.ictcore.asking import ask, prepared_sms, send, value

SENDER = "447700900124"


async def test_an_sms_arrives(ictcore_simulator: IctcoreSimulator) -> None:
    """As a completed transmission from the contact, its text by the last result."""
    simulator = ictcore_simulator
    simulator.receive(from_=SENDER, text="Hello")
    simulator.receive(from_=SENDER, text="Again")
    rows = await value(simulator, "GET", "/transmissions?direction=inbound")
    assert [row["transmission_id"] for row in rows] == ["1", "2"]
    assert {row["contact_id"] for row in rows} == {"1"}
    row = rows[1]
    assert (row["status"], row["contact_phone"]) == ("completed", SENDER)
    assert (row["account_id"], row["last_run"]) == ("1", "1770886222")
    (spool,) = await value(simulator, "GET", "/transmissions/2/detail")
    assert spool["status"] == "completed"
    received, content = await value(simulator, "GET", "/transmissions/2/result")
    assert (received["name"], received["data"]) == ("sms_receive", "success")
    assert (content["type"], content["name"]) == ("message", "text")
    text = await value(simulator, "GET", f"/messages/texts/{content['data']}")
    assert text["data"] == "Again"
    (program,) = await value(simulator, "GET", "/programs/receivesms")
    assert program["program_id"] == "1"


@pytest.mark.parametrize(
    ("channel", "kind", "content_type"),
    [
        (Channel.FAX, "document", "application/pdf; charset=binary"),
        (Channel.VOICE, "recording", "audio/x-wav; charset=binary"),
    ],
)
async def test_a_file_arrives(
    ictcore_simulator: IctcoreSimulator, channel: Channel, kind: str, content_type: str
) -> None:
    """It can be fetched like one that was uploaded."""
    media = b"/Type /Page /Type /Page"
    ictcore_simulator.receive(from_=SENDER, channel=channel, media=media)
    content = (await value(ictcore_simulator, "GET", "/transmissions/1/result"))[-1]
    assert (content["type"], content["name"]) == ("message", kind)
    path = f"/messages/{kind}s/{content['data']}/media"
    answer = await ask(ictcore_simulator, "GET", path)
    assert answer.headers["Content-Type"] == content_type
    assert answer.body.count(b"/Type /Page") >= 2


async def test_a_mail_arrives_at_an_account(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """With its subject as title, too."""
    await value(ictcore_simulator, "POST", "/accounts", {"username": "office"})
    ictcore_simulator.receive(
        from_="ann@example.com",
        channel=Channel.EMAIL,
        subject="Hi",
        text="<p>Hi</p>",
        account_id="2",
    )
    shown = await value(ictcore_simulator, "GET", "/transmissions/1")
    assert (shown["title"], shown["service_flag"]) == ("Hi", "8")
    assert shown["oAccount"]["account_id"] == "2"
    assert shown["oContact"]["email"] == "ann@example.com"
    content = (await value(ictcore_simulator, "GET", "/transmissions/1/result"))[-1]
    assert content["name"] == "template"
    template = await value(
        ictcore_simulator, "GET", f"/messages/templates/{content['data']}"
    )
    assert (template["subject"], template["body"]) == ("Hi", "<p>Hi</p>")


async def test_a_number_replies(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """After it got its message."""
    await send(ictcore_simulator, await prepared_sms(ictcore_simulator, "447700900077"))
    ictcore_clock.advance(7)
    path = "/transmissions?direction=inbound"
    assert await value(ictcore_simulator, "GET", path) == []
    ictcore_clock.advance(1)
    (row,) = await value(ictcore_simulator, "GET", path)
    assert row["contact_phone"] == "447700900077"
    (text,) = await value(ictcore_simulator, "GET", "/texts?name=receivesms")
    assert text["text_id"] == "2"
