"""Korean and English only: every script of Unicode in turn, and how letters are told apart."""

import importlib
import importlib.metadata
import re
import unicodedata
from functools import cache
from typing import Any

import pytest
import regex

from alimtalk_rules import INFOBIP, Finding, check_message
from alimtalk_rules.rules.scripts import (
    SCRIPTS,
    hanja,
    isolated_symbol,
    non_english_letter,
    unsupported_script,
)
from tests.characters import ALL, most_characters

CHECKS = (unsupported_script, hanja, isolated_symbol, non_english_letter)
NAMES = {check.name for check in CHECKS}

NO_FOREIGN = {"Hangul", "Latin", "Common", "Inherited", "Unknown", "Katakana_Or_Hiragana"}
NEWER = {"Jurchen": 18, "Seal": 18}
"""Scripts with letters that came after Unicode 17, and the version that brought them."""

Row = tuple[str, tuple[int, int]]


def key(name: str) -> str:
    return name.replace("_", "").upper()


def scripts_of_unicode() -> dict[str, str]:
    """A name for every Script value that the installed regex knows, by that name in capitals.

    The name is the one that our own table has, if it has one.
    """
    properties: Any = importlib.import_module("regex._regex_core").PROPERTIES
    by_value: dict[int, list[str]] = {}
    for name, value in properties["SCRIPT"][1].items():
        by_value.setdefault(value, []).append(name)
    ours = {key(name): name for name in (*SCRIPTS, *NO_FOREIGN, *NEWER)}
    return {
        ours.get(alias, names[0]): names[0]
        for names in by_value.values()
        for alias in [next((name for name in names if name in ours), names[0])]
    }


SCRIPT_VALUES = scripts_of_unicode()


@cache
def all_letters() -> str:
    return "".join(regex.findall(r"\p{L}+", ALL))


def letters_of(script: str) -> str:
    return "".join(regex.findall(rf"\p{{Script={SCRIPT_VALUES[script]}}}+", all_letters()))


def chunks(string: str, size: int) -> list[str]:
    return [string[start : start + size] for start in range(0, len(string), size)]


def found_in(message: object) -> tuple[Finding, ...]:
    return tuple(found for found in check_message(message).findings if found.rule in NAMES)


def rows(text: str) -> list[Row | tuple[str, None]]:
    """All that is found in a text."""
    found = check_message({"text": text}).findings
    assert {finding.path for finding in found} <= {"/text"}
    return [(finding.rule, finding.span) for finding in found]  # type: ignore[misc]


def only(message: object) -> Finding:
    (finding,) = check_message(message).findings
    return finding


# ----------------------------------------------------------------- all of Unicode, script by script

FOREIGN = sorted(SCRIPT_VALUES.keys() - NO_FOREIGN)


def test_the_scripts_make_up_all_letters() -> None:
    assert len(SCRIPT_VALUES) > 170
    assert sum(len(letters_of(script)) for script in SCRIPT_VALUES) == len(all_letters()) > 140_000


def test_our_table_has_all_scripts_of_unicode_17() -> None:
    description = importlib.metadata.distribution("regex").read_text("METADATA")
    version = re.search(r"supports Unicode (\d+)\.", str(description))
    assert version is not None
    if int(version[1]) > max(NEWER.values()):
        pytest.skip(f"which scripts Unicode {version[1]} added is not known here")

    without_name = {script for script in FOREIGN if script not in SCRIPTS and letters_of(script)}
    assert without_name <= set(NEWER)


def test_our_table_has_nothing_else() -> None:
    assert len(set(SCRIPTS)) == len(SCRIPTS)
    assert set(SCRIPTS) <= set(FOREIGN)
    assert [script for script in SCRIPTS if not letters_of(script)] in ([], ["SignWriting"])


def name_of(script: str) -> str:
    return script if script in SCRIPTS else "Other"


