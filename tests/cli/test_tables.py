"""Tables on the command line: rows checked, and rendered into messages and requests."""

import json
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft7Validator, Draft202012Validator
from junitparser import JUnitXml

from alimtalk_rules import RULES, check_payload, messages_in
from alimtalk_rules.cli import tables
from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.structure import load_schema
from tests.cli.program import alimtalk, json_of, write

TEMPLATE = {
    "code": "order-done",
    "text": "#{고객명}님, 주문 #{주문번호}이 완료되었습니다.",
    "buttons": [
        {"type": "WL", "name": "주문 보기", "urlMobile": "https://shop.example.com/#{주문번호}"}
    ],
}
PEOPLE = """고객명,전화번호,주문번호,메모
홍길동,010-1234-5678,2026-0417,
김하늘,1098765432,2026-0418,단골
이서준,010-2222-3333,#N/A,

박지우,010-4444-5555,2026-0420,
"""
WITH = ("--template", "t.json")
TO = ("--to-column", "전화번호")
ROWS = ("render", "t.json", "--rows", "people.csv")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("t.json", TEMPLATE)
    write("people.csv", PEOPLE)


def lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


# --------------------------------------------------------------------------- check


def test_a_finding_stands_in_its_row_and_column() -> None:
    result = alimtalk("check", "people.csv", *WITH, *TO)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "people.csv:3:2  error  leading-zero-lost  전화번호",
        "  The 0 at the beginning of this phone number is lost.",
        f"  → {RULES['leading-zero-lost'].texts['en'].hint}",
        "",
        "people.csv:4:3  error  value-damaged  주문번호",
        "  A spreadsheet has damaged this value: it is the error of a formula, such as #N/A.",
        "  → Correct the formula, or enter the value again in a column that is formatted as text.",
        "",
        "4 rows checked: 2 errors, 0 warnings, 0 notes",
        "2 may be sent · 2 refused",
    ]


def test_in_korean() -> None:
    result = alimtalk("check", "people.csv", *WITH, "--lang", "ko")
    assert result.stdout.splitlines()[-2:] == [
        "4행 검사: 오류 1건, 경고 0건, 참고 0건",
        "발송 가능 3건 · 거부 1건",
    ]


def test_a_finding_in_no_column_stands_in_the_message() -> None:
    write("people.csv", f"고객명,주문번호\n{'가' * 980},{'1' * 30}\n홍길동,2,3\n")
    result = alimtalk("check", "people.csv", *WITH)
    heads = [line for line in result.stdout.splitlines() if line.startswith("people")]
    assert [head.split() for head in heads] == [
        ["people.csv:2:1", "error", "text-too-long", "/text"],
        ["people.csv:3:1", "error", "row-too-long"],
    ]


def test_json() -> None:
    output = json_of("check", "people.csv", *WITH, *TO)
    documents = output["documents"]
    assert [document["line"] for document in documents] == [2, 3, 4, 6]
    assert [document["columns"] for document in documents] == [[], ["전화번호"], ["주문번호"], []]
    assert documents[1]["places"] == [{"line": 3, "column": 2}]
    assert documents[2]["report"]["document"] == "row"
    assert output["summary"]["documents"] == 4


def written_as(form: str, table: str = PEOPLE) -> str:
    write("people.csv", table)
    result = alimtalk("check", "people.csv", *WITH, *TO, "--format", form)
    assert (result.exit_code, result.stderr) == (1, "")
    return result.stdout


IN_NO_COLUMN = "고객명,전화번호,주문번호\n홍길동,010-1234-5678,1,2\n"
TOO_LONG = "This row has 4 cells, but the table has 3 columns."


def test_concise() -> None:
    assert [line.partition(": ")[0] for line in written_as("concise").splitlines()] == [
        "people.csv:3:2",
        "people.csv:4:3",
    ]
    told = f"people.csv:2:1: error: {TOO_LONG} [row-too-long]\n"
    assert written_as("concise", IN_NO_COLUMN) == told


def test_json_lines() -> None:
    found = [*lines(written_as("jsonl")), *lines(written_as("jsonl", IN_NO_COLUMN))]
    assert [(each["line"], each["column"], each["columnName"]) for each in found] == [
        *((3, 2, "전화번호"), (4, 3, "주문번호"), (2, 1, None))
    ]
    assert all(map(Draft202012Validator(load_schema("output-line")).is_valid, found))


def test_the_json_is_as_its_schema_says() -> None:
    output = json.loads(written_as("json"))
    assert Draft202012Validator(load_schema("output")).is_valid(output)


