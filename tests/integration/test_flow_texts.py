"""The words of the flows: every field, error and choice has some."""

from collections.abc import Iterator, Mapping
import re
from typing import Any

import pytest

from custom_components.message_gateways.account_check import refusal_of
from custom_components.message_gateways.forms import account_options_schema
from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    CheckSettingsError,
    GatewayError,
    SignInAgainError,
    TopUpError,
    TryLaterError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.model import Detail
from custom_components.message_gateways.gateways.registry import REGISTRY
from tests.integration.flows import (
    TEXTS,
    text_at,
)

pytestmark = pytest.mark.usefixtures("socket_enabled")


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (SignInAgainError("HTTP 401"), "invalid_auth"),
        (CheckSettingsError("redirect"), "wrong_address"),
        (UnreadableAnswerError("HTML"), "not_this_gateway"),
        (TryLaterError("busy"), "cannot_connect"),
        (AskWhatHappenedError("cut"), "cannot_connect"),
        (ChangeRequestError("HTTP 404"), "refused"),
        (TopUpError("no credit"), "refused"),
        (GatewayError("of a new kind"), "unknown"),
        (KeyError("base_url"), "unknown"),
    ],
)
def test_every_error_of_a_gateway_has_a_meaning_for_the_user(
    error: Exception, key: str
) -> None:
    assert refusal_of(error).key == key
    assert text_at("config", "error", key)


def test_the_words_of_a_gateway_are_shown_up_to_a_length() -> None:
    detail = Detail(code="4", name="NO", text="No such thing. " * 100)
    refusal = refusal_of(ChangeRequestError("HTTP 400", detail=detail))
    assert refusal.reason.startswith("4 NO: No such thing.")
    assert len(refusal.reason) == 200


@pytest.mark.parametrize("gateway", list(REGISTRY))
def test_every_field_of_every_gateway_has_a_name_and_a_description(
    gateway: str,
) -> None:
    info = REGISTRY[gateway]
    steps = TEXTS["config"]["step"]
    typed = [field.key for field in info.credentials if not field.from_gateway]
    for step, keys in (
        (steps[gateway], typed),
        (steps["reconfigure"], typed),
        (
            steps["choices"],
            [each.key for each in info.credentials if each.from_gateway],
        ),
        (steps["reauth_confirm"], info.sign_in),
        (TEXTS["options"]["step"]["init"], [field.key for field in info.options]),
    ):
        for key in keys:
            assert step["data"][key], key
            assert step["data_description"][key], key
    for field in (*info.credentials, *info.options):
        for choice in field.choices:
            assert text_at("selector", field.key, "options", choice)
    for channel in info.channels:
        assert text_at("selector", "channel", "options", channel)


@pytest.mark.parametrize("gateway", list(REGISTRY))
def test_every_option_has_a_name_and_a_description(gateway: str) -> None:
    step = TEXTS["options"]["step"]["init"]
    history = step["sections"]["history"]
    for key, field in account_options_schema(REGISTRY[gateway]).schema.items():
        if key == "history":
            for inner in field.schema.schema:
                assert history["data"][inner.schema]
                assert history["data_description"][inner.schema]
            continue
        assert step["data"][key.schema]
        assert step["data_description"][key.schema]


def _sentences(texts: Mapping[str, Any]) -> Iterator[str]:
    """Return all texts of a part of a translation."""
    for value in texts.values():
        if isinstance(value, str):
            yield value
        else:
            yield from _sentences(value)


@pytest.mark.parametrize("part", ["config", "config_subentries", "options", "selector"])
def test_the_words_keep_the_rules_of_home_assistant(part: str) -> None:
    for text in _sentences(TEXTS[part]):
        assert text
        assert text == text.strip()
        assert "  " not in text
        assert not re.search(r"<[a-z/]", text)
        assert "://" not in text
        assert not re.search(r"""['"]\{\w+\}['"]""", text)
