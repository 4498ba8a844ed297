"""Every operation of the guide: what it asks, what is answered, what comes of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from custom_components.message_gateways.gateways.ictcore.client import IctcoreClient

type Call = Callable[[IctcoreClient], Awaitable[Any]]

ANY = object()
"""For results whose content other tests are about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation; `document` None: no body at all."""

    call: Call
    asks: str
    answer: Any
    result: Any = None
    document: Any = None
    query: str = ""
    upload: bytes | None = None
    upload_type: str | None = None