def test_sarif_has_the_row_and_the_name_of_the_column() -> None:
    """And no column of characters, which its columns are."""
    log = json.loads(written_as("sarif"))
    official = Path(__file__).with_name("sarif-schema-2.1.0.json").read_text(encoding="utf-8")
    assert Draft7Validator(json.loads(official)).is_valid(log)
    locations = [result["locations"][0] for result in log["runs"][0]["results"]]
    assert [each["physicalLocation"]["region"] for each in locations] == [
        {"startLine": 3},
        {"startLine": 4},
    ]
    assert [each["logicalLocations"][0]["fullyQualifiedName"] for each in locations] == [
        "전화번호",
        "주문번호",
    ]


def test_annotations_of_github() -> None:
    assert [line.partition("::people")[0] for line in written_as("github").splitlines()[:2]] == [
        "::error file=people.csv,line=3,title=leading-zero-lost",
        "::error file=people.csv,line=4,title=value-damaged",
    ]


def test_gitlab() -> None:
    entries = json.loads(written_as("gitlab"))
    assert [each["location"]["lines"]["begin"] for each in entries] == [3, 4]


def test_junit() -> None:
    (suite,) = JUnitXml.fromstring(written_as("junit").encode())
    assert [case.name for case in suite] == ["row 2", "row 3", "row 4", "row 6"]
    assert [case.is_failure for case in suite] == [False, True, True, False]


def test_a_baseline() -> None:
    alimtalk("check", "people.csv", *WITH, *TO, "-o", "sarif=known.sarif")
    known = ("check", "people.csv", *WITH, *TO, "--baseline", "known.sarif")
    assert alimtalk(*known).exit_code == 0
    write("people.csv", PEOPLE + "박지우,010-4444-6666,#N/A,\n")
    output = json_of(*known)
    assert (output["summary"]["errors"], output["summary"]["known"]) == (1, 2)


CONFIG = """lang = "ko"
templates = "t.json"
gateway = "sens"
ignore = ["leading-zero-lost"]
severity = { value-damaged = "warning" }
per-file-ignores = { "old.csv" = ["value-damaged"] }
"""


def test_the_configuration_counts() -> None:
    write("alimtalk-rules.toml", CONFIG)
    write("old.csv", PEOPLE)
    result = alimtalk("check", "people.csv", "old.csv", *TO)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == "people.csv:4:3  경고  value-damaged  주문번호"
    assert result.stdout.splitlines()[-2] == "8행 검사: 오류 0건, 경고 1건, 참고 0건"


def test_the_configuration_counts_when_rows_are_rendered() -> None:
    """But its gateway is what documents are, not what messages become."""
    write("alimtalk-rules.toml", CONFIG)
    write("old.csv", PEOPLE)
    result = alimtalk("render", "t.json", "--rows", "old.csv", *TO)
    assert [message["text"][:3] for message in lines(result.stdout)] == [
        *("홍길동", "김하늘", "이서준", "박지우")
    ]
    assert result.stderr.splitlines()[-1] == "발송 가능 4건 → <stdout> · 거부 0건"
    assert "value-damaged" not in result.stderr
    one = alimtalk("render", "t.json", "고객명=홍길동", "주문번호=1")
    assert json.loads(one.stdout)["text"] == "홍길동님, 주문 1이 완료되었습니다."


def test_messages_are_held_to_what_the_gateway_takes() -> None:
    write("t.json", TEMPLATE | {"header": "주문 안내"})
    assert "itself has errors" in alimtalk("check", "people.csv", *WITH).stderr
    assert json_of("check", "people.csv", *WITH, "--gateway", "solapi")["summary"]["refused"] == 1


@pytest.mark.parametrize("gateway", [(), ("--gateway", "bizppurio")])
def test_a_limit_counts_beside_the_gateway(gateway: tuple[str, ...]) -> None:
    write("people.csv", f"고객명,전화번호,주문번호\n{'가' * 30},010-1234-5678,1\n")
    arguments = ("check", "people.csv", *WITH, *TO, *gateway)
    assert alimtalk(*arguments).exit_code == 0
    assert alimtalk(*arguments, "--limit", "text=40").exit_code == 1


def test_a_summary() -> None:
    result = alimtalk("check", "people.csv", *WITH, "--summary")
    assert "people.csv:4:3 /text" in result.stdout


