"""Read the JSON objects of requests: types are error 1, limits error 4."""

import base64
from collections.abc import Mapping
import json
from typing import Any

from tests.simulators.entera.errors import ApiError
from tests.simulators.received import ReceivedRequest

TEXT_PLAIN = "text/plain"


def read_body(raw: bytes) -> Any:
    """Return JSON whatever its content type says, None for anything else."""
    try:
        return json.loads(raw.decode("utf-8-sig")) if raw else None
    except ValueError:
        return None


def fields_of(received: ReceivedRequest) -> Fields:
    """Return the object of a request. Raises ApiError (1) for what is none."""
    if received.content_type != TEXT_PLAIN or not isinstance(received.body, Mapping):
        raise ApiError(1)
    return Fields(received.body)


class Fields:
    """The fields of one object; null is the same as not there."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        """Take the object."""
        self._values = values

    def text(self, name: str, most: int | None = None) -> str:
        """Return a text, '' when not there. Raises ApiError (1, 4)."""
        value = self._values.get(name)
        if value is None:
            return ""
        return _text(value, most)

    def required(self, name: str, most: int | None = None) -> str:
        """Return a text that has to be there. Raises ApiError (1, 3, 4)."""
        value = self.text(name, most)
        if not value:
            raise ApiError(3)
        return value

    def number(self, name: str, most: int | None = None) -> int:
        """Return a whole number, 0 when not there. Raises ApiError (1, 3, 4)."""
        value = self._values.get(name)
        if value is None:
            return 0
        number = _number(value)
        if number < 0:
            raise ApiError(3)
        if most is not None and number > most:
            raise ApiError(4)
        return number

    def texts(self, name: str, most: int | None = None) -> tuple[str, ...]:
        """Return a list of texts, each of at most so many symbols."""
        return tuple(_text(value, most) for value in self._list(name))

    def numbers(self, name: str) -> tuple[int, ...]:
        """Return a list of whole numbers. Raises ApiError (1)."""
        return tuple(_number(value) for value in self._list(name))

    def objects(self, name: str) -> tuple[Fields, ...]:
        """Return a list of objects. Raises ApiError (1)."""
        values = self._list(name)
        if not all(isinstance(value, Mapping) for value in values):
            raise ApiError(1)
        return tuple(Fields(value) for value in values)

    def _list(self, name: str) -> list[Any]:
        """Return a list, empty when not there. Raises ApiError (1)."""
        value = self._values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise ApiError(1)
        return value


def decoded(text: str) -> bytes:
    """Return what Base64 stands for. Raises ApiError (3) for what is none."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise ApiError(3) from error


def _text(value: Any, most: int | None) -> str:
    """Return a text of at most so many symbols. Raises ApiError (1, 4)."""
    if not isinstance(value, str):
        raise ApiError(1)
    if most is not None and len(value) > most:
        raise ApiError(4)
    return value


def _number(value: Any) -> int:
    """Return a whole number. Raises ApiError (1)."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise ApiError(1)
    return value