def test_each_script_is_found() -> None:
    """A run of up to a thousand letters, which counts them all, is of that script alone."""
    wrong = {}
    for script in FOREIGN:
        letters = letters_of(script)
        run = letters[:: len(letters) // 1000 + 1]
        found = [
            (each.rule, each.span, each.params["script"], each.params["count"])
            for each in found_in({"text": run})
        ]
        if run and found != [("unsupported-script", (0, len(run)), name_of(script), len(run))]:
            wrong[script] = found
    assert wrong == {}


def test_a_letter_of_another_script_among_korean() -> None:
    wrong = {}
    for script in FOREIGN:
        rule = {"Han": "hanja", "Greek": "isolated-symbol"}.get(script, "unsupported-script")
        letters = letters_of(script)
        for letter in letters if script == "Greek" else {*letters[:2], *letters[-2:]}:
            code_point = (f"U+{ord(letter):04X}",)
            params = {"script": name_of(script), "count": 1, "codepoints": code_point}
            found = [
                (each.rule, each.path, each.span, each.params)
                for each in check_message({"text": f"가나{letter}다"}).findings
            ]
            if found != [(rule, "/text", (2, 3), params)]:
                wrong[letter] = found
    assert wrong == {}


def test_no_letter_of_korean_or_of_no_script_is_found() -> None:
    for script in ("Hangul", "Common", "Inherited", "Unknown", "Katakana_Or_Hiragana"):
        letters = letters_of(script)
        assert found_in({"text": letters[:: len(letters) // 1000 + 1]}) == ()


def test_no_letter_of_english_is_found_and_each_other_latin_one_is() -> None:
    english = "".join(chr(start + n) for start in (0x41, 0x61, 0xFF21, 0xFF41) for n in range(26))
    others = "".join(letter for letter in letters_of("Latin") if letter not in english)

    assert found_in({"text": english}) == ()
    assert len(others) > 1_300
    for letters in chunks(others, 1000):
        (found,) = found_in({"text": letters})
        assert (found.rule, found.span) == ("non-english-letter", (0, len(letters)))
        assert found.params["count"] == len(letters)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.name))
def test_nothing_but_letters_is_found(check: Any) -> None:
    others = "".join(regex.findall(r"\P{L}+", most_characters()))

    assert len(others) > 25_000
    for characters in chunks(others, 5_000):
        assert list(check.find({"text": "가".join(characters)}, INFOBIP.limits)) == []


def test_marks_belong_to_the_letter_before_them() -> None:
    marks = "".join(regex.findall(r"\p{M}+", ALL))

    for some in chunks(marks, 900):
        (found,) = (f for f in found_in({"text": f"가あ{some}나"}))
        assert (found.rule, found.span) == ("unsupported-script", (1, 2 + len(some)))
        assert found.params == {"script": "Hiragana", "count": 1, "codepoints": ("U+3042",)}


# ----------------------------------------------------------------------------------- run by run


def kana(*spans: tuple[int, int]) -> list[Row]:
    return [("unsupported-script", span) for span in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("한국어와 English 123", [], id="Korean and English"),
        pytest.param("ㄱㅏㅋㅋㆍ", [], id="keyboard jamo"),
        pytest.param("\u1100 \u1161 \u11a8 \ua960 \ud7b0", [], id="conjoining jamo apart"),
        pytest.param("ﾡﾢￂ", [], id="half-width jamo"),
        pytest.param("ＡＢＣ ａｂｃ", [], id="full-width Latin"),
        pytest.param("제Ⅳ호 ⅳ", [], id="Roman numerals"),
        pytest.param("5ℓ 10µg ℃ ℉ № ™", [], id="signs that Unicode calls letters of no script"),
        pytest.param("𝐊𝐚𝐤𝐚𝐨", [], id="mathematical letters"),
        pytest.param("\u0661\u0662\u0663 १२३", [], id="digits of other scripts"),
        pytest.param("。、「」・〜ー〒〓", [], id="Japanese signs"),
        pytest.param("㈱ ㊙ ㍻ ㋿", [], id="squared and circled Han"),
        pytest.param("〇", [], id="the zero of Han is a number"),
        pytest.param("ー", [], id="the long vowel mark alone"),
        pytest.param("あ", kana((0, 1)), id="one kana"),
        pytest.param("あいう", kana((0, 3)), id="a run"),
        pytest.param("あ い\nう", kana((0, 5)), id="spaces do not end a run"),
        pytest.param("あ1、2い", kana((0, 5)), id="nor do digits and signs"),
        pytest.param("あ📌い", kana((0, 3)), id="nor does an emoji"),
        pytest.param("가 あ い 나", kana((2, 5)), id="spaces around are not part of it"),
        pytest.param("あ가い", kana((0, 1), (2, 3)), id="Hangul ends it"),
        pytest.param("あaい", kana((0, 1), (2, 3)), id="English ends it"),
        pytest.param("あ ㄱ い", kana((0, 1), (4, 5)), id="a jamo ends it"),
        pytest.param("あアい", kana((0, 1), (1, 2), (2, 3)), id="another script ends it"),
        pytest.param("ご注文", kana((0, 1), (1, 3)), id="kana and Han"),
        pytest.param(
            "ご 注文 ありがとう",
            kana((0, 1), (2, 4), (5, 10)),
            id="one run for each change of script",
        ),
        pytest.param("ケーキ", kana((0, 3)), id="the long vowel mark within"),
        pytest.param("カー", kana((0, 1)), id="the long vowel mark at the end"),
        pytest.param("ｱｲ", kana((0, 2)), id="half-width kana"),
        pytest.param("ｶﾞ", kana((0, 1)), id="half-width voice mark is of no script"),
        pytest.param("か\u3099", kana((0, 2)), id="combining voice mark"),
        pytest.param("ㄱあㄴ", kana((1, 2)), id="kana between jamo"),
        pytest.param("Привет, мир", kana((0, 11)), id="Cyrillic"),
        pytest.param("สวัสดี", kana((0, 6)), id="Thai with marks"),
        pytest.param("नमस्ते", kana((0, 6)), id="Devanagari with marks"),
        pytest.param("مرحبا", kana((0, 5)), id="Arabic"),
        pytest.param("שלום", kana((0, 4)), id="Hebrew"),
        pytest.param("ㄅㄆㄇ", kana((0, 3)), id="Bopomofo"),
        pytest.param("漢字", kana((0, 2)), id="Han alone"),
        pytest.param("々", kana((0, 1)), id="iteration mark"),
        pytest.param("二〇二五", kana((0, 4)), id="Han with its zero"),
        pytest.param("\uf900", kana((0, 1)), id="compatibility Han"),
        pytest.param("\U00020000", kana((0, 1)), id="astral Han"),
        pytest.param("Order 無", kana((6, 7)), id="Han in an English text"),
    ],
)
def test_runs(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "script", "count", "codepoints"),
    [
        pytest.param("あああ", "Hiragana", 3, ("U+3042",), id="each code point once"),
        pytest.param("Привет", "Cyrillic", 6, ("U+041F", "U+0440", "U+0438"), id="first three"),
        pytest.param("あ1い", "Hiragana", 2, ("U+3042", "U+3044"), id="letters only"),
        pytest.param("สวัสดี", "Thai", 4, ("U+0E2A", "U+0E27", "U+0E14"), id="marks do not count"),
        pytest.param("二〇二五", "Han", 3, ("U+4E8C", "U+4E94"), id="nor does a number"),
        pytest.param("ｱ", "Katakana", 1, ("U+FF71",), id="half-width kana"),
        pytest.param("\U0001e900", "Adlam", 1, ("U+1E900",), id="astral"),
    ],
)
def test_what_is_said_of_a_run(
    text: str, script: str, count: int, codepoints: tuple[str, ...]
) -> None:
    found = only({"text": text})

    assert found.params == {"script": script, "count": count, "codepoints": codepoints}


