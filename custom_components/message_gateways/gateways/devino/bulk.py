"""Send to many numbers although one bad number refuses them all."""

from collections.abc import Awaitable, Callable, Sequence
import re

from ..errors import ChangeRequestError, GatewayError
from ..model import Message, Receipt
from ..numbers import bare
from .codes import may_be_one_number
from .receipts import divided, failed, not_tried, refused

# A text or sender that is refused makes every part be refused: as long as none was
# taken, the search for bad numbers ends here.
MOST_REFUSALS = 60

_NUMBER = re.compile(r"[0-9]{5,15}")

type Send = Callable[[Sequence[Message]], Awaitable[Sequence[str]]]


async def send_all(messages: Sequence[Message], send: Send) -> list[Receipt]:
    """Send in one request; where that is refused, halve it to find who is at fault.

    Raises GatewayError where one request failed for all.
    """
    good = [one for one in messages if _is_number(one)]
    receipts = refused([one for one in messages if not _is_number(one)])
    waiting = [*reversed(rounds(good))]
    refusals, taken = 0, False
    while waiting:
        some = waiting.pop()
        try:
            ids = await send(some)
        except ChangeRequestError as err:
            refusals += 1
            if _may_halve(some, err, go_on=taken or refusals < MOST_REFUSALS):
                half = len(some) // 2
                waiting += [some[half:], some[:half]]
                continue
            if len(some) == len(messages):
                raise
            receipts += failed(some, err)
        except GatewayError as err:
            if len(some) == len(messages):
                raise
            receipts += failed(some, err)
            return receipts + not_tried([one for rest in waiting for one in rest])
        else:
            taken = True
            receipts += divided(some, ids)
    return receipts


def rounds(messages: Sequence[Message]) -> list[list[Message]]:
    """Put a number that is there twice into a further request.

    Nobody says whether the provider sends it twice or leaves one out.
    """
    found: list[list[Message]] = []
    seen: dict[str, int] = {}
    for one in messages:
        number = bare(one.to)
        turn = seen[number] = seen.get(number, -1) + 1
        if turn == len(found):
            found.append([])
        found[turn].append(one)
    return found


def _is_number(message: Message) -> bool:
    """Tell whether a message goes to what can be a number."""
    return _NUMBER.fullmatch(bare(message.to)) is not None


def _may_halve(
    messages: Sequence[Message], error: ChangeRequestError, *, go_on: bool
) -> bool:
    """Tell whether one of several numbers may be why all were refused."""
    return len(messages) > 1 and go_on and may_be_one_number(error.detail)
