"""The command line's own words: the same in both languages."""

from string import Formatter

import pytest

from alimtalk_rules.cli.phrases import PHRASES, phrase
from alimtalk_rules.wording import LANGUAGES

ENGLISH_ONLY = {"s"}
"""What only English needs: the plural."""


def fields(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field} - ENGLISH_ONLY


def test_every_language_has_every_phrase() -> None:
    assert tuple(PHRASES) == LANGUAGES
    assert list(PHRASES["ko"]) == list(PHRASES["en"])


@pytest.mark.parametrize("name", PHRASES["en"])
def test_translations_are_filled_with_the_same(name: str) -> None:
    assert fields(PHRASES["ko"][name]) == fields(PHRASES["en"][name])


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
