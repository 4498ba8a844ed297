"""Decode what a stranger wrote, in a charset that takes no time."""

import codecs
import re

from .errors import UnreadableAnswerError

PIECE = 64 * 1024
# What Python knows besides is no charset, or is decoded by Python code that takes
# minutes for a megabyte (punycode, idna).
_ALLOWED = re.compile(
    r"utf-?8|utf-?(16|32)(-?[lb]e)?|(us-)?ascii|latin-?1"
    r"|iso-?8859-[0-9]{1,2}|(windows-|cp)125[0-8]|(ibm|cp)?8(50|52|55|66)|koi8-[rut]"
    r"|gb2312|gbk|gb18030|hz|big5(-?hkscs)?|cp9(32|36|49|50)|johab"
    r"|shift-jis|shift-jisx0213|shift-jis-2004|ms-kanji|windows-31j|tis-620"
    r"|euc-(jp|jis-2004|jisx0213|kr|cn)|iso-2022-(jp|kr)(-[123]|-2004|-ext)?"
)
_DECLARED = re.compile(rb"\A\s*<\?xml\b[^>]*\bencoding\s*=\s*[\"']([\w.:-]+)")
_DECLARATION_ENDS = 1024
_UNKNOWN = "the answer is in no known charset"


def decode(body: bytes, charset: str) -> str:
    """Return a body as a text; raises UnreadableAnswerError."""
    name = charset.strip().lower().replace("_", "-")
    if _ALLOWED.fullmatch(name) is None:
        raise UnreadableAnswerError(_UNKNOWN)
    pieces: list[str] | None
    try:
        decoder = codecs.getincrementaldecoder(name)()
        # Each piece by itself: other threads have their turn between two.
        pieces = [
            decoder.decode(body[begin : begin + PIECE])
            for begin in range(0, len(body), PIECE)
        ]
        pieces.append(decoder.decode(b"", final=True))
    except ValueError, LookupError:
        pieces = None
    if pieces is None:
        # Raised outside of the handler: that error holds the answer, maybe a PIN.
        raise UnreadableAnswerError(_UNKNOWN)
    return "".join(pieces).removeprefix("\ufeff")


def decode_xml(body: bytes, charset: str) -> str:
    """Return a document as a text; it names its charset where its header names none.

    Raises UnreadableAnswerError.
    """
    declared = _DECLARED.match(body[:_DECLARATION_ENDS])
    if declared and charset == "utf-8":
        charset = declared[1].decode()
    return decode(body, charset)
