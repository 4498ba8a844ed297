"""Answers, and how they are written as XML."""

from dataclasses import dataclass
from xml.sax.saxutils import escape

from aiohttp import web

from tests.simulators.ogangi.settings import Names, Settings

type Tree = list[tuple[str, str | Tree]]

OK, ERROR, BAD_SIGNATURE = "OK", "ERROR", "BAD_SIGNATURE"
COMPLETED = "Completed"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer: its static part, and its dynamic part if it has one."""

    method: str
    status: str = OK
    description: str = COMPLETED
    result: Tree | None = None
    http_status: int = 200

    def response(self, settings: Settings) -> web.Response:
        """Return the HTTP answer."""
        tree: Tree = [
            ("input", self.method),
            ("status", self.status),
            ("description", self.description),
        ]
        if self.result is not None:
            tree.append(("result", self.result))
        if settings.rooted:
            tree = [("response", tree)]
        head = DECLARATION if settings.rooted else ""
        return web.Response(
            status=self.http_status,
            body=(head + _written(tree, settings.names)).encode(),
            content_type="application/xml",
        )


def _written(tree: Tree, names: Names) -> str:
    """Write elements one after the other."""
    return "".join(_element(name, value, names) for name, value in tree)


def _element(name: str, value: str | Tree, names: Names) -> str:
    """Write one element."""
    match names:
        case Names.LOWER:
            name = name.lower()
        case Names.UPPER:
            name = name.upper()
    inside = escape(value) if isinstance(value, str) else _written(value, names)
    return f"<{name}>{inside}</{name}>"
