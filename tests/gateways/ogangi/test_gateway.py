"""Tests of the gateway as a whole: what it can, who it is, what it is told."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from custom_components.message_gateways.gateways.base import (
    FiresInbound,
    Gateway,
    HasBalance,
    ReadsOnce,
    Receives,
    Reports,
    Resolves,
    SendsPins,
    TakesPushes,
)
from custom_components.message_gateways.gateways.checks import check_content
from custom_components.message_gateways.gateways.errors import InvalidInputError
from custom_components.message_gateways.gateways.model import Channel
from custom_components.message_gateways.gateways.ogangi.gateway import (
    OgangiGateway,
    identity,
    title,
)
from custom_components.message_gateways.gateways.ogangi.models import EventFields
from custom_components.message_gateways.gateways.ogangi.options import (
    Options,
    read_offset,
    read_options,
)
from custom_components.message_gateways.gateways.ogangi.sending import Method
from custom_components.message_gateways.gateways.registry import REGISTRY
from tests.simulators.ogangi import OgangiSimulator

from .stories import message

INFO = REGISTRY["ogangi"]


@pytest.mark.parametrize(
    "ability",
    [
        Gateway,
        Reports,
        Receives,
        ReadsOnce,
        TakesPushes,
        SendsPins,
        FiresInbound,
    ],
)
async def test_the_gateway_can_be_asked_for_all_it_can(
    ability: type, gateway: OgangiGateway
) -> None:
    """Those above ask what it can, not which it is."""
    assert isinstance(gateway, ability)


@pytest.mark.parametrize("ability", [Resolves, HasBalance])
async def test_the_gateway_does_not_promise_what_it_can_not(
    ability: type, gateway: OgangiGateway
) -> None:
    """What is unknown stays so; there is no balance."""
    assert not isinstance(gateway, ability)


@pytest.mark.parametrize(
    ("base_url", "host"),
    [
        ("http://customer.Example/mmc", "customer.example"),
        ("https://customer.example/mmc/", "customer.example"),
        (" customer.example/mmc ", "customer.example"),
        ("https://me:secret@customer.example/mmc", "customer.example"),
    ],
)
def test_an_account_is_known_by_address_workspace_and_public_key(
    base_url: str, host: str
) -> None:
    """Scheme, case and a slash at the end make no difference."""
    config = {"base_url": base_url, "instance_id": "7", "public_key": "PUB"}
    assert identity(config) == "customer.example/mmc|7|pub"
    assert title(config).lower() == f"7 ({host})"


async def test_the_registry_makes_this_gateway(
    config: dict[str, Any],
    client: aiohttp.ClientSession,
    ogangi_simulator: OgangiSimulator,
) -> None:
    """All that the forms bring is understood, and an untouched form works."""
    fields = (*INFO.credentials, *INFO.options)
    defaults = {one.key: one.default for one in fields if one.default is not None}
    assert set(config) <= {one.key for one in fields}
    made = INFO.make(defaults | config, client)
    assert isinstance(made, OgangiGateway)
    await made.check()
    await made.send([message(sender="2020")])
    assert ogangi_simulator.messages[0].method == "sendMT"


def test_the_row_of_the_registry_says_what_is_honoured() -> None:
    """One recipient a request; a sender is needed; the rest is refused by name."""
    assert INFO.channels[Channel.SMS].batch_limit == 1
    good = message(sender="2020", carrier="Movistar", flags="job").content
    check_content(INFO, good, longest_segments=10)
    for content, key in (
        (message().content, "sender_needed"),
        (message(sender="2020", flash=True).content, "field_not_offered"),
        (message(sender="2020", text="x" * 1531).content, "message_too_long"),
    ):
        with pytest.raises(InvalidInputError, match=key):
            check_content(INFO, content, longest_segments=255)


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({}, Options()),
        (
            {"sender": "", "carrier": "", "method": "", "utc_offset": None},
            Options(),
        ),
        (
            {
                "sender": "2020",
                "carrier": "Movistar",
                "method": "send_mt",
                "utc_offset": "-04:30",
                "event_code_field": "code",
                "event_text_field": "word",
                "event_number_field": "who",
                "country": "VE",
            },
            Options(
                sender="2020",
                carrier="Movistar",
                method=Method.SEND_MT,
                event_fields=EventFields(to="code", text="word", sender="who"),
                utc_offset=-timedelta(hours=4, minutes=30),
            ),
        ),
    ],
)
def test_options_are_read_as_forms_bring_them(
    config: dict[str, Any], expected: Options
) -> None:
    """What was left empty has its default."""
    assert read_options(config) == expected


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("-04:30", -270),
        (" +5:45 ", 345),
        ("-0430", -270),
        ("3", 180),
        ("+00:00", 0),
        ("+25:00", 0),
        ("14:30", 0),
        ("America/Caracas", 0),
        ("", 0),
    ],
)
def test_an_offset_is_read_in_hours_and_minutes(written: str, minutes: int) -> None:
    """What is none is that of UTC."""
    assert read_offset(written) == timedelta(minutes=minutes)
