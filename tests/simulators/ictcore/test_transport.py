"""Headers, content types, errors, log-in: sections 1 and 2 of the field notes."""

from base64 import urlsafe_b64decode
from hashlib import md5
import json

import pytest

from tests.simulators.ictcore import IctcoreSimulator, SettableClock
from tests.simulators.ictcore.asking import ask, basic, error, value

LOG_IN = {"username": "admin", "password": "secret"}
DENIED = "Invalid credentials, access is denied to contacts."
FORBIDDEN = "User not permitted to perform required action"
UNKNOWN = "Invalid user name and password: User not found"


async def token_of(simulator: IctcoreSimulator, **others: str) -> str:
    """Log in and return the header's value."""
    body = {**LOG_IN, **others}
    answer = await value(simulator, "POST", "/authenticate", body)
    return f"Bearer {answer['token']}"


async def test_a_log_in_answers_the_user_with_a_token(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """Texts for numbers, no user name, a JWT of 360 days."""
    answer = await value(ictcore_simulator, "POST", "/authenticate", LOG_IN)
    token = answer.pop("token")
    assert answer == {
        "user_id": "1",
        "first_name": "System",
        "last_name": "Administrator",
        "phone": "111111",
        "email": "admin@ictcore.example",
        "address": None,
        "company": None,
        "country_id": None,
        "language_id": None,
        "timezone_id": None,
        "active": "1",
        "owner_id": None,
        "access_token": token,
        "expires_in": 31_104_000,
        "token_type": "Bearer",
        "scope": "All",
    }
    now = int(ictcore_clock().timestamp())
    payload = json.loads(urlsafe_b64decode(token.split(".")[1] + "=="))
    assert payload["exp"] - payload["iat"] == 31_104_000
    assert payload["iat"] == now
    assert (payload["username"], payload["is_admin"]) == ("admin", "1")


@pytest.mark.parametrize(
    "body",
    [
        LOG_IN,
        {"email": "admin@ictcore.example", "password": "secret"},
        {"user_id": 1, "hash": md5(b"secret", usedforsecurity=False).hexdigest()},
        {"username": "admin", "password_hash": "5ebe2294ecd0e0f08eab7690d2a6ee69"},
    ],
)
async def test_other_names_and_a_hash_log_in_too(
    ictcore_simulator: IctcoreSimulator, body: dict[str, object]
) -> None:
    """By email or id, by md5."""
    assert (await value(ictcore_simulator, "POST", "/authenticate", body))["token"]


@pytest.mark.parametrize("body", [{"password": "wrong"}, {}])
async def test_a_wrong_password_is_an_empty_500(
    ictcore_simulator: IctcoreSimulator, body: dict[str, str]
) -> None:
    """And so is none."""
    sent = {"username": "admin", **body}
    answer = await ask(ictcore_simulator, "POST", "/authenticate", sent)
    assert (answer.status, answer.body) == (500, b"")
    assert answer.content_type == "text/html"


async def test_a_wrong_name_is_a_401(ictcore_simulator: IctcoreSimulator) -> None:
    """In words by what is wrong; so is a body that was not parsed."""
    nobody = {"username": "nobody", "password": "x"}
    path = "/authenticate"
    assert await error(ictcore_simulator, "POST", path, nobody) == (401, UNKNOWN)
    nameless = (401, "No valid username found")
    assert await error(ictcore_simulator, "POST", path, {}) == nameless
    charset = {"content_type": "application/json; charset=utf-8"}
    assert await error(ictcore_simulator, "POST", path, LOG_IN, **charset) == nameless


async def test_a_token_or_basic_opens_every_call(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """In the exact header and scheme, until it ends."""
    token = await token_of(ictcore_simulator)
    for headers, status in (
        ({"Authorization": token}, 200),
        ({"Authorization": basic()}, 200),
        ({"Authorization": token.replace("Bearer", "bearer")}, 401),
        ({"Authorization": "", "Authentication": token}, 401),
        ({"Authorization": basic("admin:wrong")}, 401),
        ({"Authorization": "Basic ?"}, 401),
        ({"Authorization": "Bearer x"}, 401),
    ):
        answer = await ask(ictcore_simulator, "GET", "/contacts", headers=headers)
        assert answer.status == status
    assert answer.json == {"error": {"code": 401, "message": DENIED}}
    assert "ICTCore Framework" in answer.headers["WWW-Authenticate"]
    ictcore_clock.advance(31_104_000)
    answer = await ask(
        ictcore_simulator, "GET", "/contacts", headers={"Authorization": token}
    )
    assert answer.status == 401


async def test_a_user_needs_a_role_and_must_be_active(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """Without a role 403; inactive: a token that opens nothing."""
    user = {"username": "jane", "password": "pass", "email": "jane@example.com"}
    assert await value(ictcore_simulator, "POST", "/users", user) == 2
    token = await token_of(ictcore_simulator, username="jane", password="pass")
    hers = {"headers": {"Authorization": token}}
    refused = await error(ictcore_simulator, "GET", "/contacts", **hers)
    assert refused == (403, FORBIDDEN)
    assert await value(ictcore_simulator, "PUT", "/users/2/roles/1") is True
    await value(ictcore_simulator, "POST", "/contacts", {"first_name": "Ann"})
    (contact,) = await value(ictcore_simulator, "GET", "/contacts", **hers)
    assert contact["first_name"] == "Ann"
    assert await error(ictcore_simulator, "GET", "/users", **hers) == (403, FORBIDDEN)
    await value(ictcore_simulator, "PUT", "/users/2", {"active": 0})
    token = await token_of(ictcore_simulator, username="jane", password="pass")
    hers = {"headers": {"Authorization": token}}
    assert await error(ictcore_simulator, "GET", "/contacts", **hers) == (401, DENIED)


async def test_a_password_under_the_wrong_name_locks_a_user_out(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """The guide's `passwd` is kept unhashed; an empty change sets no password."""
    user = {"username": "joe", "passwd": "pass"}
    await value(ictcore_simulator, "POST", "/users", user)
    body = {"username": "joe", "password": "pass"}
    assert (await ask(ictcore_simulator, "POST", "/authenticate", body)).status == 500
    await value(ictcore_simulator, "PUT", "/users/2/password", body)
    assert (await ask(ictcore_simulator, "POST", "/authenticate", body)).status == 200
    assert "username" not in await value(
        ictcore_simulator, "PUT", "/users/joe/password", {}
    )
    body["password"] = ""
    assert (await ask(ictcore_simulator, "POST", "/authenticate", body)).status == 200


@pytest.mark.parametrize(
    ("content_type", "raw", "name"),
    [
        ("application/json", b'{"first_name": "Ann"}', "Ann"),
        (None, b'{"first_name": "Ann"}', "Ann"),
        ("application/x-www-form-urlencoded", b"first_name=Ann", "Ann"),
        ("application/json; charset=utf-8", b'{"first_name": "Ann"}', None),
        ("text/plain", b'{"first_name": "Ann"}', None),
        ("application/json", b"{bad", None),
        ("application/json", b"", None),
    ],
)
async def test_what_is_not_exactly_json_makes_an_empty_record(
    ictcore_simulator: IctcoreSimulator,
    content_type: str | None,
    raw: bytes,
    name: str | None,
) -> None:
    """And no error."""
    id_ = await value(
        ictcore_simulator, "POST", "/contacts", raw=raw, content_type=content_type
    )
    assert id_ == 1
    contact = await value(ictcore_simulator, "GET", "/contacts/1")
    assert contact["first_name"] == name


@pytest.mark.parametrize(
    ("path", "accept", "said"),
    [
        ("/contacts", "application/json", "application/json; charset=utf-8"),
        ("/contacts", "text/html, application/json", "application/json; charset=utf-8"),
        ("/contacts", "*/*", "text/plain;charset=UTF-8"),
        ("/contacts", "application/json;q=0.9", "text/plain;charset=UTF-8"),
        ("/contacts.json", "*/*", "application/json; charset=utf-8"),
        ("/contacts?format=json", "*/*", "application/json; charset=utf-8"),
        ("/ictcore/contacts", "application/json", "application/json; charset=utf-8"),
    ],
)
async def test_json_is_called_json_only_when_asked_exactly(
    ictcore_simulator: IctcoreSimulator, path: str, accept: str, said: str
) -> None:
    """By Accept, a suffix or a parameter; it always is JSON."""
    answer = await ask(ictcore_simulator, "GET", path, headers={"Accept": accept})
    assert (answer.json, answer.headers["Content-Type"]) == ([], said)
    assert answer.headers["Set-Cookie"].startswith("ictcore=")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/nothing"),
        ("GET", "/contacts/"),
        ("DELETE", "/contacts"),
        ("PATCH", "/contacts/1"),
        ("GET", "/transmissions/1/send"),
        ("POST", "/transmissions/1/clone"),
        ("POST", "/transmissions/1/schedule"),
        ("PUT", "/programs/1/transmissions"),
        ("POST", "/campaigns/1/start"),
        ("POST", "/campaigns/1/schedule"),
        ("GET", "/spools"),
        ("GET", "/spools/1"),
        ("GET", "/contacts/1/delete"),
    ],
)
async def test_what_is_no_route_is_not_found(
    ictcore_simulator: IctcoreSimulator, method: str, path: str
) -> None:
    """Also by a wrong method, and what only the guide knows."""
    assert await error(ictcore_simulator, method, path) == (404, "Not Found")


async def test_a_head_is_not_found_and_xml_is_fatal(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """Neither is of the API."""
    assert (await ask(ictcore_simulator, "HEAD", "/contacts")).status == 404
    for path in ("/contacts.xml", "/contacts?format=xml"):
        answer = await ask(ictcore_simulator, "GET", path)
        assert (answer.status, answer.body) == (500, b"")


async def test_a_post_may_stand_for_another_method(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """By a parameter or a header."""
    for _ in range(2):
        await value(ictcore_simulator, "POST", "/contacts", {"first_name": "Ann"})
    assert await value(ictcore_simulator, "POST", "/contacts/1?method=DELETE") is True
    headers = {"X-HTTP-Method-Override": "DELETE"}
    gone = await value(ictcore_simulator, "POST", "/contacts/2", headers=headers)
    assert gone is True
    assert await value(ictcore_simulator, "GET", "/contacts") == []
