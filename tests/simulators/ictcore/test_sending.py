"""Send, and what comes of it: section 6 of the field notes."""

from collections.abc import Awaitable, Callable

import pytest

from tests.simulators.ictcore import Channel, IctcoreSimulator, SettableClock
from tests.simulators.ictcore.asking import (
    error,
    prepared,
    prepared_call,
    prepared_fax,
    prepared_mail,
    prepared_sms,
    report,
    send,
    value,
)

type Prepare = Callable[[IctcoreSimulator, str], Awaitable[int]]


async def test_an_sms_goes_on_with_the_clock(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """Queued, started, connected, completed; the transmission in processing."""
    id_ = await prepared_sms(ictcore_simulator)
    assert await report(ictcore_simulator, id_) == ("pending", [], [])
    assert (await send(ictcore_simulator, id_)).json == 1
    seen = []
    for seconds in (0, 1, 1, 3):
        ictcore_clock.advance(seconds)
        seen.append((await report(ictcore_simulator, id_))[:2])
    assert seen == [
        ("processing", ["queued"]),
        ("processing", ["started"]),
        ("processing", ["connected"]),
        ("completed", ["completed"]),
    ]
    (row,) = await value(ictcore_simulator, "GET", f"/transmissions/{id_}/results")
    assert row == {
        "spool_result_id": "1",
        "application_id": "1",
        "type": "application",
        "name": "sms_send",
        "data": "1",
        "date_created": "1770886227",
        "spool_id": "1",
    }
    for path in ("logs", "spools"):
        (spool,) = await value(ictcore_simulator, "GET", f"/transmissions/{id_}/{path}")
        assert spool == {
            "spool_id": "1",
            "account_id": "1",
            "transmission_id": "1",
            "status": "completed",
            "response": "",
        }


@pytest.mark.parametrize(
    ("prepare", "to", "code", "words"),
    [
        (prepared_sms, "447700900002", 404, "No provider available"),
        (prepared_fax, "447700900002", 404, "No provider available"),
        (prepared_mail, "unreachable@example.com", 500, "error while sending email"),
    ],
)
async def test_a_send_may_get_stuck(
    ictcore_simulator: IctcoreSimulator,
    prepare: Prepare,
    to: str,
    code: int,
    words: str,
) -> None:
    """It stays in processing and can't be sent again, but cloned."""
    id_ = await prepare(ictcore_simulator, to)
    path = f"/transmissions/{id_}/send"
    assert await error(ictcore_simulator, "POST", path) == (code, words)
    assert await report(ictcore_simulator, id_) == ("processing", ["queued"], [])
    locked = (423, "Transmission already in process")
    assert await error(ictcore_simulator, "POST", path) == locked
    assert await value(ictcore_simulator, "GET", f"/transmissions/{id_}/clone") == 2
    assert ictcore_simulator.sent == []


async def test_without_providers_nothing_leaves(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """Neither without any nor with those that are not active."""
    simulator = ictcore_simulator
    await value(simulator, "PUT", "/providers/1", {"active": 0})
    answer = await send(simulator, await prepared_sms(simulator))
    assert answer.json["error"]["message"] == "No provider available"
    simulator.remove_providers()
    answer = await send(simulator, await prepared_mail(simulator))
    assert answer.json["error"]["message"] == "error while sending email"
    simulator.add_provider("http")
    assert (await send(simulator, await prepared_sms(simulator))).status == 200


async def test_what_is_completed_is_not_sent_again(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """But what failed is, with a second attempt."""
    simulator = ictcore_simulator
    done = await prepared_sms(simulator)
    failed = await prepared_fax(simulator, "447700900022")
    await send(simulator, done)
    await send(simulator, failed)
    ictcore_clock.advance(60)
    denied = (423, "Transmission completed, request denied")
    assert await error(simulator, "POST", f"/transmissions/{done}/retry") == denied
    assert simulator.status_of(failed) == "failed"
    assert await value(simulator, "POST", f"/transmissions/{failed}/retry") == 3
    ictcore_clock.advance(60)
    status, attempts, results = await report(simulator, failed)
    assert (status, attempts) == ("completed", ["failed", "completed"])
    assert len(results) == 4
    unknown = (404, "Transmission not found")
    assert await error(simulator, "POST", "/transmissions/9/send") == unknown


async def test_a_second_try_comes_by_itself(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """As often as is allowed."""
    ids = [
        await prepared_call(ictcore_simulator, to, try_allowed=2)
        for to in ("447700900022", "447700900020")
    ]
    for id_ in ids:
        await send(ictcore_simulator, id_)
    ictcore_clock.advance(5)
    assert [ictcore_simulator.status_of(id_) for id_ in ids] == ["pending_retry"] * 2
    ictcore_clock.advance(10)
    assert [ictcore_simulator.status_of(id_) for id_ in ids] == ["processing"] * 2
    ictcore_clock.advance(60)
    reports = [(await report(ictcore_simulator, id_))[:2] for id_ in ids]
    assert reports == [
        ("completed", ["failed", "completed"]),
        ("failed", ["failed", "failed"]),
    ]


async def test_text_to_speech_never_ends(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """It stays in processing after it spoke."""
    simulator = ictcore_simulator
    await value(simulator, "POST", "/programs/voicetts", {"text": "Hello"})
    id_ = await prepared(simulator, 1, phone="447700900123")
    await send(simulator, id_)
    ictcore_clock.advance(86_400)
    assert await report(simulator, id_) == ("processing", ["connected"], [])
    assert simulator.sent[0].text == "Hello"


@pytest.mark.parametrize(
    ("prepare", "to", "media"),
    [
        (prepared_fax, "447700900123", b"%PDF"),
        (prepared_call, "447700900123", b"RIFF"),
    ],
)
async def test_what_left_the_server_is_kept(
    ictcore_simulator: IctcoreSimulator, prepare: Prepare, to: str, media: bytes
) -> None:
    """With its file, the account it is from and the address it is for."""
    await send(ictcore_simulator, await prepare(ictcore_simulator, to))
    (sent,) = ictcore_simulator.sent
    assert (sent.from_, sent.to) == ("111111", to)
    assert (sent.media or b"").startswith(media)


async def test_a_mail_has_subject_html_and_plain_text(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """And no attachment."""
    await send(ictcore_simulator, await prepared_mail(ictcore_simulator))
    (sent,) = ictcore_simulator.sent
    assert (sent.subject, sent.text, sent.plain) == ("Hi", "<p>Hi</p>", "Hi")
    assert sent.channel is Channel.EMAIL
    assert sent.from_ == "admin@ictcore.example"
