"""Make numbers, addresses and the words of others fit for logs and diagnostics."""

from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from html import escape
import re
from urllib.parse import quote, quote_plus

from .errors import GatewayError
from .model import CUT, Detail, NumberFacts, Receipt, Report

_LONG_NUMBER = re.compile(r"\+?\d{7,}")
SHOWN_HEAD = 5
SHOWN_TAIL = 2
HIDDEN_AT_LEAST = 4
# A shorter secret is hidden only where it is a word: it may be part of any other.
LONG_SECRET = 6
# Of a secret that is cut at the end of a text, no more than so many characters stay.
SHOWN_OF_SECRET = 2


def mask(address: str) -> str:
    """Hide the middle of a number or the name in an email address."""
    if "@" in address:
        name, _, host = address.rpartition("@")
        return f"{name[:1]}…@{host}"
    if len(address) < SHOWN_HEAD + HIDDEN_AT_LEAST + SHOWN_TAIL:
        return f"{address[:1]}…"
    return f"{address[:SHOWN_HEAD]}…{address[-SHOWN_TAIL:]}"


def mask_numbers(text: str) -> str:
    """Hide the middle of every long number in a text of somebody else's."""
    return _LONG_NUMBER.sub(lambda found: mask(found.group()), text)


def hide_secrets(text: str, secrets: Iterable[str]) -> str:
    """Hide secrets in a text of somebody else's, however they are written there.

    As they are, or encoded for an address, for HTML or as base64. A log-in and its
    password come back as one in the header of basic authentication: give both, joined
    by a colon, as a secret too.
    """
    # What is longer than the text is not in it, in no form: none is shorter.
    possible = (secret for secret in secrets if 0 < len(secret) <= len(text))
    return _hide(text, _pattern_of(possible))


def without_secrets(detail: Detail | None, secrets: Iterable[str]) -> Detail | None:
    """Hide secrets in what a provider said."""
    return None if detail is None else _Hiding(secrets).hide(detail)


def rows_without_secrets[RowT: (Receipt, Report, NumberFacts)](
    rows: Sequence[RowT], secrets: Iterable[str]
) -> list[RowT]:
    """Hide secrets in what a provider said of messages."""
    hiding = _Hiding(secrets)
    # It says the same of most of them.
    said = {row.detail: hiding.hide(row.detail) for row in rows if row.detail}
    return [
        row
        if row.detail is None or said[row.detail] == row.detail
        else replace(row, detail=said[row.detail])
        for row in rows
    ]


@contextmanager
def hiding(secrets: Iterable[str]) -> Iterator[None]:
    """Hide secrets in the provider's words of whatever error comes out."""
    try:
        yield
    except GatewayError as err:
        err.detail = without_secrets(err.detail, secrets)
        raise


class _Hiding:
    """Hide some secrets in the words of a provider, which may have been cut."""

    def __init__(self, secrets: Iterable[str]) -> None:
        """Look for the secrets in each of their forms."""
        known = tuple(secrets)
        self._pattern = _pattern_of(known)
        self._begun = {
            form[:length].casefold()
            for secret in known
            for form in _forms(secret)
            for length in range(SHOWN_OF_SECRET + 1, len(form))
        }
        self._longest = max(map(len, self._begun), default=0)

    def hide(self, detail: Detail) -> Detail:
        """Return what is left of the words."""
        return Detail(
            code=detail.code and self._words(detail.code),
            name=detail.name and self._words(detail.name),
            text=detail.text and self._words(detail.text),
        )

    def _words(self, words: str) -> str:
        """Hide secrets, and the beginning of one where the words were cut."""
        hidden = _hide(words, self._pattern)
        if not hidden.endswith(CUT):
            return hidden
        said = hidden.removesuffix(CUT)
        for length in range(min(self._longest, len(said)), SHOWN_OF_SECRET, -1):
            if said[-length:].casefold() in self._begun:
                return said[:-length] + CUT
        return hidden


def _hide(text: str, pattern: re.Pattern[str] | None) -> str:
    """Hide what a pattern finds."""
    return text if pattern is None else pattern.sub("…", text)


def _pattern_of(secrets: Iterable[str]) -> re.Pattern[str] | None:
    """Match secrets in each of their forms; None where there are none."""
    forms = {form for secret in secrets if secret for form in _forms(secret)}
    if not forms:
        return None
    patterns = (_pattern(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile("|".join(patterns), re.IGNORECASE)


def _forms(secret: str) -> Iterator[str]:
    """Write a secret in each way in which it may come back."""
    yield secret
    yield escape(secret)
    octets = secret.encode("utf-8", "replace")
    yield quote_plus(octets)
    for safe in ("", "!", "/"):
        yield quote(octets, safe)
    for encode in (b64encode, urlsafe_b64encode):
        yield encode(octets).decode().rstrip("=")


def _pattern(form: str) -> str:
    """Match a form of a secret, a short one only as a word of its own."""
    pattern = re.escape(form)
    return pattern if len(form) >= LONG_SECRET else rf"(?<!\w){pattern}(?!\w)"
