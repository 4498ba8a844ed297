"""Ask the simulator in its own tests: plain aiohttp, knowing nothing of the API."""

from collections.abc import Sequence
from typing import Any

import aiohttp

from tests.simulators.answers import Answer, answer_of
from tests.simulators.devino.server import DevinoSimulator

type Pairs = Sequence[tuple[str, str]]


async def get(simulator: DevinoSimulator, path: str, query: Pairs = ()) -> Answer:
    """Send a GET request."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(simulator.url + path, params=query) as response,
    ):
        return await answer_of(response)


async def post(
    simulator: DevinoSimulator, path: str, form: Pairs = (), query: Pairs = ()
) -> Answer:
    """Send a POST request with a form, a query or both."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            simulator.url + path,
            params=query,
            data=aiohttp.FormData(form)() if form else None,
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        ) as response,
    ):
        return await answer_of(response)


async def log_in(
    simulator: DevinoSimulator, login: str = "demo", password: str = "secret"
) -> str:
    """Log in and return the session's id."""
    query = [("login", login), ("password", password)]
    answer = await get(simulator, "/rest/user/sessionid", query)
    assert isinstance(answer.json, str)
    return answer.json


async def ask(simulator: DevinoSimulator, path: str, **query: str) -> Answer:
    """Log in and send a GET request with the session's id."""
    session = await log_in(simulator)
    return await get(
        simulator, f"/rest/{path}", [("SessionID", session), *query.items()]
    )


async def send(
    simulator: DevinoSimulator,
    *numbers: str,
    path: str = "Sms/Send",
    **others: str | tuple[str, ...],
) -> Answer:
    """Log in and send a text, to many numbers when the path is one for many.

    `others` replace or add parameters: an empty one is left out, a tuple is repeated.
    """
    many = path.endswith(("Bulk", "Addresses"))
    name = "DestinationAddresses" if many else "DestinationAddress"
    fields: dict[str, str | tuple[str, ...]] = {
        "SessionID": await log_in(simulator),
        "SourceAddress": "TESTSMS",
        "Data": "Test SMS.",
        **others,
    }
    pairs = [(name, number) for number in numbers]
    for key, value in fields.items():
        values = value if isinstance(value, tuple) else (value,) if value else ()
        pairs += [(key, item) for item in values]
    return await post(simulator, f"/rest/{path}", pairs)


async def state(simulator: DevinoSimulator, id_: str, channel: str = "Sms") -> Any:
    """Log in and return the state of a message."""
    return (await ask(simulator, f"{channel}/State", messageId=id_)).json
