"""Errors of the API: a code with a text, in an answer whose Result is false."""

from typing import Any, Self

from tests.simulators.entera.codes import ERRORS

UNAUTHORIZED, FORBIDDEN = 401, 403


class ApiError(Exception):
    """Say no to a whole request."""

    def __init__(self, code: int, message: str | None = None) -> None:
        """Take the code and what Message says (by the code when None)."""
        self.code = code
        self.message = ERRORS.get(code, "") if message is None else message
        super().__init__(self.message)

    @classmethod
    def of_status(cls, status: int) -> Self:
        """Make the error that fits an HTTP status best."""
        return cls({UNAUTHORIZED: 2, FORBIDDEN: 9}.get(status, 14))

    def to_json(self) -> dict[str, Any]:
        """Return the body."""
        return {"Result": False, "ErrorCode": self.code, "Message": self.message}
