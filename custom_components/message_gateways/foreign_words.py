"""Show the words of others as words: what users read is rendered as Markdown."""

import re

from .gateways.redact import mask_numbers

LONGEST = 300

# What would become a picture, a link, a heading or HTML; a link needs no brackets.
_MARK = re.compile(r"[\\`*_\[\]<>#|~!&@]|(?<=:)/(?=/)|(?<=www)\.", re.IGNORECASE)


def plain(words: str) -> str:
    """Return words of a provider on one line, masked, with nothing to be rendered."""
    line = "".join(each if each.isprintable() else " " for each in mask_numbers(words))
    return _MARK.sub(lambda mark: f"\\{mark.group()}", line[:LONGEST])
