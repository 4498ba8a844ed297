"""What a simulator answered, kept for its own tests."""

from collections.abc import Mapping
from dataclasses import dataclass
import json
from typing import Any
from xml.etree.ElementTree import Element

import aiohttp
from defusedxml.ElementTree import fromstring


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One HTTP answer."""

    status: int
    content_type: str
    body: bytes
    headers: Mapping[str, str]

    @property
    def json(self) -> Any:
        """Return the body's JSON."""
        return json.loads(self.body)

    @property
    def xml(self) -> Element:
        """Return the body's XML."""
        element: Element = fromstring(self.body)
        return element


async def answer_of(response: aiohttp.ClientResponse) -> Answer:
    """Keep what a test may want of an answer."""
    return Answer(
        status=response.status,
        content_type=response.content_type,
        body=await response.read(),
        headers=response.headers,
    )
