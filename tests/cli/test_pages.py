"""The pages of the rules and of a count."""

import json
import sys
from typing import Any

import pytest

from alimtalk_rules import RULES, Limits, TemplateCount
from alimtalk_rules.cli.pages import (
    ToCount,
    count_dict,
    print_count,
    print_json,
    print_rule,
    print_rules,
    rule_dict,
    text_to_count,
)
from alimtalk_rules.cli.phrases import PHRASES
from alimtalk_rules.reference import example_of
from tests.cli.terminals import on_a_terminal

each_language = pytest.mark.parametrize("lang", [*PHRASES])


@each_language
def test_the_table_has_a_line_for_each_rule(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_rules([*RULES.values()], lang)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(RULES)
    for line, rule in zip(lines, RULES.values(), strict=True):
        severity, what = line.removeprefix(rule.name).lstrip().split("  ", 1)
        assert severity == PHRASES[lang][rule.severity]
        assert what.lstrip() == rule_dict(rule, lang)["what"]


def test_on_a_narrow_terminal_a_rule_stands_above_its_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for columns, begin in ((30, "hanja  warning\n  Han"), (120, "hanja  warning  Han")):
        monkeypatch.setattr(sys, "stdout", stream := on_a_terminal(monkeypatch, columns))
        monkeypatch.setenv("NO_COLOR", "1")
        print_rules([RULES["hanja"]], "en")
        assert stream.getvalue().startswith(begin), columns


def test_a_terminal_in_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = RULES["unknown-field"]
    words = rule_dict(rule, "en")
    source, says = rule.sources[0]
    monkeypatch.setattr(sys, "stdout", stream := on_a_terminal(monkeypatch))
    print_rules([rule], "en")
    print_rule(rule, "en")
    for text in ("가", "가" * 1001):
        print_count(ToCount(text, "file"), Limits(), "en")
    lines = stream.lines()
    assert lines[:13] == [
        f"[bold]unknown-field[/bold]  [bold color(1)]error[/bold color(1)]  {words['what']}",
        "[bold]unknown-field[/bold]  [bold color(1)]error[/bold color(1)]",
        words["what"],
        "",
        f"[color(6)]Why        [/color(6)]  {words['why']}",
        "[color(6)]Documents  [/color(6)]  message, image, template",
        "[color(6)]Paths      [/color(6)]  **",
        "[color(6)]Kakao codes[/color(6)]  1030",
        "",
        "[color(6)]Sources[/color(6)]",
        f"  {source.title}: {says}",
        f"  [dim]{source.url}[/dim]",
        "",
    ]
    example = lines.index("[color(6)]Example[/color(6)]")
    assert lines[example - 1 : example + 2] == ["", "[color(6)]Example[/color(6)]", "  {"]
    assert [lines[-6], lines[-1]] == [
        "Left of 1,000 characters          [color(2)]999[/color(2)]",
        "Over 1,000 characters by          [bold color(1)]    1[/bold color(1)]",
    ]


@each_language
def test_a_page_says_everything(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    lacking = []
    for name, rule in RULES.items():
        print_rule(rule, lang)
        page = capsys.readouterr().out
        words = rule_dict(rule, lang)
        expected = [name, words["what"], words["why"], *rule.kakao, *filter(None, rule.paths)]
        expected += [PHRASES[lang][f"of-{document}"] for document in rule.documents]
        expected += [f"  {line}".rstrip() + "\n" for line in example_of(rule).split("\n")]
        for source, says in rule.sources:
            expected += [f"  {source.title}: {says}\n", source.url or ""]
        lacking += [(name, part) for part in expected if part not in page]
    assert lacking == []


def test_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    rule = RULES["text-too-long"]
    print_rule(rule, "ko")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "text-too-long  오류"
    assert lines[2] == ""
    assert lines[3:7] == [
        f"이유              {rule_dict(rule, 'ko')['why']}",
        "대상              메시지, 템플릿, 중계사 요청",
        "위치              /text",
        "카카오 결과 코드  3014",
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


def test_rules_as_json() -> None:
    for rule in RULES.values():
        shown = rule_dict(rule, "en")
        assert json.loads(json.dumps(shown)).keys() == shown.keys()
        assert (shown["severity"], shown["example"]) == (rule.severity, rule.example)
        assert shown["sources"][0]["url"] == rule.sources[0][0].url


def test_a_rule_as_json() -> None:
    assert rule_dict(RULES["image-rotated"], "en") == {
        "name": "image-rotated",
        "severity": "warning",
        "what": "By its EXIF orientation the image is rotated or mirrored.",
        "why": "Some viewers respect it and some do not, so recipients may see the image on its "
        "side.",
        "documents": ("image", "template"),
        "paths": ("/image", ""),
        "kakao": (),
        "sources": [
            {
                "title": "No document: the judgement of alimtalk-rules",
                "url": None,
                "says": "No document says whether Kakao respects EXIF orientation.",
            }
        ],
        "example": {
            "format": "jpeg",
            "width": 800,
            "height": 400,
            "bytes": 90_000,
            "orientation": 6,
        },
    }


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
    count = count_dict(ToCount(text, "file"), Limits(text=10))
    assert count.items() >= expected.items()
    assert count["limit"] == 10


def test_count_to_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    print_count(ToCount("가" * 999 + "🎁", "file"), Limits(), "en")
    assert capsys.readouterr().out == (
        "Characters (code points)          1,000\n"
        "UTF-16 units                      1,001\n"
        "Graphemes, as a reader sees them  1,000\n"
        "Characters after NFC              1,000\n"
        "Left of 1,000 characters              0\n"
    )


def test_count_in_korean(capsys: pytest.CaptureFixture[str]) -> None:
    print_count(ToCount("가" * 1001 + "\n", "message"), Limits(), "ko")
    assert capsys.readouterr().out == (
        "글자 수(코드 포인트)           1,002\n"
        "UTF-16 코드 단위               1,002\n"
        "화면에 보이는 글자 수(그래핌)  1,002\n"
        "NFC 정규화 후 글자 수          1,002\n"
        "1,000자를 초과한 글자 수           2\n"
        "파일 전체가 아니라 JSON 객체의 text를 세었습니다.\n"
        "텍스트가 줄바꿈으로 끝납니다. 이 줄바꿈도 글자 수에 포함됩니다.\n"
    )


@pytest.mark.parametrize(
    ("content", "counted"),
    [
        pytest.param('\n{"text": "가", "x": 1}', ("가", "message"), id="a message"),
        pytest.param(
            '{"text": "가", "buttons": [{"type": "AC"}], "extra": "나다"}',
            ("가", "message", TemplateCount(1, 2, 34)),
            id="a template of three texts",
        ),
        pytest.param('{"text": 1}', ('{"text": 1}', "file"), id="no text in it"),
        pytest.param("{이름}님", ("{이름}님", "file"), id="no JSON"),
        pytest.param("text", ("text", "file"), id="a text"),
        pytest.param('["text"]', ('["text"]', "file"), id="an array"),
    ],
)
def test_what_is_counted(content: str, counted: tuple[Any, ...]) -> None:
    assert text_to_count(content)[:3] == ToCount(*counted)[:3]


@pytest.mark.parametrize(
    ("further", "limit", "left"),
    [
        pytest.param({}, 1000, 310, id="text alone"),
        pytest.param({"header": "주문 안내"}, 700, 10, id="beside an item list"),
        pytest.param(
            {"header": "주문 안내", "extra": "가" * 305}, 1000, 5, id="with much beside it"
        ),
        pytest.param({"header": "주문 안내", "buttons": [{"type": "AC"}]}, 700, 10, id="both"),
    ],
)
def test_the_narrower_limit_is_told(further: dict[str, Any], limit: int, left: int) -> None:
    counted = text_to_count(json.dumps({"text": "가" * 690, **further}))
    assert count_dict(counted, Limits()).items() >= {"limit": limit, "left": left}.items()


REQUEST = json.dumps({"messages": [{"text": "가"}]})


@pytest.mark.parametrize(
    ("content", "is_json"),
    [
        pytest.param(REQUEST, True, id="a request"),
        pytest.param(f"[{REQUEST}]", True, id="an array"),
        pytest.param('{"text": "a"}\n{"text": "b"}\n', True, id="JSON Lines"),
        pytest.param('\n{"text": "a"}\r\n{', True, id="JSON Lines, one broken"),
        pytest.param('{"text": "가"}', False, id="a message"),
        pytest.param("[광고] 봄맞이", False, id="brackets"),
        pytest.param("[1]\n봄맞이", False, id="a number in brackets"),
        pytest.param("{이름}님", False, id="braces"),
        pytest.param("가", False, id="a text"),
    ],
)
def test_it_is_told_that_json_is_counted(
    content: str, *, is_json: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    for lang, words in PHRASES.items():
        print_count(text_to_count(content), Limits(), lang)
        assert (words["json-counted"] in capsys.readouterr().out) is is_json


def test_count_of_what_counts_together(capsys: pytest.CaptureFixture[str]) -> None:
    counted = ToCount("가" * 960, "message", TemplateCount(960, 10, 34))
    print_count(counted, Limits(), "ko")
    assert capsys.readouterr().out == (
        "글자 수(코드 포인트)             960\n"
        "UTF-16 코드 단위                 960\n"
        "화면에 보이는 글자 수(그래핌)    960\n"
        "NFC 정규화 후 글자 수            960\n"
        "부가 정보 글자 수                 10\n"
        "채널 추가 안내 문구 글자 수       34\n"
        "합계 글자 수                   1,004\n"
        "1,000자를 초과한 글자 수           4\n"
        "파일 전체가 아니라 JSON 객체의 text를 세었습니다.\n"
    )
    facts = {"extra": 10, "channel_text": 34, "total": 1004, "left": -4}
    assert count_dict(counted, Limits()).items() >= facts.items()
