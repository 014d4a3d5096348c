"""Korean and English only: every letter of Unicode, and how letters are told apart."""

import unicodedata
from functools import cache

import regex

from alimtalk_rules import INFOBIP, Finding
from alimtalk_rules.rules.rule import Rule
from alimtalk_rules.rules.scripts import (
    SCRIPTS,
    foreign_letters,
    hanja,
    isolated_symbol,
    non_english_letter,
    unsupported_script,
)
from tests.characters import ALL, most_characters
from tests.rules.rows import Row, button, found_in, in_text, places, with_buttons

CARDS: tuple[Rule, ...] = (
    unsupported_script,
    foreign_letters,
    hanja,
    isolated_symbol,
    non_english_letter,
)
NAMES = {card.name for card in CARDS}
KOREAN = "\n" + "가" * 1000


@cache
def letters_of(*scripts: str) -> str:
    """The letters of these scripts."""
    values = "".join(rf"\p{{Script={script}}}" for script in scripts)
    return "".join(regex.findall(rf"(?V1)[\p{{L}}&&[{values}]]+", ALL))


def chunks(string: str, size: int = 1000) -> list[str]:
    return [string[start : start + size] for start in range(0, len(string), size)]


def letters_in(text: str, /, **limits: int) -> list[Finding]:
    """What is found of the letters in a text, whatever else is."""
    return [found for found in found_in({"text": text}, **limits) if found.rule in NAMES]


def rule_spans(text: str) -> list[Row]:
    return [(found.rule, found.span) for found in letters_in(text)]


# --------------------------------------------------------------------------- all of Unicode

OURS = ("Hangul", "Latin", "Common", "Inherited")


def foreign_by_name() -> dict[str, str]:
    """The letters of each script that a finding names, and of all others."""
    every = "".join(regex.findall(r"\p{L}+", ALL))
    known = {*letters_of(*OURS), *letters_of(*SCRIPTS)}
    assert len(every) > 140_000
    others = "".join(letter for letter in every if letter not in known)
    return {**{script: letters_of(script) for script in SCRIPTS}, "Other": others}


def test_each_letter_of_another_script_is_found_by_its_name() -> None:
    wrong = []
    for script, letters in foreign_by_name().items():
        assert letters
        for run in chunks(letters)[::9]:
            (alone,) = letters_in(run + "\n" + run[:2], text=10_000)
            assert alone.rule == "unsupported-script"
            assert alone.params["script"] == script
            assert alone.params["count"] == len(run) + 2
            (found,) = letters_in(run + KOREAN * 2, text=10_000)
            params = {"script": script, "count": len(run)}
            said = {name: found.params[name] for name in params}
            if said != params or found.span != (0, len(run)):
                wrong.append((script, found))
    assert wrong == []


