"""Tests of the session: one log-in, renewed in time and when it is refused."""

import asyncio
from base64 import urlsafe_b64encode
from datetime import timedelta
import json
from typing import Any

import aiohttp
import pytest

from custom_components.message_gateways.gateways.errors import (
    CheckSettingsError,
    GatewayError,
    SignInAgainError,
    TryLaterError,
)
from custom_components.message_gateways.gateways.ictcore.client import IctcoreClient
from custom_components.message_gateways.gateways.model import Outcome
from custom_components.message_gateways.gateways.transport import Transport
from tests.simulators.clock import SettableClock

from . import samples
from .canned import (
    EXPIRED,
    FATAL,
    PASSWORD,
    USERNAME,
    YEAR,
    IctcoreServer,
    Said,
    error,
    refused,
    signed_in,
)

FIVE_MINUTES = 300
DONE = True


def tokens(server: IctcoreServer) -> list[str | None]:
    """Return the tokens that calls were made with."""
    return [(one.authorization or "").removeprefix("Bearer ") for one in server.calls]


def jwt(**claims: Any) -> str:
    """Write a token that says how long it is valid."""
    said = urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"eyJ0eXAi.{said}.c2ln"


async def test_the_log_in_is_the_json_of_the_field_notes(
    api: IctcoreClient, server: IctcoreServer
) -> None:
    """With the exact type, or the server finds no user name in it."""
    server.log_ins.append(Said(body=samples.SIGN_IN))
    found = await api.sign_in()
    (asked,) = server.sessions
    assert (asked.method, asked.path) == ("POST", "/api/authenticate")
    assert asked.document == {"username": USERNAME, "password": PASSWORD}
    assert (asked.content_type, asked.accept) == ("application/json",) * 2
    assert asked.authorization is None
    assert (found.user_id, found.first_name, found.last_name, found.phone) == (
        1,
        "System",
        "Administrator",
        "111111",
    )
    assert (found.email, found.active) == ("admin@ictcore.org", True)
    assert found.lifetime == timedelta(seconds=YEAR)


async def test_one_log_in_does_for_many_calls_until_shortly_before_its_end(
    api: IctcoreClient, server: IctcoreServer, clock: SettableClock
) -> None:
    """Five minutes before, there is a new one."""
    server.will_say(DONE)
    await api.texts.delete(1)
    clock.advance(YEAR - FIVE_MINUTES - 1)
    await api.texts.delete(1)
    clock.advance(1)
    await api.texts.delete(1)
    assert tokens(server) == ["token-1", "token-1", "token-2"]


@pytest.mark.parametrize(
    ("log_in", "seconds"),
    [
        (signed_in("short", expires_in="100"), 50),
        (signed_in(jwt(iat=1000, exp=1100), expires_in=None), 50),
        (signed_in(jwt(iat=1000, exp=10_000), expires_in=None), 8700),
        (Said(body={"token": "only"}), 3300),
        (Said(body={"token": jwt(iat=1000, exp=500)}), 3300),
        (Said(body={"token": jwt(exp=500)}), 3300),
        (Said(body={"token": "a.%.c"}), 3300),
        (Said(body={"token": "a.b"}), 3300),
        (Said(body={"access_token": "only"}), 3300),
    ],
)
async def test_a_token_is_kept_as_long_as_it_says(
    log_in: Said,
    seconds: int,
    api: IctcoreClient,
    server: IctcoreServer,
    clock: SettableClock,
) -> None:
    """In the answer, in its own words, or nowhere: then not long."""
    server.log_ins.append(log_in)
    server.will_say(DONE)
    for wait, log_ins in ((0, 1), (seconds - 1, 1), (1, 2)):
        clock.advance(wait)
        await api.texts.delete(1)
        assert len(server.sessions) == log_ins


async def test_a_clock_that_is_put_back_begins_a_new_session(
    api: IctcoreClient, server: IctcoreServer, clock: SettableClock
) -> None:
    """Nobody knows how old the one at hand is."""
    server.will_say(DONE)
    await api.texts.delete(1)
    clock.advance(-60)
    await api.texts.delete(1)
    assert len(server.sessions) == 2


@pytest.mark.parametrize(
    "ended",
    [
        EXPIRED,
        Said(body=b"<html>no</html>", status=401),
        Said(body=error(401, "Invalid credentials, access is denied.")),
    ],
    ids=["401", "401 of a proxy", "401 within 200"],
)
async def test_a_token_that_is_refused_is_renewed_once(
    ended: Said, api: IctcoreClient, server: IctcoreServer
) -> None:
    """The call is made again, a send too: it was refused."""
    server.answers += [ended, Said(body=7), ended, Said(body="completed")]
    assert await api.transmissions.send(1) == 7
    assert await api.transmissions.status(1) == "completed"
    assert tokens(server) == ["token-1", "token-2", "token-2", "token-3"]


async def test_a_user_that_is_not_active_can_log_in_and_no_more(
    api: IctcoreClient, server: IctcoreServer
) -> None:
    """It is not tried a third time."""
    server.decide = lambda _: EXPIRED
    with pytest.raises(SignInAgainError) as raised:
        await api.transmissions.send(1)
    assert raised.value.outcome is Outcome.NOT_SENT
    assert len(server.calls) == len(server.sessions) == 2


