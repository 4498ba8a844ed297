"""Parse providers; passwords, which the server shows, are left where they are."""

from collections.abc import Mapping
from typing import Any

from ...fields import words
from ..models.providers import Provider
from .values import flag, key, number


def parse_provider(
    fields: Mapping[str, Any], known: int | None = None
) -> Provider | None:
    """Parse a provider, or None where it has no id and none is known."""
    provider_id = key(fields.get("provider_id")) or known
    if provider_id is None:
        return None
    return Provider(
        provider_id=provider_id,
        type=words(fields.get("type")),
        name=words(fields.get("name")),
        service_flag=number(fields.get("service_flag")),
        node_id=key(fields.get("node_id")),
        host=words(fields.get("host")),
        port=number(fields.get("port")),
        username=words(fields.get("username")),
        dialstring=words(fields.get("dialstring")),
        prefix=words(fields.get("prefix")),
        register=flag(fields.get("register")),
        weight=number(fields.get("weight")),
        active=flag(fields.get("active")),
    )
