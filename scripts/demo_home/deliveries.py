"""List what became of the messages, as the event entities told it."""

from collections.abc import Iterable

from .entities import AddedAccount, Entities
from .watch import State, Watch

HEAD = ("Gateway", "Recipient", "Status", "Price", "Time")


def rows(
    watch: Watch, entities: Entities, accounts: Iterable[AddedAccount]
) -> list[tuple[str, ...]]:
    """Return a row for each message, out or in, by the time of its last event."""
    events: list[tuple[State, tuple[str, ...]]] = []
    for account in accounts if entities else ():
        last: dict[str, State] = {}
        for state in watch.states_of(entities.of_account(account, "event", "delivery")):
            if message := state.attributes.get("message_id"):
                last[message] = state
        events += [(state, _sent(account, state)) for state in last.values()]
        for state in watch.states_of(entities.of_account(account, "event", "inbound")):
            if "text" in state.attributes:
                events.append((state, _received(account, state)))
    return [row for _, row in sorted(events, key=lambda event: event[0].at)]


def _sent(account: AddedAccount, state: State) -> tuple[str, ...]:
    """Describe a message by its last event."""
    said = state.attributes
    price = "" if said["price"] is None else f"{said['price']:.2f} {said['currency']}"
    name = said["recipient"]
    return (
        account.title,
        f"{name} ({said['number']})" if name else said["number"],
        said["event_type"],
        price,
        _time(state),
    )


def _received(account: AddedAccount, state: State) -> tuple[str, ...]:
    """Describe an inbound message."""
    said = state.attributes
    who = said["recipient"] or said["sender"]
    return (account.title, who, f"replied: {said['text']}", "", _time(state))


def _time(state: State) -> str:
    """Give the time of day here."""
    return state.at.astimezone().strftime("%H:%M:%S")
