"""Providers: the trunks and servers that transmissions leave by."""

from typing import Any

from tests.simulators.ictcore.calls import Call
from tests.simulators.ictcore.channels import PROVIDERS as CARRIED
from tests.simulators.ictcore.errors import ForeignError
from tests.simulators.ictcore.filters import WHEN, contains, number
from tests.simulators.ictcore.resources import Resource
from tests.simulators.ictcore.schema import PROVIDER
from tests.simulators.ictcore.tables import Row

BROKEN_TEMPLATE = (
    'Unexpected "endspaceless" tag (expecting closing tag for the "autoescape" tag '
    'defined near line 1) in "sip/trunk.twig" at line 12.'
)
PROVIDERS = Resource(
    kind="Provider",
    table=lambda tables: tables.providers,
    detail=("provider_id", *PROVIDER),
    listed=("provider_id", "name", "host", "service_flag", "node_id", "type"),
    filters={
        "provider_id": number("provider_id"),
        "name": contains("name"),
        "type": contains("type"),
        "service_flag": number("service_flag"),
        **WHEN,
    },
    fixed=frozenset({"user_id", "date_created", "service_flag", "gateway_flag"}),
    required=("node_id",),
)


def create_provider(call: Call) -> int:
    """Save a provider and return its id, or fail in spite of it (active SIP)."""
    provider_id = PROVIDERS.create(call, service_flag=_flag(call.fields.get("type")))
    _deploy(call.world.tables.providers.row(provider_id))
    return provider_id


def update_provider(call: Call) -> dict[str, Any]:
    """Save what is new and show the provider."""
    shown = PROVIDERS.update(call)
    row = PROVIDERS.asked(call)
    row["service_flag"] = _flag(row["type"])
    _deploy(row)
    return shown | {"service_flag": row["service_flag"]}


def _flag(type_: Any) -> str | None:
    """Return the service flag of a type."""
    channel = CARRIED.get(str(type_))
    return None if channel is None else str(int(channel))


def _deploy(row: Row) -> None:
    """Write the configuration of a trunk, whose template is broken."""
    if row["type"] == "sip" and row["active"] == "1":
        raise ForeignError(BROKEN_TEMPLATE)
