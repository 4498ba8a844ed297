"""Tests of the session: one log-in, kept, renewed once, in no log."""

import asyncio
import logging

import aiohttp
import pytest

from custom_components.message_gateways.gateways.devino.client import DevinoClient
from custom_components.message_gateways.gateways.devino.requests import Sms
from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    CheckSettingsError,
    GatewayError,
    SignInAgainError,
    TopUpError,
    TryLaterError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.model import Outcome
from custom_components.message_gateways.gateways.transport import Transport
from tests.simulators.clock import SettableClock

from .canned import (
    ENDED,
    INVALID,
    LOGIN,
    PASSWORD,
    Asked,
    DevinoServer,
    Said,
    sample,
)

HELLO = Sms(to=("79161002030",), text="Hello", sender="DEVINO")
REFUSALS = pytest.mark.parametrize("ended", [ENDED, INVALID], ids=["Code 4", "Code 3"])


def session_of(asked: Asked) -> str:
    """Return the session that a request was made with."""
    (found,) = [value for key, value in asked.pairs if key.lower() == "sessionid"]
    return found


async def test_one_session_does_for_many_calls(
    api: DevinoClient, server: DevinoServer, clock: SettableClock
) -> None:
    """For 120 minutes, then there is a new one."""
    server.will_say(1)
    for minutes in (0, 60, 59.9):
        clock.advance(minutes * 60)
        await api.balance()
    assert len(server.sessions) == 1
    clock.advance(6)
    await api.balance()
    assert [session_of(one) for one in server.calls] == [
        *["session-1"] * 3,
        "session-2",
    ]


async def test_a_clock_that_is_put_back_begins_a_new_session(
    api: DevinoClient, server: DevinoServer, clock: SettableClock
) -> None:
    """Nobody knows how old the one at hand is."""
    server.will_say(1)
    await api.balance()
    clock.advance(-60)
    await api.balance()
    assert len(server.sessions) == 2


@REFUSALS
async def test_a_session_that_ended_is_renewed_once(
    ended: Said, api: DevinoClient, server: DevinoServer
) -> None:
    """The call is made again; a send too, since it was refused."""
    server.answers += [ended, Said(body=["1"]), ended, Said(body=5)]
    assert await api.send_sms(HELLO) == ("1",)
    assert await api.balance() == 5
    assert [session_of(one) for one in server.calls] == [
        *("session-1", "session-2", "session-2", "session-3")
    ]


async def test_401_alone_renews_the_session(
    api: DevinoClient, server: DevinoServer
) -> None:
    """Whatever its body is."""
    server.will_say(b"<html>no</html>", status=401)
    server.will_say(["1"])
    assert await api.send_sms(HELLO) == ("1",)
    assert len(server.sessions) == 2


@pytest.mark.parametrize("code", [3, 4])
async def test_a_session_that_ended_may_be_told_with_http_200(
    code: int, api: DevinoClient, server: DevinoServer
) -> None:
    """Any answer may be an error object."""
    server.will_say({"Code": code, "Desc": "SessionID expired"})
    server.will_say(["1"])
    assert await api.send_sms(HELLO) == ("1",)


@pytest.mark.parametrize(
    ("ended", "expected"), [(ENDED, SignInAgainError), (INVALID, TryLaterError)]
)
async def test_a_new_session_that_is_refused_is_an_error(
    ended: Said,
    expected: type[GatewayError],
    api: DevinoClient,
    server: DevinoServer,
) -> None:
    """It is not tried a third time."""
    server.decide = lambda _: ended
    with pytest.raises(expected) as raised:
        await api.send_sms(HELLO)
    assert raised.value.outcome is Outcome.NOT_SENT
    assert len(server.calls) == len(server.sessions) == 2


@REFUSALS
async def test_many_calls_at_once_log_in_once(
    ended: Said, api: DevinoClient, server: DevinoServer
) -> None:
    """At the beginning as when the session has ended."""
    server.seconds = 0.005
    server.will_say(1)
    await asyncio.gather(*(api.balance() for _ in range(20)))
    assert len(server.sessions) == 1
    server.answers.clear()
    server.decide = lambda asked: (
        Said(body=2) if session_of(asked) == "session-2" else ended
    )
    assert set(await asyncio.gather(*(api.balance() for _ in range(20)))) == {2}
    assert len(server.sessions) == 2


async def test_a_log_in_that_fails_is_not_tried_by_each_who_waits(
    api: DevinoClient, server: DevinoServer
) -> None:
    """Some gateways lock an account for that; the next call tries anew."""
    server.seconds = 0.005
    server.will_log_in(
        {"Code": 4, "Desc": "Invalid user login or password"}, status=401
    )
    found = await asyncio.gather(
        *(api.balance() for _ in range(20)), return_exceptions=True
    )
    assert {type(one) for one in found} == {SignInAgainError}
    assert len(server.sessions) == 1
    server.will_say(1)
    assert await api.balance() == 1


