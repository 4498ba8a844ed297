"""The sentences that ask for a message, and what they say to whom."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
import re

# A language more is a row more. A sentence has both slots, with words before and
# between them, and ends with one: what is said there is taken word for word.
SENTENCES: Mapping[str, tuple[str, ...]] = {
    "en": tuple(
        f"{opening} {link} {{message}}"
        for opening, link in product(
            (
                "text {name}",
                "message {name}",
                "send {name} a message",
                "send a message to {name}",
                "send {name} a text",
                "send a text to {name}",
                "tell {name} by text",
            ),
            ("that", "saying"),
        )
    ),
}

_SLOT = re.compile(r"\{(\w+)\}")
# Not everything that is no letter to Python: in many scripts marks are vowels.
_MARK = (
    r"[!-/:-@\[-`{-~\u00a1\u00ab\u00b7\u00bb\u00bf\u2010-\u2027\u2030-\u205e"
    r"\u3001-\u3003\u3008-\u3011\uff01-\uff0f\uff1a-\uff20]"
)
# Spaces, with the marks that belong to the word before them.
_GAP = rf"{_MARK}*\s+"
_GAP_AHEAD = re.compile(_GAP)
_NAME_EDGES = re.compile(r"^[\s,.;:!?\"“”„«»]+|[\s,.;:!?\"“”„«»]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A message and the name it is for, as they were spoken."""

    name: str
    message: str


def understand(text: str, knows: Callable[[str], bool]) -> Spoken | None:
    """Return what a sentence asks for.

    A name or a message may hold the words that lie between them. The longest name
    that is known is meant; the shortest if none is.
    """
    found = sorted(_readings(text), key=lambda each: len(each.name))
    known = [each for each in found if knows(each.name)]
    return known[-1] if known else next(iter(found), None)


def _readings(text: str) -> Iterator[Spoken]:
    """Return each way to read a sentence."""
    for sentences in SENTENCES.values():
        for sentence in sentences:
            yield from _readings_as(sentence, text.strip())


def _readings_as(sentence: str, text: str) -> Iterator[Spoken]:
    """Return each way to read a text as one of the sentences."""
    before, first, between, second = _parts(sentence)
    opening = before.match(text)
    if opening is None:
        return
    rest = text[opening.end() :]
    for words in between.finditer(rest):
        slots = {
            first: rest[: words.start()],
            second: _GAP_AHEAD.sub("", rest[words.end() :], count=1),
        }
        spoken = Spoken(
            name=_NAME_EDGES.sub("", slots["name"]), message=slots["message"].strip()
        )
        if spoken.name and spoken.message:
            yield spoken


@cache
def _parts(sentence: str) -> tuple[re.Pattern[str], str, re.Pattern[str], str]:
    """Return patterns for the words before and between the slots, and the slots."""
    before, first, between, second, _ = _SLOT.split(sentence)
    return (
        re.compile(rf"\W*{_words(before)}{_GAP}", re.IGNORECASE),
        first,
        re.compile(rf"{_GAP}{_MARK}*{_words(between)}(?={_GAP})", re.IGNORECASE),
        second,
    )


def _words(literal: str) -> str:
    """Return a pattern for the words of a sentence, with any marks between them."""
    return r"\W+".join(map(re.escape, literal.split()))
