"""Carry out requests: find the operation, see who asks, do it."""

from collections.abc import Mapping
from typing import Any

from tests.simulators.ictcore.calls import Call
from tests.simulators.ictcore.errors import ApiError, FatalError
from tests.simulators.ictcore.log_in import authenticate, caller
from tests.simulators.ictcore.replies import Empty
from tests.simulators.ictcore.routes import ROUTES, Route
from tests.simulators.ictcore.world import World
from tests.simulators.received import ReceivedRequest

BASE = "/ictcore"
OVERRIDES = frozenset({"DELETE", "PUT"})


def operate(world: World, received: ReceivedRequest) -> Any:
    """Carry out a request and return what its answer says.

    Raises ApiError, FatalError and ForeignError.
    """
    world.agenda.run()
    path = received.path.removeprefix(BASE)
    if path.endswith(".xml") or received.first("format") == "xml":
        raise FatalError
    path = path.removesuffix(".json")
    method = _method(received)
    fields = received.body if isinstance(received.body, dict) else {}
    if (method, path) == ("POST", "/authenticate"):
        return authenticate(world, fields)
    route, parts = _route(method, path)
    authorization = received.headers.get("Authorization", "")
    user = caller(world, authorization, path.split("/")[1])
    if world.h and route.broken is not None:
        return _nothing_saved(world, route.broken)
    answer = route.operation(
        Call(
            world=world,
            user=user,
            parts=parts,
            query={name: values[0] for name, values in received.query.items()},
            body=received.body,
            content_type=received.headers.get("Content-Type", ""),
            raw=received.raw,
        )
    )
    world.agenda.run()
    return answer


def _method(received: ReceivedRequest) -> str:
    """Return the method, or the one that a POST says it stands for."""
    header = received.headers.get("X-HTTP-Method-Override")
    stands_for = received.first("method") or header or ""
    if received.method == "POST" and stands_for in OVERRIDES:
        return stands_for
    return received.method


def _route(method: str, path: str) -> tuple[Route, Mapping[str, str]]:
    """Return the route of a method and path. Raises ApiError for a wrong one."""
    for route in ROUTES:
        found = route.pattern.fullmatch(path)
        if found is not None and route.method == method:
            return route, found.groupdict()
    raise ApiError(404, "Not Found")


def _nothing_saved(world: World, what: str) -> Empty:
    """Answer as release 2.1.0 does instead of saving. Raises FatalError."""
    if what in world.settings.fatal:
        raise FatalError
    return Empty.BODY