def test_beside_other_files() -> None:
    write("m.json", {"text": "홍길동님, 주문 1이 완료되었습니다.", "buttons": TEMPLATE["buttons"]})
    result = alimtalk("check", "m.json", "people.csv", *WITH, "--ignore", "value-damaged")
    assert "1 message, 4 rows checked" in result.stdout


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_encodings(encoding: str) -> None:
    Path("people.csv").write_text(PEOPLE, encoding=encoding)
    assert json_of("check", "people.csv", *WITH)["summary"]["documents"] == 4


def test_a_workbook() -> None:
    book = openpyxl.Workbook()
    for row in (["고객명", "주문번호"], ["홍길동", 20260417.0], ["김하늘", True]):
        book.worksheets[0].append(row)
    book.save("people.xlsx")
    output = json_of("check", "people.xlsx", *WITH)
    assert [document["columns"] for document in output["documents"]] == [[], ["주문번호"]]


@pytest.mark.parametrize(
    ("table", "template", "told"),
    [
        pytest.param(PEOPLE, None, "This is a table (CSV)", id="no template"),
        pytest.param(
            "이름\n", TEMPLATE, "no column called: 고객명, 주문번호, 전화번호.", id="columns"
        ),
        pytest.param(
            '고객명,주문번호,전화번호\n"', TEMPLATE, "people.csv:2:1  A quotation mark", id="quotes"
        ),
        pytest.param(PEOPLE, {"code": "a", "text": ""}, "itself has errors", id="its template"),
        pytest.param(None, TEMPLATE, "There is no such file.", id="no file"),
    ],
)
def test_what_cannot_be_read(
    table: str | None, template: dict[str, Any] | None, told: str, tmp_path: Path
) -> None:
    Path("people.csv").unlink()
    if table is not None:
        write("people.csv", table)
    options = []
    if template is not None:
        write("t.json", template)
        options = [*WITH, *TO]
    result = alimtalk("check", "people.csv", *options)
    assert result.exit_code == 3
    assert told in result.stderr


def test_names_of_columns_are_shown_and_not_obeyed() -> None:
    result = alimtalk("check", "people.csv", *WITH, "--to-column", "x\x1b[31m")
    assert "no column called: x\\x1b[31m." in result.stderr


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    openpyxl.Workbook().save("people.xlsx")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    result = alimtalk("check", "people.xlsx", *WITH)
    assert result.exit_code == 3
    assert 'pip install "alimtalk-rules[excel]"' in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(("check", "t.json", *TO), "--to-column is for tables", id="no table"),
        pytest.param(
            ("check", "people.csv", "--template", "two.json"),
            "--template has 2",
            id="two templates",
        ),
        pytest.param((*ROWS, "고객명=홍길동"), "not by both", id="values and rows"),
        pytest.param((*ROWS, "--to", "sens"), "--to needs --to-column", id="no column"),
        pytest.param(("render", "t.json", *TO), "are for --rows", id="no rows"),
        pytest.param(("render", "t.json", "--format", "json"), "are for --rows", id="no findings"),
        pytest.param((*ROWS, "-o", "people.csv"), "cannot be written", id="over its input"),
        pytest.param(
            ("check", "people.csv", *WITH, "--rejects", "r.jsonl"),
            "render TEMPLATE --rows TABLE -o FILE",
            id="rejects",
        ),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], told: str) -> None:
    write("two.json", [TEMPLATE, TEMPLATE | {"code": "other"}])
    result = alimtalk(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


# --------------------------------------------------------------------------- render


def test_messages() -> None:
    result = alimtalk(*ROWS)
    assert result.exit_code == 1
    assert [message["text"][:3] for message in lines(result.stdout)] == [
        "홍길동",
        "김하늘",
        "박지우",
    ]
    assert result.stdout.startswith('{"text": "홍길동님, 주문 2026-0417이 완료되었습니다."')
    assert "people.csv:4:3  error  value-damaged  주문번호" in result.stderr
    assert result.stderr.splitlines()[-1] == "3 may be sent → <stdout> · 1 refused"


def test_requests_go_to_a_file() -> None:
    result = alimtalk(*ROWS, "--to", "sens", *TO, "--sender", "@shop", "-o", "out.jsonl")
    assert "2 may be sent → out.jsonl · 2 refused" in result.stdout
    (request,) = lines(Path("out.jsonl").read_text(encoding="utf-8"))
    assert check_payload(request, templates=[TEMPLATE]).findings == ()
    assert [each["to"] for each in request["messages"]] == ["01012345678", "01044445555"]
    assert Path("out.jsonl").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("gateway", "sizes"),
    [
        pytest.param("sens", [100, 3], id="a hundred each"),
        pytest.param("infobip", [100, 3], id="a hundred each by another gateway"),
        pytest.param("infobip-omni", [1] * 103, id="one each"),
    ],
)
def test_batches(gateway: str, sizes: list[int]) -> None:
    rows = [f"홍길동,010-1234-{number:04},{number},\n" for number in range(103)]
    write("people.csv", PEOPLE.partition("\n")[0] + "\n" + "".join(rows))
    requests = lines(alimtalk(*ROWS, "--to", gateway, *TO).stdout)
    found = [messages_in(request, gateway) for request in requests]
    assert [*map(len, found)] == sizes
    numbers = [each.destinations[0][-4:] for messages in found for each in messages]
    assert numbers == [f"{number:04}" for number in range(103)]