async def test_who_is_cancelled_while_logging_in_takes_nobody_along(
    api: DevinoClient, server: DevinoServer
) -> None:
    """The next in the queue logs in."""
    server.seconds = 0.02
    server.will_say(1)
    first, second = (asyncio.create_task(api.balance()) for _ in range(2))
    await asyncio.sleep(0.005)
    first.cancel()
    assert await second == 1
    with pytest.raises(asyncio.CancelledError):
        await first


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        (sample("session.error.txt"), 401, SignInAgainError),
        ({"Code": 1, "Desc": "login"}, 400, SignInAgainError),
        ({"Code": 4, "Desc": "Доступ закрыт"}, 200, SignInAgainError),
        ({"Code": 7, "Desc": "Forbidden"}, 403, SignInAgainError),
        ({"Code": 9, "Desc": "Internal"}, 500, TryLaterError),
        (b"<html>down</html>", 502, TryLaterError),
        (b"<html>not here</html>", 404, CheckSettingsError),
        (b"<html>hotel</html>", 200, CheckSettingsError),
        (b"", 200, CheckSettingsError),
        ({"id": "x"}, 200, CheckSettingsError),
        (b"", 302, CheckSettingsError),
    ],
)
async def test_a_log_in_that_fails_sends_nothing(
    body: object,
    status: int,
    expected: type[GatewayError],
    api: DevinoClient,
    server: DevinoServer,
) -> None:
    """Whatever is the matter, the message is kept for later."""
    server.will_log_in(body, status=status)
    with pytest.raises(expected) as raised:
        await api.send_sms(HELLO)
    assert raised.value.outcome is Outcome.NOT_SENT
    assert server.calls == []


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        ({"Code": 6, "Desc": "Invalid source address"}, 400, ChangeRequestError),
        (sample("send.error.txt"), 400, ChangeRequestError),
        ({"Code": 5, "Desc": "Недостаточно средств"}, 403, TopUpError),
        ({"Code": 5, "Desc": "Недостаточно средств"}, 200, TopUpError),
        ({"Code": 7, "Desc": "Forbidden"}, 403, ChangeRequestError),
        (b"<html>blocked</html>", 403, ChangeRequestError),
        ({"Code": 8, "Desc": "Gateway error"}, 500, AskWhatHappenedError),
        ({"Code": 9, "Desc": "Internal"}, 200, AskWhatHappenedError),
        (b"<html>down</html>", 502, AskWhatHappenedError),
        (b"<html>hello</html>", 200, UnreadableAnswerError),
        (b"", 200, UnreadableAnswerError),
        ([], 200, UnreadableAnswerError),
        ({"ids": ["1"]}, 200, UnreadableAnswerError),
        (b"", 302, CheckSettingsError),
        (b"", 429, TryLaterError),
    ],
)
async def test_a_send_that_fails_says_whether_it_may_have_gone(
    body: object,
    status: int,
    expected: type[GatewayError],
    api: DevinoClient,
    server: DevinoServer,
) -> None:
    """It is never made a second time."""
    server.will_say(body, status=status)
    with pytest.raises(GatewayError) as raised:
        await api.send_sms(HELLO)
    assert type(raised.value) is expected
    assert len(server.calls) == 1


async def test_a_pause_that_the_server_wants_is_kept(
    api: DevinoClient, server: DevinoServer
) -> None:
    """As with every gateway."""
    server.will_say(b"", status=503, headers={"Retry-After": "7"})
    with pytest.raises(TryLaterError) as raised:
        await api.send_sms(HELLO)
    assert raised.value.retry_after == 7


async def test_an_answer_that_is_cut_may_have_been_sent(
    api: DevinoClient, server: DevinoServer
) -> None:
    """Nobody knows, so nothing is sent again."""
    server.will_cut()
    with pytest.raises(AskWhatHappenedError):
        await api.send_sms(HELLO)
    assert len(server.calls) == 1


async def test_a_server_that_is_not_there_sends_nothing(
    client: aiohttp.ClientSession, unused_tcp_port: int
) -> None:
    """Not even a log-in."""
    url = f"http://127.0.0.1:{unused_tcp_port}/rest"
    api = DevinoClient(Transport(client), url, LOGIN, PASSWORD)
    with pytest.raises(TryLaterError):
        await api.send_sms(HELLO)


@pytest.mark.parametrize(
    ("log_in", "call"),
    [
        (Said(body="5E55I0N"), Said(body=1)),
        (Said(body="5E55I0N"), Said(body=b"5E55I0N is not JSON", status=200)),
        (
            Said(body="5E55I0N"),
            Said(body={"Code": 2, "Desc": "no 5E55I0N here"}, status=400),
        ),
        (Said(body="5E55I0N"), Said(body={"Code": 9, "Desc": "5E55I0N"}, status=200)),
        (Said(body="5E55I0N"), Said(body={"Code": 4, "Desc": "5E55I0N"}, status=401)),
        (Said(body="5E55I0N"), Said(body="cut")),
        (
            Said(body={"Code": 4, "Desc": f"no {LOGIN} with {PASSWORD}"}, status=401),
            Said(body=1),
        ),
        (
            Said(
                body={"Code": 1, "Desc": "a%2Bb%3D%3D13%25! a%2Bb%3D%3D13%25%21"},
                status=400,
            ),
            Said(body=1),
        ),
    ],
)
async def test_neither_session_nor_password_is_in_a_log_or_an_error(
    log_in: Said,
    call: Said,
    api: DevinoClient,
    server: DevinoServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Both stand in addresses; and a server may repeat what it was asked."""
    caplog.set_level(logging.DEBUG)
    server.log_ins += [log_in] * 2
    server.answers.append(call)
    said = [repr(api)]
    try:
        await api.balance()
    except GatewayError as err:
        error: BaseException | None = err
        while error is not None:
            said += [str(error), repr(error), repr(vars(error))]
            shown = None if error.__suppress_context__ else error.__context__
            error = error.__cause__ or shown
    # What the server of this test writes down itself is not ours.
    logged = [
        record.getMessage()
        for record in caplog.records
        if record.name != "aiohttp.access"
    ]
    assert any("GET /user/sessionid" in line for line in logged)
    for line in (*said, *logged):
        assert "5E55I0N" not in line
        assert PASSWORD not in line
        assert "a%2Bb" not in line
