"""Errors of the API: a status with the body of the field notes."""

from typing import Any, Self, override

MESSAGE_IDS = {
    400: ("BAD_REQUEST", "Bad Request"),
    401: ("UNAUTHORIZED", "Invalid login details"),
    403: ("FORBIDDEN", "Forbidden"),
    404: ("NOT_FOUND", "Requested URL not found"),
    405: ("METHOD_NOT_ALLOWED", "Method not allowed"),
    429: ("TOO_MANY_REQUESTS", "Too many requests"),
    503: ("SERVICE_UNAVAILABLE", "Service unavailable"),
}
GENERAL = ("GENERAL_ERROR", "Something went wrong. Please contact support.")


class ApiError(Exception):
    """Say no to a whole request."""

    def __init__(
        self, status: int, message_id: str | None = None, text: str | None = None
    ) -> None:
        """Take the HTTP status and what the body says (by the status when None)."""
        usual = MESSAGE_IDS.get(status, GENERAL)
        self.status = status
        self.message_id = message_id or usual[0]
        self.text = text or usual[1]
        super().__init__(self.text)

    @classmethod
    def bad_request(cls, text: str) -> Self:
        """Make the error for a request that can't be used."""
        return cls(400, text=text)

    @classmethod
    def general(cls) -> Self:
        """Make the general error of a missing Content-Type (api.md, "Content-Type")."""
        return cls(400, *GENERAL)

    @override
    def __str__(self) -> str:
        """Return the text of the body."""
        return self.text

    def to_json(self) -> dict[str, Any]:
        """Return the body."""
        exception = {"messageId": self.message_id, "text": self.text}
        return {"requestError": {"serviceException": exception}}
