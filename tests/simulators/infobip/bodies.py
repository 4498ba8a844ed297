"""Read the bodies of requests: JSON and XML come out in one shape."""

import json
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tests.simulators.infobip.errors import ApiError
from tests.simulators.infobip.replies import JSON, XML


def read_body(content_type: str, raw: bytes) -> Any:
    """Return a body as objects, lists and strings, None when it can't be read."""
    media = content_type.split(";", maxsplit=1)[0].strip().lower()
    try:
        if media in {XML, "text/xml"}:
            return _value(fromstring(raw))
        return json.loads(raw) if raw else None
    except ValueError, ParseError, DefusedXmlException:
        return None


def checked_body(content_type: str, body: Any) -> dict[str, Any]:
    """Return the body of a POST as an object.

    Raises ApiError: a general error without a usable Content-Type, else a bad request.
    """
    if content_type not in {JSON, XML}:
        raise ApiError.general()
    if not isinstance(body, dict):
        raise ApiError.bad_request("Request body can't be read")
    return body


def listed(value: Any, name: str) -> list[Any]:
    """Return a list that came as one, as one value, or wrapped in its own name."""
    if isinstance(value, dict) and set(value) == {name}:
        value = value[name]
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def _value(element: Element) -> Any:
    """Return an element as an object of its children, or as its text."""
    if not len(element):
        return element.text or ""
    data: dict[str, Any] = {}
    for child in element:
        value = _value(child)
        if child.tag not in data:
            data[child.tag] = value
        elif isinstance(data[child.tag], list):
            data[child.tag].append(value)
        else:
            data[child.tag] = [data[child.tag], value]
    return data
