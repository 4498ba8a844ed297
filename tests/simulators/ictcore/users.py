"""Users, their passwords, roles and permissions."""

from hashlib import md5
import secrets
from typing import Any

from tests.simulators.ictcore.accounts import ACCOUNTS
from tests.simulators.ictcore.calls import Call
from tests.simulators.ictcore.filters import WHEN, contains, number
from tests.simulators.ictcore.resources import Resource
from tests.simulators.ictcore.tables import Row
from tests.simulators.ictcore.world import World

SHOWN = (
    *("user_id", "first_name", "last_name", "phone", "email", "address", "company"),
    *("country_id", "language_id", "timezone_id", "active", "owner_id"),
)
USERS = Resource(
    kind="User",
    table=lambda tables: tables.users,
    detail=SHOWN,
    listed=("user_id", "username", "first_name", "last_name", "phone", "email"),
    filters={
        "user_id": number("user_id"),
        **{
            name: contains(name)
            for name in ("username", "phone", "email", "first_name", "last_name")
        },
        **WHEN,
    },
    fixed=frozenset({"date_created", "owner_id"}),
)
ROLES = {"1": "user", "2": "admin"}
USER, ADMIN = ROLES
SHARED = ("username", "passwd", "first_name", "last_name", "phone", "email", "address")


def hashed(password: str) -> str:
    """Return a password as it is kept."""
    return md5(password.encode(), usedforsecurity=False).hexdigest()


def create_user(call: Call) -> int:
    """Save a user without a role and return its id.

    `password` is hashed, `passwd` is kept as it is.
    """
    return make_user(call.world, call.user_id, _written(call))


def make_user(world: World, owner_id: str | None, values: dict[str, Any]) -> int:
    """Save a user; the database makes an account of it. Raises ApiError."""
    for name in ("username", "email"):
        value = values.get(name)
        if value is not None and any(
            table.where(**{name: str(value)})
            for table in (world.tables.users, world.tables.accounts)
        ):
            raise USERS.refused()
    user_id = world.insert(world.tables.users, None, **values, owner_id=owner_id)
    row = world.tables.users.row(user_id)
    world.insert(
        world.tables.accounts,
        str(user_id),
        **{name: row[name] for name in SHARED},
        passwd_pin=f"{secrets.randbelow(9000) + 1000}",
        created_by=user_id,
    )
    return user_id


def get_user(call: Call) -> dict[str, Any]:
    """Show a user by id or by name, without the name."""
    return USERS.shown(asked(call))


def asked(call: Call) -> Row:
    """Return the user whose id or name a path has. Raises ApiError."""
    named = call.parts["user_id"]
    if named.isdecimal():
        return USERS.asked(call)
    rows = call.world.tables.users.where(username=named)
    if not rows:
        raise USERS.unknown()
    return rows[0]


def update_user(call: Call) -> dict[str, Any]:
    """Save what is new and show the user."""
    row = asked(call)
    values = _written(call)
    call.world.tables.users.update(int(row["user_id"]), values)
    return USERS.shown(row) | USERS.echoed(values)


def delete_user(call: Call) -> bool:
    """Delete a user; the account stays."""
    return call.world.tables.users.delete(asked(call)["user_id"])


def set_password(call: Call) -> dict[str, Any]:
    """Set a password: an empty one when the body has none."""
    row = asked(call)
    row["passwd"] = hashed(str(call.fields.get("password") or ""))
    return USERS.shown(row)


def list_roles(call: Call) -> list[dict[str, Any]]:
    """List the roles of a user."""
    user_id = asked(call)["user_id"]
    return [
        role
        for role in all_roles(call)
        if (user_id, role["role_id"]) in call.world.roles
    ]


def all_roles(_call: Call) -> list[dict[str, Any]]:
    """List the roles there are."""
    return [{"role_id": id_, "name": name} for id_, name in ROLES.items()]


def add_role(call: Call) -> bool:
    """Give a user a role."""
    call.world.roles.add((asked(call)["user_id"], call.parts["role_id"]))
    return True


def remove_role(call: Call) -> bool:
    """Take a role from a user."""
    call.world.roles.discard((asked(call)["user_id"], call.parts["role_id"]))
    return True


def change_permission(call: Call) -> bool:
    """Say false and save nothing."""
    asked(call)
    return False


def list_permissions(call: Call) -> list[Any]:
    """List the permissions of a user, which are never any."""
    asked(call)
    return []


def all_permissions(_call: Call) -> list[dict[str, Any]]:
    """List the permissions there are."""
    names = ("contact_create", "contact_read", "transmission_create", "user_admin")
    return [
        {"permission_id": str(id_), "name": name}
        for id_, name in enumerate(names, start=1)
    ]


def list_accounts(call: Call) -> list[dict[str, Any]]:
    """List the accounts of a user."""
    rows = call.world.tables.accounts.where(user_id=asked(call)["user_id"])
    return ACCOUNTS.listing(call, rows)


def _written(call: Call) -> dict[str, Any]:
    """Return what of a body can be saved, a password as its hash."""
    values = USERS.written(call)
    password = call.fields.get("password")
    return values | ({} if password is None else {"passwd": hashed(str(password))})
