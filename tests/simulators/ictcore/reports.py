"""Status, attempts and results of transmissions."""

from typing import Any

from tests.simulators.ictcore.calls import Call
from tests.simulators.ictcore.errors import ApiError
from tests.simulators.ictcore.transmissions import asked

SPOOL = ("spool_id", "account_id", "transmission_id", "status", "response")
RESULT = (
    *("spool_result_id", "application_id", "type", "name", "data"),
    *("date_created", "spool_id"),
)


def status(call: Call) -> str:
    """Tell where a transmission stands."""
    return str(asked(call)["status"])


def detail(call: Call) -> list[dict[str, Any]]:
    """List the attempts of a transmission, oldest first."""
    spools = call.world.spools_of(asked(call)["transmission_id"])
    return [{name: spool[name] for name in SPOOL} for spool in spools]


def result(call: Call) -> list[dict[str, Any]]:
    """List what the last attempt of a transmission left, nothing without one."""
    spools = call.world.spools_of(asked(call)["transmission_id"])
    return _results(call, spools[-1]["spool_id"]) if spools else []


def spool_status(call: Call) -> str:
    """Tell where an attempt stands."""
    spool = call.world.tables.spools.find(call.parts["spool_id"])
    if spool is None:
        raise ApiError(404, "Spool not found")
    return str(spool["status"])


def spool_result(call: Call) -> list[dict[str, Any]]:
    """List what an attempt left; of an unknown one nothing."""
    return _results(call, call.parts["spool_id"])


def _results(call: Call, spool_id: str) -> list[dict[str, Any]]:
    """Return the results of an attempt as they are shown."""
    rows = call.world.tables.results.where(spool_id=spool_id)
    return [{name: row[name] for name in RESULT} for row in rows]
