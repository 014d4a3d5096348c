"""How long a text is, counted in every way."""

import unicodedata
from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from alimtalk_rules import CharacterCount, count_characters
from alimtalk_rules.counting import utf16_units

FAMILY = "👨\u200d👩\u200d👧"


@pytest.mark.parametrize(
    ("text", "codepoints", "units", "graphemes", "nfc"),
    [
        pytest.param("", 0, 0, 0, 0, id="nothing"),
        pytest.param("abc", 3, 3, 3, 3, id="ASCII"),
        pytest.param("주문이 완료되었습니다.", 12, 12, 12, 12, id="Hangul with a space"),
        pytest.param("가" * 1000, 1000, 1000, 1000, 1000, id="1,000 Hangul syllables"),
        pytest.param(unicodedata.normalize("NFD", "각"), 3, 3, 1, 1, id="NFD syllable of three"),
        pytest.param(unicodedata.normalize("NFD", "가나"), 4, 4, 2, 2, id="NFD, two syllables"),
        pytest.param("가\u11a8", 2, 2, 1, 1, id="syllable and final consonant"),
        pytest.param("ㄱㅏ", 2, 2, 2, 2, id="keyboard jamo do not compose"),
        pytest.param("e\u0301", 2, 2, 1, 1, id="e and accent"),
        pytest.param("é", 1, 1, 1, 1, id="é"),
        pytest.param("\u2126", 1, 1, 1, 1, id="ohm sign, which NFC replaces by one"),
        pytest.param("\u0958", 1, 1, 1, 2, id="a letter that NFC makes longer"),
        pytest.param("📌", 1, 2, 1, 1, id="emoji"),
        pytest.param("★", 1, 1, 1, 1, id="a star is not astral"),
        pytest.param("👍🏽", 2, 4, 1, 2, id="emoji with skin tone"),
        pytest.param("☎\ufe0f", 2, 2, 1, 2, id="emoji with VS16"),
        pytest.param("1\ufe0f\u20e3", 3, 3, 1, 3, id="keycap"),
        pytest.param("🇰🇷", 2, 4, 1, 2, id="flag"),
        pytest.param("🇰🇷🇺🇸", 4, 8, 2, 4, id="two flags"),
        pytest.param("🇰🇷🇺", 3, 6, 2, 3, id="a flag and a half"),
        pytest.param(FAMILY, 5, 8, 1, 5, id="family joined with ZWJ"),
        pytest.param("👨👩👧", 3, 6, 3, 3, id="family not joined"),
        pytest.param("\n", 1, 1, 1, 1, id="LF"),
        pytest.param("\r\n", 2, 2, 1, 2, id="CRLF is one grapheme"),
        pytest.param("\n\r", 2, 2, 2, 2, id="LF CR is two"),
        pytest.param("가\r\n나", 4, 4, 3, 4, id="CRLF between syllables"),
        pytest.param("\ud83d", 1, 1, 1, 1, id="high surrogate alone"),
        pytest.param("\ude00", 1, 1, 1, 1, id="low surrogate alone"),
        pytest.param("\ud83d\ude00", 2, 2, 2, 2, id="two surrogates are no emoji"),
        pytest.param("\x00", 1, 1, 1, 1, id="NUL"),
        pytest.param("\u200b", 1, 1, 1, 1, id="zero width space"),
        pytest.param("\U0010ffff", 1, 2, 1, 1, id="the last code point"),
    ],
)
def test_each_length(text: str, codepoints: int, units: int, graphemes: int, nfc: int) -> None:
    count = count_characters(text)

    assert count == CharacterCount(codepoints, units, graphemes, nfc)
    assert count.to_dict() == {
        "codepoints": codepoints,
        "utf16_units": units,
        "graphemes": graphemes,
        "nfc_codepoints": nfc,
    }
    assert utf16_units(text) == units


def test_a_subclass_of_str_is_a_text() -> None:
    class Text(str):
        __slots__ = ()

    assert count_characters(Text("가나")) == CharacterCount(2, 2, 2, 2)


@pytest.mark.parametrize(
    "text",
    [None, 5, b"abc", bytearray(b"abc"), ["a"], {"text": "a"}],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_text(text: Any) -> None:
    with pytest.raises(TypeError, match="text must be a str"):
        count_characters(text)


def test_a_count_does_not_change() -> None:
    count: Any = count_characters("가")
    with pytest.raises(FrozenInstanceError):
        count.codepoints = 5