# ----------------------------------------------------------------------------- Han against Hangul


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("가나漢字", [("hanja", (2, 4))], id="as many"),
        pytest.param("가漢字", kana((1, 3)), id="one more of Han"),
        pytest.param("가나다漢字", [("hanja", (3, 5))], id="one fewer of Han"),
        pytest.param("漢", kana((0, 1)), id="one, no Hangul"),
        pytest.param("漢가", [("hanja", (0, 1))], id="one and one"),
        pytest.param("漢가字나", [("hanja", (0, 1)), ("hanja", (2, 3))], id="two runs"),
        pytest.param("漢가字", kana((0, 1), (2, 3)), id="two runs against one"),
        pytest.param("ㅋㅋ漢字", [("hanja", (2, 4))], id="jamo are Hangul"),
        pytest.param("ﾡﾢ漢字", [("hanja", (2, 4))], id="half-width jamo are Hangul"),
        pytest.param(
            "\u3164\u3164漢",
            [("invisible-character", (0, 2)), *kana((2, 3))],
            id="fillers are no Hangul letters",
        ),
        pytest.param("〇〇〇漢가", [("hanja", (3, 4))], id="the zero is no letter"),
        pytest.param("々가", [("hanja", (0, 1))], id="the iteration mark is Han"),
        pytest.param("abc漢字가", kana((3, 5)), id="English is no Hangul"),
        pytest.param("漢あ가", [("hanja", (0, 1)), *kana((1, 2))], id="kana do not count"),
        pytest.param("무료(無料) 배송", [("hanja", (3, 5))], id="as Kakao's sample has it"),
    ],
)
def test_han_in_a_text(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "title", "name", "expected"),
    [
        pytest.param("漢字", "가나다", "라", ["hanja /text"], id="Hangul elsewhere"),
        pytest.param("漢字", "가", "나", ["hanja /text"], id="as much Hangul elsewhere"),
        pytest.param("漢字", "가", "b", ["unsupported-script /text"], id="less Hangul elsewhere"),
        pytest.param("123", "漢", "가", ["hanja /title"], id="a text of neither"),
        pytest.param("abc", "漢", "b", ["unsupported-script /title"], id="no Hangul at all"),
        pytest.param("가", "漢", "나", ["hanja /title"], id="in the title"),
        pytest.param("가", "나", "漢字", ["hanja /buttons/0/name"], id="in a name"),
        pytest.param("가", "漢字漢", "b", ["hanja /title"], id="more than the text has of Hangul"),
        pytest.param("가漢", "字", "b", ["hanja /text", "hanja /title"], id="as many in the text"),
        pytest.param(
            "가漢字",
            "字",
            "가나다漢",
            ["hanja /buttons/0/name", "hanja /text", "hanja /title"],
            id="one more in the text, as many in all",
        ),
        pytest.param(
            "가漢字",
            "字",
            "가나漢",
            [
                "unsupported-script /buttons/0/name",
                "unsupported-script /text",
                "unsupported-script /title",
            ],
            id="one more in the text and in all",
        ),
    ],
)
def test_the_text_or_the_whole_decides_over_a_message(
    text: str, title: str, name: str, expected: list[str]
) -> None:
    message = {"text": text, "title": title, "buttons": [{"type": "MD", "name": name}]}
    found = check_message(message).findings

    assert [f"{finding.rule} {finding.path}" for finding in found] == expected