@pytest.mark.parametrize("gateway", GATEWAYS)
def test_requests_of_every_gateway(gateway: str) -> None:
    """What is not told of the account is all that is missing of them."""
    result = alimtalk(*ROWS, "--to", gateway, *TO, "-q")
    found = [check_payload(each, gateway, templates=[TEMPLATE]) for each in lines(result.stdout)]
    rules = {each.rule for report in found for each in report.findings}
    assert rules <= {"missing-field", "nothing-to-send"}
    numbers = [
        number[-10:]
        for request in lines(result.stdout)
        for message in messages_in(request, gateway)
        for number in message.destinations
    ]
    assert numbers == ["1012345678", "1044445555"]


def test_a_request_is_no_longer_than_a_line_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_LINE_BYTES", 1000)
    rows = [f"홍길동,010-1234-{number:04},{number},\n" for number in range(103)]
    write("people.csv", PEOPLE.partition("\n")[0] + "\n" + "".join(rows))
    output = alimtalk(*ROWS, "--to", "sens", *TO).stdout
    assert max(len(line.encode()) for line in output.splitlines()) <= 1000
    found = [messages_in(request, "sens") for request in lines(output)]
    numbers = [each.destinations[0][-4:] for messages in found for each in messages]
    assert numbers == [f"{number:04}" for number in range(103)]


