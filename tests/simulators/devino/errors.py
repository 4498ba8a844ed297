"""Errors of the API: a code with its HTTP status and a text."""

from typing import Any, Self

from tests.simulators.devino.codes import ERRORS, ViberError

NULL_ENTRY = (
    "The parameters dictionary contains a null entry for parameter '{name}' of "
    "non-nullable type 'DateTime' for method 'System.Web.Mvc.ActionResult {method}' "
    "in 'RestService.Controllers.SmsController'. An optional parameter must be a "
    "reference type, a nullable type, or be declared as an optional parameter. "
    "Parameter name: parameters"
)


class ApiError(Exception):
    """Say no to a whole request."""

    def __init__(self, code: int, text: str | None = None) -> None:
        """Take the code and what the body says (by the code when None)."""
        kind = ERRORS[code]
        self.code = code
        self.status = kind.status
        self.text = text or kind.text
        super().__init__(self.text)

    @classmethod
    def missing(cls, name: str) -> Self:
        """Make the error for a parameter that is missing or empty."""
        return cls(1, f"{name} can not be null or empty Parameter name: {name.lower()}")

    @classmethod
    def no_date(cls, name: str, method: str) -> Self:
        """Make the error for a required date that is missing or can't be read."""
        return cls(9, NULL_ENTRY.format(name=name, method=method))

    @classmethod
    def viber(cls, error: ViberError) -> Self:
        """Make one of Viber's own errors."""
        return cls(9 if error is ViberError.SYSTEM else 1, error.value)

    @classmethod
    def of_status(cls, status: int) -> Self:
        """Make the first error that has an HTTP status, else an internal one."""
        codes = (kind.code for kind in ERRORS.values() if kind.status == status)
        return cls(next(codes, 9))

    def to_json(self) -> dict[str, Any]:
        """Return the body."""
        return {"Code": self.code, "Desc": self.text}
