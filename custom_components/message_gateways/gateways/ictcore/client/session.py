"""Authentication: one log-in, renewed before it ends and when it is refused."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from ...apart import apart
from ...errors import GatewayError, SignInAgainError
from ..answers.session import parse_sign_in
from ..models.session import SignIn
from .exchange import Exchange, Heard, Request
from .refusals import log_in_refusal

PATH = "/authenticate"
RENEWED_BEFORE = timedelta(minutes=5)
KEPT_FOR = timedelta(hours=1)
"""How long a token is kept of which nobody knows how long it is valid."""


class Session:
    """Log in where that is needed, never twice at once."""

    def __init__(
        self,
        exchange: Exchange,
        username: str,
        password: str,
        *,
        clock: Callable[[], datetime],
    ) -> None:
        """Log in later, with these credentials."""
        self._exchange = exchange
        self._credentials = {"username": username, "password": password}
        self._clock = clock
        self._lock = asyncio.Lock()
        self._signed_in: SignIn | None = None
        self._since = clock()
        self._ended = 0
        self._error: GatewayError | None = None

    async def use[T](self, ask: Callable[[str], Awaitable[T]]) -> T:
        """Ask with a token, once more with a new one where it is refused.

        Raises GatewayError.
        """
        token = (await self._get(refused=None)).token
        try:
            return await ask(token)
        except SignInAgainError:
            token = (await self._get(refused=token)).token
        return await ask(token)

    async def sign_in(self) -> SignIn:
        """Log in anew, whatever is at hand, and tell who that is; raises GatewayError.

        A user that is not active can log in and is refused by every call after it.
        """
        at_hand = self._signed_in
        return await self._get(refused=at_hand.token if at_hand else None)

    async def _get(self, *, refused: str | None) -> SignIn:
        """Return a log-in that is valid, and whose token is not the refused one."""
        ended = self._ended
        async with self._lock:
            at_hand = self._signed_in
            if at_hand and at_hand.token != refused and self._is_fresh(at_hand):
                return at_hand
            if self._error is not None and self._ended != ended:
                # Whoever waited for a log-in that failed does not try the same again.
                raise self._error
            return await self._log_in()

    def _is_fresh(self, signed_in: SignIn) -> bool:
        """Tell whether a token is still valid for a while."""
        lifetime = signed_in.lifetime or KEPT_FOR
        kept_for = lifetime - min(RENEWED_BEFORE, lifetime / 2)
        return timedelta() <= self._clock() - self._since < kept_for

    async def _log_in(self) -> SignIn:
        """Begin a new session; raises GatewayError."""
        self._signed_in, self._since, self._error = None, self._clock(), None
        heard = Heard()
        request = Request(method="POST", path=PATH, document=self._credentials)
        try:
            answer = await self._exchange.ask(request, None, heard)
            self._signed_in = await apart(
                len(answer.body), lambda: parse_sign_in(answer.json())
            )
        except GatewayError as err:
            self._error = log_in_refusal(err, heard.status, silent=heard.silent)
            raise self._error from None
        finally:
            self._ended += 1
        return self._signed_in
