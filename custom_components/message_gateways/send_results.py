"""What a sending action came to: its response, and the error it ends with."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from homeassistant.core import ServiceCall
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.json import JsonObjectType

from .call_answers import answer_to, describe_answers
from .const import DOMAIN
from .data import MessageGatewaysConfigEntry
from .engine.account import Account
from .engine.rows import MessageRow, Target
from .engine.store import StoreClosedError, StoreError
from .engine.watchers import Goal, reached
from .failures import describe_failures, failed, not_all_sent, store_failed
from .gateways.model import FOLLOWED, Channel, Outcome, Status
from .message_facts import name_of, sent_row

_OF_CHANNEL = {Channel.FAX: ("pages",), Channel.VOICE: ("key",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a send through one account came to; with an error nothing was sent.

    `handed_over`: the gateway keeps the schedule.
    """

    entry: MessageGatewaysConfigEntry
    account: Account
    channel: Channel
    targets: list[Target]
    rows: list[MessageRow] = field(default_factory=list)
    undecided: frozenset[str] = frozenset()
    handed_over: bool = False
    error: StoreError | None = None

    def can_be_cancelled(self, row: MessageRow) -> bool:
        """Tell whether a message waits with us, or with a gateway that gives it back.

        Where the gateway could not be reached it is not handed over yet.
        """
        if row.status in FOLLOWED:
            return row.followed and self.account.info.channels[self.channel].cancels
        return row.status is Status.QUEUED

    @property
    def failed(self) -> bool:
        """Tell whether the gateway took no message, and won't take any either.

        How one ended that it took is for whoever reads the rows.
        """
        return all(failed(row) and row.accepted_at is None for row in self.rows)


def raise_failures(call: ServiceCall, sent: list[Sent], goal: Goal | None) -> None:
    """Raise what a caller has to know."""
    rows = [row for each in sent for row in each.rows]
    if call.return_response:
        if all(each.failed for each in sent):
            raise _failure(sent)
        return
    lost = [row for row in rows if failed(row)]
    if goal is Goal.ANSWERED_KEY:
        # How a call ended is told below.
        lost = [row for row in lost if row.accepted_at is None]
    if lost or any(each.error for each in sent):
        raise _failure(sent)
    if goal is Goal.ANSWERED_KEY and not all(reached(row, goal) for row in rows):
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="not_all_pressed_a_key"
            if any(reached(row, goal) for row in rows)
            else "no_key_pressed",
            translation_placeholders={
                "answers": describe_answers((each.entry, each.rows) for each in sent)
            },
        )
    if goal and not all(reached(row, goal) for row in rows):
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="waited_in_vain",
            translation_placeholders={
                "goal": goal,
                "reached": str(sum(reached(row, goal) for row in rows)),
                "all": str(len(rows)),
            },
        )


async def async_response_rows(sent: Sent, goal: Goal | None) -> list[JsonObjectType]:
    """Return what a response says of the messages of one account."""
    if sent.error is not None:
        error = str(store_failed(sent.error))
        return [_unsent_row(sent, target, error, goal) for target in sent.targets]
    ids = [row.id for row in sent.rows]
    gateway_ids = await sent.account.outbox.gateway_ids(ids)
    return [_row(sent, row, gateway_ids.get(row.id, ()), goal) for row in sent.rows]


def _failure(sent: list[Sent]) -> HomeAssistantError:
    """Name what failed, of all accounts."""
    rows = [(each.entry, each.rows) for each in sent]
    broken = {each.entry.title: each.error for each in sent if each.error}
    if not broken:
        return not_all_sent(rows)
    accounts, reason = ", ".join(broken), "; ".join(map(str, broken.values()))
    failures = describe_failures(rows)
    if all(isinstance(each, StoreClosedError) for each in broken.values()):
        return _stopping(accounts, failures)
    if failures:
        return HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="not_all_sent_or_kept",
            translation_placeholders={
                "failures": failures,
                "accounts": accounts,
                "reason": reason,
            },
        )
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key="nothing_sent_through",
        translation_placeholders={"accounts": accounts, "reason": reason},
    )


def _stopping(accounts: str, failures: str) -> HomeAssistantError:
    """Name the accounts that were being stopped, and what failed through others."""
    if failures:
        return HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="not_all_sent_or_stopping",
            translation_placeholders={"failures": failures, "accounts": accounts},
        )
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key="nothing_sent_stopping",
        translation_placeholders={"accounts": accounts},
    )


def _row(
    sent: Sent, row: MessageRow, gateway_ids: Sequence[str], goal: Goal | None
) -> JsonObjectType:
    """Return what a response says of one message."""
    result: JsonObjectType = {
        **sent_row(sent.entry, row),
        "gateway_ids": list(gateway_ids),
    }
    if goal is Goal.ANSWERED_KEY:
        result["answer"] = answer_to(row)
    if sent.handed_over:
        result["can_be_cancelled"] = sent.can_be_cancelled(row)
    if row.id in sent.undecided:
        result["timed_out"] = True
    return result


def _unsent_row(
    sent: Sent, target: Target, error: str, goal: Goal | None
) -> JsonObjectType:
    """Return what a response says of a message that could not even be kept."""
    result: JsonObjectType = {
        "id": None,
        "account": sent.entry.title,
        "recipient": name_of(sent.entry, target.recipient),
        "channel": sent.channel.value,
        "to": target.address,
        "reference": target.reference,
        "outcome": Outcome.NOT_SENT.value,
        "status": Status.FAILED.value,
        "segments": None,
        "price": None,
        "currency": None,
        **dict.fromkeys(_OF_CHANNEL.get(sent.channel, ())),
        "error": error,
        "gateway_ids": [],
    }
    if goal is Goal.ANSWERED_KEY:
        result["answer"] = Status.FAILED.value
    if sent.handed_over:
        result["can_be_cancelled"] = False
    return result