async def test_many_calls_at_once_log_in_once(
    api: IctcoreClient, server: IctcoreServer
) -> None:
    """At the beginning as when the token is refused."""
    server.seconds = 0.005
    server.will_say("pending")
    await asyncio.gather(*(api.transmissions.status(1) for _ in range(20)))
    assert len(server.sessions) == 1
    server.decide = lambda asked: (
        Said(body="completed") if asked.authorization == "Bearer token-2" else EXPIRED
    )
    found = await asyncio.gather(*(api.transmissions.status(1) for _ in range(20)))
    assert set(found) == {"completed"}
    assert len(server.sessions) == 2


async def test_a_log_in_that_fails_is_not_tried_by_each_who_waits(
    api: IctcoreClient, server: IctcoreServer
) -> None:
    """All hear the same; the next call tries anew."""
    server.seconds = 0.005
    server.log_ins.append(FATAL)
    server.will_say("pending")
    found = await asyncio.gather(
        *(api.transmissions.status(1) for _ in range(20)), return_exceptions=True
    )
    assert {type(each) for each in found} == {SignInAgainError}
    assert len(server.sessions) == 1
    assert await api.transmissions.status(1) == "pending"


async def test_to_sign_in_is_to_log_in_anew(
    api: IctcoreClient, server: IctcoreServer
) -> None:
    """A password that has changed shows at once, whatever token is at hand."""
    server.will_say(DONE)
    await api.texts.delete(1)
    assert (await api.sign_in()).token == "token-2"
    await api.texts.delete(1)
    assert tokens(server) == ["token-1", "token-2"]
    server.log_ins.append(FATAL)
    with pytest.raises(SignInAgainError):
        await api.sign_in()


@pytest.mark.parametrize(
    ("log_in", "expected"),
    [
        (FATAL, SignInAgainError),
        (
            refused(401, "Invalid user name and password: User not found"),
            SignInAgainError,
        ),
        (refused(401, "No valid username found"), SignInAgainError),
        (refused(403, "User not permitted"), SignInAgainError),
        (refused(412, "No valid password"), SignInAgainError),
        (Said(body=error(401, "User not found")), SignInAgainError),
        (Said(body=error(0, "Unexpected")), TryLaterError),
        (refused(500, "Database is gone"), TryLaterError),
        (Said(body=b"<html>down</html>", status=500), TryLaterError),
        (Said(body=b"<html>down</html>", status=502), TryLaterError),
        (Said(body=b"", status=503, headers={"Retry-After": "7"}), TryLaterError),
        (refused(404, "Not Found"), CheckSettingsError),
        (refused(404, "User not found"), CheckSettingsError),
        (Said(body=b"<html>not here</html>", status=404), CheckSettingsError),
        (Said(body=b"<html>no</html>", status=403), CheckSettingsError),
        (Said(body=b"<html>hotel</html>"), CheckSettingsError),
        (Said(body=b""), CheckSettingsError),
        (Said(body={"user_id": "1"}), CheckSettingsError),
        (Said(body={"token": "two words"}), CheckSettingsError),
        (Said(body={"token": "x\r\nHost: y"}), CheckSettingsError),
        (Said(body={"token": "x" * 7001}), CheckSettingsError),
        (Said(body=b"", status=302, headers={"Location": "/x"}), CheckSettingsError),
        (Said(body="cut"), TryLaterError),
    ],
)
async def test_a_log_in_that_fails_sends_nothing(
    log_in: Said,
    expected: type[GatewayError],
    api: IctcoreClient,
    server: IctcoreServer,
) -> None:
    """Whatever is the matter, the message is kept for later."""
    server.log_ins.append(log_in)
    with pytest.raises(GatewayError) as raised:
        await api.transmissions.send(1)
    assert type(raised.value) is expected
    assert raised.value.outcome is Outcome.NOT_SENT
    assert server.calls == []


async def test_a_server_that_is_not_there_sends_nothing(
    client: aiohttp.ClientSession, unused_tcp_port: int
) -> None:
    """Not even a log-in."""
    url = f"http://127.0.0.1:{unused_tcp_port}/api"
    api = IctcoreClient(Transport(client), url, USERNAME, PASSWORD)
    with pytest.raises(TryLaterError):
        await api.transmissions.send(1)


async def test_an_address_that_is_none_is_told(client: aiohttp.ClientSession) -> None:
    """It can be corrected in the settings."""
    api = IctcoreClient(Transport(client), "http://[bad", USERNAME, PASSWORD)
    with pytest.raises(CheckSettingsError):
        await api.sign_in()


async def test_a_user_in_the_address_is_not_sent(
    server: IctcoreServer, client: aiohttp.ClientSession
) -> None:
    """The server would take Basic as well, and refuse a Bearer beside it."""
    url = server.url.replace("http://", "http://ann:pw@") + "api"
    api = IctcoreClient(Transport(client), url, USERNAME, PASSWORD)
    await api.sign_in()
    assert server.last.authorization is None
