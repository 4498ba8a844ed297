"""Who gets a reply to a push."""

from datetime import UTC, datetime, timedelta

from custom_components.message_gateways.push_replies import MOST_REPLIES, Replies

NOW = datetime(2026, 2, 12, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_sender_gets_one_reply_an_hour() -> None:
    replies = Replies()
    assert replies.take("Anna", NOW)
    assert not replies.take("Anna", NOW + HOUR / 2)
    assert replies.take("Ben", NOW + HOUR / 2)
    assert replies.take("Anna", NOW + HOUR)
    assert not replies.take("Ben", NOW + HOUR)


def test_a_flood_of_senders_gets_so_many_and_fills_no_memory() -> None:
    """Each of them is forgotten after its hour."""
    replies = Replies()
    for number in range(2 * MOST_REPLIES):
        assert replies.take(str(number), NOW) is (number < MOST_REPLIES)
    assert len(replies._at) == MOST_REPLIES
    assert replies.take("Anna", NOW + HOUR)
    assert len(replies._at) == 1


def test_a_clock_that_was_ahead_holds_no_reply_back() -> None:
    replies = Replies()
    assert replies.take("Anna", NOW + 24 * HOUR)
    assert replies.take("Anna", NOW)
    assert not replies.take("Anna", NOW + HOUR / 2)
