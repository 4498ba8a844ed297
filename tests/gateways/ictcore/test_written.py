"""Tests of what may leave: ids, filters, texts and schedules."""

from datetime import UTC, datetime, timedelta, timezone
import json
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.message_gateways.gateways.errors import InvalidInputError
from custom_components.message_gateways.gateways.ictcore.client import IctcoreClient
from custom_components.message_gateways.gateways.ictcore.client.programs import (
    program_body,
)
from custom_components.message_gateways.gateways.ictcore.client.schedules import (
    schedule_body,
)
from custom_components.message_gateways.gateways.ictcore.client.written import (
    body_of,
    encoded,
    pairs_of,
    place,
)
from custom_components.message_gateways.gateways.ictcore.codes import ProgramType
from custom_components.message_gateways.gateways.ictcore.models.contacts import (
    Contact,
    ContactFields,
    ContactFilter,
)
from custom_components.message_gateways.gateways.ictcore.models.messages import (
    NewText,
    TextFields,
)
from custom_components.message_gateways.gateways.ictcore.models.programs import (
    NewProgram,
)
from custom_components.message_gateways.gateways.ictcore.models.schedules import (
    Calendar,
    Schedule,
)
from custom_components.message_gateways.gateways.ictcore.models.users import NewUser

from .canned import IctcoreServer

AT = datetime.fromtimestamp(1795229907, UTC)


@pytest.mark.parametrize(
    "odd",
    [0, -1, 2**31, True, "1 OR 1=1", "1", "../users", "", "a/b", "a b", 1.5, None],
)
async def test_an_id_that_is_none_gets_into_no_path(
    odd: Any, api: IctcoreClient, server: IctcoreServer
) -> None:
    """Nothing leaves, not even a log-in."""
    for call in (api.contacts.get, api.transmissions.send, api.programs.delete):
        with pytest.raises(InvalidInputError) as raised:
            await call(odd)
        assert raised.value.key == "id_not_possible"
    assert server.asked == []


def test_a_path_is_made_of_words_and_ids() -> None:
    """Nothing in it has to be encoded."""
    assert place("contacts", 1, "link", 2**31 - 1) == "/contacts/1/link/2147483647"


@pytest.mark.parametrize("name", ["", "a/b", "..", "a.b", "é", "a b", "1a", "a" * 65])
async def test_the_name_of_a_setting_is_a_word(
    name: str, api: IctcoreClient, server: IctcoreServer
) -> None:
    """It stands in an address."""
    for call in (api.accounts.setting(1, name), api.accounts.delete_setting(1, name)):
        with pytest.raises(InvalidInputError):
            await call
    assert server.asked == []


@pytest.mark.parametrize(
    "odd",
    [
        "O'Brien",
        'a"b',
        "a\\b",
        "a;b",
        "a%",
        "a`b",
        "a=b",
        "a(b",
        "a\nb",
        "a\0b",
        "",
        "x" * 129,
    ],
)
async def test_a_filter_that_sql_could_mistake_does_not_leave(
    odd: str, api: IctcoreClient, server: IctcoreServer
) -> None:
    """The server puts it into SQL as it stands."""
    with pytest.raises(InvalidInputError) as raised:
        await api.contacts.list(ContactFilter(last_name=odd))
    assert (raised.value.key, raised.value.placeholders) == (
        "value_not_possible",
        {"field": "last_name"},
    )
    assert server.asked == []


def test_a_filter_may_be_in_any_script() -> None:
    """And have what numbers, addresses and names of ours are made of."""
    for text in (
        "Žofie Müller",
        "王",
        "+44 7700-900123",
        "*98#",
        "a.b+c@d-e.org",
        "x_1",
    ):
        pairs = pairs_of(ContactFilter(first_name=text))
        assert pairs == (("first_name", text),)
        assert encoded(pairs).isascii()
    assert pairs_of(None) == ()


@given(st.text())
def test_whatever_a_filter_is_no_quote_gets_through(text: str) -> None:
    """Not one sign that ends a text in SQL."""
    try:
        pairs = pairs_of(ContactFilter(first_name=text))
    except InvalidInputError:
        return
    assert not {"'", '"', "\\", ";", "`", "%", "\0", "\n"} & set(pairs[0][1])


