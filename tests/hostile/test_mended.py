"""What fuzzing once found stays mended."""

import pytest

from custom_components.message_gateways.engine import codec
from custom_components.message_gateways.engine.file_names import file_name
from custom_components.message_gateways.gateways.redact import hide_secrets


@pytest.mark.parametrize(
    ("called", "named"),
    [
        ("report.pdf", "report.pdf"),
        ("наш.план", "наш.план"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("con.a:b", "con.a b"),
        ("x.%2e%2e", "x. 2e 2e"),
        ("x.a|b", "x.a b"),
        ("x." + "y" * 300, "x." + "y" * 98),
        ("...", "document"),
    ],
)
def test_the_end_of_a_file_s_name_is_trusted_no_more_than_its_beginning(
    called: str, named: str
) -> None:
    assert file_name(called) == named


def test_half_a_surrogate_pair_in_a_secret_is_no_error() -> None:
    """It may come from YAML, which writes whatever it likes."""
    assert hide_secrets("Hello \ud800 you", ["\ud800 you"]) == "Hello …"
    assert hide_secrets("no secret at all", ["\ud800"]) == "no secret at all"


@pytest.mark.parametrize(
    "body",
    [
        *("", "null", "[]", "{}", '{"channel": "pigeon"}', '{"channel": []}'),
        *('{"channel": "sms", "more": 1}', '{"channel": "sms", "text": {}}'),
        *('{"channel": "sms", "validity": {"seconds": 1e300}}', "[" * 100_000),
        '{"channel": "sms", "binary": {"bytes": "\u20ac"}}',
    ],
)
def test_a_content_that_was_damaged_on_disk_has_an_error_of_its_own(body: str) -> None:
    with pytest.raises(codec.DamagedContentError):
        codec.load(body)
