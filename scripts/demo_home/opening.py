"""Add the accounts and recipients of the demo, through the flows of the frontend."""

import asyncio

from .cast import DOMAIN
from .entities import AddedAccount, read_entities
from .flows import ENTRIES, OPTIONS, SUBENTRIES, run_flow
from .problem import DemoError
from .stage import Stage

TRIES, PAUSE = 20, 0.5


async def add_accounts(stage: Stage) -> str:
    """Add an account with each gateway."""
    for account in stage.accounts:
        made = await run_flow(
            stage.home,
            ENTRIES,
            DOMAIN,
            choices=[account.gateway],
            values=account.values,
        )
        entry_id = made["result"]["entry_id"]
        await stage.watch.ask(
            "config_entries/update", entry_id=entry_id, title=account.name
        )
        stage.added[account.gateway] = AddedAccount(
            entry_id=entry_id, title=account.name, recipients={}
        )
    return ", ".join(account.name for account in stage.accounts)


async def choose_options(stage: Stage) -> str:
    """Choose what accounts need before they can send."""
    chosen = []
    for account in stage.accounts:
        if account.options:
            entry_id = stage.added[account.gateway].entry_id
            await run_flow(stage.home, OPTIONS, entry_id, values=account.options)
            values = ", ".join(
                f"{key} {value}" for key, value in account.options.items()
            )
            chosen.append(f"{account.name}: {values}")
    return "; ".join(chosen)


async def add_recipients(stage: Stage) -> str:
    """Add the recipients, as parts of their accounts."""
    for account, recipient in stage.cast():
        await run_flow(
            stage.home,
            SUBENTRIES,
            [stage.added[account.gateway].entry_id, "recipient"],
            # Numbers kept for fiction are possible, but nobody's.
            choices=["doubtful_save"],
            values={
                "name": recipient.name,
                "addresses": [*recipient.addresses],
                **recipient.values,
            },
        )
    for gateway, added in stage.added.items():
        parts = await stage.watch.ask(
            "config_entries/subentries/list", entry_id=added.entry_id
        )
        stage.added[gateway] = AddedAccount(
            entry_id=added.entry_id,
            title=added.title,
            recipients={part["title"]: part["subentry_id"] for part in parts},
        )
    await _find_entities(stage)
    return ", ".join(recipient.name for _, recipient in stage.cast())


async def _find_entities(stage: Stage) -> None:
    """Read the entity registry until every recipient can be sent to."""
    for _ in range(TRIES):
        stage.entities = await read_entities(stage.watch)
        try:
            for account, recipient in stage.cast():
                stage.of_recipient(account.gateway, recipient, "notify", "notify")
        except DemoError as err:
            missing = err
            await asyncio.sleep(PAUSE)
        else:
            return
    raise missing
