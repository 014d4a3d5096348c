"""What is printed for documents and problems, word for word but for the rules' own words."""

import io
import json
import sys
from typing import Any

import pytest

from alimtalk_rules.cli.places import Place
from alimtalk_rules.cli.reading import ReadError
from alimtalk_rules.cli.screen import MOST_PROBLEMS, Checked, JsonScreen, Tally, TextScreen
from alimtalk_rules.cli.terminal import Bar
from alimtalk_rules.images import ImageFacts
from alimtalk_rules.report import Finding, Report

ERROR = Finding("title-with-image", "", related=("/image", "/title"))
WARNING = Finding("duplicate-button", "/buttons/1")
NOTE = Finding("too-many-findings", "/x", {"limit": 100})
IN_TEXT = Finding("leftover-variable", "/text", span=(7, 9))

FINE = Checked(Report("message", combination="text+buttons"))
ALSO_FINE = Checked(Report("message", combination="text"))
PROBLEM = ReadError("value-expected", Place(4, 2))
MISSING = ReadError("no-such-file")


def checked(*findings: Finding, line: int = 1, **where: Any) -> Checked:
    pointer = where.get("pointer", "")
    places = {
        (pointer + found.path, found.span and found.span[0]): Place(line, column)
        for column, found in zip(range(9, 0, -1), findings, strict=False)
    }
    return Checked(Report("message", findings), places=places, **where)


def words(found: Finding, lang: str = "en") -> str:
    return f"  {found.sentence(lang)}\n  → {found.hint(lang)}\n"


def text_of(
    items: dict[str, list[Checked | ReadError]], capsys: pytest.CaptureFixture[str], **options: Any
) -> tuple[str, str]:
    """What is written on standard output, and on standard error."""
    lang, kind = options.get("lang", "en"), options.get("kind", "message")
    tally = Tally()
    screen = TextScreen(kind, lang, list(items), Bar())
    for file, found in items.items():
        for item in found:
            tally.add(item)
            screen.show(file, item)
        screen.end_of_file(file)
    screen.summary(tally, ok=True)
    return capsys.readouterr()


