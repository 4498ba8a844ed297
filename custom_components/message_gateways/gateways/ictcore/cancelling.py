"""Take back what was not sent yet: mostly what the server was to send later."""

from collections.abc import Sequence
from dataclasses import replace

from ..errors import GatewayError
from ..model import Cancellation, Detail, Outcome, Sent
from .bounded import each
from .checks import number_of
from .client import IctcoreClient
from .finding import take_back

BEGUN = Detail(text="The server has begun to send it, or is done with it")
NO_ID = Detail(text="The server gave no id to cancel it by")

type _Result = Cancellation | GatewayError


async def cancel_all(client: IctcoreClient, sent: Sequence[Sent]) -> list[Cancellation]:
    """Cancel messages; raises GatewayError where none could be tried."""
    results: list[_Result] = await each(lambda one: _tried(client, one), sent)
    errors = [one for one in results if isinstance(one, GatewayError)]
    if errors and len(errors) == len(results):
        raise errors[0]
    return [
        result
        if isinstance(result, Cancellation)
        else replace(
            _refused(one, result.detail or Detail(text=result.reason)),
            unclear=result.outcome is Outcome.UNKNOWN,
        )
        for one, result in zip(sent, results, strict=True)
    ]


async def _tried(client: IctcoreClient, sent: Sent) -> _Result:
    """Cancel one message; an error is no matter of the others."""
    try:
        return await _cancel(client, sent)
    except GatewayError as err:
        return err


async def _cancel(client: IctcoreClient, sent: Sent) -> Cancellation:
    """Cancel one message; raises GatewayError."""
    ids = [found for one in sent.gateway_ids if (found := number_of(one))]
    if not ids:
        return _refused(sent, NO_ID)
    for id_ in ids:
        if not await take_back(client, id_):
            return _refused(sent, BEGUN)
    return Cancellation(message_id=sent.message_id, cancelled=True)


def _refused(sent: Sent, detail: Detail) -> Cancellation:
    """Say why a message was not cancelled."""
    return Cancellation(message_id=sent.message_id, cancelled=False, detail=detail)
