"""Accounts, users, providers, statistics: section 7 of the field notes."""

from tests.simulators.ictcore import IctcoreSimulator
from tests.simulators.ictcore.asking import ask, error, prepared_sms, value


async def test_an_account_leaks_its_password(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """And has no type when it is shown by itself."""
    body = {"username": "ann", "passwd": "open", "passwd_pin": "1234"}
    assert await value(ictcore_simulator, "POST", "/accounts", body) == 2
    shown = await value(ictcore_simulator, "GET", "/accounts/2")
    assert (shown["passwd"], shown["passwd_pin"]) == ("open", "1234")
    assert (shown["active"], shown["settings"]) == ("1", [])
    assert "type" not in shown
    taken = (417, "Account creation failed")
    assert await error(ictcore_simulator, "POST", "/accounts", body) == taken
    assert await value(ictcore_simulator, "POST", "/extensions", body) == 3
    assert await value(ictcore_simulator, "POST", "/accounts", {"type": "did"}) == 4
    rows = await value(ictcore_simulator, "GET", "/accounts?type=extension")
    assert [row["account_id"] for row in rows] == ["3"]
    for path, ids in (("/accounts", "1234"), ("/extensions", "3"), ("/dids", "4")):
        rows = await value(ictcore_simulator, "GET", path)
        assert "".join(row["account_id"] for row in rows) == ids
    changed = await value(ictcore_simulator, "PUT", "/accounts/2", {"active": 0})
    assert (changed["active"], changed["username"]) == (0, "ann")
    assert await value(ictcore_simulator, "DELETE", "/accounts/2") is True
    unknown = (404, "Account not found")
    assert await error(ictcore_simulator, "GET", "/accounts/2") == unknown
    odd = await value(ictcore_simulator, "GET", "/accounts/abc")
    assert set(odd.values()) == {None}


async def test_a_setting_says_true_for_its_value(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """The value is in the account only."""
    path = "/accounts/1/settings/color"
    missing = (404, "Setting not found")
    assert await error(ictcore_simulator, "GET", path) == missing
    assert await value(ictcore_simulator, "PUT", path, {"value": "red"}) is True
    assert await value(ictcore_simulator, "GET", path) is True
    assert await value(ictcore_simulator, "PUT", path, "blue") is True
    shown = await value(ictcore_simulator, "GET", "/accounts/1")
    assert shown["settings"] == {"color": "blue"}
    assert (await error(ictcore_simulator, "PUT", path, {}))[0] == 417
    assert await value(ictcore_simulator, "DELETE", path) is True
    assert await error(ictcore_simulator, "DELETE", path) == missing
    shown = await value(ictcore_simulator, "GET", "/accounts/1")
    assert shown["settings"] == []


async def test_an_account_is_bound_to_programs_and_users(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """By type (a new program) or id; the replies are no accounts."""
    simulator = ictcore_simulator
    path = "/accounts/1/programs"
    assert await value(simulator, "PUT", f"{path}/receivesms") == 1
    assert await value(simulator, "PUT", f"{path}/1") == 1
    assert (await value(simulator, "GET", "/programs/1"))["account_id"] == 1
    unknown = (404, "Program not found")
    assert await error(simulator, "PUT", f"{path}/9") == unknown
    assert await value(simulator, "DELETE", f"{path}/receivesms") is True
    assert await value(simulator, "DELETE", path) is True
    await value(simulator, "POST", "/users", {"username": "jane", "password": "x"})
    assert await value(simulator, "PUT", "/accounts/1/users/2") is True
    assert len(await value(simulator, "GET", "/users/2/accounts")) == 2
    assert await value(simulator, "DELETE", "/accounts/1/users") is True
    assert (await value(simulator, "GET", "/accounts/1"))["user_id"] is None
    unknown = (404, "User not found")
    assert await error(simulator, "PUT", "/accounts/1/users/9") == unknown
    assert (await ask(simulator, "GET", "/accounts/1/provisioning")).status == 200


async def test_a_user_gets_an_account_by_itself(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """Its name and address may be no user's and no account's."""
    simulator = ictcore_simulator
    user = {"username": "jane", "password": "x", "email": "jane@example.com"}
    assert await value(simulator, "POST", "/users", user) == 2
    (account,) = await value(simulator, "GET", "/users/2/accounts")
    assert (account["username"], account["type"]) == ("jane", "account")
    for taken in ({"username": "jane"}, {"email": "jane@example.com"}):
        refused = await error(simulator, "POST", "/users", taken)
        assert refused == (417, "User creation failed")
    shown = await value(simulator, "GET", "/users/jane")
    assert (shown["user_id"], shown["owner_id"]) == ("2", "1")
    assert "username" not in shown
    assert "passwd" not in shown
    assert await value(simulator, "GET", "/users/2/roles") == []
    assert await value(simulator, "PUT", "/users/2/roles/2") is True
    roles = await value(simulator, "GET", "/users/jane/roles")
    assert roles == [{"role_id": "2", "name": "admin"}]
    assert await value(simulator, "DELETE", "/users/2/roles/2") is True
    assert await value(simulator, "PUT", "/users/2/permissions/5") is False
    assert await value(simulator, "GET", "/users/2/permissions") == []
    assert len(await value(simulator, "GET", "/roles")) == 2
    assert await value(simulator, "GET", "/permissions")
    assert await value(simulator, "DELETE", "/users/2") is True
    assert await error(simulator, "GET", "/users/jane") == (404, "User not found")


async def test_a_provider_shows_its_password(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """An active SIP trunk is said to fail and is saved."""
    simulator = ictcore_simulator
    smtp = {"type": "smtp", "name": "mail", "password": "open", "gateway_flag": 1}
    assert await value(simulator, "POST", "/providers", smtp) == 4
    shown = await value(simulator, "GET", "/providers/4")
    assert (shown["password"], shown["service_flag"]) == ("open", "8")
    assert shown["gateway_flag"] is None
    answer = await ask(simulator, "POST", "/providers", {"type": "sip"})
    assert (answer.status, answer.json["error"]["code"]) == (200, 0)
    assert "endspaceless" in answer.json["error"]["message"]
    row = (await value(simulator, "GET", "/providers"))[-1]
    assert row == {
        "provider_id": "5",
        "name": None,
        "host": None,
        "service_flag": "3",
        "node_id": None,
        "type": "sip",
    }
    assert await value(simulator, "POST", "/providers", {}) == 6
    assert await value(simulator, "DELETE", "/providers/6") is True
    unknown = (404, "Provider not found")
    assert await error(simulator, "GET", "/providers/6") == unknown


async def test_statistics_count_in_texts(ictcore_simulator: IctcoreSimulator) -> None:
    """And `authenticate/cancel` does nothing."""
    await prepared_sms(ictcore_simulator)
    ictcore_simulator.receive(from_="447700900124", text="Hello")
    assert await value(ictcore_simulator, "GET", "/statistics") == {
        "user_total": "1",
        "account_total": "1",
        "campaign_total": "0",
        "campaign_active": "0",
        "group_total": "0",
        "contact_total": "2",
        "transmission_total": "2",
        "transmission_inbound": "1",
        "transmission_outbound": "1",
        "transmission_active": "1",
    }
    assert await value(ictcore_simulator, "POST", "/authenticate/cancel") is True
