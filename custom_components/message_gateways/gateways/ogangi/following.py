"""Find out where messages stand: one question for each, the longest unasked first."""

import asyncio
from collections import deque
from collections.abc import Sequence

from ..errors import ChangeRequestError, GatewayError
from ..model import Report, Sent
from .client import OgangiClient
from .convert import to_report

AT_ONCE = 3
MOST_QUESTIONS = 200


class Following:
    """Fetch the reports of messages that are under way."""

    def __init__(self, client: OgangiClient) -> None:
        """Ask with a client."""
        self._client = client
        self._asked: dict[str, int] = {}
        self._round = 0

    async def fetch(self, sent: Sequence[Sent]) -> list[Report]:
        """Fetch what is known, 200 messages at most; raises GatewayError.

        A message that the gateway does not know stops no other. Only if nothing at all
        was found, the error is raised that was met on the way.
        """
        self._round += 1
        questions = deque(self._chosen(sent))
        self._asked = {one: self._asked.get(one, 0) for one in _ids(sent)}
        found: list[Report] = []
        errors: list[GatewayError] = []

        async def ask() -> None:
            """Ask until there is nothing more to ask or nobody to answer."""
            while questions and not errors:
                message_id = questions.popleft()
                self._asked[message_id] = self._round
                try:
                    row = await self._client.message(message_id)
                except ChangeRequestError:
                    continue
                except GatewayError as err:
                    errors.append(err)
                else:
                    if row is not None:
                        found.append(to_report(message_id, row))

        await asyncio.gather(*(ask() for _ in range(AT_ONCE)))
        if errors and not found:
            raise errors[0]
        return found

    def _chosen(self, sent: Sequence[Sent]) -> list[str]:
        """Choose whom to ask after this time."""
        longest_unasked = sorted(_ids(sent), key=lambda one: self._asked.get(one, 0))
        return longest_unasked[:MOST_QUESTIONS]


def _ids(sent: Sequence[Sent]) -> list[str]:
    """List the gateway's ids, oldest message first, each once."""
    by_age = sorted(sent, key=lambda one: one.accepted_at)
    return list(dict.fromkeys(each for one in by_age for each in one.gateway_ids))
