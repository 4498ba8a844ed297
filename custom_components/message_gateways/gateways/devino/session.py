"""The session of an account: one log-in, kept as long as it is valid."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from ..errors import GatewayError, SignInAgainError
from .answers import parse_session_id
from .exchange import Exchange
from .refusals import log_in_refusal, refused_again

KEPT_FOR = timedelta(minutes=120)
PATH = "/user/sessionid"


class Session:
    """Log in where that is needed, never twice at once."""

    def __init__(
        self,
        exchange: Exchange,
        login: str,
        password: str,
        *,
        clock: Callable[[], datetime],
    ) -> None:
        """Log in later, with these credentials."""
        self._exchange = exchange
        self._credentials = [("login", login), ("password", password)]
        self._clock = clock
        self._lock = asyncio.Lock()
        self.id: str | None = None
        self._since = clock()
        self._ended = 0
        self._error: GatewayError | None = None

    async def use[T](self, ask: Callable[[str], Awaitable[T]]) -> T:
        """Ask with the id of a session, once more with a new one where it has ended.

        Raises GatewayError.
        """
        session_id = await self._get(refused=None)
        try:
            return await ask(session_id)
        except SignInAgainError:
            session_id = await self._get(refused=session_id)
        try:
            return await ask(session_id)
        except SignInAgainError as err:
            raise refused_again(err) from None

    async def _get(self, *, refused: str | None) -> str:
        """Return an id that is valid and not the refused one."""
        ended = self._ended
        async with self._lock:
            if self.id and self.id != refused and self._is_fresh():
                return self.id
            if self._error is not None and self._ended != ended:
                # Whoever waited for a log-in that failed does not try the same again:
                # some gateways lock an account for that.
                raise self._error
            return await self._log_in()

    def _is_fresh(self) -> bool:
        """Tell whether the session can still be valid."""
        return timedelta() <= self._clock() - self._since < KEPT_FOR

    async def _log_in(self) -> str:
        """Begin a new session; raises GatewayError."""
        self.id, self._since, self._error = None, self._clock(), None
        try:
            self.id = await self._exchange.get(
                PATH, self._credentials, parse_session_id
            )
        except GatewayError as err:
            self._error = log_in_refusal(err)
            raise self._error from None
        finally:
            self._ended += 1
        return self.id
