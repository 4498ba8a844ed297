"""Answers of operations, and how they are written in JSON and XML."""

from dataclasses import dataclass, field
import json
from typing import Any
from xml.etree import ElementTree as ET

from aiohttp import web

JSON, XML = "application/json", "application/xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer.

    `data` is its JSON. In XML it stands under `root`; a list `x` becomes
    `<x><x>…</x></x>`, or `<x>…</x><x>…</x>` when `x` is in `flat`. `xml` replaces
    `data` where the XML sample differs.
    """

    data: dict[str, Any]
    root: str
    flat: frozenset[str] = field(default_factory=frozenset)
    xml: dict[str, Any] | None = None
    status: int = 200

    def write(self, content_type: str) -> bytes:
        """Return the body in a content type (XML if it is XML's, else JSON)."""
        if content_type != XML:
            return json.dumps(self.data, ensure_ascii=False).encode()
        root = ET.Element(self.root)
        _add(root, self.data if self.xml is None else self.xml, self.flat)
        text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
        return text

    def response(self, content_type: str) -> web.Response:
        """Return the HTTP answer in a content type."""
        return web.Response(
            status=self.status, body=self.write(content_type), content_type=content_type
        )


def answer_type(accept: str, content_type: str) -> str:
    """Choose the content type of an answer: by Accept, else the request's own."""
    wanted = [part.split(";")[0].strip().lower() for part in accept.split(",")]
    for media in wanted:
        if media in {JSON, "text/json"}:
            return JSON
        if media in {XML, "text/xml"}:
            return XML
    return XML if content_type in {XML, "text/xml"} else JSON


def _add(parent: ET.Element, data: dict[str, Any], flat: frozenset[str]) -> None:
    """Add the members of an object to an element."""
    for name, value in data.items():
        if isinstance(value, list):
            holder = parent if name in flat else ET.SubElement(parent, name)
            for item in value:
                _add_one(holder, name, item, flat)
        else:
            _add_one(parent, name, value, flat)


def _add_one(parent: ET.Element, name: str, value: Any, flat: frozenset[str]) -> None:
    """Add one value as an element."""
    element = ET.SubElement(parent, name)
    if isinstance(value, dict):
        _add(element, value, flat)
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    elif value != "":
        element.text = str(value)
