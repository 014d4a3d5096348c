"""What each format writes, word for word but for the rules' own words."""

import io
import json
from typing import Any, cast

import pytest
from jsonschema import Draft202012Validator

from alimtalk_rules.cli.excerpts import Excerpt
from alimtalk_rules.cli.items import Checked, Item, Tally
from alimtalk_rules.cli.summaries import Rows
from alimtalk_rules.cli.terminal import Page
from alimtalk_rules.cli.writers import WRITERS, as_json, text
from alimtalk_rules.cli.writers.writer import Target, Writer
from alimtalk_rules.images import ImageFacts
from alimtalk_rules.report import Finding, Report
from alimtalk_rules.structure import load_schema
from tests.cli.terminals import on_a_terminal
from tests.cli.written import (
    ALSO_FINE,
    ERROR,
    FINE,
    IN_TEXT,
    LONG_LINE,
    MISSING,
    NOTE,
    PROBLEM,
    REFUSED_LINE,
    WARNING,
    Files,
    checked,
    words,
    written,
)

# --- Text ------------------------------------------------------------------------------------


def test_findings_by_place_and_last_that_there_are_more() -> None:
    out, err = written({"a.json": [checked(IN_TEXT, ERROR, NOTE)]})
    assert out == (
        f"a.json:1:7  error    title-with-image\n{words(ERROR)}"
        f"a.json:1:9  warning  leftover-variable  /text\n{words(IN_TEXT)}"
        f"a.json:1:7  note     too-many-findings\n{words(NOTE)}"
        "\n1 message checked: 1 error, 1 warning, 1 note\n"
    )
    assert err == ""


def test_in_korean() -> None:
    out, _ = written({"가.json": [checked(WARNING, ERROR)], "b": [FINE]}, lang="ko")
    assert out == (
        f"가.json:1:8  오류  title-with-image\n{words(ERROR, 'ko')}"
        f"가.json:1:9  경고  duplicate-button  /buttons/1\n{words(WARNING, 'ko')}"
        "\nb        정상  본문+버튼\n"
        "\n메시지 2건 검사: 오류 1건, 경고 1건, 참고 0건\n"
    )


@pytest.mark.parametrize(
    ("items", "line"),
    [
        pytest.param([FINE], "a  fine  text+buttons", id="one message"),
        pytest.param([FINE, ALSO_FINE, FINE], "a  fine  2 × text+buttons, 1 × text", id="some"),
        pytest.param([Checked(Report("message"))], "a  fine", id="no combination"),
        pytest.param([Checked(Report("payload", gateway="sens"))], "a  fine  sens", id="request"),
        pytest.param([Checked(Report("match", template="c"))], "a  fine  c", id="a template's"),
        pytest.param([], "a  no messages in it", id="nothing"),
        pytest.param(
            [
                Checked(
                    Report("image", image=ImageFacts(format="jpeg", width=8, height=4, bytes=1234))
                )
            ],
            "a  fine  8 × 4 px, jpeg, 1,234 bytes",
            id="an image",
        ),
        pytest.param(
            [Checked(Report("image", image=ImageFacts(width=800)))],
            "a  fine",
            id="an image, half measured",
        ),
    ],
)
def test_a_fine_file(items: list[Item], line: str) -> None:
    assert written({"a": items})[0].splitlines()[:2] == [line, ""]


def test_fine_files_stand_together_and_even() -> None:
    files: Files = {
        "주문.json": [FINE],
        "b": [ALSO_FINE],
        "x": [FINE, checked(WARNING)],
        "y" * 50: [FINE],
    }
    assert written(files)[0] == (
        f"주문.json{' ' * 31}  fine  text+buttons\nb{' ' * 39}  fine  text\n"
        f"\nx:1:9  warning  duplicate-button  /buttons/1\n{words(WARNING)}"
        f"\n{'y' * 50}  fine  text+buttons\n"
        "\n5 messages checked: 0 errors, 1 warning, 0 notes\n"
    )