def test_one_letter_of_another_script_among_korean() -> None:
    wrong = {}
    for script, letters in foreign_by_name().items():
        rule = {"Han": "hanja", "Greek": "isolated-symbol"}.get(script, "foreign-letters")
        for letter in letters if script == "Greek" else letters[:: len(letters) // 50 + 1]:
            params = {"script": script, "count": 1, "codepoints": (f"U+{ord(letter):04X}",)}
            found = [(one.rule, one.span, one.params) for one in letters_in(f"가나{letter}다")]
            if found != [(rule, (2, 3), params)]:
                wrong[letter] = found
    assert wrong == {}


def test_no_letter_of_korean_or_of_no_script_is_found() -> None:
    for script in ("Hangul", "Common", "Inherited"):
        for letters in chunks(letters_of(script)):
            assert letters_in(letters) == []


def test_no_letter_of_english_is_found_and_each_other_latin_one_is() -> None:
    english = "".join(chr(start + n) for start in (0x41, 0x61, 0xFF21, 0xFF41) for n in range(26))
    signs = "ªºⁿ"
    others = "".join(letter for letter in letters_of("Latin") if letter not in english + signs)
    assert letters_in(english + signs) == []
    assert len(others) > 1_300
    for letters in (
        *others[:70],
        *chunks(others[70:]),
    ):  # some of the first beside each other are mojibake
        (found,) = letters_in(letters)
        assert (found.rule, found.span) == ("non-english-letter", (0, len(letters)))
        assert found.params["count"] == len(letters)


def test_nothing_but_letters_is_found() -> None:
    others = "".join(regex.findall(r"\P{L}+", most_characters()))
    assert len(others) > 20_000
    for characters in chunks(others, 5_000):
        message = {"text": "가".join(characters)}
        for card in CARDS:
            assert card.find is not None
            assert list(card.find(message, INFOBIP.limits)) == []


def test_marks_belong_to_the_letter_before_them() -> None:
    for marks in chunks("".join(regex.findall(r"\p{M}+", ALL)), 900):
        (found,) = letters_in(f"가あ{marks}나")
        assert (found.rule, found.span) == ("foreign-letters", (1, 2 + len(marks)))
        assert found.params == {"script": "Hiragana", "count": 1, "codepoints": ("U+3042",)}


# ----------------------------------------------------------------------------------- run by run


def test_runs() -> None:
    table = {
        "あいう": [(0, 3)],
        "あ い\nう": [(0, 5)],  # spaces do not end a run
        "あ1、2い": [(0, 5)],  # nor do digits and signs
        "あ📌い": [(0, 3)],
        "가 あ い 나": [(2, 5)],
        "あ가い": [(0, 1), (2, 3)],
        "あaい": [(0, 1), (2, 3)],
        "あ ㄱ い": [(0, 1), (4, 5)],
        "あアい": [(0, 1), (1, 2), (2, 3)],  # one run for each change of script
        "ケーキ カー": [(0, 5)],
        "か\u3099": [(0, 2)],  # a combining voice mark
        "ｶﾞ": [(0, 1)],  # that of half width is of no script
        "Привет, мир": [(0, 11)],
        "สวัสดี": [(0, 6)],
        "я": [(0, 1)],
        "ⲁ": [(0, 1)],
    }
    found = {text: rule_spans(text + KOREAN[:50]) for text in table}
    assert found == {text: [("foreign-letters", at) for at in rows] for text, rows in table.items()}


def test_a_hundred_runs_of_a_message_are_judged() -> None:
    last = ("hanja", (199, 200))
    assert last in in_text("가" + "あ가" * 99 + "漢")
    assert "hanja" not in dict(in_text("가" + "あ가" * 100 + "漢"))


# ---------------------------------------------------------------------------- another language


def test_a_text_in_another_language_is_one_fault() -> None:
    table: dict[str, list[tuple[str, tuple[int, int], str, int]]] = {
        # As many letters of words as of Korean and English make another language.
        "가나 ああ": [("unsupported-script", (3, 5), "Hiragana", 2)],
        "가나a ああ": [("foreign-letters", (4, 6), "Hiragana", 2)],
        "ⓐ가 ああ": [("unsupported-script", (3, 5), "Hiragana", 2)],
        "ご注文ありがとう": [("unsupported-script", (0, 8), "Hiragana", 8)],
        "注文です": [("unsupported-script", (0, 4), "Han", 4)],
        "中文 abc": [("foreign-letters", (0, 2), "Han", 2)],
        "中文字 abc": [("unsupported-script", (0, 3), "Han", 3)],
        "Привет, мир 가나": [("unsupported-script", (0, 11), "Cyrillic", 9)],
        # Letters that stand alone make none.
        "あ い う 가": [("foreign-letters", (0, 5), "Hiragana", 3)],
        "あ": [("foreign-letters", (0, 1), "Hiragana", 1)],
        "あ い": [("foreign-letters", (0, 3), "Hiragana", 2)],
        "あ\u3099 い": [("foreign-letters", (0, 4), "Hiragana", 2)],
    }
    found = {text: letters_in(text) for text in table}
    assert {
        text: [(one.rule, one.span, one.params["script"], one.params["count"]) for one in ones]
        for text, ones in found.items()
    } == table


def test_each_string_is_in_a_language_of_its_own() -> None:
    message = with_buttons(button("すし 예약"), button("すし예약하"), text="가 ああ")
    assert places(message | {"title": "초밥あい"}) == [
        ("unsupported-script", "/buttons/0/name"),
        ("foreign-letters", "/buttons/1/name"),
        ("unsupported-script", "/text"),
        ("unsupported-script", "/title"),
    ]


# ----------------------------------------------------------------------------- Han against Hangul


def test_han_in_a_text() -> None:
    table: dict[str, list[Row]] = {
        "가나漢字": [("hanja", (2, 4))],
        "漢가字나": [("hanja", (0, 1)), ("hanja", (2, 3))],
        "ㅋㅋ漢字": [("hanja", (2, 4))],
        "ﾡﾢ漢字": [("hanja", (2, 4))],
        "〇〇〇漢가": [("hanja", (3, 4))],  # the zero is no letter
        "々가": [("hanja", (0, 1))],  # the iteration mark is one
        "무료(無料) 배송": [("hanja", (3, 5))],
        "漢あ가": [("foreign-letters", (1, 2)), ("hanja", (0, 1))],
        "가漢字": [("unsupported-script", (1, 3))],
        "漢가字": [("foreign-letters", (0, 1)), ("foreign-letters", (2, 3))],  # alone, not Korean
        "\u3164\u3164漢字": [("unsupported-script", (2, 4))],  # fillers are no letters of Hangul
        "abc漢字가": [("foreign-letters", (3, 5))],
    }
    assert {text: rule_spans(text) for text in table} == table


def test_the_text_or_the_whole_decides_over_han() -> None:
    table = {
        ("漢字", "가나다", "라"): ["hanja /text"],
        ("漢字", "가", "나"): ["hanja /text"],  # as much Hangul elsewhere
        ("漢字", "가", "b"): ["unsupported-script /text"],
        ("123", "漢", "가"): ["hanja /title"],
        ("abc", "漢", "b"): ["foreign-letters /title"],
        ("가", "나", "漢字"): ["hanja /buttons/0/name"],
        ("가", "漢字漢", "b"): ["hanja /title"],  # more than the text has of Hangul
        ("가漢字", "字", "가나다漢"): ["hanja /buttons/0/name", "hanja /text", "hanja /title"],
        ("가漢字", "字", "가나漢"): [  # one more in the text and in all
            "foreign-letters /buttons/0/name",
            "unsupported-script /text",
            "foreign-letters /title",
        ],
    }
    assert {key: of_parts(*key) for key in table} == table


def of_parts(text: str, title: str, name: str) -> list[str]:
    found = places(with_buttons(button(name), text=text) | {"title": title})
    return [f"{rule} {path}" for rule, path in found]


def test_the_text_decides_as_far_as_it_is_read() -> None:
    assert rule_spans("漢字" + "-" * 9_998 + "가나다") == [("unsupported-script", (0, 2))]
    assert rule_spans("漢字" + "-" * 9_996 + "가나다") == [("hanja", (0, 2))]


def test_links_are_not_read() -> None:
    link = button("1", "WL", urlMobile="https://a.example.com/", urlPc="https://가나다.example/")
    assert places(with_buttons(link, text="漢字 α"))[1] == ("unsupported-script", "/text")
    links = {"schemeIos": "shop:あ", "schemeAndroid": "a:é"}
    assert found_in(with_buttons(button("가", "AL", **links))) == ()


def test_a_text_that_is_not_there_makes_nothing_worse() -> None:
    table = {"漢字": "hanja", "α": "isolated-symbol"}
    for text in ({}, {"text": 5}, {"text": None}):
        found = {mark: places(text | {"title": mark})[1] for mark in table}
        assert found == {mark: (rule, "/title") for mark, rule in table.items()}
    assert [places({"text": "", "title": mark})[-1][0] for mark in table] == [
        "unsupported-script",
        "foreign-letters",
    ]


# ---------------------------------------------------------------------------------- Greek, Latin


def test_greek() -> None:
    symbol, foreign = "isolated-symbol", "foreign-letters"
    table: dict[str, list[Row]] = {
        "α테스트": [(symbol, (0, 1))],
        "5kΩ": [(symbol, (2, 3))],
        "α, β, γ 검사": [(symbol, (0, 1)), (symbol, (3, 4)), (symbol, (6, 7))],
        "α β a": [(symbol, (0, 1)), (symbol, (2, 3))],
        "검사 α\u0301": [(symbol, (3, 5))],
        "5\u2126 5μg 5\u00b5g": [(symbol, (1, 2)), (symbol, (4, 5))],  # the micro sign is none
        "αβ γδ 검사 완료됨": [(foreign, (0, 5))],
        "αβ γ 검사 완료": [(foreign, (0, 2)), (symbol, (3, 4))],
        "α βγ 검사 완료": [(foreign, (2, 4)), (symbol, (0, 1))],
        "α\u0301β 검사 완료": [(foreign, (0, 3))],
        "α 1 2 3 !": [(foreign, (0, 1))],  # without a letter of Korean or English
        "α ㄱ": [(symbol, (0, 1))],
        "αあ 검사": [("unsupported-script", (0, 2))],  # a word of two scripts
        "αあ 검사 완료": [(foreign, (1, 2)), (symbol, (0, 1))],
        "αβ": [("unsupported-script", (0, 2))],
    }
    assert {text: sorted(in_text(text)) for text in table} == table


def test_latin() -> None:
    table = {
        "café": [(3, 4)],
        "cafe\u0301": [(3, 5)],
        "Crème brûlée": [(2, 3), (8, 9), (10, 11)],
        "Łódź": [(0, 2), (3, 4)],
        "İstanbul ışık": [(0, 1), (9, 12)],
        unicodedata.normalize("NFD", "Đồng Việt"): [(0, 4), (9, 12)],
        "\u212a \u212b": [(0, 1), (2, 3)],
        "ａ\u0301": [(0, 2)],
        "é가é é": [(0, 1), (2, 3), (4, 5)],
        "ⅣⅨ ⓐⒷ⒞🄰 1ª 2º xⁿ": [],
        "a\u20e3 가\u0301 1\u0301 ´ ` ¨ ˆ ˇ ˚ ~ ^": [],  # no accents, or on no letter
    }
    found = {text: in_text(text) for text in table}
    assert found == {
        text: [("non-english-letter", span) for span in rows] for text, rows in table.items()
    }
    invisible = ("a\u200d", "a\ufe0f", "a\u034f")
    assert {text: in_text(text) for text in invisible} == {
        text: [("invisible-character", (1, 2))] for text in invisible
    }
