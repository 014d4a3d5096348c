"""The words of the pages: the same in both languages, and all of them needed."""

from pathlib import Path
from string import Formatter

import pytest

import alimtalk_rules.preview
from alimtalk_rules.preview.phrases import PHRASES, button_type, said
from alimtalk_rules.rules.rule import LANGUAGES
from alimtalk_rules.structure import load_schema

ROOM = Path(alimtalk_rules.preview.__file__).parent


def fields(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field} - {"s"}


def test_every_language_has_every_phrase() -> None:
    assert tuple(PHRASES) == LANGUAGES
    assert list(PHRASES["ko"]) == list(PHRASES["en"])


def test_translations_are_filled_with_the_same() -> None:
    english, korean = PHRASES["en"], PHRASES["ko"]
    assert [name for name in english if fields(english[name]) != fields(korean[name])] == []


def test_every_phrase_is_needed() -> None:
    code = [*ROOM.glob("*.py"), *ROOM.glob("pages/*.html")]
    used = "".join(path.read_text(encoding="utf-8") for path in code if path.stem != "phrases")
    made = {"errors", "warnings", "notes", "image", "thumbnail"}  # of a name in the templates
    made |= {"error", "warning", "note", "unknown-type", "campaign"}
    unused = {name for name in PHRASES["en"] if f'"{name}"' not in used and f"'{name}'" not in used}
    assert unused - made == set()


@pytest.mark.parametrize(
    ("lang", "name", "values", "expected"),
    [
        ("en", "recipients", {"count": 1}, "1 recipient"),
        ("en", "recipients", {"count": 1200}, "1,200 recipients"),
        ("ko", "recipients", {"count": 1200}, "1,200명"),
        ("ko", "buttons", {}, "버튼"),
    ],
)
def test_said(lang: str, name: str, values: dict[str, int], expected: str) -> None:
    assert said(lang, name, **values) == expected


def test_types_of_buttons() -> None:
    assert (button_type("WL", "en"), button_type("WL", "ko")) == ("web link (WL)", "웹링크(WL)")
    assert button_type("XX", "en") == button_type(["WL"], "en") == "unknown type"


def test_every_type_has_words() -> None:
    parts = load_schema("kakao/message")["$defs"].values()
    kinds = [part.get("properties", {}).get("type", {}).get("const") for part in parts]
    known = [kind for kind in kinds if kind]
    assert len(known) == 13
    assert [kind for kind in known if button_type(kind, "ko") == "알 수 없는 타입"] == []
