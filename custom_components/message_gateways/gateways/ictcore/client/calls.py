"""The kinds of calls that all operations are made of; every one raises GatewayError."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from ...apart import apart
from ...errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    InvalidInputError,
    NotOfferedError,
)
from ...transport import Answer
from ..answers.values import parse_id, parse_object, parse_rows
from ..codes import BROKE_OFF, NOTHING_SAVED, SENT_AS
from ..models.messages import Media
from .exchange import Exchange, Heard, Request
from .refusals import does_not_exist
from .session import Session
from .written import Pairs

SLOW = 120.0
"""Seconds for what the server does while we wait: handing on, converting files."""

LARGEST_FILE = 64 * 1024 * 1024
LARGEST_LIST = 16 * 1024 * 1024


class Calls:
    """Make calls with a token."""

    def __init__(self, exchange: Exchange, session: Session) -> None:
        """Ask by this exchange, in this session."""
        self._exchange = exchange
        self._session = session

    async def get(
        self, path: str, query: Pairs = (), *, about: str | None = None
    ) -> Any:
        """Ask for something that is no list."""
        return await read(await self._got(path, query, about))

    async def get_rows[T](
        self,
        path: str,
        parse: Callable[[Mapping[str, Any]], T | None],
        query: Pairs = (),
        *,
        about: str | None = None,
    ) -> tuple[T, ...]:
        """Ask for a list; a long one is read beside the loop, which it would stop."""
        answer = await self._got(path, query, about, body_limit=LARGEST_LIST)
        return await apart(len(answer.body), lambda: parse_rows(answer.json(), parse))

    async def get_one[T](
        self,
        path: str,
        parse: Callable[[Mapping[str, Any]], T | None],
        *,
        about: str,
    ) -> T:
        """Ask for one thing; one without an id is what the server says of none."""
        return _there(parse(parse_object(await self.get(path, about=about))), about)

    async def create(
        self, path: str, document: Mapping[str, Any], *, about: str | None = None
    ) -> Any:
        """Make something; NotOfferedError where the server can't, and says nothing.

        Nothing is sent by that, so that a failure without a word is a refusal too.
        """
        heard = Heard()
        request = Request(method="POST", path=path, document=document, about=about)
        try:
            return await _saved(await self._ask(request, heard))
        except AskWhatHappenedError as err:
            if heard.status != HTTPStatus.INTERNAL_SERVER_ERROR or not heard.silent:
                raise
            reason = f"{BROKE_OFF} ({err.reason})"
        raise NotOfferedError(reason)

    async def create_one(
        self, path: str, document: Mapping[str, Any], *, about: str | None = None
    ) -> int:
        """Make something and return its id."""
        return parse_id(await self.create(path, document, about=about))

    async def change(
        self,
        path: str,
        document: Mapping[str, Any] | None = None,
        *,
        about: str | None = None,
    ) -> Any:
        """Change something; NotOfferedError where nothing was saved."""
        request = Request(method="PUT", path=path, document=document or {}, about=about)
        return await _saved(await self._ask(request))

    async def change_one[T](
        self,
        path: str,
        document: Mapping[str, Any],
        parse: Callable[[Mapping[str, Any], int], T | None],
        *,
        known: int,
        about: str,
    ) -> T:
        """Change the thing of a known id and return what it is now."""
        answer = await self.change(path, document, about=about)
        return _there(parse(parse_object(answer), known), about)

    async def act(
        self,
        method: str,
        path: str,
        document: Mapping[str, Any] | None = None,
        *,
        about: str | None = None,
        seconds: float | None = None,
    ) -> Answer:
        """Let something happen, whose answer may be empty."""
        return await self._ask(
            Request(
                method=method,
                path=path,
                document=document,
                about=about,
                seconds=seconds,
            )
        )

    async def remove(self, path: str, *, about: str | None = None) -> None:
        """Delete something; ChangeRequestError where the server says it did not."""
        answer = await self.act("DELETE", path, about=about)
        if await read(answer) in (False, None):
            raise ChangeRequestError("the server did not delete it")

    async def upload(
        self,
        path: str,
        content: bytes,
        content_type: str,
        *,
        taken: frozenset[str] | None = None,
        method: str = "PUT",
        about: str | None = None,
    ) -> int:
        """Upload a file and return the id that it belongs to.

        Raises InvalidInputError for an empty file and for a type that is not taken.
        """
        written = content_type.partition(";")[0].strip().lower()
        exact = SENT_AS.get(written, written)
        kind, slash, name = exact.partition("/")
        if not (
            kind and slash and name and exact.isascii() and exact.isprintable()
        ) or (taken is not None and exact not in taken):
            raise InvalidInputError("file_type_not_possible", type=written)
        if not content:
            raise InvalidInputError("file_empty")
        answer = await self._ask(
            Request(
                method=method,
                path=path,
                upload=content,
                upload_type=exact,
                about=about,
                seconds=SLOW,
            )
        )
        return parse_id(await _saved(answer))

    async def download(self, path: str, *, about: str | None = None) -> Media:
        """Download a file, which may be empty."""
        answer = await self._ask(
            Request(
                method="GET",
                path=path,
                changes=False,
                about=about,
                seconds=SLOW,
                body_limit=LARGEST_FILE,
            )
        )
        return Media(content=answer.body, content_type=answer.content_type)

    async def _got(
        self,
        path: str,
        query: Pairs,
        about: str | None,
        *,
        body_limit: int | None = None,
    ) -> Answer:
        """Ask for what may be asked for twice."""
        return await self._ask(
            Request(
                method="GET",
                path=path,
                query=query,
                changes=False,
                about=about,
                body_limit=body_limit,
            )
        )

    async def _ask(self, request: Request, heard: Heard | None = None) -> Answer:
        """Ask with a token."""
        return await self._session.use(
            lambda token: self._exchange.ask(request, token, heard)
        )


def _there[T](found: T | None, about: str) -> T:
    """Return what was found; raises ChangeRequestError where that is nothing."""
    if found is None:
        raise does_not_exist(about)
    return found


async def read(answer: Answer) -> Any:
    """Return what an answer holds; raises UnreadableAnswerError."""
    return await apart(len(answer.body), answer.json)


async def _saved(answer: Answer) -> Any:
    """Return what an answer holds; raises NotOfferedError where that is nothing."""
    if not answer.body.strip():
        raise NotOfferedError(NOTHING_SAVED)
    document = await read(answer)
    if document is None or document is False:
        raise NotOfferedError(NOTHING_SAVED)
    return document