@pytest.mark.parametrize(
    ("columns", "found", "head"),
    [
        (50, IN_TEXT, ["a.json:1:9  warning  leftover-variable  /text"]),
        (40, IN_TEXT, ["a.json:1:9", "  warning  leftover-variable  /text"]),
        (30, IN_TEXT, ["a.json:1:9", "  warning  leftover-variable", "  /text"]),
        (26, ERROR, ["a.json:1:9", "  error  title-with-image", "  A message can have a"]),
    ],
)
def test_a_narrow_terminal(
    columns: int, found: Finding, head: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = on_a_terminal(monkeypatch, columns)
    monkeypatch.setenv("NO_COLOR", "1")
    WRITERS["text"](Target(out, Page(out), "en")).document("a.json", checked(found))
    assert out.lines()[: len(head)] == head


def test_a_terminal_in_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    out = on_a_terminal(monkeypatch)
    writer = WRITERS["text"](Target(out, Page(out), "en", files=["a.json", "b"]))
    excerpts = {IN_TEXT: Excerpt("#{이름}님", "x" * 299, 4)}
    report = Report("match", (IN_TEXT,), template="order")
    writer.document("a.json", Checked(report, excerpts=excerpts))
    writer.end_of_file("a.json")
    writer.document("b", FINE)
    writer.end_of_file("b")
    writer.end_of_file("c")
    writer.problem("d", PROBLEM)
    rows, tally = Rows(), Tally()
    rows.add("b", checked(ERROR, NOTE))
    writer.table(rows.in_order())
    writer.end(tally)
    tally.problems = 1
    writer.end(tally)
    assert out.lines() == [
        (
            "[bold]a.json[/bold]  [color(3)]warning[/color(3)]  [bold]leftover-variable[/bold]"
            "  [dim]/text[/dim]  [dim]template order[/dim]"
        ),
        f"  {IN_TEXT.sentence()}",
        "  [color(6)]template[/color(6)]  #{이름}님",
        f"  [color(6)]message [/color(6)]  {'x' * 287}…",
        "            [bold color(1)]    ^[/bold color(1)]",
        f"  [color(6)]→ [/color(6)]{IN_TEXT.hint()}",
        "",
        "[bold]b[/bold]       [color(2)]fine[/color(2)]  text+buttons",
        "[bold]c[/bold]       [color(3)]no messages in it[/color(3)]",
        "[bold color(1)]d:4:2[/bold color(1)]  This is not JSON: a value was expected here.",
        "",
        (
            "[dim]rule             [/dim]  [dim]severity[/dim]  [dim]findings[/dim]"
            "  [dim]documents[/dim]  [dim]first[/dim]"
        ),
        (
            "[bold]title-with-image [/bold]  [bold color(1)]error   [/bold color(1)]"
            "         1          1  [dim]b:1:8[/dim]"
        ),
        (
            "[bold]too-many-findings[/bold]  [color(6)]note    [/color(6)]"
            "         1          1  [dim]b:1:8[/dim]"
        ),
        "",
        "[color(2)]0 messages checked: 0 errors, 0 warnings, 0 notes[/color(2)]",
        "",
        (
            "[bold color(1)]0 messages checked: 0 errors, 0 warnings, 0 notes, 1 not readable"
            "[/bold color(1)]"
        ),
    ]


def test_a_finding_without_a_place() -> None:
    found = Finding("image-unreadable", "/width")
    out, _ = written({"-": [Checked(Report("image", (found,)))]}, kind="image")
    assert out.startswith(f"<stdin>  error  image-unreadable  /width\n{words(found)}")


def test_problems() -> None:
    out, err = written({"a": [PROBLEM, FINE], "b": [MISSING, LONG_LINE], "c": [FINE]})
    assert err == (
        "a:4:2  This is not JSON: a value was expected here.\nb  There is no such file.\n"
        "b:9:1  This line has 1,234 bytes; at most 1,000 are read.\n"
    )
    assert out == (
        "c  fine  text+buttons\n"
        "\n2 messages checked: 0 errors, 0 warnings, 0 notes, 3 not readable\n"
    )


def test_pointers_of_arrays_are_whole_and_safe_and_short() -> None:
    found = Finding("bad-url", "/\x1b[31m" + "x" * 999)
    (head, *_) = written({"a\x07": [checked(found, pointer="/12")]})[0].splitlines()
    assert head == f"a\\x07:1:9  error  bad-url  /12/\\x1b[31m{'x' * 108}…"
    assert [text.shortened("x" * length)[-1] for length in (120, 121)] == ["x", "…"]


def test_what_was_checked_is_told_by_kind_and_gateway() -> None:
    requests: list[Item] = [
        Checked(Report("payload", gateway=gateway)) for gateway in ("sens", "infobip", "sens")
    ]
    unknown = Checked(Report("payload", (Finding("unknown-gateway", "", {"known": ("sens",)}),)))
    known = Checked(Report("match"), known=(ERROR,))
    last = written({"a": [FINE, *requests, unknown, known]})[0].splitlines()[-1]
    assert last == (
        "1 message, 2 sens requests, 1 infobip request, 1 request, 1 message checked: "
        "1 error, 0 warnings, 0 notes, 1 in the baseline"
    )


def test_so_many_findings_and_problems_are_shown_and_all_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (as_json, text):
        monkeypatch.setattr(module, "MOST_SHOWN", 3)
    two = checked(ERROR, WARNING)
    out, err = written({"a": [two] * 5 + [PROBLEM] * 5, "b": [two], "c": [FINE]})
    assert out.count("title-with-image") == 2
    assert out.endswith(
        "\n\n… and 8 more findings. --summary counts them by rule, --format json has all of them.\n"
        "\n7 messages checked: 6 errors, 6 warnings, 0 notes, 5 not readable\n"
    )
    assert err.splitlines()[3:] == ["… and 2 more that cannot be read."]
    assert written({"a": [checked(ERROR)] * 4})[0].count("title-with-image") == 3
    assert len(json.loads(written({"a": [PROBLEM] * 4}, "json")[0])["problems"]) == 3


def test_quiet_prints_findings_only() -> None:
    out, err = written({"a": [FINE], "b": [checked(ERROR)], "c": [MISSING]}, quiet=True)
    assert out == f"b:1:9  error  title-with-image\n{words(ERROR)}"
    assert err == "c  There is no such file.\n"


def test_in_bulk_of_nothing_it_says_only_that() -> None:
    assert written({}, in_bulk=True)[0] == "0 messages checked: 0 errors, 0 warnings, 0 notes\n"


@pytest.mark.parametrize(
    ("items", "how", "line"),
    [
        pytest.param([FINE] * 2000, {}, "2,000 may be sent · 0 refused", id="all"),
        pytest.param(
            [FINE, checked(ERROR), checked(WARNING), REFUSED_LINE],
            {"accepted": "good", "rejects": "b\x07d", "seconds": 9.26},
            "2 may be sent → good · 1 refused · 1 unreadable → b\\x07d · 9.3 s",
            id="everything",
        ),
        pytest.param(
            [FINE, checked(WARNING)],
            {"rejects": "-", "fail_on": "warning"},
            "1 may be sent · 1 refused → <stdout>",
            id="warnings refused, on standard output",
        ),
        pytest.param(
            [FINE, checked(WARNING)],
            {"lang": "ko", "seconds": 1.0},
            "발송 가능 2건 · 거부 0건 · 1.0초",
            id="Korean",
        ),
        pytest.param([Checked(Report("template"))], {}, "1 passed · 0 refused", id="a template"),
        pytest.param(
            [Checked(Report(kind)) for kind in ("message", "payload", "match", "row")],
            {},
            "4 may be sent · 0 refused",
            id="all that is sent",
        ),
    ],
)
def test_in_bulk_it_says_how_many_may_be_sent(
    items: list[Item], how: dict[str, Any], line: str
) -> None:
    assert written({"a": items}, in_bulk=True, **how)[0].splitlines()[-1] == line


# --- Tables ----------------------------------------------------------------------------------

MANY: Files = {
    "a.jsonl": [FINE, Checked(Report("message", (WARNING, WARNING)), line=17), REFUSED_LINE],
    "b\x07.json": [
        checked(IN_TEXT, line=3, pointer="/5"),
        Checked(Report("message", (ERROR, WARNING))),
    ],
    "-": [REFUSED_LINE],
    "c.json": [MISSING],
}


def test_a_table() -> None:
    out, err = written(MANY, summary=True)
    assert out == (
        "rule               severity    findings  documents  first\n"
        "not-json           unreadable         2          2  a.jsonl:4:2\n"
        "title-with-image   error              1          1  b\\x07.json\n"
        "duplicate-button   warning            3          2  a.jsonl:17 /buttons/1\n"
        "leftover-variable  warning            1          1  b\\x07.json:3:9 /5/text\n"
        "\n4 messages checked: 1 error, 4 warnings, 0 notes, 3 not readable\n"
    )
    assert err == "c.json  There is no such file.\n"


def test_a_table_in_korean_with_large_numbers() -> None:
    out, _ = written({"가": [checked(WARNING, WARNING)] * 1200}, summary=True, lang="ko")
    assert out == (
        "규칙              심각도   건수  메시지 수  첫 위치\n"
        "duplicate-button  경고    2,400      1,200  가:1:8 /buttons/1\n"
        "\n메시지 1,200건 검사: 오류 0건, 경고 2,400건, 참고 0건\n"
    )


def test_no_table() -> None:
    assert written({"a": [FINE, PROBLEM]}, summary=True)[0] == (
        "1 message checked: 0 errors, 0 warnings, 0 notes, 1 not readable\n"
    )


def test_a_table_in_json() -> None:
    whole = json.loads(written(MANY, "json", summary=True)[0])
    assert list(whole) == ["version", "rules", "problems", "summary", "ok"]
    assert whole["rules"][0] == {
        "rule": "not-json",
        "severity": "error",
        "findings": 2,
        "documents": 2,
        "first": {"file": "a.jsonl", "line": 4, "column": 2, "pointer": ""},
    }
    assert [problem["file"] for problem in whole["problems"]] == ["c.json"]


# --- JSON ------------------------------------------------------------------------------------


def test_json() -> None:
    image = Checked(Report("image", (Finding("image-unreadable", ""),), image=ImageFacts()))
    files: Files = {
        "a": [FINE],
        "b\x9b": [checked(IN_TEXT, ERROR, line=3, pointer="/1")],
        "c": [PROBLEM],
        "-": [image],
        "d": [MISSING, LONG_LINE],
    }
    text, _ = written(files, "json")
    assert "\x9b" not in text
    assert json.loads(text) == {
        "version": 1,
        "documents": [
            {
                "file": "a",
                "pointer": "",
                "line": None,
                "report": FINE.report.to_dict(),
                "places": [],
            },
            {
                "file": "b\x9b",
                "pointer": "/1",
                "line": None,
                "report": Report("message", (IN_TEXT, ERROR)).to_dict(),
                "places": [{"line": 3, "column": 9}, {"line": 3, "column": 8}],
            },
            {
                "file": "-",
                "pointer": "",
                "line": None,
                "report": image.report.to_dict(),
                "places": [{"line": None, "column": None}],
            },
        ],
        "problems": [
            {
                "file": "c",
                "line": 4,
                "column": 2,
                "reason": "This is not JSON: a value was expected here.",
            },
            {"file": "d", "line": None, "column": None, "reason": "There is no such file."},
            {
                "file": "d",
                "line": 9,
                "column": 1,
                "reason": "This line has 1,234 bytes; at most 1,000 are read.",
            },
        ],
        "summary": {
            "documents": 3,
            "refused": 2,
            "errors": 2,
            "warnings": 1,
            "notes": 0,
            "known": 0,
            "problems": 3,
        },
        "ok": False,
    }


def test_json_is_short_and_in_letters() -> None:
    image = Checked(Report("image"))
    assert written({"주문": [image]}, "json")[0] == (
        '{"version":1,"documents":[\n'
        '{"file":"주문","pointer":"","line":null,"report":{"document":"image","ok":true,'
        '"profile":"infobip","combination":null,"findings":[]},"places":[]}\n'
        '],\n"problems":[],\n'
        '"summary":{"documents":1,"refused":0,"errors":0,"warnings":0,"notes":0,"known":0,'
        '"problems":0},\n'
        '"ok":true}\n'
    )
    assert written({}, "json")[0].startswith('{"version":1,"documents":[\n\n],\n"problems":[],\n')


OUTPUT = Draft202012Validator(load_schema("output"))


@pytest.mark.parametrize("summary", [False, True])
@pytest.mark.parametrize("files", [{}, MANY, {"a": [FINE, checked(ERROR, IN_TEXT)]}])
def test_json_is_as_its_schema_says(files: Files, *, summary: bool) -> None:
    whole = json.loads(written(files, "json", summary=summary)[0])
    OUTPUT.validate(whole)
    for name in ("version", "summary", "problems"):
        assert not OUTPUT.is_valid({key: value for key, value in whole.items() if key != name})


def test_json_with_excerpts_is_as_its_schema_says() -> None:
    excerpts = {ERROR: Excerpt("a", "b", 0)}
    beside = Checked(Report("match", (ERROR, WARNING), template="c"), excerpts=excerpts)
    OUTPUT.validate(json.loads(written({"a": [beside, FINE]}, "json")[0]))


def test_json_of_nothing() -> None:
    assert json.loads(written({"a": [MISSING]}, "json")[0])["documents"] == []


def test_json_is_written_document_by_document() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, "utf-8")
    writer = WRITERS["json"](Target(out, Page(io.StringIO()), "en"))
    sizes = []
    for _ in range(3):
        writer.document("a", FINE)
        sizes.append(len(raw.getvalue()))
    assert 0 < sizes[0] < sizes[1] < sizes[2]