def test_findings_by_place(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = text_of({"a.json": [checked(IN_TEXT, ERROR)]}, capsys)
    assert out == (
        f"a.json:1:8  error    title-with-image\n{words(ERROR)}"
        f"a.json:1:9  warning  leftover-variable  /text\n{words(IN_TEXT)}"
        "\n1 message checked: 1 error, 1 warning, 0 notes\n"
    )
    assert err == ""


def test_in_korean(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = text_of({"가.json": [checked(ERROR, WARNING, NOTE)]}, capsys, lang="ko")
    assert out == (
        f"가.json:1:7  참고  too-many-findings  /x\n{words(NOTE, 'ko')}"
        f"가.json:1:8  경고  duplicate-button   /buttons/1\n{words(WARNING, 'ko')}"
        f"가.json:1:9  오류  title-with-image\n{words(ERROR, 'ko')}"
        "\n메시지 1건 검사: 오류 1건, 경고 1건, 참고 1건\n"
    )


@pytest.mark.parametrize(
    ("items", "contents"),
    [
        pytest.param([FINE], "text+buttons", id="one message"),
        pytest.param([FINE, ALSO_FINE, FINE], "2 × text+buttons, 1 × text", id="some"),
        pytest.param([Checked(Report("message"))], "", id="no combination, the fault ignored"),
    ],
)
def test_a_fine_file(
    items: list[Checked | ReadError], contents: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out, _ = text_of({"a": items}, capsys)
    assert out.splitlines()[:2] == [f"a  fine  {contents}".rstrip(), ""]


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        pytest.param("en", "a    no messages in it\nb.x  fine  text", id="en"),
        pytest.param("ko", "a    메시지가 없습니다\nb.x  정상  text", id="ko"),
    ],
)
def test_a_file_with_no_documents_is_not_called_fine(
    lang: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = text_of({"a": [], "b.x": [ALSO_FINE]}, capsys, lang=lang)
    assert out.startswith(f"{shown}\n\n")
    assert err == ""


def test_fine_files_stand_together(capsys: pytest.CaptureFixture[str]) -> None:
    items: dict[str, list[Checked | ReadError]] = {
        "주문.json": [FINE],
        "b": [ALSO_FINE],
        "x": [FINE, checked(WARNING)],
        "y" * 50: [FINE],
    }
    out, _ = text_of(items, capsys)
    assert out == (
        f"주문.json{' ' * 31}  fine  text+buttons\nb{' ' * 39}  fine  text\n"
        f"\nx:1:9  warning  duplicate-button  /buttons/1\n{words(WARNING)}"
        f"\n{'y' * 50}  fine  text+buttons\n"
        "\n5 messages checked: 0 errors, 1 warning, 0 notes\n"
    )


@pytest.mark.parametrize(
    ("facts", "contents"),
    [
        pytest.param(
            ImageFacts(format="jpeg", width=800, height=400, bytes=90_123),
            "800 × 400 px, jpeg, 90,123 bytes",
            id="whole",
        ),
        pytest.param(ImageFacts(bytes=9), "9 bytes", id="unreadable, and that ignored"),
        pytest.param(ImageFacts(width=800, format="png"), "png", id="half measured"),
    ],
)
def test_a_fine_image(facts: ImageFacts, contents: str, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = text_of({"a": [Checked(Report("image", image=facts))]}, capsys, kind="image")
    assert out == f"a  fine  {contents}\n\n1 image checked: 0 errors, 0 warnings, 0 notes\n"


def test_a_finding_without_a_place(capsys: pytest.CaptureFixture[str]) -> None:
    found = Finding("image-unreadable", "/width")
    item = Checked(Report("image", (found,), image=ImageFacts(width=1)))
    out, _ = text_of({"-": [item]}, capsys, kind="image")
    assert out.startswith(f"<stdin>  error  image-unreadable  /width\n{words(found)}")


def test_problems(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = text_of({"a": [PROBLEM, FINE], "b": [MISSING], "c": [FINE]}, capsys)
    assert err == (
        "a:4:2  This is not JSON: a value should stand here.\nb  There is no such file.\n"
    )
    assert out == (
        "c  fine  text+buttons\n"
        "\n2 messages checked: 0 errors, 0 warnings, 0 notes, 2 not readable\n"
    )


def test_pointers_of_arrays_are_whole_and_safe_and_short(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = Finding("empty-value", "/\x1b[31m" + "x" * 999)
    out, _ = text_of({"a\x07": [checked(found, pointer="/12")]}, capsys)
    (head, *_) = out.splitlines()
    assert head == f"a\\x07:1:9  error  empty-value  /12/\\x1b[31m{'x' * 108}…"


# JSON


def json_of(
    items: list[tuple[str, Checked | ReadError]], capsys: pytest.CaptureFixture[str]
) -> dict[str, Any]:
    tally = Tally()
    screen = JsonScreen("en", Bar())
    for file, item in items:
        tally.add(item)
        screen.show(file, item)
        screen.end_of_file(file)
    screen.summary(tally, ok=False)
    result: dict[str, Any] = json.loads(capsys.readouterr().out)
    return result


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    image = Checked(Report("image", (Finding("image-unreadable", ""),), image=ImageFacts()))
    items: list[tuple[str, Checked | ReadError]] = [
        ("a", FINE),
        ("b\x9b", checked(IN_TEXT, ERROR, line=3, pointer="/1")),
        ("c", PROBLEM),
        ("-", image),
        ("d", MISSING),
    ]
    output = json_of(items, capsys)
    assert list(output) == ["documents", "problems", "summary", "ok"]
    fine, found, shown = output["documents"]
    assert fine == {
        "file": "a",
        "pointer": "",
        "line": None,
        "report": FINE.report.to_dict(),
        "places": [],
    }
    assert found["file"] == "b\x9b"
    assert found["pointer"] == "/1"
    assert found["report"]["findings"] == [IN_TEXT.to_dict(), ERROR.to_dict()]
    assert found["places"] == [{"line": 3, "column": 9}, {"line": 3, "column": 8}]
    assert shown["report"] == image.report.to_dict()
    assert shown["places"] == [{"line": None, "column": None}]
    assert output["problems"] == [
        {
            "file": "c",
            "line": 4,
            "column": 2,
            "reason": "This is not JSON: a value should stand here.",
        },
        {"file": "d", "line": None, "column": None, "reason": "There is no such file."},
    ]
    assert output["summary"] == {
        "documents": 3,
        "errors": 2,
        "warnings": 1,
        "notes": 0,
        "problems": 2,
    }
    assert output["ok"] is False


def test_json_of_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert json_of([("a", MISSING)], capsys)["documents"] == []


def test_json_lists_so_many_problems_and_counts_them_all(
    capsys: pytest.CaptureFixture[str],
) -> None:
    output = json_of([("a", PROBLEM)] * (MOST_PROBLEMS + 5), capsys)
    assert len(output["problems"]) == MOST_PROBLEMS
    assert output["summary"]["problems"] == MOST_PROBLEMS + 5


def test_json_is_written_document_by_document(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, "utf-8"))
    screen = JsonScreen("en", Bar())
    sizes = []
    for _ in range(3):
        screen.show("a", FINE)
        sizes.append(len(raw.getvalue()))
    assert 0 < sizes[0] < sizes[1] < sizes[2]


@pytest.mark.parametrize(
    ("items", "fail_on", "code"),
    [
        pytest.param([], "error", 0, id="nothing"),
        pytest.param([FINE], "warning", 0, id="fine"),
        pytest.param([checked(NOTE)], "warning", 0, id="a note never fails"),
        pytest.param([checked(WARNING)], "error", 0, id="a warning"),
        pytest.param([checked(WARNING)], "warning", 1, id="a warning that fails"),
        pytest.param([checked(ERROR), FINE], "error", 1, id="an error"),
        pytest.param([checked(ERROR), FINE], "warning", 1, id="an error, when warnings fail"),
        pytest.param([checked(ERROR), MISSING], "error", 3, id="a problem wins"),
    ],
)
def test_exit_code(items: list[Checked | ReadError], fail_on: str, code: int) -> None:
    tally = Tally()
    for item in items:
        tally.add(item)
    assert tally.exit_code(fail_on) == code
