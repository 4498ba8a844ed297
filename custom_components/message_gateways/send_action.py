"""Carry out a sending action: many recipients, one request where the API has one."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain

from homeassistant.components.notify import DATA_COMPONENT
from homeassistant.core import ServiceCall, ServiceResponse
from homeassistant.exceptions import ServiceValidationError
from homeassistant.util import dt as dt_util

from .action_targets import AccountTargets
from .const import DOMAIN
from .dry_run import async_foresee
from .engine.preparing import Ready
from .engine.store import StoreError
from .engine.watchers import Goal, decided
from .failures import failed, invalid_input, store_failed
from .gateways.errors import InvalidInputError
from .gateways.info import GatewayInfo
from .gateways.model import LAST_ZONE, Channel
from .send_accounts import async_accounts
from .send_content import Wanted, wanted
from .send_results import Sent, async_response_rows, raise_failures
from .send_targets import async_prepare
from .sending_fields import (
    ATTR_DRY_RUN,
    ATTR_LONGEST_CALL,
    ATTR_RECIPIENT_TIME_ZONE,
    ATTR_SCHEDULE,
    ATTR_TIMEOUT,
    ATTR_WAIT_FOR,
)

DEFAULT_TIMEOUTS = {
    Goal.ACCEPTED: timedelta(minutes=1),
    Goal.DELIVERED: timedelta(minutes=5),
}
# What lies around a call: it has to begin, and its report has to come.
AROUND_A_CALL = timedelta(seconds=60)
USUAL_LONGEST_CALL = timedelta(minutes=2)
FURTHEST_AHEAD = timedelta(days=366)


async def async_send(call: ServiceCall, channel: Channel) -> ServiceResponse:
    """Send to everybody a call names; raises as design.md's first rule says."""
    at = when_scheduled(call)
    what = wanted(channel, call, at)
    accounts = await async_accounts(call, channel)
    kept_until = None if what.send_at else at
    try:
        prepared = [await async_prepare(call, what, targets) for targets in accounts]
        if call.data[ATTR_DRY_RUN]:
            return await async_foresee(call, prepared, kept_until)
        # Nothing leaves through one account when another would refuse.
        ready = await asyncio.gather(
            *(
                one.targets.account.make_ready(one.content, one.addressed)
                for one in prepared
            )
        )
    except InvalidInputError as err:
        raise invalid_input(_in_words_of_the_action(err, what)) from err
    except StoreError as err:
        raise store_failed(err) from err
    sent = await asyncio.gather(
        *(
            _async_send_through(targets, each, kept_until)
            for targets, each in zip(accounts, ready, strict=True)
        )
    )
    for targets, result in zip(accounts, sent, strict=True):
        _stamp(call, targets, result)
    goal = Goal(wait) if (wait := call.data.get(ATTR_WAIT_FOR)) else None
    if goal:
        seconds = _seconds_to_wait(call, goal, at, accounts)
        sent = await asyncio.gather(
            *(_async_wait(each, goal, seconds) for each in sent)
        )
    raise_failures(call, sent, goal)
    if not call.return_response:
        return None
    rows = [await async_response_rows(each, goal) for each in sent]
    return {"messages": list(chain.from_iterable(rows))}


def _in_words_of_the_action(err: InvalidInputError, what: Wanted) -> InvalidInputError:
    """Name a refused field as the action does."""
    field = err.placeholders.get("field")
    if field is None:
        return err
    named = {**err.placeholders, "field": what.name_of(field)}
    return InvalidInputError(err.key, **named)


def when_scheduled(call: ServiceCall) -> datetime | None:
    """Return when the message is to be sent; the past and the far are refused."""
    at: datetime | None = call.data.get(ATTR_SCHEDULE)
    if at is None:
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=dt_util.get_default_time_zone())
    if call.data.get(ATTR_RECIPIENT_TIME_ZONE):
        # Somewhere clocks may not show it yet.
        at = at.replace(tzinfo=LAST_ZONE)
    now = dt_util.utcnow()
    if at > now + FURTHEST_AHEAD:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="schedule_too_far",
            translation_placeholders={
                "time": at.isoformat(),
                "furthest": dt_util.as_local(now + FURTHEST_AHEAD).isoformat(
                    timespec="minutes"
                ),
            },
        )
    if at <= now:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="schedule_in_the_past",
            translation_placeholders={"time": at.isoformat()},
        )
    return dt_util.as_utc(at)


async def _async_send_through(
    targets: AccountTargets, ready: Ready, kept_until: datetime | None
) -> Sent:
    """Send through one account, each address once."""
    sent = Sent(
        entry=targets.entry,
        account=targets.account,
        channel=ready.content.channel,
        targets=list(ready.targets),
        handed_over=ready.content.send_at is not None,
    )
    try:
        result = await targets.account.send_ready(ready, scheduled_at=kept_until)
    except StoreError as err:
        # What other accounts have sent must not get lost over it.
        return replace(sent, error=err)
    return replace(sent, rows=list(result.rows))


def _stamp(call: ServiceCall, targets: AccountTargets, sent: Sent) -> None:
    """Show on each notify entity that its message was taken."""
    if sent.error is not None:
        return
    refused = {row.address for row in sent.rows if failed(row)}
    component = call.hass.data[DATA_COMPONENT]
    for entity_id, recipient in targets.recipients.items():
        entity = component.get_entity(entity_id)
        if entity is not None and refused.isdisjoint(recipient.addresses):
            entity.async_set_context(call.context)
            entity._async_record_notification()  # noqa: SLF001 - meant for this


def _seconds_to_wait(
    call: ServiceCall,
    goal: Goal,
    at: datetime | None,
    accounts: Sequence[AccountTargets],
) -> float:
    """Return how long to wait; with a schedule the time counts from then."""
    limit: timedelta | None = call.data.get(ATTR_TIMEOUT)
    if limit is None and goal is Goal.ANSWERED_KEY:
        infos = (targets.account.info for targets in accounts)
        limit = AROUND_A_CALL + (
            call.data.get(ATTR_LONGEST_CALL) or max(map(_longest_call, infos))
        )
    if limit is None:
        limit = DEFAULT_TIMEOUTS[goal]
    if at is not None:
        limit += max(at - dt_util.utcnow(), timedelta())
    return limit.total_seconds()


def _longest_call(info: GatewayInfo) -> timedelta:
    """Return how long a call can take with a gateway."""
    keys = info.channels[Channel.VOICE].keys
    return keys.call if keys else USUAL_LONGEST_CALL


async def _async_wait(sent: Sent, goal: Goal, seconds: float) -> Sent:
    """Wait until each message is where the caller wants it, or can't get there."""
    rows, timed_out = await sent.account.outbox.watchers.wait(sent.rows, goal, seconds)
    undecided = {row.id for row in rows if timed_out and not decided(row, goal)}
    return replace(sent, rows=rows, undecided=frozenset(undecided))