def test_a_format_changes_only_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    class Concise(Writer):
        def document(self, file: str, checked: Checked) -> None:
            for found in checked.report.findings:
                self._target.out.write(f"{file}: {found.rule}\n")

    monkeypatch.setitem(cast("dict[str, type[Writer]]", WRITERS), "concise", Concise)
    assert written({"a": [checked(ERROR), PROBLEM]}, "concise") == ("a: title-with-image\n", "")
    assert written({"a": [checked(ERROR)]}, "concise", summary=True) == ("", "")


# --- Exit codes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("items", "fail_on", "code"),
    [
        pytest.param([], "error", 0, id="nothing"),
        pytest.param([FINE], "note", 0, id="fine"),
        pytest.param([checked(NOTE)], "warning", 0, id="a note"),
        pytest.param([checked(NOTE)], "note", 1, id="a note that fails"),
        pytest.param([checked(WARNING)], "error", 0, id="a warning"),
        pytest.param([checked(WARNING)], "warning", 1, id="a warning that fails"),
        pytest.param([checked(ERROR), FINE], "error", 1, id="an error"),
        pytest.param([checked(ERROR), FINE], "warning", 1, id="an error, when warnings fail"),
        pytest.param([checked(ERROR)], "never", 0, id="an error that does not"),
        pytest.param([checked(ERROR), MISSING], "never", 3, id="a problem wins"),
    ],
)
def test_exit_code(items: list[Item], fail_on: str, code: int) -> None:
    tally = Tally(fail_on)
    for item in items:
        tally.add(item)
    assert tally.exit_code == code
