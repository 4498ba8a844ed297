"""Which addresses a recipient may have."""

from dataclasses import replace

import pytest

from custom_components.message_gateways.addresses import (
    AddressError,
    read_addresses,
    recipient_unique_id,
)
from custom_components.message_gateways.gateways.model import Channel
from custom_components.message_gateways.gateways.numbers import NumberRule
from tests.integration.flows import (
    text_at,
)
from tests.integration.world import (
    ANNA,
)

pytestmark = pytest.mark.usefixtures("socket_enabled")

TEXTS = ("config_subentries", "recipient")
BEN = "+12025550124"
DOUBTFUL = "+447700900124"


def test_email_addresses_are_checked_and_kept_once() -> None:
    read = read_addresses(
        ["Anna@Provider.Example", "Anna@provider.example", "ben@provider.example"],
        Channel.EMAIL,
        NumberRule.E164,
        None,
    )
    assert read.values == ("Anna@provider.example", "ben@provider.example")
    assert read.doubtful == ()
    assert replace(read, doubtful=("ben@provider.example",)) != read


@pytest.mark.parametrize(
    "typed", ["anna", "anna@", "@provider.example", "anna@provider", "a b@c.example"]
)
def test_what_is_no_email_address_is_named(typed: str) -> None:
    with pytest.raises(AddressError) as caught:
        read_addresses(
            [typed, "ben@provider.example"], Channel.EMAIL, NumberRule.E164, None
        )
    assert caught.value.key == "email_not_possible"
    assert caught.value.written == (typed,)
    assert text_at(*TEXTS, "error", caught.value.key)


def test_the_order_of_addresses_makes_no_other_recipient() -> None:
    assert recipient_unique_id(Channel.SMS, [BEN, ANNA]) == f"sms:{BEN},{ANNA}"
    assert recipient_unique_id(Channel.SMS, [ANNA, BEN]) == f"sms:{BEN},{ANNA}"
    assert recipient_unique_id(Channel.FAX, [ANNA]) == f"fax:{ANNA}"
