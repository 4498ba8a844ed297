"""Send to everybody, and see how each message ended and who replied."""

import asyncio
from collections import Counter
from functools import partial

from .cast import REFUSED, REFUSED_BECAUSE, Account, Recipient
from .home import ActionError
from .problem import DemoError
from .stage import Stage
from .watch import State


async def notify_all(stage: Stage) -> str:
    """Send to every recipient whose number is good."""
    good = [each for each in stage.cast() if each[1] is not REFUSED]
    problems = await asyncio.gather(
        *(_try(stage, account, recipient) for account, recipient in good)
    )
    if any(problems):
        raise DemoError("; ".join(filter(None, problems)))
    return f"{len(good)} recipients"


async def be_refused(stage: Stage) -> str:
    """Send to the number that is refused, and read what the action says."""
    try:
        await stage.notify("infobip", REFUSED)
    except ActionError as err:
        if REFUSED_BECAUSE not in str(err):
            raise DemoError(f"it raised without the reason: {err}") from err
        return str(err)
    raise DemoError("notify.send_message did not raise")


async def see_reply(stage: Stage, account: Account, recipient: Recipient) -> str:
    """See the reply of a recipient come in."""
    event = stage.of_account(account.gateway, "event", "inbound")
    sensor = stage.of_account(account.gateway, "sensor", "last_inbound_message")

    def reply(entity: str) -> State | None:
        """Return what an entity said of it."""
        for state in stage.watch.states_of(entity):
            if state.attributes.get("recipient") == recipient.name:
                return state
        return None

    said = await stage.watch.wait_for(
        partial(reply, event), seconds=45, missing=f"{event} did not say so"
    )
    await stage.watch.wait_for(
        partial(reply, sensor), seconds=10, missing=f"{sensor} does not have it"
    )
    text = str(said.attributes["text"])
    if text != recipient.reply:
        raise DemoError(f"it says {text!r}, not {recipient.reply!r}")
    return f"“{text}”"


async def see_ends(stage: Stage) -> str:
    """See the last status of every recipient."""
    for account, recipient in stage.cast():
        await stage.ended(account.gateway, recipient, seconds=30)
    ends = Counter(recipient.ends for _, recipient in stage.cast())
    return ", ".join(f"{count} {end}" for end, count in ends.items())


async def _try(stage: Stage, account: Account, recipient: Recipient) -> str | None:
    """Send to a recipient, and return what was in the way."""
    try:
        await stage.notify(account.gateway, recipient)
    except ActionError as err:
        return f"{recipient.name}: {err}"
    return None
