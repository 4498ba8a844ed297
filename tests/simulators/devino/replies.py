"""Answers, as the provider's framework writes them."""

import json
import re
from typing import Any

from aiohttp import web

DATE = re.compile(r'"/(Date\(-?[0-9]+(?:[+-][0-9]{4})?\))/"')
NOT_FOUND = (
    "<!DOCTYPE html><html><head><title>The resource cannot be found.</title></head>"
    "<body><h1>Server Error in '/rest' Application.</h1></body></html>"
)


def json_reply(data: Any, status: int = 200) -> web.Response:
    r"""Answer in JSON, with dates written as "\/Date(0)\/"."""
    text = DATE.sub(r'"\/\1\/"', json.dumps(data, ensure_ascii=False))
    return web.Response(
        status=status,
        body=text.encode(),
        headers={
            "Cache-Control": "private",
            "Content-Type": "application/json; charset=utf-8",
        },
    )


def not_found() -> web.Response:
    """Answer as the web server does for a path that is none."""
    return web.Response(status=404, text=NOT_FOUND, content_type="text/html")
