"""One request of the API, taken apart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.simulators.ictcore.tables import Row
from tests.simulators.ictcore.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Hold who asks, the parts of the path, the query, the body.

    `body` is what the server made of it: None unless it was JSON or a form.
    `content_type` is the whole header ('' when there was none), `raw` every byte.
    """

    world: World
    user: Row
    parts: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    content_type: str
    raw: bytes

    @property
    def fields(self) -> dict[str, Any]:
        """Return the body's fields; what can't be read has none."""
        return self.body if isinstance(self.body, dict) else {}

    @property
    def user_id(self) -> str:
        """Return the id of who asks."""
        return str(self.user["user_id"])


type Operation = Callable[[Call], Any]
