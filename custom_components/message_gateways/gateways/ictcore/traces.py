"""Remember what is being worked with while leftovers are looked for."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Traces:
    """The names of contents and messages that requests of ours work with.

    Who looks for leftovers first calls `begin`, then asks what is in use: what was at
    work then, and all that has begun since, is in here.
    """

    def __init__(self) -> None:
        """Know of nothing."""
        self._at_work: Counter[str] = Counter()
        self._since: set[str] = set()

    def begin(self) -> None:
        """Forget all but what is at work now."""
        self._since = set(self._at_work)

    @contextmanager
    def working_with(self, *names: str) -> Iterator[None]:
        """Remember names, at least for as long as this takes."""
        self._at_work.update(names)
        self._since.update(names)
        try:
            yield
        finally:
            self._at_work -= Counter(names)

    def __contains__(self, name: str) -> bool:
        """Tell whether something was at work with a name since the beginning."""
        return name in self._since
