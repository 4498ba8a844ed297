"""Messages are sent: everything once for equal content, a transmission for each."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from custom_components.message_gateways.gateways.errors import (
    ChangeRequestError,
    InvalidInputError,
    NotOfferedError,
    SignInAgainError,
    TryLaterError,
)
from custom_components.message_gateways.gateways.ictcore.client import IctcoreClient
from custom_components.message_gateways.gateways.ictcore.gateway import IctcoreGateway
from custom_components.message_gateways.gateways.ictcore.names import Names
from custom_components.message_gateways.gateways.model import (
    Channel,
    Content,
    Outcome,
)
from tests.simulators.clock import SettableClock
from tests.simulators.ictcore import IctcoreSimulator

from .words import (
    ANN,
    ANNA,
    BEN,
    CALL,
    EMAIL,
    EVERY,
    FAX,
    PAGE,
    SMS,
    left,
    message,
    messages,
    to_of,
    wav,
)


@pytest.mark.parametrize("content", EVERY, ids=lambda one: one.channel)
async def test_a_message_leaves_the_server_once(
    content: Content, gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    (receipt,) = await gateway.send([message(content=content)])
    assert receipt.outcome is Outcome.ACCEPTED
    (out,) = ictcore_simulator.sent
    assert out.to == to_of(content)
    assert receipt.gateway_ids == (str(out.transmission_id),)
    assert out.account_id == 1


async def test_each_channel_sends_what_it_takes(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    for place, content in enumerate(EVERY):
        await gateway.send([message(f"m{place}", content=content)])
    sms, fax, call, mail = ictcore_simulator.sent
    assert sms.text == SMS.text
    assert fax.media == PAGE.data
    assert call.media == wav()
    assert (mail.subject, mail.plain) == ("Dinner", EMAIL.text)
    assert mail.text == "It is ready.<br>\nCome!"


@pytest.mark.parametrize("content_type", ["image/tiff", "image/png", "image/jpeg"])
async def test_a_fax_may_be_a_picture(
    content_type: str, gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    content = replace(FAX, attachments=(replace(PAGE, content_type=content_type),))
    await gateway.send([message(content=content)])
    assert ictcore_simulator.sent[0].media == PAGE.data


async def test_equal_contents_share_text_and_program(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    numbers = [f"4477009001{place:02}" for place in range(12)]
    receipts = await gateway.send(messages(*numbers))
    assert len({one.gateway_ids for one in receipts}) == 12
    await gateway.send([message("m20")])
    await gateway.send([message("m21", content=replace(SMS, text="Other"))])
    assert left(ictcore_simulator) == {
        "texts": 2,
        "programs": 2,
        "transmissions": 14,
        "contacts": 14,
    }
    assert len(ictcore_simulator.sent) == 14


async def test_after_a_restart_they_are_used_again(
    gateway: IctcoreGateway,
    restarted: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
) -> None:
    for content in EVERY:
        await gateway.send([message(content=content)])
        await restarted.send([message("m1", content=content)])
    counts = left(ictcore_simulator)
    assert counts["programs"] == 4
    assert {counts[one] for one in ("texts", "documents", "recordings")} == {1}


async def test_a_program_without_its_text_is_made_anew(
    gateway: IctcoreGateway,
    restarted: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """Its row goes."""
    await gateway.send([message()])
    ictcore_simulator.world.tables.texts.clear()
    await restarted.send([message("m1")])
    counts = left(ictcore_simulator)
    assert (counts["programs"], counts["texts"]) == (1, 1)


async def test_a_program_that_somebody_removed_is_made_anew_the_next_time(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    await gateway.send([message()])
    ictcore_simulator.world.tables.programs.clear()
    with pytest.raises(TryLaterError, match="404: Program not found"):
        await gateway.send([message("m1")])
    (receipt,) = await gateway.send([message("m1")])
    assert receipt.outcome is Outcome.ACCEPTED


async def test_a_transmission_bears_our_id_our_account_and_our_wishes(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator, names: Names
) -> None:
    other = ictcore_simulator.add_user(
        username="hall", password="x", email="hall@example.com", phone="7"
    )
    content = replace(SMS, gateway_account=str(other), tries=3, label="Kitchen")
    await gateway.send([message("0123456789abcdef", content=content)])
    (row,) = ictcore_simulator.transmissions
    assert row["origin"] == names.of_message("0123456789abcdef")
    assert row["account_id"] == str(other)
    assert (row["try_allowed"], row["title"]) == ("3", "Kitchen")


async def test_one_refusal_stops_nobody_else(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    receipts = await gateway.send(messages(ANN, "447700900002", BEN))
    assert [one.outcome for one in receipts] == [
        Outcome.ACCEPTED,
        Outcome.REJECTED,
        Outcome.ACCEPTED,
    ]
    assert receipts[1].failed
    assert str(receipts[1].detail) == "404: No provider available"
    assert [one.to for one in ictcore_simulator.sent] == [ANN, BEN]


async def test_an_email_that_could_not_be_sent_has_failed_with_the_reason(
    gateway: IctcoreGateway,
) -> None:
    (receipt,) = await gateway.send(
        [message(to="unreachable@x.example", content=EMAIL)]
    )
    assert receipt.failed
    assert "error while sending email" in str(receipt.detail)


async def test_what_is_refused_for_all_is_raised(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    content = replace(SMS, gateway_account="99")
    with pytest.raises(ChangeRequestError, match="404: Account not found"):
        await gateway.send(messages(ANN, BEN, content=content))
    ictcore_simulator.world.tables.users.row(1)["passwd"] = "changed"
    ictcore_simulator.expire_tokens()
    with pytest.raises(SignInAgainError):
        await gateway.send([message()])


async def test_speech_of_the_server_is_used_only_where_it_is_wanted(
    gateway: IctcoreGateway,
    live: IctcoreClient,
    ictcore_simulator: IctcoreSimulator,
    names: Names,
) -> None:
    content = replace(CALL, audio=None)
    with pytest.raises(InvalidInputError, match="There is no sound") as raised:
        await gateway.send([message(content=content)])
    assert raised.value.key == "audio_missing"
    speaking = IctcoreGateway(live, names, account_id="1", server_speech=True)
    for place in range(2):
        await speaking.send([message(f"m{place}", content=content)])
    assert [one.text for one in ictcore_simulator.sent] == [content.text] * 2
    assert left(ictcore_simulator)["programs"] == 1
    again = IctcoreGateway(live, names, account_id="1", server_speech=True)
    await again.send([message("m2", content=content)])
    assert left(ictcore_simulator)["programs"] == 1


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (replace(SMS, text=" "), "text_empty"),
        (replace(EMAIL, text=""), "text_empty"),
        (replace(FAX, attachments=()), "attachment_missing"),
        (replace(FAX, attachments=(PAGE, PAGE)), "too_many_attachments"),
        (replace(SMS, gateway_account="one"), "gateway_account_unknown"),
        (replace(SMS, text="[transmission:contact:phone]"), "macro_in_text"),
        (
            replace(EMAIL, html="<p>[transmission:contact:email]</p>"),
            "macro_in_text",
        ),
    ],
)
async def test_what_can_not_be_sent_is_refused_before_it_is_kept(
    content: Content,
    key: str,
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
) -> None:
    for ask in (gateway.check_first, gateway.send):
        with pytest.raises(InvalidInputError) as raised:
            await ask([message(content=content)])
        assert raised.value.key == key
    assert ictcore_simulator.requests == []


async def test_without_an_account_nothing_is_sent(
    live: IctcoreClient, names: Names
) -> None:
    with pytest.raises(InvalidInputError) as raised:
        await IctcoreGateway(live, names).send([message()])
    assert raised.value.key == "gateway_account_missing"
    with pytest.raises(NotOfferedError):
        await IctcoreGateway(live, names, account_id="1").send(
            [message(content=Content(channel=Channel.VIBER, text="x"))]
        )


async def test_macros_are_replaced_where_that_is_wanted(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    content = replace(SMS, text="To [transmission:contact:phone]", merge=True)
    await gateway.send([message(content=content)])
    assert ictcore_simulator.sent[0].text == f"To {ANN}"


async def test_an_email_without_a_title_has_the_first_line_as_its_subject(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    content = Content(channel=Channel.EMAIL, text="Water\nin the <cellar>")
    await gateway.send([message(content=content)])
    only_html = Content(channel=Channel.EMAIL, html="<b>Hi</b>")
    await gateway.send([message("m1", content=only_html)])
    first, second = ictcore_simulator.sent
    assert first.subject == "Water"
    assert first.text == "Water<br>\nin the &lt;cellar&gt;"
    assert (second.subject, second.text) == ("", "<b>Hi</b>")
    assert first.to == ANNA


async def test_a_message_is_handed_over_to_leave_later(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    """To the minute that follows, and never while it has no time for that."""
    now = ictcore_clock()
    for place, (seconds, leaves) in enumerate(
        [(-5, now), (10, None), (3600, datetime(2026, 2, 12, 9, 51, tzinfo=UTC))]
    ):
        content = replace(SMS, send_at=now + timedelta(seconds=seconds))
        (receipt,) = await gateway.send([message(f"m{place}", content=content)])
        assert receipt.outcome is Outcome.ACCEPTED
        due = leaves or datetime(2026, 2, 12, 8, 51, tzinfo=UTC)
        ictcore_clock.set(due - timedelta(seconds=1) if due > now else now)
        assert len(ictcore_simulator.sent) == place + (due == now)
        ictcore_clock.set(max(due + timedelta(seconds=1), now))
        assert len(ictcore_simulator.sent) == place + 1
        ictcore_clock.set(now)
