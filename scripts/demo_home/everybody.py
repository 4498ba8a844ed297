"""Send to everybody, and see how each message ended and who replied."""

import asyncio
from collections import Counter
from functools import partial

from .cast import Account, Recipient
from .home import ActionError
from .problem import DemoError
from .stage import Stage
from .watch import State


async def notify_all(stage: Stage) -> str:
    """Send to every recipient who is not refused."""
    good = [each for each in stage.cast() if each[1].because is None]
    problems = await asyncio.gather(
        *(_try(stage, account, recipient) for account, recipient in good)
    )
    if any(problems):
        raise DemoError("; ".join(filter(None, problems)))
    return f"{len(good)} recipients"


async def be_refused(stage: Stage, account: Account, recipient: Recipient) -> str:
    """Send to somebody who is refused, and read what is said of it, and where."""
    try:
        await stage.notify(account.gateway, recipient)
    except ActionError as err:
        raised = str(err)
    else:
        raise DemoError("notify.send_message did not raise")
    kept = (await stage.ended(account.gateway, recipient, seconds=10)).attributes
    for text in (raised, str(kept["reason"])):
        if str(recipient.because) not in text:
            raise DemoError(f"“{recipient.because}” is not in “{text}”")
    return raised


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
    text, channel = str(said.attributes["text"]), said.attributes["channel"]
    if text != recipient.reply:
        raise DemoError(f"it says {text!r}, not {recipient.reply!r}")
    if channel != recipient.values.get("channel", "sms"):
        raise DemoError(f"it says that it came by {channel}")
    return f"“{text}”, by {channel}"


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
