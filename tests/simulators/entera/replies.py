"""Answers, as the provider writes them."""

from decimal import Decimal
import json
import re
from typing import Any

from aiohttp import web

MARK = "\ue000"
MONEY = re.compile(rf'"{MARK}(-?[0-9]+\.[0-9]+)"')
NOT_FOUND = (
    "<!DOCTYPE html><html><head><title>Service</title></head>"
    "<body><p>Endpoint not found.</p></body></html>"
)


def taken(**more: Any) -> dict[str, Any]:
    """Return the object of a request that was carried out."""
    return {"Result": True, "ErrorCode": 0, "Message": "", **more}


def money(amount: Decimal) -> str:
    """Return an amount that `json_text` writes as a number with four decimals."""
    return f"{MARK}{amount:.4f}"


def json_text(data: Any) -> str:
    """Return an object as JSON, with prices like 0.0000."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return MONEY.sub(r"\1", text)


def text_reply(body: bytes, content_type: str, status: int = 200) -> web.Response:
    """Answer with a body that is written already."""
    return web.Response(
        status=status, body=body, headers={"Content-Type": content_type}
    )


def not_found() -> web.Response:
    """Answer as the web server does for a path or method that is none."""
    return web.Response(status=404, text=NOT_FOUND, content_type="text/html")
