"""Signatures: the field notes' own, and how calls are told from others."""

from urllib.parse import quote

import pytest

from tests.simulators.ogangi import OgangiSimulator
from tests.simulators.ogangi.asking import ANN, call, coded, send_mt
from tests.simulators.ogangi.signature import decoded, signature_of

PARAMS = "7/2020/2/18765422035/U2ltcGxlIE1lc3NhZ2Ug4pi6"
SIGNATURE = "f69bc6a924480d3ed82970d9679c4be90589bd3064add51c47e8bf50a211d55f"


def test_the_vector_of_the_field_notes_holds() -> None:
    """Key, parameters and what they are signed as."""
    assert signature_of("my-private-key", PARAMS) == SIGNATURE
    assert decoded("U2ltcGxlIE1lc3NhZ2Ug4pi6") == "Simple Message ☺"


@pytest.mark.parametrize("written", ["SGVsbG8", "SGVsbG8="])
def test_base64_is_read_padded_or_not(written: str) -> None:
    """The vendor pads, others don't."""
    assert decoded(written) == "Hello"


@pytest.mark.parametrize("written", ["a+b/", "a b", "abcde", "_w"])
def test_other_base64_is_refused(written: str) -> None:
    """Another alphabet, an impossible length, no UTF-8."""
    with pytest.raises(ValueError, match="base64"):
        decoded(written)


async def test_a_signed_call_is_carried_out(ogangi_simulator: OgangiSimulator) -> None:
    """As published, with flags or without."""
    answer = await send_mt(ogangi_simulator)
    assert [each.text for each in answer.xml] == ["sendMT", "OK", "Completed"]
    await send_mt(ogangi_simulator, ANN, "null", "job-5")
    assert [each.flags for each in ogangi_simulator.messages] == [None, "job-5"]


@pytest.mark.parametrize(
    ("keys", "instance"),
    [
        ({"private_key": "another"}, "7"),
        ({"public_key": "another"}, "7"),
        ({}, "8"),
    ],
)
async def test_a_call_that_is_not_signed_by_its_account_is_refused(
    ogangi_simulator: OgangiSimulator, keys: dict[str, str], instance: str
) -> None:
    """Another key, or a workspace that is not there: with HTTP 200."""
    params = (instance, "2020", "null", ANN, coded("Hello"))
    answer = await call(ogangi_simulator, "sendMT", *params, **keys)
    assert answer.status == 200
    assert answer.xml.findtext("status") == "BAD_SIGNATURE"
    assert ogangi_simulator.messages == []


async def test_what_is_signed_is_what_stands_in_the_url(
    ogangi_simulator: OgangiSimulator,
) -> None:
    """With its percent signs; each segment is decoded once."""
    ogangi_simulator.account.carriers = ("Fast & Far/1%",)
    carrier = quote("Fast & Far/1%", safe="")
    params = ("7", carrier, "2020", coded(ANN), coded("Hello"))
    answer = await call(ogangi_simulator, "tools/sendSMS", *params)
    assert answer.xml.findtext("status") == "OK"
    assert ogangi_simulator.messages[0].carrier == "Fast & Far/1%"


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("sendMT", ("7", "2020", "null", ANN)),
        ("sendMT", ("7", "", "null", ANN, "SGVsbG8")),
        ("sendSMS", ("7", "Movistar", "2020", "x", "y")),
        ("tools/nothing", ("7",)),
    ],
)
async def test_another_path_is_not_found(
    ogangi_simulator: OgangiSimulator, path: str, params: tuple[str, ...]
) -> None:
    """Too few segments, an empty one, a method that is not there."""
    assert (await call(ogangi_simulator, path, *params)).status == 404


async def test_a_post_where_a_get_is_documented_is_not_found(
    ogangi_simulator: OgangiSimulator,
) -> None:
    """The method is a part of the call."""
    params = ("7", "2020", "null", ANN, coded("Hello"))
    answer = await call(ogangi_simulator, "sendMT", *params, body={})
    assert answer.status == 404
