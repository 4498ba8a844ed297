"""Every error of floor 1 says what it means for a message."""

from collections.abc import Iterator
import inspect

import pytest

from custom_components.message_gateways.gateways import errors
from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    CheckSettingsError,
    GatewayError,
    InvalidInputError,
    NotOfferedError,
    SignInAgainError,
    TopUpError,
    TryLaterError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.model import Detail, Outcome

OUTCOMES: dict[type[GatewayError], Outcome] = {
    GatewayError: Outcome.UNKNOWN,
    TryLaterError: Outcome.NOT_SENT,
    SignInAgainError: Outcome.NOT_SENT,
    CheckSettingsError: Outcome.NOT_SENT,
    AskWhatHappenedError: Outcome.UNKNOWN,
    UnreadableAnswerError: Outcome.UNKNOWN,
    ChangeRequestError: Outcome.REJECTED,
    TopUpError: Outcome.REJECTED,
    NotOfferedError: Outcome.REJECTED,
    InvalidInputError: Outcome.REJECTED,
}


def tree(error: type[GatewayError]) -> Iterator[type[GatewayError]]:
    """Walk an error and all below it."""
    yield error
    for below in error.__subclasses__():
        yield from tree(below)


def test_every_error_is_below_gateway_error_and_has_an_outcome() -> None:
    """Nobody has to catch a second kind, and no outcome is left open."""
    written = {
        each
        for _, each in inspect.getmembers(errors, inspect.isclass)
        if issubclass(each, BaseException)
    }
    assert written == set(OUTCOMES)
    assert {each for each in tree(GatewayError) if each.__module__ == errors.__name__}
    assert set(tree(GatewayError)) >= written
    for error in tree(GatewayError):
        assert isinstance(error.outcome, Outcome)


@pytest.mark.parametrize(("error", "outcome"), OUTCOMES.items())
def test_each_error_means_one_outcome(
    error: type[GatewayError], outcome: Outcome
) -> None:
    """The table of the design; an error that is forgotten is the careful one."""
    assert error.outcome is outcome
    assert error("reason").outcome is outcome


def test_the_words_of_the_provider_go_before_ours() -> None:
    """Code, name and text, as far as there are any."""
    assert str(GatewayError("HTTP 400")) == "HTTP 400"
    assert str(GatewayError("HTTP 400", detail=Detail())) == "HTTP 400"
    for detail, words in [
        (Detail(code="7", name="NO_ROUTE", text="No route"), "7 NO_ROUTE: No route"),
        (Detail(code="7"), "7"),
        (Detail(text="No route"), "No route"),
        (Detail(name="NO_ROUTE", text="No route"), "NO_ROUTE: No route"),
    ]:
        assert str(GatewayError("HTTP 400", detail=detail)) == words


def test_a_busy_gateway_may_say_when_to_come_back() -> None:
    """In seconds."""
    assert TryLaterError("busy").retry_after is None
    assert TryLaterError("busy", retry_after=7.0).retry_after == 7.0


def test_a_broken_rule_keeps_what_its_text_names_out_of_its_own_words() -> None:
    """The text is translated above; the error itself may end in a log."""
    error = InvalidInputError("number_not_possible", number="+447700900123")
    assert (error.key, error.placeholders) == (
        "number_not_possible",
        {"number": "+447700900123"},
    )
    assert "900123" not in str(error) + repr(error) + repr(error.args)
