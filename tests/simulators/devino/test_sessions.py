"""Logging in, and what becomes of sessions."""

import pytest

from tests.simulators.devino import DevinoSimulator, Expired, SettableClock
from tests.simulators.devino.asking import Pairs, get, log_in


async def test_a_log_in_is_answered_with_a_quoted_string_of_36_characters(
    devino_simulator: DevinoSimulator,
) -> None:
    """Every log-in opens a session of its own."""
    query = [("login", "demo"), ("password", "secret")]
    answer = await get(devino_simulator, "/rest/user/sessionid", query)
    assert (answer.status, len(answer.json)) == (200, 36)
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private"
    assert await log_in(devino_simulator) != answer.json


@pytest.mark.parametrize("path", ["/rest/User/SessionId", "/USER/sessionid/"])
async def test_case_of_paths_and_names_does_not_matter(
    devino_simulator: DevinoSimulator, path: str
) -> None:
    """The base is there or not."""
    query = [("LOGIN", "demo"), ("passWord", "secret")]
    assert (await get(devino_simulator, path, query)).status == 200


async def test_a_password_is_decoded_as_in_the_document(
    devino_simulator: DevinoSimulator,
) -> None:
    """The document's own example, in its own encoding."""
    devino_simulator.add_account(login="Jonathan", password="a+b==13%!")
    path = "/rest/user/sessionid?login=Jonathan&password=a%2Bb%3D%3D13%25!"
    assert (await get(devino_simulator, path)).status == 200


@pytest.mark.parametrize(
    ("query", "status", "body"),
    [
        (
            [("login", "demo"), ("password", "wrong")],
            401,
            {"Code": 4, "Desc": "Invalid user login or password"},
        ),
        (
            [("login", "nobody"), ("password", "secret")],
            401,
            {"Code": 4, "Desc": "Invalid user login or password"},
        ),
        (
            [("login", "demo")],
            400,
            {
                "Code": 1,
                "Desc": "Password can not be null or empty Parameter name: password",
            },
        ),
    ],
)
async def test_a_wrong_log_in_is_refused(
    devino_simulator: DevinoSimulator, query: Pairs, status: int, body: object
) -> None:
    """Code 4 with 401, Code 1 with 400."""
    answer = await get(devino_simulator, "/rest/user/sessionid", query)
    assert (answer.status, answer.json) == (status, body)


async def test_the_balance_is_a_bare_number(devino_simulator: DevinoSimulator) -> None:
    """As in the field notes."""
    devino_simulator.add_account(login="rich", password="secret", credit="20015.3")
    session = await log_in(devino_simulator, "rich")
    query = [("SessionID", session)]
    answer = await get(devino_simulator, "/rest/User/Balance", query)
    assert (answer.status, answer.body) == (200, b"20015.3")


@pytest.mark.parametrize(
    ("expired", "status", "body"),
    [
        (Expired.UNAUTHORIZED, 401, {"Code": 4, "Desc": "SessionID expired"}),
        (Expired.INVALID, 400, {"Code": 3, "Desc": "Неверный идентификатор сессии"}),
    ],
)
async def test_a_session_ends_after_120_minutes_in_one_of_two_forms(
    devino_simulator: DevinoSimulator,
    devino_clock: SettableClock,
    expired: Expired,
    status: int,
    body: object,
) -> None:
    """By the clock, and another log-in helps."""
    devino_simulator.configure(expired=expired)
    query = [("SessionID", await log_in(devino_simulator))]
    devino_clock.advance(120 * 60 - 1)
    assert (await get(devino_simulator, "/rest/User/Balance", query)).status == 200
    devino_clock.advance(1)
    answer = await get(devino_simulator, "/rest/User/Balance", query)
    assert (answer.status, answer.json) == (status, body)
    query = [("SessionID", await log_in(devino_simulator))]
    assert (await get(devino_simulator, "/rest/User/Balance", query)).status == 200


async def test_sessions_expire_on_demand(devino_simulator: DevinoSimulator) -> None:
    """All at once."""
    query = [("SessionID", await log_in(devino_simulator))]
    devino_simulator.expire_sessions()
    assert (await get(devino_simulator, "/rest/User/Balance", query)).status == 401


async def test_a_session_that_never_was_is_code_3(
    devino_simulator: DevinoSimulator,
) -> None:
    """And a missing one Code 1."""
    query = [("SessionID", "X" * 36)]
    answer = await get(devino_simulator, "/rest/User/Balance", query)
    assert (answer.status, answer.json["Code"]) == (400, 3)
    answer = await get(devino_simulator, "/rest/User/Balance")
    assert (answer.status, answer.json["Code"]) == (400, 1)
