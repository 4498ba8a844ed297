"""Contacts, groups and CSV: section 3 of the field notes."""

import pytest

from tests.simulators.ictcore import IctcoreSimulator, SettableClock
from tests.simulators.ictcore.asking import ask, error, value

ANN = {
    "first_name": "Ann",
    "last_name": "Lee",
    "phone": "447700900123",
    "email": "ann@example.com",
    "address": "1 St",
    "custom1": "c1",
    "description": "d",
}


async def test_a_contact_is_kept_in_texts(ictcore_simulator: IctcoreSimulator) -> None:
    """The id is a number when it is new, and all is a text or null when read."""
    assert await value(ictcore_simulator, "POST", "/contacts", ANN) == 1
    full = {
        "contact_id": "1",
        **ANN,
        "custom2": None,
        "custom3": None,
        "user_id": "1",
    }
    assert await value(ictcore_simulator, "GET", "/contacts/1") == full
    short = {name: full[name] for name in ("first_name", "last_name", "phone", "email")}
    listed = [{"contact_id": "1", **short}]
    assert await value(ictcore_simulator, "GET", "/contacts") == listed
    changed = await value(ictcore_simulator, "PUT", "/contacts/1", {"custom2": 5})
    assert changed == full | {"custom2": 5}
    again = await value(ictcore_simulator, "GET", "/contacts/1")
    assert again == full | {"custom2": "5"}
    assert await value(ictcore_simulator, "DELETE", "/contacts/1") is True
    unknown = (404, "Contact not found")
    assert await error(ictcore_simulator, "DELETE", "/contacts/1") == unknown
    assert await error(ictcore_simulator, "PUT", "/contacts/1", {}) == unknown
    odd = await value(ictcore_simulator, "GET", "/contacts/abc")
    assert set(odd.values()) == {None}


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", ["1", "2"]),
        ("contact_id=2", ["2"]),
        ("phone=0123", ["1"]),
        ("phone=4477", []),
        ("email=ann@example.com", ["1"]),
        ("email=ann", []),
        ("first_name=N", ["1", "2"]),
        ("last_name=a%25y", ["2"]),
        ("last_name=_ee", ["1"]),
        ("group_id=9", ["2"]),
        ("user_id=1", ["1", "2"]),
        ("created_by=2", []),
        ("after=1770886222", ["1", "2"]),
        ("before=1770886221", []),
        ("limit=1", ["1", "2"]),
        ("colour=red", ["1", "2"]),
        ("contact_id=7%20OR%201=1", ["1", "2"]),
        ("contact_id=ann", []),
        ("first_name=O'Neill", []),
    ],
)
async def test_filters_go_into_sql_as_they_come(
    ictcore_simulator: IctcoreSimulator, query: str, ids: list[str]
) -> None:
    """Unknown ones are passed over, bad ones give nothing, wild ones everything."""
    await value(ictcore_simulator, "POST", "/contacts", ANN)
    ben = {"first_name": "Ben", "last_name": "Ray", "phone": "447700900124"}
    await value(ictcore_simulator, "POST", "/contacts", ben)
    await value(ictcore_simulator, "PUT", "/contacts/2/link/9")
    rows = await value(ictcore_simulator, "GET", f"/contacts?{query}")
    assert [row["contact_id"] for row in rows] == ids


async def test_links_have_odd_replies(ictcore_simulator: IctcoreSimulator) -> None:
    """The group is not checked; the last unlink is said to fail and does not."""
    simulator = ictcore_simulator
    await value(simulator, "POST", "/contacts", ANN)
    assert await value(simulator, "POST", "/groups", {"name": "g1"}) == 1
    linked = await value(simulator, "PUT", "/contacts/1/link/1")
    assert linked["contact_id"] == "1"
    joined = (417, "Contact and group join failed")
    assert await error(simulator, "PUT", "/contacts/1/link/1") == joined
    assert (await ask(simulator, "PUT", "/contacts/1/link/999")).status == 200
    assert len(await value(simulator, "GET", "/contacts")) == 2
    assert len(await value(simulator, "GET", "/groups/1/contacts")) == 1
    (group,) = await value(simulator, "GET", "/groups")
    assert group == {"group_id": "1", "name": "g1", "contact_total": "1"}
    assert await value(simulator, "DELETE", "/contacts/1/link/999") == 1
    failed = (417, "Contact delete failed")
    assert await error(simulator, "DELETE", "/contacts/1/link/1") == failed
    assert await value(simulator, "GET", "/groups/1/contacts") == []


async def test_a_group_has_no_total_by_itself(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """Only in the list; a change shows the group, a deleted one is not found."""
    group = {"name": "g1", "description": "first"}
    await value(ictcore_simulator, "POST", "/groups", group)
    shown = {"group_id": "1", **group, "user_id": "1"}
    assert await value(ictcore_simulator, "GET", "/groups/1") == shown
    changed = await value(ictcore_simulator, "PUT", "/groups/1", {"name": "x"})
    assert changed == shown | {"name": "x"}
    assert await value(ictcore_simulator, "DELETE", "/groups/1") is True
    unknown = (404, "Group not found")
    assert await error(ictcore_simulator, "GET", "/groups/1") == unknown


async def test_csv_is_imported_by_a_daemon(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """A second later; nine columns or one, else an empty contact."""
    simulator = ictcore_simulator
    await value(simulator, "POST", "/groups", {"name": "g1"})
    text = '"447700900123","Ann","Li","ann@example.com","1 St","c1","","","d"\n'
    raw = text + "447700900124\n447700900125,Ben\n"
    path = "/groups/1/csv"
    reply = await value(simulator, "POST", path, raw=raw, content_type="text/csv")
    assert reply == "1"
    assert await value(simulator, "GET", "/contacts") == []
    ictcore_clock.advance(1)
    rows = await value(simulator, "GET", "/groups/1/contacts")
    phones = [row["phone"] for row in rows]
    assert phones == ["447700900123", "447700900124", None]
    answer = await ask(simulator, "GET", path)
    assert answer.body.decode().startswith(text)
    assert answer.headers["Content-Type"] == "text/plain; charset=us-ascii"
    assert 'filename="group_1.csv"' in answer.headers["Content-Disposition"]
    sample = await ask(simulator, "GET", "/groups/sample/csv")
    assert len(sample.body.splitlines()) == 2


@pytest.mark.parametrize(
    ("path", "content_type", "raw", "status"),
    [
        ("/groups/1/csv", "text/csv", b"", 411),
        ("/groups/1/csv", None, b"", 411),
        ("/groups/1/csv", "application/json", b"1", 415),
        ("/groups/1/csv", "text/csv; charset=utf-8", b"1", 415),
        ("/groups/9/csv", "text/csv", b"1", 404),
    ],
)
async def test_a_csv_file_may_be_refused(
    ictcore_simulator: IctcoreSimulator,
    path: str,
    content_type: str | None,
    raw: bytes,
    status: int,
) -> None:
    """By group, type and length."""
    await value(ictcore_simulator, "POST", "/groups", {"name": "g1"})
    answer = await ask(
        ictcore_simulator, "POST", path, raw=raw, content_type=content_type
    )
    assert answer.status == answer.json["error"]["code"] == status
