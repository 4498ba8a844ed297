"""Watch Home Assistant's states over its websocket, and ask it for its registries."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import ClientWebSocketResponse, WSMsgType

from .home import Home
from .problem import DemoError

ANSWER_SECONDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state that an entity was in."""

    entity_id: str
    value: str
    attributes: Mapping[str, Any]
    at: datetime


@dataclass(slots=True)
class Watch:
    """Every state since the beginning, and answers to commands."""

    _socket: ClientWebSocketResponse
    history: list[State] = field(default_factory=list)
    _answers: dict[int, asyncio.Future[Any]] = field(default_factory=dict)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _last_id: int = 0

    async def ask(self, command: str, **arguments: Any) -> Any:
        """Send a command and wait for its answer; raises DemoError if it is refused."""
        self._last_id += 1
        number = self._last_id
        self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "type": command, **arguments})
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                answer = await self._answers[number]
        except TimeoutError:
            raise DemoError(f"Home Assistant did not answer {command}") from None
        finally:
            del self._answers[number]
        if not answer["success"]:
            raise DemoError(f"Home Assistant refused {command}: {answer['error']}")
        return answer["result"]

    def states_of(self, entity_id: str) -> list[State]:
        """Give all states an entity was in, oldest first."""
        return [state for state in self.history if state.entity_id == entity_id]

    def last(self, entity_id: str) -> State | None:
        """Give the state an entity is in."""
        states = self.states_of(entity_id)
        return states[-1] if states else None

    async def wait_for[T](
        self, look: Callable[[], T | None], *, seconds: float, missing: str
    ) -> T:
        """Wait until a look at the states finds something; raises DemoError if not."""
        try:
            async with asyncio.timeout(seconds):
                while (found := look()) is None:
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise DemoError(f"{missing} (waited {seconds:.0f} s)") from None
        return found

    async def read(self) -> None:
        """Take in what Home Assistant says until it hangs up."""
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                continue
            said = message.json()
            if said["type"] == "result" and said["id"] in self._answers:
                self._answers[said["id"]].set_result(said)
            elif said["type"] == "event" and (
                new := said["event"]["data"]["new_state"]
            ):
                self._remember(new)

    async def begin(self) -> None:
        """Take in the states of now and subscribe to those to come."""
        await self.ask("subscribe_events", event_type="state_changed")
        for state in await self.ask("get_states"):
            self._remember(state)

    def _remember(self, state: Mapping[str, Any]) -> None:
        """Keep a state and wake up who waits for one."""
        self.history.append(
            State(
                entity_id=state["entity_id"],
                value=state["state"],
                attributes=state["attributes"],
                at=datetime.fromisoformat(state["last_updated"]),
            )
        )
        self._news.set()


@asynccontextmanager
async def watching(home: Home) -> AsyncIterator[Watch]:
    """Watch a Home Assistant until the block is left."""
    async with home.session.ws_connect(
        f"{home.url}/api/websocket", max_msg_size=0
    ) as socket:
        await socket.receive_json(timeout=ANSWER_SECONDS)
        token = home.tokens["access_token"]
        await socket.send_json({"type": "auth", "access_token": token})
        answer = await socket.receive_json(timeout=ANSWER_SECONDS)
        if answer["type"] != "auth_ok":
            raise DemoError("Home Assistant's websocket refused the access token")
        watch = Watch(socket)
        reader = asyncio.create_task(watch.read())
        try:
            await watch.begin()
            yield watch
        finally:
            reader.cancel()
            with suppress(asyncio.CancelledError):
                await reader
