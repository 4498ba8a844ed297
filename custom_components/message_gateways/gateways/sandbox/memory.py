"""What the sandbox remembers until it is reloaded."""

from collections.abc import Iterable


class Memory[ValueT]:
    """Values by key; beyond the limit the oldest are forgotten."""

    def __init__(self, limit: int) -> None:
        """Remember up to so many values."""
        self._limit = limit
        self._values: dict[str, ValueT] = {}

    def __contains__(self, key: str) -> bool:
        """Tell whether something is remembered."""
        return key in self._values

    def get(self, key: str) -> ValueT | None:
        """Return what is remembered, or None."""
        return self._values.get(key)

    def values(self) -> Iterable[ValueT]:
        """Return all that is remembered, the oldest first."""
        return self._values.values()

    def keep(self, key: str, value: ValueT) -> ValueT:
        """Remember a value unless there is one, and return what is remembered."""
        kept = self._values.setdefault(key, value)
        if len(self._values) > self._limit:
            del self._values[next(iter(self._values))]
        return kept
