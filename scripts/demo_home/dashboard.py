"""Make the dashboard that shows the demo, of the entities that are really there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from .cast import CALLED, Account, Recipient
from .entities import AddedAccount, Entities
from .folder import DASHBOARD_PATH
from .problem import DemoError
from .watch import Watch

type Card = dict[str, Any]

# What is shown of an account, as far as it has that: key, name, icon, colour. There are
# two in a row; what would be alone in the last one is left out.
FIGURES = (
    ("balance", "Balance", "mdi:wallet", "green"),
    ("cost", "Cost", "mdi:cash", "amber"),
    ("sent", "Sent", "mdi:send", "blue"),
    ("delivered", "Delivered", "mdi:check-all", "green"),
    ("failed", "Failed", "mdi:alert-circle", "red"),
    ("pages", "Pages", "mdi:file-document", "teal"),
    ("month_delivered", "SMS this month", "mdi:calendar-check", "green"),
    ("month_delivery_ratio", "Delivery ratio", "mdi:percent", "green"),
    ("campaign_progress", "Campaign", "mdi:bullhorn", "blue"),
    ("pending", "Pending", "mdi:timer-sand", "purple"),
)
IN_A_ROW = 2
# So many accounts, the last ones, have the history below them.
ABOVE_HISTORY = 2
STATUS = "last_delivery_status"
LAST_INBOUND = "last_inbound_message"
COLOURS = {
    "accepted": "blue",
    "delivered": "green",
    "read": "teal",
    "sent": "blue",
    "rejected": "red",
    "failed": "red",
}
ICONS = {
    "infobip": "mdi:message-text",
    "devino": "mdi:message-processing",
    "entera": "mdi:phone-message",
    "ogangi": "mdi:message-fast",
    "ictcore": "mdi:server-network",
    "sandbox": "mdi:flask",
}
CHANNEL_ICONS = {"fax": "mdi:fax", "voice": "mdi:phone", "email": "mdi:email"}


def make_dashboard(
    entities: Entities,
    added: Mapping[str, AddedAccount],
    cast: Sequence[tuple[Account, Recipient]],
) -> dict[str, Any]:
    """Make a dashboard with accounts, recipients, replies and what happened."""
    shown = [
        [*_account(entities, gateway, account)] for gateway, account in added.items()
    ]
    first, second = shown[:-ABOVE_HISTORY], shown[-ABOVE_HISTORY:]
    sections = [
        _section(*chain.from_iterable(first)),
        _section(*chain.from_iterable(second), _history(entities, added, cast)),
        _section(
            _heading("Recipients", "mdi:account-multiple"),
            *(_recipient(entities, added[a.gateway], person) for a, person in cast),
            _heading("Replies", "mdi:message-reply-text"),
            _replies(entities, added.values()),
        ),
        _section(
            _heading("What happened", "mdi:history"),
            _happened(entities, added.values()),
        ),
    ]
    view = {
        "title": "Messages",
        "path": "all",
        "type": "sections",
        "max_columns": 4,
        "sections": sections,
    }
    return {"title": "Messages", "views": [view]}


def entities_in(part: Any) -> set[str]:
    """Return all entities that a part of a dashboard names."""
    if isinstance(part, list):
        return {entity for item in part for entity in entities_in(item)}
    if not isinstance(part, dict):
        return set()
    found = {part["entity"]} if isinstance(part.get("entity"), str) else set()
    return found.union(*(entities_in(item) for item in part.values()))


async def check_dashboard(watch: Watch, dashboard: Mapping[str, Any]) -> None:
    """Check that the dashboard is served, and each entity in it is available."""
    served = await watch.ask("lovelace/config", url_path=DASHBOARD_PATH, force=True)
    if served != dashboard:
        raise DemoError("Home Assistant serves another dashboard than was written")
    for entity in sorted(entities_in(served)):
        last = watch.last(entity)
        if last is None or last.value == "unavailable":
            raise DemoError(f"{entity} is not available")


def _section(*cards: Card) -> Card:
    """Put cards below each other."""
    return {"type": "grid", "cards": list(cards)}


def _heading(text: str, icon: str) -> Card:
    """Head a group of cards."""
    return {"type": "heading", "heading": text, "icon": icon, "heading_style": "title"}


def _account(entities: Entities, gateway: str, account: AddedAccount) -> Iterable[Card]:
    """Show the figures of an account."""
    yield _heading(account.title, ICONS[gateway])
    there = [each for each in FIGURES if entities.has(account, "sensor", each[0])]
    for key, name, icon, colour in there[: len(there) - len(there) % IN_A_ROW]:
        yield {
            "type": "tile",
            "entity": entities.of_account(account, "sensor", key),
            "name": name,
            "icon": icon,
            "color": colour,
        }


def _history(
    entities: Entities,
    added: Mapping[str, AddedAccount],
    cast: Sequence[tuple[Account, Recipient]],
) -> Card:
    """Show how the messages to all recipients went."""
    return {
        "type": "history-graph",
        "entities": [_named(entities, added[a.gateway], p) for a, p in cast],
        "hours_to_show": 0.025,
        "grid_options": {"columns": 12},
    }


def _named(
    entities: Entities, account: AddedAccount, recipient: Recipient
) -> dict[str, str]:
    """Name the entity that says where the last message to a recipient stands."""
    entity = entities.of_recipient(account, recipient.name, "sensor", STATUS)
    return {"entity": entity, "name": recipient.name}


def _recipient(entities: Entities, account: AddedAccount, recipient: Recipient) -> Card:
    """Show where the last message to a recipient stands."""
    return {
        **_named(entities, account, recipient),
        "type": "tile",
        "icon": _icon(recipient),
        "color": COLOURS[recipient.ends],
        "grid_options": {"columns": 6},
    }


def _icon(recipient: Recipient) -> str:
    """Choose a picture for a recipient, by how they are reached."""
    if icon := CHANNEL_ICONS.get(recipient.values.get("channel", "")):
        return icon
    return "mdi:account-group" if len(recipient.addresses) > 1 else "mdi:account"


def _replies(entities: Entities, accounts: Iterable[AddedAccount]) -> Card:
    """Show what came in last, where an account can say so, and the key pressed."""
    said = [each for account in accounts for each in _said(entities, account)]
    return {
        "type": "markdown",
        "content": "\n\n".join(text for _, text in said),
        "entities": [{"entity": entity} for entity, _ in said],
        "grid_options": {"columns": 12},
    }


def _said(entities: Entities, account: AddedAccount) -> Iterator[tuple[str, str]]:
    """Give the entities that know what people said, each with a line of it."""
    if entities.has(account, "sensor", LAST_INBOUND):
        entity = entities.of_account(account, "sensor", LAST_INBOUND)
        who = _attribute(entity, "recipient", "sender")
        yield (
            entity,
            f"**{who}**, {account.title}: {_attribute(entity, 'text')}",
        )
    if CALLED.name in account.recipients:
        entity = entities.of_recipient(account, CALLED.name, "sensor", STATUS)
        key = _attribute(entity, "key")
        yield entity, f"**{CALLED.name}**, {account.title}: pressed {key}"


def _attribute(entity: str, *names: str) -> str:
    """Make a template of what an entity says, the first that there is."""
    said = " or ".join(f"state_attr({entity!r}, {name!r})" for name in names)
    return f"{{{{ {said} }}}}"


def _happened(entities: Entities, accounts: Iterable[AddedAccount]) -> Card:
    """Show the deliveries and replies as they came."""
    events = [
        entities.of_account(account, "event", key)
        for account in accounts
        for key in ("delivery", "inbound")
        if entities.has(account, "event", key)
    ]
    return {
        "type": "logbook",
        "target": {"entity_id": events},
        "hours_to_show": 1,
        "grid_options": {"columns": 12, "rows": 13},
    }
