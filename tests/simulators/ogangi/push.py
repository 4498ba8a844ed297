"""The pushes of received messages (field-notes.md, Inbound push)."""

from collections.abc import Iterator
from urllib.parse import urlencode

from tests.simulators.ogangi.world import World
from tests.simulators.pushes import Push

FORM = "application/x-www-form-urlencoded"


def due_pushes(world: World) -> Iterator[Push]:
    """Make the pushes that wait, each once."""
    waiting, world.unpushed = world.unpushed, []
    for inbound in waiting:
        url = world.accounts[inbound.instance_id].inbound_url
        if url is not None:
            form = urlencode({"mobile": inbound.from_, "mo": inbound.text})
            yield Push(
                url=url,
                content_type=FORM,
                body=form.encode(),
                done=lambda _answer: None,
            )
