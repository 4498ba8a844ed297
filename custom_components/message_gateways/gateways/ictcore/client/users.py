"""Users: `/users` (field-notes.md 7)."""

from ...errors import InvalidInputError
from ..answers.users import parse_user
from ..models.users import NewUser, User, UserFields
from .calls import Calls
from .written import body_of, place, whole

ABOUT = "User"


class Users:
    """Who may log in."""

    def __init__(self, calls: Calls) -> None:
        """Ask by these calls."""
        self._calls = calls

    async def create(self, user: NewUser) -> int:
        """Make a user, and by that an account, and return the user's id.

        Its calls are refused until `add_role`. 417 where username or email address
        are taken; raises InvalidInputError for an empty password.
        """
        _check_password(user.password)
        return await self._calls.create_one(place("users"), body_of(user))

    async def list(self) -> tuple[User, ...]:
        """Return all users; no filter is documented."""
        return await self._calls.get_rows(place("users"), parse_user)

    async def get(self, user_id: int) -> User:
        """Return a user, without the username."""
        return await self._calls.get_one(_one(user_id), parse_user, about=ABOUT)

    async def update(self, user_id: int, changes: UserFields) -> User:
        """Change what is given of a user and return what it is now."""
        return await self._calls.change_one(
            _one(user_id),
            body_of(changes, UserFields),
            parse_user,
            known=user_id,
            about=ABOUT,
        )

    async def delete(self, user_id: int) -> None:
        """Delete a user."""
        await self._calls.remove(_one(user_id), about=ABOUT)

    async def set_password(self, user_id: int, password: str) -> User:
        """Set a password and return the user.

        Raises InvalidInputError for an empty one, which the server would take.
        """
        _check_password(password)
        return await self._calls.change_one(
            _one(user_id, "password"),
            {"password": whole(password)},
            parse_user,
            known=user_id,
            about=ABOUT,
        )

    async def add_role(self, user_id: int, role_id: int) -> None:
        """Give a user a role (`codes.USER_ROLE`, `codes.ADMIN_ROLE`)."""
        await self._calls.change(place("users", user_id, "roles", role_id), about=ABOUT)

    async def remove_role(self, user_id: int, role_id: int) -> None:
        """Take a role from a user."""
        await self._calls.remove(place("users", user_id, "roles", role_id), about=ABOUT)

    async def add_permission(self, user_id: int, permission_id: int) -> None:
        """Give a user a permission: NotOfferedError, since the server saves none."""
        path = place("users", user_id, "permissions", permission_id)
        await self._calls.change(path, about=ABOUT)

    async def remove_permission(self, user_id: int, permission_id: int) -> None:
        """Take a permission from a user."""
        path = place("users", user_id, "permissions", permission_id)
        await self._calls.remove(path, about=ABOUT)


def _one(user_id: int, *more: str) -> str:
    """Return the path of one user."""
    return place("users", user_id, *more)


def _check_password(password: str) -> None:
    """Refuse an empty password."""
    if not password:
        raise InvalidInputError("value_not_possible", field="password")
