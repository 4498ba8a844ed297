"""Remember the newest of what was seen, so that it is known again."""

from collections.abc import Iterable

MOST = 5000


class Remembered:
    """Keys of messages; the oldest are forgotten first."""

    def __init__(self) -> None:
        """Start with none."""
        self._keys: dict[str, None] = {}

    def __contains__(self, key: object) -> bool:
        """Tell whether a key is remembered."""
        return key in self._keys

    def add(self, keys: Iterable[str]) -> None:
        """Remember keys, the newest first among them."""
        for key in reversed(list(keys)):
            self._keys.pop(key, None)
            self._keys[key] = None
        for key in list(self._keys)[:-MOST]:
            del self._keys[key]
