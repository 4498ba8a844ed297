"""List what became of the messages, as the event entities told it."""

from collections.abc import Iterable

from .entities import AddedAccount, Entities
from .watch import State, Watch

HEAD = ("Gateway", "Channel", "Recipient", "Status", "Price", "Time", "Why")
# What ended otherwise, or no further, is explained.
PLAIN = frozenset({"delivered", "read", "key_pressed"})


def rows(
    watch: Watch, entities: Entities, accounts: Iterable[AddedAccount]
) -> list[tuple[str, ...]]:
    """Return a row for each message, out or in, by account and its last event."""
    if not entities:
        return []
    return [row for account in accounts for row in _rows(watch, entities, account)]


def _rows(
    watch: Watch, entities: Entities, account: AddedAccount
) -> list[tuple[str, ...]]:
    """Return the rows of an account, by the time of the last event."""
    last: dict[str, State] = {}
    for state in watch.states_of(entities.of_account(account, "event", "delivery")):
        if message := state.attributes.get("message_id"):
            last[message] = state
    events = [(state, _sent(account, state)) for state in last.values()]
    if entities.has(account, "event", "inbound"):
        inbound = watch.states_of(entities.of_account(account, "event", "inbound"))
        events += [
            (state, _received(account, state))
            for state in inbound
            if "text" in state.attributes
        ]
    return [row for _, row in sorted(events, key=lambda event: event[0].at)]


def _sent(account: AddedAccount, state: State) -> tuple[str, ...]:
    """Describe a message by its last event."""
    said = state.attributes
    price = "" if said["price"] is None else f"{said['price']:.2f}"
    name, status = said["recipient"], said["event_type"]
    if status == "key_pressed":
        status = f"pressed {said['key']}"
    elif said.get("pages"):
        status = f"{status}, pages: {said['pages']}"
    return (
        account.title,
        said["channel"],
        f"{name} ({said['number']})" if name else said["number"],
        status,
        f"{price} {said['currency'] or ''}".strip(),
        _time(state),
        "" if said["event_type"] in PLAIN else said["reason"] or "",
    )


def _received(account: AddedAccount, state: State) -> tuple[str, ...]:
    """Describe an inbound message."""
    said = state.attributes
    who, verb = said["sender"], "wrote"
    if said["recipient"]:
        who, verb = said["recipient"], "replied"
    text = " / ".join(said["text"].splitlines())
    return (
        account.title,
        said["channel"],
        who,
        f"{verb}: {text}",
        "",
        _time(state),
        "",
    )


def _time(state: State) -> str:
    """Give the time of day here."""
    return state.at.astimezone().strftime("%H:%M:%S")
