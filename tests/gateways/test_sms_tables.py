"""The tables of characters against gsmcodecs, and against what TS 23.038 says."""

from gsmcodecs.charmaps import GSMCHARMAPS
import pytest

from custom_components.message_gateways.gateways.sms_tables import (
    DEFAULT_ALPHABET,
    DEFAULT_EXTENSION,
    ESCAPE,
    LOCKING_SHIFT,
    SINGLE_SHIFT,
    Language,
)

# TS 23.038, 6.2.1.2.4
IDENTIFIERS = {Language.TR: 1, Language.ES: 2, Language.PT: 3}
ESCAPE_CODE = 0x1B


def oracle_table(identifier: int, kind: str) -> dict[int, str]:
    """Read a table of the oracle: code to character, without the escape.

    The oracle decodes the escape itself as a space, as TS 23.038 asks of a receiver
    that doesn't know the table. It is no character that could be written.
    """
    table: dict[int, int] = GSMCHARMAPS[identifier][kind]["decode"]
    return {code: chr(point) for code, point in table.items() if code != ESCAPE_CODE}


def as_table(alphabet: str) -> dict[int, str]:
    """List the codes of an alphabet and their characters, without the escape."""
    return {code: each for code, each in enumerate(alphabet) if each != ESCAPE}


def test_the_default_alphabet_equals_the_oracle() -> None:
    """Compare each code."""
    assert as_table(DEFAULT_ALPHABET) == oracle_table(0, "locking")


def test_the_default_extension_equals_the_oracle() -> None:
    """Compare each code."""
    assert dict(DEFAULT_EXTENSION) == oracle_table(0, "singleShift")


@pytest.mark.parametrize("language", LOCKING_SHIFT)
def test_a_locking_shift_table_equals_the_oracle(language: Language) -> None:
    """Compare each code."""
    assert as_table(LOCKING_SHIFT[language]) == oracle_table(
        IDENTIFIERS[language], "locking"
    )


@pytest.mark.parametrize("language", Language)
def test_a_single_shift_table_equals_the_oracle(language: Language) -> None:
    """Compare each code."""
    assert dict(SINGLE_SHIFT[language]) == oracle_table(
        IDENTIFIERS[language], "singleShift"
    )


@pytest.mark.parametrize("alphabet", [DEFAULT_ALPHABET, *LOCKING_SHIFT.values()])
def test_an_alphabet_has_128_different_characters_and_the_escape(alphabet: str) -> None:
    """Catch a letter too many, too few or twice."""
    assert len(alphabet) == len(set(alphabet)) == 128
    assert alphabet[ESCAPE_CODE] == ESCAPE


def test_spanish_has_no_locking_shift_table() -> None:
    """TS 23.038, A.3.2 is void; the oracle has none either."""
    assert Language.ES not in LOCKING_SHIFT
    assert "locking" not in GSMCHARMAPS[IDENTIFIERS[Language.ES]]


@pytest.mark.parametrize("language", Language)
def test_a_single_shift_table_keeps_the_default_extension(language: Language) -> None:
    """Every national table has the brackets and the euro where all have them."""
    assert DEFAULT_EXTENSION.items() <= SINGLE_SHIFT[language].items()
