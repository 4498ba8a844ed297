"""Make of what a call says what each account is to send, and to whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from homeassistant.core import ServiceCall

from .action_targets import AccountTargets
from .const import DEFAULT_GIVE_UP_MINUTES
from .engine.rows import Target
from .gateways.model import Content, KeyPresses
from .send_content import Wanted, async_content
from .sending_fields import (
    ATTR_CRITICAL,
    ATTR_FAIL_AT_ONCE,
    ATTR_GIVE_UP_AFTER,
    ATTR_REFERENCE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What is to go out through one account, not checked yet."""

    targets: AccountTargets
    content: Content
    addressed: Sequence[Target]


async def async_prepare(
    call: ServiceCall, what: Wanted, targets: AccountTargets
) -> Prepared:
    """Find out what an account is to send to whom; raises InvalidInputError."""
    account = targets.account
    return Prepared(
        targets=targets,
        content=await async_content(call, what, account, tuple(targets.books)),
        addressed=_targets_of(call, what, targets),
    )


def _targets_of(
    call: ServiceCall, what: Wanted, targets: AccountTargets
) -> list[Target]:
    """Return what to send to, each address once, with what the call says of it."""
    data = call.data
    give_up_after: timedelta | None = data.get(ATTR_GIVE_UP_AFTER)
    fail_at_once: bool | None = data.get(ATTR_FAIL_AT_ONCE)
    found: dict[str, Target] = {}
    for recipient in targets.recipients.values():
        for target in recipient.targets(
            give_up_after=give_up_after, fail_at_once=fail_at_once
        ):
            found[target.address] = _together(found.get(target.address), target)
    # What goes to the address books of the gateway has no address of ours.
    for address in (*targets.addresses, *([""] if targets.books else [])):
        found.setdefault(
            address,
            Target(
                address=address,
                copies=1 if address else targets.copies,
                give_up_after=timedelta(minutes=DEFAULT_GIVE_UP_MINUTES)
                if give_up_after is None
                else give_up_after,
                fail_at_once=bool(fail_at_once),
            ),
        )
    return [_as_called(call, what, target) for target in found.values()]


def _together(first: Target | None, other: Target) -> Target:
    """Return what is sent once to two recipients of one number: tried for both."""
    if first is None:
        return other
    return replace(
        first,
        fail_at_once=first.fail_at_once and other.fail_at_once,
        give_up_after=max(first.give_up_after, other.give_up_after),
    )


def _as_called(call: ServiceCall, what: Wanted, target: Target) -> Target:
    """Put what the call says in the place of what the recipient does."""
    speech = target.speech
    if what.speech is not None:
        speech = what.speech.instead_of(speech) if speech else what.speech
    return replace(
        target,
        speech=speech,
        keys=_keys(what, target.keys),
        reference=call.data.get(ATTR_REFERENCE),
        critical=call.data[ATTR_CRITICAL],
    )


def _keys(what: Wanted, own: KeyPresses | None) -> KeyPresses | None:
    """Return what is asked: a call that only names times keeps the number of keys."""
    called = what.keys
    if called is not None and own is not None and not called.digits:
        called = replace(called, digits=own.digits)
    keys = called or own
    if what.waits_for_key and (keys is None or not keys.digits):
        return replace(keys or KeyPresses(), digits=1)
    return keys
