"""The ways in which the server says no."""


class ApiError(Exception):
    """Answer `{"error": {"code", "message"}}` with the code as HTTP status."""

    def __init__(self, code: int, message: str) -> None:
        """Take the code and the words."""
        self.code = code
        self.message = message
        super().__init__(f"{code} {message}")


class FatalError(Exception):
    """Answer 500 with an empty body, as PHP does when it dies."""


class ForeignError(Exception):
    """Answer HTTP 200 with an error of code 0: thrown outside of the REST code."""


WORDS = {
    401: "Invalid credentials, access is denied to contacts.",
    403: "User not permitted to perform required action",
    404: "Not Found",
    411: "Length Required",
    412: "Precondition Failed",
    415: "Unsupported Media Type",
    417: "Expectation Failed",
    423: "Transmission already in process",
}


def words_of(status: int) -> str:
    """Return what an error of a status says."""
    return WORDS.get(status, "Service Unavailable")
