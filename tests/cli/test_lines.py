"""A line's report, as what is shown of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from alimtalk_rules import check_lines
from alimtalk_rules.cli.lines import shown_lines
from alimtalk_rules.cli.phrases import PHRASES, phrase
from alimtalk_rules.cli.reading import ReadError
from alimtalk_rules.cli.rejects import Rejects, opened_rejects
from alimtalk_rules.cli.screen import Checked
from alimtalk_rules.report import Report

BOM = b"\xef\xbb\xbf"
KOREAN = '{"text": "주문이 완료되었습니다."}'


def shown(data: bytes, **options: Any) -> list[Checked | ReadError]:
    reports = check_lines(data, **options)
    return list(shown_lines(reports, "a.jsonl", with_places=True, rejects=None))


@pytest.mark.parametrize(
    ("line", "places"),
    [
        pytest.param(b'{"text": "a"}', [], id="fine"),
        pytest.param(b'{"text": ""}', [(2, 10)], id="a value"),
        pytest.param('{"title": "가", "text": ""}\r'.encode(), [(2, 24)], id="columns are letters"),
        pytest.param(BOM + b'{"text": "a\\r"}', [(2, 12)], id="the mark is no column"),
        pytest.param(b'{"x": 1, "text": "", "y": 2}', [(2, 18), (2, 7), (2, 27)], id="three"),
    ],
)
def test_documents(line: bytes, places: list[tuple[int, int]]) -> None:
    (item,) = shown(b"\n" + line)
    assert isinstance(item, Checked)
    assert (item.line, item.pointer) == (2, "")
    assert [item.place(found) for found in item.report.findings] == places


def test_places_that_are_not_wanted() -> None:
    (item,) = shown_lines(check_lines(b"5"), "a", with_places=False, rejects=None)
    assert isinstance(item, Checked)
    assert (item.line, item.places) == (1, {})


@pytest.mark.parametrize(
    ("data", "rule", "reason", "place", "values"),
    [
        pytest.param(b"\n{", "not-json", "name-expected", (2, 2), {}, id="no JSON"),
        pytest.param(b"\n{NaN", "not-json", "name-expected", (2, 2), {}, id="no number"),
        pytest.param(
            KOREAN.encode("cp949"), "not-utf-8", "looks-like-cp949", (1, 11), {}, id="CP949"
        ),
        pytest.param(b'\n"\xff"', "not-utf-8", "not-utf-8", (2, 2), {}, id="no UTF-8"),
        pytest.param(
            KOREAN.encode("utf-16"),
            "not-utf-8",
            "other-encoding",
            (1, 1),
            {"encoding": "UTF-16"},
            id="UTF-16",
        ),
        pytest.param(
            b"\n" + b"x" * 40,
            "line-too-long",
            "line-too-long",
            (2, 1),
            {"bytes": 40, "limit": 30},
            id="too long",
        ),
    ],
)
def test_problems(
    data: bytes, rule: str, reason: str, place: tuple[int, int], values: dict[str, Any]
) -> None:
    (item,) = shown(data, most_bytes=50 if rule == "not-utf-8" else 30)
    assert isinstance(item, ReadError)
    assert (item.rule, item.reason, item.place, item.values) == (rule, reason, place, values)
    for lang in PHRASES:
        assert phrase(lang, reason, **values)


def test_a_broken_line_whose_rule_is_ignored_is_passed_over() -> None:
    assert [item.line for item in shown(b"{\n5", ignore=["not-json"])] == [2]  # type: ignore[union-attr]


def test_a_file_that_cannot_be_read_is_passed_on() -> None:
    error = ReadError("no-such-file")
    assert list(shown_lines([error], "a", with_places=True, rejects=None)) == [error]


# --- Rejects -----------------------------------------------------------------------------------

LINES = [
    b'{"text": "fine"}',
    BOM + '{"text": "${이름}\u2028"}'.encode(),
    b'{"text": ""}\r',
    '{"text": "주문'.encode(),
    "주문".encode("cp949"),
    b"x" * 50,
]


def rejected(path: Path, fail_on: str, lang: str = "en") -> list[dict[str, Any]]:
    reports = check_lines(b"\n".join(LINES), most_bytes=45)
    with opened_rejects(str(path), fail_on, lang) as rejects:
        for _ in shown_lines(reports, "주문.jsonl", with_places=True, rejects=rejects):
            pass
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


@pytest.mark.parametrize(
    ("fail_on", "lines"), [("error", [3, 4, 5, 6]), ("warning", [2, 3, 4, 5, 6])]
)
def test_rejects_are_as_severe_as_asked(fail_on: str, lines: list[int], tmp_path: Path) -> None:
    assert [each["line"] for each in rejected(tmp_path / "r", fail_on)] == lines


def test_rejects_hold_findings_and_the_line_itself(tmp_path: Path) -> None:
    given = rejected(tmp_path / "r", "warning", "ko")
    reports = list(check_lines(b"\n".join(LINES), most_bytes=45))[1:]
    originals: list[dict[str, Any]] = [
        {"text": LINES[1].decode()},
        {"text": '{"text": ""}\r'},
        {"text": '{"text": "주문'},
        {"base64": "wda5rg=="},
        {"text": None},
    ]
    assert given == [
        {
            "file": "주문.jsonl",
            "line": report.line,
            "offset": report.offset,
            "document": report.report.document,
            "findings": report.report.to_dict("ko")["findings"],
            **original,
        }
        for report, original in zip(reports, originals, strict=True)
    ]


def test_rejects_are_checked_again_as_they_were(tmp_path: Path) -> None:
    again = [each["text"] for each in rejected(tmp_path / "r", "warning") if each.get("text")]
    findings = [each.report.findings for each in check_lines("\n".join(again).encode())]
    assert findings == [each.report.findings for each in check_lines(b"\n".join(LINES[1:4]))]


def test_no_file_for_rejects() -> None:
    with opened_rejects(None, "error", "en") as rejects:
        assert rejects is None


def test_a_note_is_never_a_reject(tmp_path: Path) -> None:
    many = {f"x{n}": n for n in range(101)} | {"text": "a"}
    ignore = ["unknown-field"]
    (report,) = check_lines(json.dumps(many).encode(), ignore=ignore)
    assert report.report == Report("message", (), "text")
    with (tmp_path / "r").open("wb") as stream:
        Rejects(stream, "warning", "en").add("a", report)
    assert (tmp_path / "r").read_bytes() == b""