def test_a_time_is_written_in_epoch_seconds_whatever_its_zone() -> None:
    """One without a zone is refused: nobody knows when that is."""
    east = AT.astimezone(timezone(timedelta(hours=5)))
    assert pairs_of(ContactFilter(after=east)) == (("after", "1795229907"),)
    with pytest.raises(InvalidInputError):
        pairs_of(ContactFilter(after=AT.replace(tzinfo=None)))


def test_a_text_with_half_characters_is_still_json() -> None:
    """The server would take what it can't read for an empty record."""
    document = body_of(NewText(name="a\ud83d", data="\ude00b 😀\0"))
    assert document == {"name": "a?", "data": "?b 😀\0"}
    assert json.loads(json.dumps(document).encode()) == document


def test_of_what_was_read_only_the_fields_that_can_change_are_written() -> None:
    """An answer may be handed back with a change."""
    contact = Contact(contact_id=1, user_id=2, first_name="Ann")
    assert body_of(contact, ContactFields) == {"first_name": "Ann"}


async def test_a_type_of_a_text_is_short(
    api: IctcoreClient, server: IctcoreServer
) -> None:
    """A strict database refuses it, another one cuts it."""
    text = NewText(name="t", data="x", type="x" * 9)
    for call in (api.texts.create(text), api.texts.update(1, TextFields(type="9" * 9))):
        with pytest.raises(InvalidInputError):
            await call
    assert server.asked == []


async def test_an_empty_password_is_not_set(
    api: IctcoreClient, server: IctcoreServer
) -> None:
    """The server would take it."""
    for call in (
        api.users.set_password(4, ""),
        api.users.create(NewUser(username="jane", password="")),
    ):
        with pytest.raises(InvalidInputError):
            await call
    assert server.asked == []


@pytest.mark.parametrize(
    ("kind", "parameter"),
    [
        (ProgramType.SEND_SMS, "1"),
        (ProgramType.SEND_SMS, 0),
        (ProgramType.RECEIVE_SMS, True),
    ],
)
def test_a_program_refers_to_an_id(kind: ProgramType, parameter: int | str) -> None:
    """But voicetts, which has its text in itself."""
    with pytest.raises(InvalidInputError):
        program_body(NewProgram(type=kind, parameter=parameter))
    spoken = NewProgram(type=ProgramType.VOICE_TTS, parameter="1", parent_id=2)
    assert program_body(spoken) == {"text": "1", "parent_id": 2}


EVERY = dict.fromkeys(("year", "month", "day", "hour", "minute", "weekday"), "*")


@pytest.mark.parametrize(
    ("schedule", "document"),
    [
        (Schedule(delay=timedelta(minutes=1)), {"delay": 60}),
        (Schedule(delay=timedelta()), {"delay": 0}),
        (Schedule(at=AT), {"timestamp": 1795229907}),
        (
            Schedule(server_time=datetime(2030, 5, 6, 7, 8, 9, 10)),  # noqa: DTZ001 - the server's clock has no zone
            {"datetime": "2030-05-06 07:08:09"},
        ),
        (
            Schedule(
                calendar=Calendar(hour="7,19", minute="30", weekday="1"),
                is_recurring=True,
                expiry=AT,
                weight=3,
            ),
            EVERY
            | {"hour": "7,19", "minute": "30", "weekday": "1"}
            | {"is_recurring": 1, "expiry": 1795229907, "weight": 3},
        ),
    ],
)
def test_a_schedule_always_has_status_0(
    schedule: Schedule, document: dict[str, Any]
) -> None:
    """Without it, it was sent at the next minute, whatever its time."""
    assert schedule_body(schedule) == document | {"status": 0}


@pytest.mark.parametrize(
    "schedule",
    [
        Schedule(),
        Schedule(weight=1),
        Schedule(delay=timedelta(1), at=AT),
        Schedule(delay=timedelta(seconds=-1)),
        Schedule(server_time=AT),
        Schedule(calendar=Calendar(minute="*/30")),
        Schedule(calendar=Calendar(minute="")),
        Schedule(calendar=Calendar(minute="1;2")),
    ],
)
def test_a_schedule_that_the_server_would_misread_is_refused(
    schedule: Schedule,
) -> None:
    """None at all means at once, and steps become something else."""
    with pytest.raises(InvalidInputError) as raised:
        schedule_body(schedule)
    assert raised.value.key == "schedule_not_possible"
