"""What only Devino shows: SMS in place of Viber, the month's statistics."""

from decimal import Decimal

from .cast import DEVINO_CREDIT, DEVINO_PRICE, VIBER_PRICE, WITHOUT_VIBER
from .problem import DemoError
from .stage import Stage

DEVINO = "devino"
# Kim's SMS, Viber to the office, and to the flat Viber and the SMS in its place.
COST = 2 * DEVINO_PRICE + 2 * VIBER_PRICE
# It counts SMS only, and each where it stands: what was delivered is not "sent" too.
MONTH = {"month_sent": 0, "month_delivered": 2, "month_delivery_ratio": 100}


async def see_fallback(stage: Stage) -> str:
    """See a message arrive by SMS that Viber did not deliver, and both paid."""
    said = (await stage.ended(DEVINO, WITHOUT_VIBER, seconds=30)).attributes
    price = Decimal(str(said["price"]))
    if said["channel"] != "viber" or price != VIBER_PRICE + DEVINO_PRICE:
        raise DemoError(f"it went by {said['channel']} for {price}: {said['reason']}")
    # Which of the two arrived is told by the gateway's own words alone.
    if "SMS" not in (said["reason"] or ""):
        raise DemoError(f"it arrived, but not by SMS: {said['reason']}")
    return f"{WITHOUT_VIBER.name}: Viber {VIBER_PRICE} + SMS {DEVINO_PRICE} = {price}"


async def see_money(stage: Stage) -> str:
    """See the balance fall by what the messages cost, as the account counted it."""
    await stage.refresh(stage.of_account(DEVINO, "sensor", "balance"))

    def right() -> Decimal | None:
        """Return the balance once it and the cost are what they should be."""
        balance = stage.figure(DEVINO, "balance")
        cost = stage.figure(DEVINO, "cost")
        return balance if cost == COST and balance == DEVINO_CREDIT - COST else None

    try:
        balance = await stage.watch.wait_for(right, seconds=20, missing="too late")
    except DemoError:
        raise DemoError(
            f"of {DEVINO_CREDIT}, {COST} should be spent; the balance is "
            f"{stage.figure(DEVINO, 'balance')}, the cost "
            f"{stage.figure(DEVINO, 'cost')}"
        ) from None
    return f"{DEVINO_CREDIT} → {balance}, by {COST}"


async def see_month(stage: Stage) -> str:
    """See the gateway's own figures of this month."""
    await stage.refresh(stage.of_account(DEVINO, "sensor", "month_delivered"))

    def counted() -> bool | None:
        """Tell whether all figures are what they should be."""
        right = all(stage.figure(DEVINO, key) == MONTH[key] for key in MONTH)
        return True if right else None

    await stage.watch.wait_for(counted, seconds=20, missing=f"they are not {_month()}")
    return _month()


def _month() -> str:
    """Say what the figures of the month should be."""
    return ", ".join(f"{key} {figure}" for key, figure in MONTH.items())
