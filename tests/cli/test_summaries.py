"""The table of the rules that are broken, word for word."""

import json
from typing import Any

import pytest

from alimtalk_rules.cli.screen import MOST_PROBLEMS, Checked, Tally
from alimtalk_rules.cli.summaries import JsonSummaryScreen, SummaryScreen
from alimtalk_rules.cli.terminal import Bar
from alimtalk_rules.reading import Place, ReadError
from alimtalk_rules.report import Finding, Report

ERROR = Finding("title-with-image", "")
WARNING = Finding("duplicate-button", "/buttons/1")
ANOTHER = Finding("duplicate-button", "/buttons/2")
NOTE = Finding("too-many-findings", "", {"limit": 100})
IN_TEXT = Finding("leftover-variable", "/text", span=(7, 9))

FINE = Checked(Report("message", combination="text"))
TEMPLATE = Checked(Report("template", combination="text"))
BROKEN = ReadError("value-expected", Place(4, 2), rule="not-json")
MISSING = ReadError("no-such-file")

Items = list[tuple[str, Checked | ReadError]]


def checked(*findings: Finding, line: int | None = None, pointer: str = "") -> Checked:
    return Checked(Report("message", findings), line=line, pointer=pointer)


def placed(found: Finding, place: Place, pointer: str) -> Checked:
    spot = (pointer + found.path, found.span and found.span[0])
    return Checked(Report("message", (found,)), pointer=pointer, places={spot: place})


ITEMS: Items = [
    ("a.jsonl", FINE),
    ("a.jsonl", checked(WARNING, ANOTHER, line=17)),
    ("a.jsonl", BROKEN),
    ("b\x07.json", placed(IN_TEXT, Place(3, 9), "/5")),
    ("b\x07.json", checked(ERROR, WARNING)),
    ("-", BROKEN),
    ("c.json", MISSING),
    ("-", TEMPLATE),
]


def show(screen: SummaryScreen | JsonSummaryScreen, items: Items) -> None:
    tally = Tally()
    for file, item in items:
        tally.add(item)
        screen.show(file, item)
        screen.end_of_file(file)
    screen.summary(tally, ok=False)


def text_of(items: Items, capsys: pytest.CaptureFixture[str], lang: str = "en") -> tuple[str, str]:
    show(SummaryScreen("message", lang, ["a.jsonl"], Bar()), items)
    return capsys.readouterr()


def test_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = text_of(ITEMS, capsys)
    assert out == (
        "rule               severity  findings  documents  first\n"
        "not-json           error            2          2  a.jsonl:4:2\n"
        "title-with-image   error            1          1  b\\x07.json\n"
        "duplicate-button   warning          3          2  a.jsonl:17 /buttons/1\n"
        "leftover-variable  warning          1          1  b\\x07.json:3:9 /5/text\n"
        "\n4 messages, 1 template checked: 1 error, 4 warnings, 0 notes, 3 not readable\n"
    )
    assert err == "c.json  There is no such file.\n"


def test_in_korean(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = text_of([("가.jsonl", checked(NOTE, line=1)), ("가.jsonl", BROKEN)], capsys, "ko")
    assert out == (
        "규칙               심각도  발견  문서  처음 나온 곳\n"
        "not-json           오류       1     1  가.jsonl:4:2\n"
        "too-many-findings  참고       1     1  가.jsonl:1\n"
        "\n메시지 1건 검사: 오류 0건, 경고 0건, 참고 1건, 읽을 수 없음 1건\n"
    )


def test_numbers_in_thousands(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = text_of([("a.jsonl", checked(WARNING, ANOTHER, line=1))] * 1_200, capsys)
    assert "duplicate-button  warning      2,400      1,200  a.jsonl:1 /buttons/1\n" in out


@pytest.mark.parametrize(
    ("items", "out"),
    [
        pytest.param([], "0 messages checked: 0 errors, 0 warnings, 0 notes\n", id="nothing"),
        pytest.param(
            [("a", FINE)] * 3, "3 messages checked: 0 errors, 0 warnings, 0 notes\n", id="fine"
        ),
    ],
)
def test_no_table(items: Items, out: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert text_of(items, capsys) == (out, "")


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    show(JsonSummaryScreen("ko"), ITEMS)
    whole: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert list(whole) == ["rules", "problems", "summary", "ok"]
    assert [
        (row["rule"], row["severity"], row["findings"], row["documents"]) for row in whole["rules"]
    ] == [
        ("not-json", "error", 2, 2),
        ("title-with-image", "error", 1, 1),
        ("duplicate-button", "warning", 3, 2),
        ("leftover-variable", "warning", 1, 1),
    ]
    assert [row["first"] for row in whole["rules"]] == [
        {"file": "a.jsonl", "line": 4, "column": 2, "pointer": ""},
        {"file": "b\x07.json", "line": None, "column": None, "pointer": ""},
        {"file": "a.jsonl", "line": 17, "column": None, "pointer": "/buttons/1"},
        {"file": "b\x07.json", "line": 3, "column": 9, "pointer": "/5/text"},
    ]
    assert whole["problems"] == [
        {"file": "c.json", "line": None, "column": None, "reason": "파일이 없습니다."}
    ]
    assert (whole["summary"]["documents"], whole["summary"]["problems"]) == (5, 3)
    assert whole["ok"] is False


def test_json_lists_so_many_files_that_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    show(JsonSummaryScreen("en"), [("a", MISSING)] * (MOST_PROBLEMS + 5))
    whole = json.loads(capsys.readouterr().out)
    assert len(whole["problems"]) == MOST_PROBLEMS
    assert whole["summary"]["problems"] == MOST_PROBLEMS + 5