def test_a_request_may_be_just_as_long(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = alimtalk(*ROWS, "--to", "sens", *TO).stdout.splitlines()
    for most, requests in ((len(line.encode()), 1), (len(line.encode()) - 1, 2)):
        monkeypatch.setattr(tables, "MOST_LINE_BYTES", most)
        assert len(lines(alimtalk(*ROWS, "--to", "sens", *TO).stdout)) == requests


def test_one_message_may_be_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_LINE_BYTES", 9)
    found = [
        messages_in(each, "sens") for each in lines(alimtalk(*ROWS, "--to", "sens", *TO).stdout)
    ]
    assert [*map(len, found)] == [1, 1]


def test_the_format_of_findings() -> None:
    result = alimtalk(*ROWS, "-o", "out.jsonl", "--format", "concise")
    assert result.stdout.startswith("people.csv:4:3: error: ")
    result = alimtalk(*ROWS, "--format", "json")
    assert len(lines(result.stdout)) == 3
    assert json.loads(result.stderr)["summary"]["refused"] == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
def test_a_full_disk_is_no_fault_of_the_table() -> None:
    rows = [f"홍길동,010-1234-{number:04},{number},\n" for number in range(200)]
    write("people.csv", PEOPLE.partition("\n")[0] + "\n" + "".join(rows))
    result = alimtalk(*ROWS, "-o", "/dev/full")
    assert result.exit_code == 3
    first, second = result.stderr.splitlines()
    assert first.startswith("Stopped: ")
    assert second.startswith("/dev/full cannot be written")


def test_from_a_table_of_people_to_requests() -> None:
    """The way of docs/how-to/spreadsheets.md, with the commands alone."""
    numbers = [f"010-{number:04}-5678" for number in range(1000, 1036)]
    numbers[7], numbers[20] = "1098765432", ""
    rows = [f'고객{n},{number},2026-{n:04},"{n},000원"\r\n' for n, number in enumerate(numbers)]
    table = "고객명,전화번호,주문번호,금액\r\n" + "".join(rows)
    Path("people.csv").write_bytes(table.encode("cp949"))

    checked = json_of("check", "people.csv", *WITH, *TO)
    refused = [each["line"] for each in checked["documents"] if not each["report"]["ok"]]
    assert refused == [9, 22]

    sent = ("--to", "sens", *TO, "--sender", "@dawnmart", "-o", "requests.jsonl")
    assert "34 may be sent → requests.jsonl · 2 refused" in alimtalk(*ROWS, *sent).stdout

    found = alimtalk("check", "requests.jsonl", "--templates", "t.json", "--fail-on", "note")
    assert (found.exit_code, found.stderr) == (0, "")
    (request,) = lines(Path("requests.jsonl").read_text(encoding="utf-8"))
    assert [each["to"] for each in request["messages"]] == [
        number.replace("-", "") for number in numbers if len(number) == len("010-1234-5678")
    ]


def test_a_zero_is_put_back_if_that_is_asked_for() -> None:
    ignore = ("--ignore", "leading-zero-lost,value-damaged")
    (request,) = lines(alimtalk(*ROWS, "--to", "infobip", *TO, *ignore).stdout)
    numbers = [each["destinations"][0]["to"] for each in request["messages"]]
    assert numbers == ["821012345678", "821098765432", "821022223333", "821044445555"]


def test_what_is_refused_is_not_written() -> None:
    write("people.csv", "고객명,주문번호\n,1\n홍길동,2\n")
    assert len(lines(alimtalk(*ROWS).stdout)) == 2
    result = alimtalk(*ROWS, "--fail-on", "warning", "-q")
    assert len(lines(result.stdout)) == 1
    assert len(result.stderr.splitlines()) == 3


@pytest.mark.parametrize("to", [(), ("--to", "sens", "--to-column", "주문번호")])
def test_what_keeps_a_row_from_being_sent_cannot_be_ignored(to: tuple[str, ...]) -> None:
    book = openpyxl.Workbook()
    for row in (["고객명", "주문번호"], [True, 1], ["김하늘", 2]):
        book.worksheets[0].append(row)
    book.save("people.xlsx")
    rows = ("--rows", "people.xlsx", "--ignore", "value-not-text", "--fail-on", "never")
    result = alimtalk("render", "t.json", *rows, *to)
    assert len(lines(result.stdout)) == 1
    assert result.stderr.endswith("1 may be sent → <stdout> · 1 refused\n")


def test_no_rows() -> None:
    write("people.csv", "고객명,주문번호\n")
    result = alimtalk(*ROWS, "-o", "out.jsonl")
    assert result.exit_code == 0
    assert "nothing was checked" in result.stderr
    assert Path("out.jsonl").read_bytes() == b""


def test_a_table_that_cannot_be_read_leaves_the_output_as_it_was() -> None:
    write("people.csv", "이름\n")
    write("out.jsonl", "precious")
    assert alimtalk(*ROWS, "-o", "out.jsonl").exit_code == 3
    assert Path("out.jsonl").read_text(encoding="utf-8") == "precious"


def test_a_template_without_a_code_renders_too() -> None:
    write("t.json", {name: part for name, part in TEMPLATE.items() if name != "code"})
    assert len(lines(alimtalk(*ROWS).stdout)) == 3


def test_what_a_gateway_cannot_send() -> None:
    write("t.json", TEMPLATE | {"buttons": [{"type": "BT", "name": "상담하기"}]})
    result = alimtalk(*ROWS, "--to", "sens", *TO)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "sens cannot send this template" in result.stderr


def test_a_broken_table_loses_nothing_that_came_before() -> None:
    write("people.csv", PEOPLE + '"')
    result = alimtalk(*ROWS, "--to", "sens", *TO)
    assert result.exit_code == 3
    (request,) = lines(result.stdout)
    assert len(request["messages"]) == 2
    assert "people.csv:7:1  A quotation mark" in result.stderr


@pytest.mark.parametrize("to", [(), ("--to", "sens", *TO)])
def test_a_part_of_a_table_does_not_take_the_name_of_the_output(to: tuple[str, ...]) -> None:
    write("people.csv", PEOPLE + '"')
    write("out.jsonl", "precious")
    result = alimtalk(*ROWS, *to, "-o", "out.jsonl")
    assert result.exit_code == 3
    assert Path("out.jsonl").read_text(encoding="utf-8") == "precious"
    (part,) = Path().glob("out.jsonl.*.part")
    assert "김하늘" in part.read_text(encoding="utf-8") or to
    assert "박지우" in part.read_text(encoding="utf-8") or to
    assert f"is in {part.resolve()}; out.jsonl is as it was." in result.stderr
    assert "→" not in result.stdout.splitlines()[-1]


def test_what_no_utf_8_has_is_written_as_an_escape() -> None:
    write("t.json", json.dumps(TEMPLATE | {"text": "#{고객명} \ud800"}))
    ignored = ("--ignore", "unprintable-character")
    (message, *_) = lines(alimtalk(*ROWS, *ignored).stdout)
    assert message["text"] == "홍길동 \ud800"
