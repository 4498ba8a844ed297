"""Put messages together that leave in one request."""

from collections import Counter
from collections.abc import Mapping
import uuid

from ..gateways.model import Channel


class Batches:
    """Give messages of one content the same key, as many as fit in a request.

    The key is on disk before the request leaves: some gateways keep it, and can be
    asked by it what became of a request whose answer got lost.
    """

    def __init__(self, limits: Mapping[Channel, int]) -> None:
        """Remember how many messages fit in one request of each channel."""
        self._limits = limits
        self._used: Counter[int] = Counter()
        self._keys: dict[int, str] = {}

    def key_for(self, content_id: int, channel: Channel) -> str:
        """Return the key of the request that the next message leaves with."""
        if self._used[content_id] % self._limits[channel] == 0:
            self._keys[content_id] = uuid.uuid4().hex
        self._used[content_id] += 1
        return self._keys[content_id]
