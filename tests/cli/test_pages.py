"""The pages of the rules and of a count."""

import json
from typing import Any

import pytest

from alimtalk_rules.catalogue import RULES
from alimtalk_rules.cli.pages import (
    count_dict,
    print_count,
    print_json,
    print_rule,
    print_rules,
    rule_dict,
)
from alimtalk_rules.cli.phrases import PHRASES
from alimtalk_rules.reference import example_of
from alimtalk_rules.wording import LANGUAGES, wordings

each_language = pytest.mark.parametrize("lang", LANGUAGES)


@each_language
def test_the_table_has_a_line_for_each_rule(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_rules(lang)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(RULES)
    for line, rule in zip(lines, RULES.values(), strict=True):
        severity, what = line.removeprefix(rule.name).lstrip().split("  ", 1)
        assert severity == PHRASES[lang][rule.severity]
        assert what.lstrip() == wordings(lang)[rule.name].what


@each_language
@pytest.mark.parametrize("name", RULES)
def test_a_page_says_everything(name: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    rule, words = RULES[name], wordings(lang)[name]
    print_rule(rule, lang)
    page = capsys.readouterr().out
    expected = [
        name,
        words.what,
        words.why,
        *rule.documents,
        *rule.kakao,
        *filter(None, rule.paths),
    ]
    expected += [f"  {line}\n" for line in example_of(rule).split("\n")]
    for part in expected:
        assert part in page
    sources = [
        line
        for source, says in rule.sources
        for line in (f"  {source.title}: {says}", source.url and f"  {source.url}")
        if line
    ]
    lines = page.split("\n")
    begin = lines.index(PHRASES[lang]["sources"])
    assert lines[begin + 1 : lines.index("", begin)] == sources


def test_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    rule = RULES["text-too-long"]
    print_rule(rule, "ko")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "text-too-long  오류"
    assert lines[2] == ""
    assert lines[3:7] == [
        f"이유         {wordings('ko')[rule.name].why}",
        "대상         message, template, payload",
        "위치         /text",
        "카카오 코드  3014",
    ]
    assert lines[-4:] == [
        "예시",
        "  {",
        '    "text": "가가가가가가가가가가… (1,001 characters)"',
        "  }",
    ]


def test_a_source_without_an_address(capsys: pytest.CaptureFixture[str]) -> None:
    says = "No document speaks of animated PNG; GIF is refused."
    print_rule(RULES["image-animated"], "en")
    lines = capsys.readouterr().out.splitlines()
    begin = lines.index("Sources")
    assert lines[begin + 1 : begin + 3] == [
        f"  No document: the judgement of alimtalk-rules: {says}",
        "",
    ]
    assert rule_dict(RULES["image-animated"], "en")["sources"] == [
        {
            "title": "No document: the judgement of alimtalk-rules",
            "url": None,
            "says": says,
        }
    ]


def test_the_whole_document_and_no_code(capsys: pytest.CaptureFixture[str]) -> None:
    print_rule(RULES["too-many-variables"], "en")
    lines = capsys.readouterr().out.splitlines()
    assert "Paths        the whole document" in lines


def test_a_rule_without_codes(capsys: pytest.CaptureFixture[str]) -> None:
    print_rule(RULES["image-rotated"], "en")
    lines = capsys.readouterr().out.splitlines()
    assert "Paths        /image, the whole document" in lines
    assert "Kakao codes  –" in lines


@pytest.mark.parametrize("name", RULES)
def test_a_rule_as_json(name: str) -> None:
    rule = RULES[name]
    shown = rule_dict(rule, "en")
    assert json.loads(json.dumps(shown)).keys() == shown.keys()
    assert shown["severity"] == rule.severity
    assert shown["example"] == rule.example
    assert shown["sources"][0]["url"] == rule.sources[0][0].url


def test_json_is_safe_for_terminals(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"a\x9b": ["주문\u200b\ud800"]})
    out = capsys.readouterr().out
    assert out == '{\n  "a\\u009b": [\n    "주문\\u200b\\ud800"\n  ]\n}\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", {"codepoints": 0, "left": 10}, id="nothing"),
        pytest.param("주문 🎁", {"codepoints": 4, "utf16_units": 5, "left": 6}, id="an emoji"),
        pytest.param(
            "\u1112\u1161\u11ab",
            {"codepoints": 3, "graphemes": 1, "nfc_codepoints": 1, "left": 7},
            id="decomposed",
        ),
        pytest.param("가" * 10, {"left": 0}, id="just as long"),
        pytest.param("가" * 12, {"left": -2}, id="too long"),
        pytest.param("가\n", {"codepoints": 2, "ends_with_line_break": True}, id="LF"),
        pytest.param("가\r\n", {"codepoints": 3, "ends_with_line_break": True}, id="CRLF"),
        pytest.param("가\r", {"ends_with_line_break": True}, id="CR"),
        pytest.param("\n가", {"ends_with_line_break": False}, id="a break elsewhere"),
    ],
)
def test_count(text: str, expected: dict[str, Any]) -> None:
    count = count_dict(text, 10)
    assert count.items() >= expected.items()
    assert count["limit"] == 10


def test_count_to_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    print_count("가" * 999 + "🎁", 1000, "en")
    assert capsys.readouterr().out == (
        "Characters (code points)          1,000\n"
        "UTF-16 units                      1,001\n"
        "Graphemes, as a reader sees them  1,000\n"
        "Characters after NFC              1,000\n"
        "Left of 1,000 characters              0\n"
    )


def test_count_in_korean(capsys: pytest.CaptureFixture[str]) -> None:
    print_count("가" * 1001 + "\n", 1000, "ko")
    assert capsys.readouterr().out == (
        "글자 수(코드 포인트)           1,002\n"
        "UTF-16 코드 단위               1,002\n"
        "화면에 보이는 글자 수(그래핌)  1,002\n"
        "NFC 정규화 후 글자 수          1,002\n"
        "1,000자를 초과한 글자 수           2\n"
        "텍스트가 줄바꿈으로 끝납니다. 이 줄바꿈도 글자 수에 포함됩니다.\n"
    )