def test_the_text_decides_as_far_as_it_is_read() -> None:
    assert rows("漢" + "a" * 9_999 + "가나다")[-1] == ("unsupported-script", (0, 1))
    assert rows("漢" + "a" * 9_998 + "가나다")[0] == ("hanja", (0, 1))


def test_links_do_not_decide() -> None:
    link = {"type": "WL", "name": "1", "urlMobile": "https://가나다.example/abc"}
    found = found_in({"text": "漢 α", "buttons": [link]})

    assert [(finding.rule, finding.span) for finding in found] == [
        ("unsupported-script", (0, 1)),
        ("unsupported-script", (2, 3)),
    ]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param({}, "missing-field", id="missing"),
        pytest.param({"text": 5}, "wrong-type", id="a number"),
        pytest.param({"text": None}, "wrong-type", id="null"),
    ],
)
@pytest.mark.parametrize(("mark", "mild"), [("漢字", "hanja"), ("α", "isolated-symbol")])
def test_a_text_that_is_not_there_makes_nothing_worse(
    text: dict[str, object], rule: str, mark: str, mild: str
) -> None:
    assert [
        (found.rule, found.path) for found in check_message(text | {"title": mark}).findings
    ] == [
        (rule, "/text"),
        (mild, "/title"),
    ]


@pytest.mark.parametrize("mark", ["漢字", "α"])
def test_an_empty_text_is_no_missing_one(mark: str) -> None:
    assert [
        (found.rule, found.path) for found in check_message({"text": "", "title": mark}).findings
    ] == [
        ("text-blank", "/text"),
        ("unsupported-script", "/title"),
    ]


# ------------------------------------------------------------------------------------------ Greek


