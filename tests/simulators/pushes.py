"""Deliver what a simulator pushes to its clients' own URLs."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import aiohttp

OK = 200
LARGEST_ANSWER = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class PushAnswer:
    """What a client answered: HTTP status (None: no answer at all), type and body."""

    status: int | None
    content_type: str = ""
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """One body for one URL; `done` is called with the answer 200, once."""

    url: str
    content_type: str
    body: bytes
    done: Callable[[PushAnswer], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PushRecord:
    """What became of a push: each attempt's HTTP status, None without an answer."""

    url: str
    body: bytes
    statuses: tuple[int | None, ...]
    taken: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PushRule:
    """How often a push is tried, and how many seconds lie between and bound a try."""

    attempts: int
    pause: float
    timeout: float


async def deliver(push: Push, rule: PushRule) -> tuple[int | None, ...]:
    """Try a push until it is answered 200 or given up; return the statuses."""
    statuses: list[int | None] = []
    timeout = aiohttp.ClientTimeout(total=rule.timeout)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        while len(statuses) < rule.attempts:
            if statuses:
                await asyncio.sleep(rule.pause)
            answer = await _attempt(session, push)
            statuses.append(answer.status)
            if answer.status == OK:
                push.done(answer)
                break
    return tuple(statuses)


async def _attempt(session: aiohttp.ClientSession, push: Push) -> PushAnswer:
    """Post a push once and return what was answered."""
    headers = {"Content-Type": push.content_type}
    try:
        async with session.post(
            push.url, data=push.body, headers=headers, allow_redirects=False
        ) as response:
            return PushAnswer(
                status=response.status,
                content_type=response.content_type,
                body=await response.content.read(LARGEST_ANSWER),
            )
    except aiohttp.ClientError, TimeoutError, ValueError:
        return PushAnswer(status=None)
