"""What only OGangi shows: what names a carrier is followed, the rest says it isn't."""

from .cast import FOLLOWED, NOT_FOLLOWED
from .problem import DemoError
from .stage import Stage

OGANGI = "ogangi"


async def see_followed(stage: Stage) -> str:
    """See a message with a carrier (sendSMS) followed until it was delivered."""
    said = (await stage.ended(OGANGI, FOLLOWED, seconds=30)).attributes
    if not said["can_be_followed"]:
        raise DemoError(f"{FOLLOWED.name}: it says that it can't be followed")
    return f"{FOLLOWED.name}, {FOLLOWED.values['carrier']}: {FOLLOWED.ends}"


async def see_not_followed(stage: Stage) -> str:
    """See a message without a carrier (sendMT) end as accepted, and say why."""
    state = await stage.ended(OGANGI, NOT_FOLLOWED, seconds=10)
    said = state.attributes
    if said["can_be_followed"] or not said["reason"]:
        raise DemoError(f"{NOT_FOLLOWED.name}: it does not say that: {said}")
    if (pending := stage.figure(OGANGI, "pending")) != 0:
        raise DemoError(f"{pending} messages are still pending")
    return f"{NOT_FOLLOWED.name}: “{said['reason']}”"
