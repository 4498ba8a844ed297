"""Write down all that is told while a test runs: logs, errors, what users are shown."""

import base64
from collections.abc import Iterable, Iterator
from html import escape
import logging
import re
import traceback
from typing import Self, override
from urllib.parse import quote, quote_plus

# With debugging on, Home Assistant itself writes every call and event into its log:
# what automations say and what states hold. No integration can keep a text out of it.
OF_EVENTS = "homeassistant.core"
# Home Assistant keeps this one shut from its start on: it writes whole addresses of
# requests, and a push may have its secret there.
ACCESS = "aiohttp.access"
TRANSPORTS = ("custom_components.", "aiohttp", "asyncio", "py.warnings")


class Ears(logging.Handler):
    """Hear every logger that can be opened, for as long as it is in use."""

    def __init__(self) -> None:
        """Hear nothing yet."""
        super().__init__(logging.NOTSET)
        self.heard: list[tuple[str, str]] = []
        self._before: dict[logging.Logger, tuple[int, bool]] = {}

    def __enter__(self) -> Self:
        """Begin to listen."""
        root = logging.getLogger()
        for logger in (root, *map(logging.getLogger, tuple(root.manager.loggerDict))):
            self._before[logger] = (logger.level, logger.disabled)
            logger.setLevel(logging.DEBUG if logger is root else logging.NOTSET)
            logger.disabled = False
        logging.getLogger(ACCESS).setLevel(logging.WARNING)
        root.addHandler(self)
        logging.captureWarnings(capture=True)
        return self

    def __exit__(self, *_: object) -> None:
        """Listen no more."""
        logging.captureWarnings(capture=False)
        logging.getLogger().removeHandler(self)
        for logger, (level, disabled) in self._before.items():
            logger.setLevel(level)
            logger.disabled = disabled

    @override
    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record with all that any format could show of it."""
        parts = [record.getMessage(), repr(record.args), str(record.stack_info)]
        if record.exc_info and record.exc_info[1] is not None:
            parts.append(all_of(record.exc_info[1]))
        parts.append(str(record.exc_text))
        self.heard.append((record.name, "\n".join(parts)))

    def of(self, *loggers: str) -> str:
        """Return what some loggers said, or all."""
        return "\n".join(
            said for name, said in self.heard if not loggers or name.startswith(loggers)
        )

    def but_events(self) -> str:
        """Return all but Home Assistant's own log of events."""
        return "\n".join(said for name, said in self.heard if name != OF_EVENTS)


def all_of(error: BaseException) -> str:
    """Write down an error with all that led to it, hidden or not."""
    return "\n".join(
        f"{one!s}\n{one!r}\n{one.args!r}\n{vars(one)!r}\n"
        + "".join(traceback.format_exception(one))
        for one in _chain(error)
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Go through an error, its causes, its contexts and its group, each once."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [one.__cause__, one.__context__]
        if isinstance(one, BaseExceptionGroup):
            waiting += one.exceptions


def forms_of(secret: str) -> set[str]:
    """Write a secret in each way that an address, a header or a page may have it."""
    octets = secret.encode()
    return {
        secret,
        secret[::-1],
        escape(secret),
        quote(secret, ""),
        quote_plus(secret),
        base64.b64encode(octets).decode().rstrip("="),
        base64.urlsafe_b64encode(octets).decode().rstrip("="),
        octets.hex(),
    }


def found_in(told: str | bytes, secrets: Iterable[str]) -> list[str]:
    """Return the secrets that were told, in any form, with what stands around them."""
    text = told.decode("latin-1") if isinstance(told, bytes) else told
    found = []
    for secret in secrets:
        for form in forms_of(secret):
            written = (
                form.encode().decode("latin-1") if isinstance(told, bytes) else form
            )
            if (
                place := re.search(re.escape(written), text, re.IGNORECASE)
            ) is not None:
                around = text[max(place.start() - 200, 0) : place.end() + 60]
                found.append(f"{secret}: …{around}…")
    return found
