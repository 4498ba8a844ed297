"""Cancel faxes and calls (4.4, 8.3)."""

from typing import Any

from tests.simulators.entera.asked import Asked
from tests.simulators.entera.codes import Channel
from tests.simulators.entera.errors import ApiError
from tests.simulators.entera.replies import taken
from tests.simulators.entera.states import has_started
from tests.simulators.entera.world import World


def cancel(world: World, asked: Asked, *, channel: Channel) -> dict[str, Any]:
    """Cancel a task before its delivery starts; the body is not looked at.

    Raises ApiError: 3 for an unknown task, 15 for one that is cancelled already,
    `Settings.late_cancel` for one that has started.
    """
    task_id = asked.parameter("TaskId")
    mine = (asked.account.login, channel, task_id)
    for message in world.messages:
        if (message.login, message.channel, message.task_id) != mine:
            continue
        if message.cancelled_at is not None:
            raise ApiError(15)
        if has_started(message, world.clock(), world.settings.delays):
            raise ApiError(world.settings.late_cancel)
        asked.account.credit += world.cost(message)
        message.cancelled_at = world.clock()
        return taken()
    raise ApiError(3)
