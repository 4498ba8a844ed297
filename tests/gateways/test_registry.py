"""Every row of the table of gateways can be relied on by those above."""

from dataclasses import fields
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from custom_components.message_gateways.gateways.base import Cancels, Gateway, Reports
from custom_components.message_gateways.gateways.info import (
    FieldKind,
    FormField,
    GatewayInfo,
)
from custom_components.message_gateways.gateways.model import Channel, Content
from custom_components.message_gateways.gateways.registry import REGISTRY

CONTENT_FIELDS = {each.name for each in fields(Content)} - {"channel", "text"}
FILLED_IN: dict[FieldKind, Any] = {
    FieldKind.TEXT: "house",
    FieldKind.URL: "https://gateway.invalid/base/",
    FieldKind.USERNAME: "Ada",
    FieldKind.PASSWORD: "5up3r5ecret",
    FieldKind.SWITCH: True,
    FieldKind.AMOUNT: 1.5,
    FieldKind.TIME_ZONE: "Europe/Berlin",
}


def form_of(info: GatewayInfo) -> tuple[FormField, ...]:
    """List all fields of a gateway."""
    return info.credentials + info.options


def filled_in(info: GatewayInfo) -> dict[str, Any]:
    """Fill in all fields of a gateway."""
    return {
        each.key: each.choices[0] if each.choices else FILLED_IN[each.kind]
        for each in form_of(info)
    }


def test_the_sandbox_and_a_real_gateway_are_there() -> None:
    """Without them there is nothing to send with."""
    assert {"sandbox", "infobip"} <= set(REGISTRY)


@pytest.mark.parametrize("key", REGISTRY)
class TestRow:
    """What holds for every row."""

    def test_it_is_found_by_its_own_key(self, key: str) -> None:
        """Entries store the key."""
        assert REGISTRY[key].key == key
        assert key.isidentifier()
        assert key.islower()
        assert REGISTRY[key].name

    def test_its_form_has_each_field_once(self, key: str) -> None:
        """And a sign-in that is a part of it."""
        info = REGISTRY[key]
        keys = [each.key for each in form_of(info)]
        assert len(keys) == len(set(keys))
        assert set(info.sign_in) <= {each.key for each in info.credentials}

    def test_its_defaults_fit_their_fields(self, key: str) -> None:
        """A form that is not touched can be sent off."""
        for each in form_of(REGISTRY[key]):
            assert bool(each.choices) is (each.kind is FieldKind.CHOICE)
            match each.kind, each.default:
                case FieldKind.PASSWORD | FieldKind.USERNAME, default:
                    assert default is None
                case FieldKind.CHOICE, default:
                    assert default in each.choices
                case FieldKind.SWITCH, default:
                    assert isinstance(default, bool)
                case FieldKind.AMOUNT, float(default):
                    assert default >= 0
                case _, default:
                    assert default is None or isinstance(default, str)

    def test_its_channels_say_what_of_a_content_is_honoured(self, key: str) -> None:
        """By the names that a content has."""
        channels = REGISTRY[key].channels
        assert channels
        for channel, info in channels.items():
            assert channel in Channel
            assert info.fields <= CONTENT_FIELDS
            assert info.batch_limit >= 1
            assert info.longest_segments >= 1
            assert ("transliteration" in info.fields) is bool(info.transliterations)
            assert ("validity" in info.fields) is (info.longest_validity is not None)
            assert ("attachments" in info.fields) is bool(info.attachment_types)
            assert ("keys" in info.fields) is (info.keys is not None)
            assert "audio" in info.fields or not info.speech
            assert "merge" in info.fields or info.macro is None
            for limits in (
                (info.sender.letters, info.sender.digits) if info.sender else ()
            ):
                assert 0 < limits[0] <= limits[1]
            for time in (info.follow_for, info.longest_validity):
                assert time is None or time > timedelta()

    async def test_it_makes_a_gateway_that_sends(
        self, key: str, client: aiohttp.ClientSession
    ) -> None:
        """And one that follows, where a channel says so."""
        info = REGISTRY[key]
        gateway = info.make(filled_in(info), client)
        assert isinstance(gateway, Gateway)
        if any(channel.follow_for for channel in info.channels.values()):
            assert isinstance(gateway, Reports)
        cancels = any(channel.cancels for channel in info.channels.values())
        assert isinstance(gateway, Cancels) is cancels

    def test_its_title_and_identity_hold_no_secret(self, key: str) -> None:
        """They are shown, and stored in the open."""
        info = REGISTRY[key]
        config = filled_in(info)
        identity = info.identity(config)
        assert info.title(config)
        assert "5up3r5ecret" not in f"{info.title(config)} {identity}"
        if identity is not None:
            assert identity == identity.lower()
            assert "https" not in identity


def test_two_sandboxes_are_two_accounts() -> None:
    """Any number of them may be tried."""
    assert REGISTRY["sandbox"].identity({}) is None


def test_the_same_infobip_account_is_known_again() -> None:
    """However its address and user are written."""
    identity = REGISTRY["infobip"].identity
    assert identity(
        {"base_url": "https://API.gateway.invalid/", "username": "Ada"}
    ) == identity({"base_url": "http://api.gateway.invalid", "username": "ada"})
    assert identity(
        {"base_url": "https://api.gateway.invalid", "username": "ada"}
    ) != identity({"base_url": "https://api.gateway.invalid", "username": "bob"})
