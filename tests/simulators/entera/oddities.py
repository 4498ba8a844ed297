"""Odd answers on demand that only this API gives; faults.py has the common ones."""

from dataclasses import dataclass
from enum import StrEnum
import re
from typing import Any

from tests.simulators.entera.errors import ApiError

QUOTED = re.compile(r'"(TaskId|AddressBookId|RecordId)":')
LISTS = ("ResultCollection", "Incoming", "AddressBooks")
IDS = ("TaskId", "AddressBookId", "RecordId")
END, SHORT_END = "}]}]}", "}}"


class OddKind(StrEnum):
    """Name an oddity."""

    ERROR = "error"
    """The error `code`, with `message` if given; any number may be a code."""
    NO_ERROR_CODE = "no_error_code"
    """The usual answer without ErrorCode."""
    NULL_MESSAGE = "null_message"
    """The usual answer with Message null."""
    NO_RESULT = "no_result"
    """The usual answer without Result."""
    NO_ID = "no_id"
    """The usual answer without TaskId, AddressBookId, RecordId."""
    NO_LIST = "no_list"
    """The usual answer without its list."""
    SLIP = "slip"
    """The usual answer with the document's slips: `"TaskId:"123"`, `}}` at the end."""
    BYTE_ORDER_MARK = "byte_order_mark"
    """The usual answer after a byte order mark."""
    CHARSET = "charset"
    """The usual answer in `charset`, which its Content-Type says."""
    SILENT_CHARSET = "silent_charset"
    """The usual answer in `charset`, which its Content-Type doesn't say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """Describe one oddity.

    It strikes the next `times` requests whose path ends with `method` ("SendSms"; any
    when None). An error is given in place of the effect, or after it with `processed`;
    its HTTP status is `status` (by the settings when None).
    """

    kind: OddKind
    method: str | None = None
    times: int = 1
    code: int = 14
    message: str | None = None
    status: int | None = None
    processed: bool = False
    charset: str = "cp1254"

    def strikes(self, path: str) -> bool:
        """Tell whether a request is one of those the oddity is for."""
        return self.method is None or path.lower().endswith(f"/{self.method.lower()}")

    @property
    def error(self) -> ApiError | None:
        """Return the error that is given, None for other kinds."""
        if self.kind is not OddKind.ERROR:
            return None
        return ApiError(self.code, self.message)

    def changed(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return an answer's object as this oddity has it."""
        gone = {
            OddKind.NO_ERROR_CODE: ("ErrorCode",),
            OddKind.NO_RESULT: ("Result",),
            OddKind.NO_ID: IDS,
            OddKind.NO_LIST: LISTS,
        }.get(self.kind, ())
        changed = {name: value for name, value in data.items() if name not in gone}
        if self.kind is OddKind.NULL_MESSAGE:
            changed["Message"] = None
        return changed

    def encoded(self, text: str) -> bytes:
        """Return an answer's JSON in bytes as this oddity has it."""
        if self.kind is OddKind.SLIP:
            return slipped(text).encode()
        if self.kind is OddKind.BYTE_ORDER_MARK:
            return text.encode("utf-8-sig")
        if self.kind in {OddKind.CHARSET, OddKind.SILENT_CHARSET}:
            return text.encode(self.charset, errors="replace")
        return text.encode()

    def content_type(self, usual: str) -> str:
        """Return the Content-Type as this oddity has it."""
        if self.kind is not OddKind.CHARSET:
            return usual
        return f"{usual.partition(';')[0]}; charset={self.charset}"


def slipped(text: str) -> str:
    """Return JSON broken as the document's samples are."""
    if text.endswith(END):
        return text.removesuffix(END) + SHORT_END
    broken, count = QUOTED.subn(r'"\1:', text, count=1)
    return broken if count else text[:-1]


class OddityList:
    """Keep the oddities still to come, oldest first."""

    def __init__(self) -> None:
        """Start with no oddity."""
        self._pending: list[tuple[Oddity, int]] = []

    def add(self, oddity: Oddity) -> None:
        """Let an oddity strike its next `times` requests."""
        self._pending.append((oddity, oddity.times))

    def take(self, path: str) -> Oddity | None:
        """Return the oddity that strikes a request, counted down, or None."""
        for index, (oddity, left) in enumerate(self._pending):
            if not oddity.strikes(path):
                continue
            if left > 1:
                self._pending[index] = (oddity, left - 1)
            else:
                del self._pending[index]
            return oddity
        return None

    def clear(self) -> None:
        """Forget all oddities."""
        self._pending.clear()

    @property
    def pending(self) -> tuple[tuple[Oddity, int], ...]:
        """Return the oddities still to come, each with how often it will strike."""
        return tuple(self._pending)
