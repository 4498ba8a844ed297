"""Talk to Home Assistant by REST, as its frontend does."""

from collections.abc import Mapping
from http import HTTPStatus
import json
from typing import Any

from aiohttp import ClientSession, ClientTimeout

from .problem import DemoError

TIMEOUT = ClientTimeout(total=60)


class ActionError(DemoError):
    """An action raised; the text is what a user would read."""


class Home:
    """A Home Assistant and somebody who is signed in to it."""

    def __init__(self, session: ClientSession, url: str) -> None:
        """Talk to the Home Assistant at this address."""
        self.url = url
        self.tokens: dict[str, Any] = {}
        self.session = session
        self._client_id = f"{url}/"

    async def create_owner(self, username: str, password: str) -> None:
        """Create the first user, as onboarding does."""
        await self.request(
            "POST",
            "/api/onboarding/users",
            {
                "name": username.title(),
                "username": username,
                "password": password,
                "client_id": self._client_id,
                "language": "en",
            },
        )

    async def log_in(self, username: str, password: str) -> None:
        """Sign in with a password."""
        flow = await self.request(
            "POST",
            "/auth/login_flow",
            {
                "client_id": self._client_id,
                "handler": ["homeassistant", None],
                "redirect_uri": self._client_id,
            },
        )
        login = {
            "client_id": self._client_id,
            "username": username,
            "password": password,
        }
        answer = await self.request(
            "POST", f"/auth/login_flow/{flow['flow_id']}", login
        )
        if answer["type"] != "create_entry":
            raise DemoError(f"Home Assistant refused the login: {answer.get('errors')}")
        form = {
            "client_id": self._client_id,
            "grant_type": "authorization_code",
            "code": answer["result"],
        }
        async with self.session.post(
            f"{self.url}/auth/token", data=form, timeout=TIMEOUT
        ) as response:
            self.tokens = await response.json()
        if "access_token" not in self.tokens:
            raise DemoError(f"Home Assistant gave no access token: {self.tokens}")

    async def action(
        self, name: str, data: Mapping[str, Any], *, wants_response: bool = False
    ) -> Any:
        """Call an action; raises ActionError with the text that a user would see."""
        query = "?return_response" if wants_response else ""
        status, answer = await self._send(
            "POST", f"/api/services/{name.replace('.', '/')}{query}", data
        )
        if status >= HTTPStatus.BAD_REQUEST:
            raise ActionError(_text_of(answer))
        return answer["service_response"] if wants_response else answer

    async def request(
        self, method: str, path: str, data: Mapping[str, Any] | None = None
    ) -> Any:
        """Send a request; raises DemoError with the whole answer if it was refused."""
        status, answer = await self._send(method, path, data)
        if status >= HTTPStatus.BAD_REQUEST:
            raise DemoError(f"{method} {path} answered {status}: {_text_of(answer)}")
        return answer

    async def _send(
        self, method: str, path: str, data: Mapping[str, Any] | None
    ) -> tuple[int, Any]:
        """Send a request and read its answer, which should be JSON."""
        headers = {}
        if token := self.tokens.get("access_token"):
            headers["Authorization"] = f"Bearer {token}"
        try:
            async with self.session.request(
                method, self.url + path, json=data, headers=headers, timeout=TIMEOUT
            ) as response:
                body = await response.text()
                status = response.status
        except TimeoutError:
            raise DemoError(f"{method} {path} was not answered in time") from None
        try:
            return status, json.loads(body)
        except ValueError:
            return status, body


def _text_of(answer: Any) -> str:
    """Give an answer's message, or all of it."""
    if isinstance(answer, dict) and isinstance(answer.get("message"), str):
        return str(answer["message"])
    return answer if isinstance(answer, str) else json.dumps(answer)
