"""How sentences are filled: numbers, code points and tokens as people read them."""

import pytest

from alimtalk_rules.rules.words import filled


@pytest.mark.parametrize(
    ("value", "english", "korean"),
    [
        pytest.param(1234567, "1,234,567", "1,234,567", id="a number"),
        pytest.param("comma-expected", "a comma or a", "쉼표나 닫는", id="a token"),
        pytest.param("U+BC1C", "'발' (U+BC1C)", "'발' (U+BC1C)", id="a letter"),
        pytest.param("U+00A0", "no-break space (U+00A0)", "(NBSP) (U+00A0)", id="a known space"),
        pytest.param("U+0007", "U+0007", "U+0007", id="a control"),
        pytest.param("U+0301", "U+0301", "U+0301", id="a mark alone"),
        pytest.param(
            ("U+3042", "END"), "'あ' (U+3042), the end", "'あ' (U+3042), 끝", id="several"
        ),
        pytest.param(
            "integer 0..2147483647", "from 0 to 2,147,483,647", "2,147,483,647", id="form"
        ),
        pytest.param("WL", "WL", "WL", id="a name of Kakao's"),
    ],
)
def test_values_as_people_read_them(value: int | str, english: str, korean: str) -> None:
    assert english in filled("<{expected}>", {"expected": value}, "en")
    assert korean in filled("<{expected}>", {"expected": value}, "ko")


def test_names_of_fields_are_no_tokens() -> None:
    assert filled("{field}, {known}", {"field": "name", "known": ("type", "url")}, "ko") == (
        "name, type, url"
    )


def test_other_braces_stand_for_themselves() -> None:
    assert filled("#{이름}, {{x}}, {limit}, {no}", {"limit": 3}, "en") == "#{이름}, {{x}}, 3, {no}"
