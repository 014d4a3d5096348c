"""The command line's own words: the same in both languages."""

from string import Formatter

import pytest

from alimtalk_rules.cli.phrases import PHRASES, combination, phrase
from alimtalk_rules.rules.rule import LANGUAGES

ENGLISH_ONLY = {"s"}
"""What only English needs: the plural."""


def fields(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field} - ENGLISH_ONLY


def test_every_language_has_every_phrase() -> None:
    assert tuple(PHRASES) == LANGUAGES
    assert list(PHRASES["ko"]) == list(PHRASES["en"])


def test_translations_are_filled_with_the_same() -> None:
    english, korean = PHRASES["en"], PHRASES["ko"]
    assert [name for name in english if fields(english[name]) != fields(korean[name])] == []


def test_combinations() -> None:
    assert [combination(lang, "text+buttons") for lang in LANGUAGES] == [
        "text+buttons",
        "본문+버튼",
    ]


@pytest.mark.parametrize(
    ("lang", "name", "values", "expected"),
    [
        pytest.param("en", "errors", {"count": 0}, "0 errors", id="none"),
        pytest.param("en", "errors", {"count": 1}, "1 error", id="one"),
        pytest.param("en", "errors", {"count": 1200}, "1,200 errors", id="many"),
        pytest.param("ko", "errors", {"count": 1}, "오류 1건", id="one, in Korean"),
        pytest.param("ko", "errors", {"count": 2}, "오류 2건", id="two, in Korean"),
        pytest.param("en", "why", {}, "Why", id="nothing to fill"),
    ],
)
def test_phrase(lang: str, name: str, values: dict[str, int], expected: str) -> None:
    assert phrase(lang, name, **values) == expected
