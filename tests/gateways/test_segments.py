"""What an SMS takes, and what would make it cheaper."""

import pytest

from custom_components.message_gateways.gateways.errors import InvalidInputError
from custom_components.message_gateways.gateways.model import Channel, Content
from custom_components.message_gateways.gateways.segments import cost_of, segments_of


def sms(text: str = "", **fields: object) -> Content:
    """Write an SMS."""
    return Content(channel=Channel.SMS, text=text, **fields)  # type: ignore[arg-type]  # any field


@pytest.mark.parametrize(
    ("content", "encoding", "segments", "costly"),
    [
        (sms("Hello"), "gsm7", 1, ()),
        (sms("a" * 161), "gsm7", 2, ()),
        (sms("Dinner — come"), "ucs2", 1, ()),
        (sms("a" * 100 + "—"), "ucs2", 2, ("—",)),
        (sms("a" * 100 + "—“”—"), "ucs2", 2, ("—", "“", "”")),
        (sms("a" * 159 + "€"), "gsm7", 2, ("€",)),
        (sms("a" * 200 + "€"), "gsm7", 2, ()),
        (sms("ğ" * 100), "ucs2", 2, ("ğ",)),
        (sms("ğ" * 100, language="TR", locking_shift=True), "gsm7", 1, ()),
        (sms("ğ" * 100, language="TR"), "ucs2", 2, ("ğ",)),
        (sms(binary=b"\x0a" * 140), "binary", 1, ()),
        (sms(binary=b"\x0a" * 141), "binary", 2, ()),
    ],
)
def test_a_content_takes_so_many_segments_and_these_characters_cost_more(
    content: Content, encoding: str, segments: int, costly: tuple[str, ...]
) -> None:
    cost = cost_of(content)
    assert (cost.encoding, cost.segments, cost.costly) == (encoding, segments, costly)
    assert segments_of(content) == segments


def test_a_cheaper_text_is_offered_where_there_is_one() -> None:
    cheaper = cost_of(sms("a" * 100 + "—")).cheaper
    assert cheaper is not None
    assert (cheaper.text, cheaper.segments_after) == ("a" * 100 + "-", 1)
    assert cost_of(sms("Hello")).cheaper is None


@pytest.mark.parametrize(
    "content",
    [
        sms("Hello", language="XX", single_shift=True),
        sms("Hello", language="ES", locking_shift=True),
    ],
)
def test_a_table_that_is_not_there_is_refused(content: Content) -> None:
    for count in (segments_of, cost_of):
        with pytest.raises(InvalidInputError) as refused:
            count(content)
        assert refused.value.key == "language_not_offered"