def symbol(*spans: tuple[int, int]) -> list[Row]:
    return [("isolated-symbol", span) for span in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("비타민 α", symbol((4, 5)), id="one letter"),
        pytest.param("α테스트", symbol((0, 1)), id="adjoining Hangul"),
        pytest.param("5kΩ", symbol((2, 3)), id="adjoining English"),
        pytest.param("베타(β)", symbol((3, 4)), id="in brackets"),
        pytest.param("α, β, γ 검사", symbol((0, 1), (3, 4), (6, 7)), id="three, each alone"),
        pytest.param("α β a", symbol((0, 1), (2, 3)), id="a space between"),
        pytest.param("α가α", symbol((0, 1), (2, 3)), id="the same twice"),
        pytest.param("αβ 검사", kana((0, 2)), id="two that adjoin"),
        pytest.param("αβ γδ 검사", kana((0, 5)), id="two words are one run"),
        pytest.param("αβ γ 검사", [*symbol((3, 4)), *kana((0, 2))], id="a word, then one alone"),
        pytest.param("α βγ 검사", [*symbol((0, 1)), *kana((2, 4))], id="one alone, then a word"),
        pytest.param("검사 ά", symbol((3, 4)), id="with an accent, NFC"),
        pytest.param("검사 α\u0301", symbol((3, 5)), id="with an accent, NFD"),
        pytest.param("α\u0301β 검사", kana((0, 3)), id="two, one with an accent"),
        pytest.param("5\u2126 저항", symbol((1, 2)), id="ohm sign"),
        pytest.param("5μg 함유", symbol((1, 2)), id="small mu"),
        pytest.param("5\u00b5g 함유", [], id="micro sign"),
        pytest.param("α", kana((0, 1)), id="alone in the message"),
        pytest.param("α 1 2 3 !", kana((0, 1)), id="with digits only"),
        pytest.param("α ㄱ", symbol((0, 1)), id="a jamo makes it Korean"),
        pytest.param("αあ", kana((0, 1), (1, 2)), id="in Japanese"),
        pytest.param("αあ가", [*symbol((0, 1)), *kana((1, 2))], id="beside kana, in Korean"),
        pytest.param("я 검사", kana((0, 1)), id="one Cyrillic letter is no symbol"),
        pytest.param("ⲁ 검사", kana((0, 1)), id="one Coptic letter is no symbol"),
        pytest.param("∑ ∆ ∏ ∞ ≠", [], id="mathematical signs"),
    ],
)
def test_greek(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "title", "name", "expected"),
    [
        ("검사", "α", "1", "isolated-symbol /title"),
        ("test", "α", "1", "isolated-symbol /title"),
        ("α", "검사", "1", "isolated-symbol /text"),
        ("α", "1", "test", "isolated-symbol /text"),
        ("123", "α 검사", "1", "isolated-symbol /title"),
        ("1", "1", "검사 α", "isolated-symbol /buttons/0/name"),
        ("α", "1", "1", "unsupported-script /text"),
        ("1", "α", "1", "unsupported-script /title"),
        ("1", "1", "α", "unsupported-script /buttons/0/name"),
    ],
)
def test_the_whole_message_decides_what_is_a_symbol(
    text: str, title: str, name: str, expected: str
) -> None:
    message = {"text": text, "title": title, "buttons": [{"type": "MD", "name": name}]}
    found = found_in(message)

    assert [f"{finding.rule} {finding.path}" for finding in found] == [expected]


# ------------------------------------------------------------------------------------------ Latin


