"""Release 2.1.0, which can't create most things."""

import pytest

from tests.simulators.ictcore import IctcoreSimulator, SettableClock
from tests.simulators.ictcore.asking import ask, error, value


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/messages/texts"),
        ("POST", "/templates"),
        ("POST", "/messages/recordings"),
        ("POST", "/programs/sendsms"),
        ("POST", "/users"),
        ("PUT", "/messages/texts/1"),
    ],
)
async def test_a_create_answers_200_and_saves_nothing(
    ictcore_simulator_h: IctcoreSimulator, method: str, path: str
) -> None:
    """With an empty body."""
    answer = await ask(ictcore_simulator_h, method, path, {"name": "x"})
    assert (answer.status, answer.body) == (200, b"")
    assert len(ictcore_simulator_h.world.tables.texts) == 0
    assert len(ictcore_simulator_h.world.tables.programs) == 0


@pytest.mark.parametrize("path", ["/transmissions", "/programs/sendsms/transmissions"])
async def test_a_transmission_is_an_empty_500(
    ictcore_simulator_h: IctcoreSimulator, path: str
) -> None:
    """Or an empty 200, as it is set."""
    answer = await ask(ictcore_simulator_h, "POST", path, {})
    assert (answer.status, answer.body) == (500, b"")
    ictcore_simulator_h.configure(fatal=frozenset())
    answer = await ask(ictcore_simulator_h, "POST", path, {})
    assert (answer.status, answer.body) == (200, b"")


async def test_what_is_there_can_be_read(ictcore_simulator_h: IctcoreSimulator) -> None:
    """By log-in, lists and statistics in numbers; headers are CORS, not a cookie."""
    simulator = ictcore_simulator_h
    log_in = {"username": "admin", "password": "secret"}
    assert (await value(simulator, "POST", "/authenticate", log_in))["token"]
    simulator.receive(from_="447700900124", text="Hello")
    (row,) = await value(simulator, "GET", "/transmissions")
    assert row["direction"] == "inbound"
    answer = await ask(simulator, "GET", "/statistics")
    assert answer.json == {
        "user_total": 1,
        "account_total": 1,
        "did_total": 0,
        "contact_total": 1,
        "transmission_inbound": 1,
        "transmission_outbound": 0,
    }
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers


async def test_contacts_and_groups_are_odd(
    ictcore_simulator_h: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """A group has no id, a change shows nulls, an import does nothing."""
    simulator = ictcore_simulator_h
    ann = {"first_name": "Ann", "description": "d"}
    assert await value(simulator, "POST", "/contacts", ann) == 1
    changed = await value(simulator, "PUT", "/contacts/1", {"last_name": "Li"})
    assert (changed["first_name"], changed["last_name"]) == (None, "Li")
    shown = await value(simulator, "GET", "/contacts/1")
    assert (shown["first_name"], shown["description"]) == ("Ann", "")
    assert (await ask(simulator, "PUT", "/contacts/9", {})).status == 200
    assert await value(simulator, "POST", "/groups", {"name": "g1"}) is True
    changed = await value(simulator, "PUT", "/groups/1", {"name": "x"})
    assert changed["group_id"] is True
    assert len(await value(simulator, "GET", "/groups")) == 2
    body = {"group_id": 1, "name": "y"}
    assert (await value(simulator, "PUT", "/groups/1", body))["name"] == "y"
    await value(simulator, "PUT", "/contacts/1/link/1")
    assert await value(simulator, "DELETE", "/contacts/1/link/1") == -1
    reply = await value(
        simulator, "POST", "/groups/1/csv", raw=b"1\n", content_type="text/csv"
    )
    ictcore_clock.advance(60)
    assert (reply, len(simulator.world.tables.contacts)) == ("1", 1)


async def test_documents_can_be_created(ictcore_simulator_h: IctcoreSimulator) -> None:
    """They show one field more, and a page before there is a file."""
    simulator = ictcore_simulator_h
    assert await value(simulator, "POST", "/documents", {"name": "d1"}) == 1
    assert "ocr" in await value(simulator, "GET", "/documents/1")
    answer = await ask(simulator, "GET", "/documents/1/media")
    assert answer.body.startswith(b"%PDF")
    simulator.configure(strict=True)
    assert (await error(simulator, "POST", "/documents", {"name": "d1"}))[0] == 417
