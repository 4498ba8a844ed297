"""Decide what became of messages whose request had no answer, by their origin.

A create that was lost sent nothing, and a send can be asked after: so a message is
either there or it was not sent, and none stays unknown.
"""

from collections.abc import Sequence

from ..errors import GatewayError
from ..model import Doubt, Resolution, Verdict
from .bounded import each
from .client import IctcoreClient
from .finding import find, was_attempted
from .names import Names
from .outcomes import accepted


async def resolve_all(
    client: IctcoreClient, names: Names, doubts: Sequence[Doubt]
) -> list[Resolution]:
    """Look for messages; raises GatewayError where nothing could be learnt."""
    found = await each(lambda one: _asked(client, names, one), doubts)
    errors = [one for one in found if isinstance(one, GatewayError)]
    if errors and len(errors) == len(found):
        raise errors[0]
    return [one for one in found if isinstance(one, Resolution)]


async def _asked(
    client: IctcoreClient, names: Names, doubt: Doubt
) -> Resolution | GatewayError:
    """Look for one message; it is asked after again where that fails."""
    try:
        return await _resolve(client, names, doubt)
    except GatewayError as err:
        return err


async def _resolve(client: IctcoreClient, names: Names, doubt: Doubt) -> Resolution:
    """Look for one message; raises GatewayError."""
    message = doubt.message
    for one in await find(client, names.of_message(message.id)):
        if await was_attempted(client, one):
            return Resolution(
                message_id=message.id,
                verdict=Verdict.FOUND,
                receipt=accepted(message, one.transmission_id),
            )
    # What is still pending is found again and sent then: the server would refuse to
    # send it twice.
    return Resolution(message_id=message.id, verdict=Verdict.SEND_AGAIN)
