"""The statements of the inbox, on a real file."""

from dataclasses import replace
from datetime import datetime, timedelta
import sqlite3

from hypothesis import HealthCheck, given, settings, strategies as st

from custom_components.message_gateways.engine import inbox_table as table
from custom_components.message_gateways.gateways.model import Channel, InboundMessage

from .making import ANNA, NOW, insert

HALF = "\ud83d"


def message(key: str, received_at: datetime = NOW, **fields: str) -> InboundMessage:
    """Write an inbound message."""
    return InboundMessage(
        key=key,
        channel=Channel.SMS,
        sender=fields.get("sender", ANNA),
        to="12345",
        text=fields.get("text", "Yes"),
        keyword="GATE",
        received_at=received_at,
    )


def keep(db: sqlite3.Connection, *messages: InboundMessage, now: datetime = NOW) -> int:
    """Take messages in; each sender is compared as it is written."""
    numbers = {each.sender: each.sender for each in messages}
    table.mark_received(db, messages, now)
    return table.keep(db, messages, numbers, now)


def test_each_message_is_kept_once(db: sqlite3.Connection) -> None:
    """However often the gateway gives it, also within one answer."""
    assert keep(db, message("a"), message("b"), message("a")) == 2
    assert keep(db, message("b"), message("c")) == 1
    found = table.unannounced_inbound(db, 10)
    assert [each.message.key for each in found] == ["a", "b", "c"]
    assert len({each.id for each in found}) == 3


def test_a_message_comes_back_whole(db: sqlite3.Connection) -> None:
    """And with the number that recipients are compared with."""
    given_ = message("a", text="Grüße 🌻\x00", sender="Bank")
    table.keep(db, [given_], {"Bank": "bank"}, NOW)
    (found,) = table.unannounced_inbound(db, 10)
    assert found.message == given_
    assert found.sender_number == "bank"
    assert table.last_event(db) == found


def test_the_last_message_is_the_one_received_last(db: sqlite3.Connection) -> None:
    """Not the one that was told of last."""
    assert table.last_event(db) is None
    assert table.last_received(db) is None
    keep(db, message("late", NOW - timedelta(hours=1)), message("early"), now=NOW)
    keep(db, message("later still", NOW - timedelta(hours=2)))
    last = table.last_event(db)
    assert last is not None
    assert last.message.key == "early"
    assert table.last_received(db) == NOW


def test_the_mark_never_goes_back(db: sqlite3.Connection) -> None:
    """Old messages do not make the gateway give everything again."""
    keep(db, message("a", NOW))
    keep(db, message("b", NOW - timedelta(days=2)))
    assert table.last_received(db) == NOW


def test_a_clock_that_runs_ahead_hides_nothing(db: sqlite3.Connection) -> None:
    """The mark is never later than now, and the message is known again."""
    ahead = message("a", NOW + timedelta(days=400))
    assert keep(db, ahead) == 1
    assert table.last_received(db) == NOW
    assert keep(db, ahead, now=NOW + timedelta(minutes=1)) == 0


def test_half_characters_do_no_harm(db: sqlite3.Connection) -> None:
    """A text may have been cut in the middle of one."""
    broken = message(f"k{HALF}", text=f"a{HALF}b", sender=f"x{HALF}")
    broken = replace(broken, to=HALF, keyword=HALF)
    assert keep(db, broken) == 1
    assert keep(db, broken) == 0
    (found,) = table.unannounced_inbound(db, 10)
    assert (found.message.text, found.message.to, found.message.sender) == (
        "a?b",
        "?",
        "x?",
    )


@given(key=st.text(st.characters()), text=st.text(st.characters()))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_kept(db: sqlite3.Connection, key: str, text: str) -> None:
    """Whatever people write."""
    db.execute("BEGIN")
    try:
        assert keep(db, message(key, text=text)) == 1
        assert keep(db, message(key, text=text)) == 0
        assert len(table.unannounced_inbound(db, 10)[0].message.text) == len(text)
    finally:
        db.execute("ROLLBACK")


def test_what_was_announced_is_not_announced_again(db: sqlite3.Connection) -> None:
    """Row by row, each with the same id as before until then."""
    keep(db, message("a"), message("b"))
    insert(db, "m1", "m2")
    inbound = table.unannounced_inbound(db, 10)
    changes = table.unannounced_changes(db, 10)
    assert table.unannounced_inbound(db, 10) == inbound
    assert table.unannounced_changes(db, 10) == changes
    table.mark_announced(db, [changes[0].seq], [inbound[0].seq])
    assert table.unannounced_inbound(db, 10) == inbound[1:]
    assert table.unannounced_changes(db, 10) == changes[1:]


def test_announcing_goes_in_steps_oldest_first(db: sqlite3.Connection) -> None:
    """Not all of a long night at once."""
    keep(db, *(message(str(i)) for i in range(5)))
    insert(db, *(f"m{i}" for i in range(5)))
    assert [each.message.key for each in table.unannounced_inbound(db, 2)] == ["0", "1"]
    assert [each.row.id for each in table.unannounced_changes(db, 2)] == ["m0", "m1"]
