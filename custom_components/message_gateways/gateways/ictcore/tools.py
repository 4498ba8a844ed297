"""What all that one account does on its server is done with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from .client import IctcoreClient
from .lists import Lists
from .names import Names
from .traces import Traces
from .workshop import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """A client, the names of what is ours, and what makes and remembers it."""

    client: IctcoreClient
    names: Names
    traces: Traces
    workshop: Workshop
    lists: Lists
    clock: Callable[[], datetime]
