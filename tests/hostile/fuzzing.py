"""Give a parser one hostile input after the other, each with a limit of time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from random import Random
import signal
from time import thread_time
from types import FrameType

from custom_components.message_gateways.gateways.errors import GatewayError

from .mutations import mutate

HANG = 5.0
SLOW = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Parser:
    """A parser, good inputs to begin with, and the only errors that may come out.

    `read` gives it octets as a stranger would, and may check what comes out.
    """

    name: str
    read: Callable[[bytes], object]
    samples: Sequence[bytes]
    errors: tuple[type[Exception], ...] = (GatewayError,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surprise:
    """An input that did what none may do."""

    what: str
    data: bytes


class HangError(BaseException):
    """A parser did not come to an end; caught by nobody's `except Exception`."""


def fuzz(parser: Parser, count: int, seed: int = 0) -> Iterator[Surprise]:
    """Try so many inputs, the samples first, and return those that surprise.

    Seconds are of the processor: a machine that is busy with other things is no
    failure.
    """
    # A text as seed: the same on every run and every machine.
    random = Random(f"{parser.name} {seed}")  # noqa: S311 - it guards nothing
    with _limited():
        for place in range(count):
            if place < len(parser.samples):
                data = parser.samples[place]
            else:
                data = mutate(random, parser.samples)
            what = try_one(parser, data)
            if what is not None:
                yield Surprise(what=what, data=data)


def try_one(parser: Parser, data: bytes) -> str | None:
    """Give a parser one input, and tell what surprises about it."""
    begun = thread_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, HANG)
    try:
        parser.read(data)
    except parser.errors:
        pass
    except HangError:
        return "hang"
    except Exception as err:  # noqa: BLE001 - to be found is what this is for
        return f"{type(err).__name__}: {str(err)[:200]}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    took = thread_time() - begun
    return f"slow: {took:.2f} s" if took > SLOW else None


def seconds_for(parser: Parser, data: bytes) -> float:
    """Measure how long a parser takes for an input, whatever it makes of it."""
    begun = thread_time()
    with suppress(*parser.errors):
        parser.read(data)
    return thread_time() - begun


@contextmanager
def _limited() -> Iterator[None]:
    """Turn the timer's signal into an error."""

    def ring(_signal: int, _frame: FrameType | None) -> None:
        """Stop whatever goes on."""
        raise HangError

    before = signal.signal(signal.SIGVTALRM, ring)
    try:
        yield
    finally:
        signal.signal(signal.SIGVTALRM, before)