def latin(*spans: tuple[int, int]) -> list[Row]:
    return [("non-english-letter", span) for span in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("cafe", [], id="English"),
        pytest.param("café", latin((3, 4)), id="NFC"),
        pytest.param("cafe\u0301", latin((3, 5)), id="NFD"),
        pytest.param("Crème brûlée", latin((2, 3), (8, 9), (10, 11)), id="French"),
        pytest.param("Łódź", latin((0, 2), (3, 4)), id="Polish"),
        pytest.param("İstanbul ışık", latin((0, 1), (9, 12)), id="Turkish"),
        pytest.param("Đồng Việt", latin((0, 2), (7, 8)), id="Vietnamese, NFC"),
        pytest.param(
            unicodedata.normalize("NFD", "Đồng Việt"),
            latin((0, 4), (9, 12)),
            id="Vietnamese, NFD",
        ),
        pytest.param("straße", latin((4, 5)), id="German"),
        pytest.param("ﬁne", latin((0, 1)), id="ligature"),
        pytest.param("1ª 2º", latin((1, 2), (4, 5)), id="ordinals"),
        pytest.param("\u212a \u212b", latin((0, 1), (2, 3)), id="kelvin and angstrom signs"),
        pytest.param("xⁿ", latin((1, 2)), id="raised letter"),
        pytest.param("ａ\u0301", latin((0, 2)), id="full-width letter with an accent"),
        pytest.param("ａｂｃ", [], id="full-width letters"),
        pytest.param("ⅣⅨ", [], id="Roman numerals"),
        pytest.param("ⓐⒷ⒞🄰", [], id="circled letters"),
        pytest.param("a\u20e3", [], id="enclosing keycap is no accent"),
        pytest.param("가\u0301", [], id="accent on Hangul"),
        pytest.param("1\u0301", [], id="accent on a digit"),
        pytest.param("´ ` ¨ ˆ ˇ ˚ ~ ^", [], id="accents that stand alone"),
        pytest.param("é가é", latin((0, 1), (2, 3)), id="two places"),
        pytest.param("é é", latin((0, 1), (2, 3)), id="a space between"),
        pytest.param("a\u200d", [("invisible-character", (1, 2))], id="ZWJ is no accent"),
        pytest.param("a\ufe0f", [("invisible-character", (1, 2))], id="VS16 is no accent"),
        pytest.param("a\u034f", [("invisible-character", (1, 2))], id="nor is a joiner of marks"),
    ],
)
def test_latin(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "count", "codepoints"),
    [
        pytest.param("é", 1, ("U+00E9",), id="NFC"),
        pytest.param("e\u0301", 1, ("U+0065", "U+0301"), id="NFD"),
        pytest.param("e\u0301\u0302\u0303", 1, ("U+0065", "U+0301", "U+0302"), id="three accents"),
        pytest.param("éé", 2, ("U+00E9",), id="two letters"),
        pytest.param("ée\u0301", 2, ("U+00E9", "U+0065", "U+0301"), id="NFC and NFD"),
    ],
)
def test_what_is_said_of_a_latin_letter(text: str, count: int, codepoints: tuple[str, ...]) -> None:
    assert only({"text": f"가{text}나"}).params == {"count": count, "codepoints": codepoints}


# ------------------------------------------------------------------------ what all have in common

MARKS = [
    pytest.param("あ", "unsupported-script", id="unsupported-script"),
    pytest.param("漢", "hanja", id="hanja"),
    pytest.param("α", "isolated-symbol", id="isolated-symbol"),
    pytest.param("é", "non-english-letter", id="non-english-letter"),
]


@pytest.mark.parametrize(("mark", "rule"), MARKS)
def test_anywhere(mark: str, rule: str) -> None:
    message = {
        "text": f"가나다{mark}",
        "title": f"{mark}가",
        "buttons": [{"type": "MD", "name": "가"}, {"type": "BK", "name": f"가{mark}나"}],
    }
    assert [(found.rule, found.path, found.span) for found in check_message(message).findings] == [
        (rule, "/buttons/1/name", (1, 2)),
        (rule, "/text", (3, 4)),
        (rule, "/title", (0, 1)),
    ]


@pytest.mark.parametrize(("mark", "rule"), MARKS)
def test_at_most_ten_places_a_rule_and_a_message(mark: str, rule: str) -> None:
    places = [(1 + 2 * n, 2 + 2 * n) for n in range(11)]
    for count in (9, 10, 11):
        assert rows("가" + (mark + "가") * count) == [
            (rule, place) for place in places[: min(count, 10)]
        ]

    message = {"text": "가" + (mark + "가") * 8, "title": "가" + (mark + "가") * 4}
    found = check_message(message).findings
    assert [finding.path for finding in found] == ["/text"] * 8 + ["/title"] * 2


def test_each_rule_has_ten_places_of_its_own() -> None:
    found = rows("가あ나漢다α라é" * 20)

    assert {rule: sum(row[0] == rule for row in found) for rule in NAMES} == dict.fromkeys(
        NAMES, 10
    )
    assert len(found) == 40


def test_a_hundred_runs_of_a_message_are_judged() -> None:
    last = ("hanja", (199, 200))
    assert last in rows("가" + "あ가" * 99 + "漢")
    assert "hanja" not in dict(rows("가" + "あ가" * 100 + "漢"))


def test_urls_are_not_read() -> None:
    message = {
        "text": "가",
        "buttons": [{"type": "AL", "name": "가", "schemeIos": "shop:あ", "schemeAndroid": "a:é"}],
    }
    assert check_message(message).findings == ()
