"""Log in: tokens, Basic authentication, roles."""

from base64 import b64decode, urlsafe_b64encode
import binascii
from collections.abc import Mapping
from datetime import timedelta
import json
import secrets
from typing import Any

from tests.simulators.ictcore.errors import ApiError, FatalError
from tests.simulators.ictcore.tables import Row
from tests.simulators.ictcore.users import ADMIN, SHOWN, USER, hashed
from tests.simulators.ictcore.world import Token, World

ADMINS_ONLY = frozenset({"users", "providers", "roles", "permissions"})
SIGNATURE = 256


def authenticate(world: World, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Log in and return the user with a token. Raises ApiError and FatalError.

    An inactive user gets a token, too.
    """
    user = _checked(world, fields)
    seconds = world.settings.token_seconds
    text = _jwt(world, user)
    until = world.now + timedelta(seconds=seconds)
    world.tokens[text] = Token(user_id=user["user_id"], until=until)
    return {name: user[name] for name in SHOWN} | {
        "token": text,
        "access_token": text,
        "expires_in": seconds,
        "token_type": "Bearer",
        "scope": "All",
    }


def caller(world: World, authorization: str, area: str) -> Row:
    """Return who asks for an area of the API. Raises ApiError 401 and 403."""
    scheme, _, credentials = authorization.partition(" ")
    user = None
    if scheme == "Bearer":
        token = world.tokens.get(credentials.strip())
        if token is not None and world.now < token.until:
            user = world.tables.users.find(token.user_id)
    elif scheme == "Basic":
        user = _basic(world, credentials)
    if user is None or user["active"] != "1":
        message = f"Invalid credentials, access is denied to {area}."
        raise ApiError(401, message)
    roles = {role for owner, role in world.roles if owner == user["user_id"]}
    if ADMIN not in roles and (USER not in roles or area in ADMINS_ONLY):
        raise ApiError(403, "User not permitted to perform required action")
    return user


def _checked(world: World, fields: Mapping[str, Any]) -> Row:
    """Return the user whose name and password are given.

    Raises ApiError, and FatalError for a wrong password as for none.
    """
    names = ("username", "email", "user_id")
    name = next((name for name in names if fields.get(name)), None)
    if name is None:
        raise ApiError(401, "No valid username found")
    rows = world.tables.users.where(**{name: str(fields[name])})
    if not rows:
        raise ApiError(401, "Invalid user name and password: User not found")
    given = fields.get("hash") or fields.get("password_hash")
    if fields.get("password") is not None:
        given = hashed(str(fields["password"]))
    if given is None or given != rows[0]["passwd"]:
        raise FatalError
    return rows[0]


def _basic(world: World, credentials: str) -> Row | None:
    """Return the user of Basic credentials, None when they are wrong."""
    try:
        username, _, password = b64decode(credentials).decode().partition(":")
        return _checked(world, {"username": username, "password": password})
    except ApiError, FatalError, binascii.Error, UnicodeDecodeError:
        return None


def _jwt(world: World, user: Row) -> str:
    """Return a token that looks signed; only the simulator's memory makes it valid."""
    now = int(world.now.timestamp())
    admin = (user["user_id"], ADMIN) in world.roles
    payload = {
        "iss": "ICTCore",
        "iat": now,
        "nbf": now,
        "exp": now + world.settings.token_seconds,
        "user_id": user["user_id"],
        "username": user["username"],
        "is_admin": "1" if admin else "0",
        "api-version": "1.0",
    }
    parts = (
        json.dumps({"typ": "JWT", "alg": "RS256"}).encode(),
        json.dumps(payload).encode(),
        secrets.token_bytes(SIGNATURE),
    )
    return ".".join(urlsafe_b64encode(part).decode().rstrip("=") for part in parts)
