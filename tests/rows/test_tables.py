"""Tables: CSV in two encodings, workbooks, and files that are no table."""

import csv
import datetime as dt
import gzip
import io
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from alimtalk_rules import read_rows
from alimtalk_rules.cli.phrases import PHRASES
from alimtalk_rules.reading import ReadError, _zstd
from alimtalk_rules.rows import tables
from alimtalk_rules.rows.tables import open_table
from alimtalk_rules.rows.values import FormattedNumber, Formula

BOM = b"\xef\xbb\xbf"
LONG = csv.field_size_limit() + 1
SPREADSHEET = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def rows_of(data: bytes | str, name: str = "a.csv") -> list[tuple[int, dict[Any, object]]]:
    """Number and cells of each row."""
    Path(name).write_bytes(data.encode() if isinstance(data, str) else data)
    return [(row.number, dict(row)) for row in read_rows(name)]


# --------------------------------------------------------------------------- text

KOREAN = '이름,금액\r\n홍길동,"15,000"\r\n'
READ = [(2, {"이름": "홍길동", "금액": "15,000"})]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.csv", KOREAN.encode(), id="UTF-8"),
        pytest.param("a.csv", BOM + KOREAN.encode(), id="UTF-8 with a byte order mark"),
        pytest.param("a.CSV", KOREAN.encode("cp949"), id="CP949"),
        pytest.param("a.csv", KOREAN.replace("\r\n", "\n").encode(), id="LF"),
        pytest.param("a.csv", KOREAN.rstrip().encode(), id="no line break at the end"),
        pytest.param("a.csv.gz", gzip.compress(KOREAN.encode()), id="gzip"),
        pytest.param("a.csv.zst", _zstd().compress(KOREAN.encode()), id="zstd"),
        pytest.param("a.tsv", "이름\t금액\n홍길동\t15,000\n".encode(), id="tabs"),
    ],
)
def test_encodings(name: str, data: bytes) -> None:
    assert rows_of(data, name) == READ


@pytest.mark.parametrize(
    ("data", "read"),
    [
        pytest.param("a,b\n", [], id="no rows"),
        pytest.param("a\n1\n\n2\n", [(2, {"a": "1"}), (4, {"a": "2"})], id="blank line counts"),
        pytest.param('a,b\n," "\n1,2\n', [(3, {"a": "1", "b": "2"})], id="blank cells"),
        pytest.param('a\n"1\n2"\n3\n', [(2, {"a": "1\n2"}), (3, {"a": "3"})], id="line in a cell"),
        pytest.param('a\n"say ""hi"""\n', [(2, {"a": 'say "hi"'})], id="quotes in a cell"),
        pytest.param("a,b\n1\n", [(2, {"a": "1", "b": None})], id="short row"),
        pytest.param("a\n1,2,3\n", [(2, {"a": "1", None: ["2", "3"]})], id="long row"),
        pytest.param("a\n1,,\n", [(2, {"a": "1"})], id="empty cells behind"),
        pytest.param("a,\n1,2\n", [(2, {"a": "1", None: ["2"]})], id="no name behind"),
        pytest.param("a,,b\n1,2,3\n", [(2, {"a": "1", "b": "3"})], id="no name between"),
        pytest.param("#{a}, b \n1,2\n", [(2, {"a": "1", "b": "2"})], id="marks and spaces"),
        pytest.param("a\n007\n", [(2, {"a": "007"})], id="digits stay text"),
    ],
)
def test_rows(data: str, read: list[tuple[int, dict[Any, object]]]) -> None:
    assert rows_of(data) == read


@pytest.mark.parametrize(
    ("name", "data", "reason", "place"),
    [
        pytest.param("a.csv", b"", "no-header", None, id="empty"),
        pytest.param("a.csv", b"\n1\n", "no-header", None, id="blank first row"),
        pytest.param("a.csv", b"a,b,a\n", "two-columns-of-one-name", (1, 3), id="one name twice"),
        pytest.param("a.csv", b'a\n1\n"2\n3\n', "quotes-do-not-match", (3, 1), id="not closed"),
        pytest.param("a.csv", b'a\n"1"2\n', "quotes-do-not-match", (2, 1), id="more behind quotes"),
        pytest.param(
            "a.csv", b"a\n1\n%b\n" % (b"x" * LONG), "cell-too-long", (3, 1), id="long cell"
        ),
        pytest.param(
            "a.csv", b'a\n"%b' % (b"x\n" * LONG), "cell-too-long", (2, 1), id="not closed, long"
        ),
        pytest.param("a.csv", "이름".encode("utf-16"), "other-encoding", (1, 1), id="UTF-16"),
        pytest.param("a.csv", b"a\n\xff\xfe\xff", "not-utf-8", (2, 1), id="no encoding"),
        pytest.param("a.json", b"{}", "not-a-table", None, id="another name"),
        pytest.param("a.xlsx", b"a,b\n", "not-a-workbook", None, id="a text named so"),
    ],
)
def test_what_is_no_table(name: str, data: bytes, reason: str, place: Any) -> None:
    with pytest.raises(ReadError) as raised:
        rows_of(data, name)
    assert (raised.value.reason, raised.value.place) == (reason, place)
    assert all(reason in phrases for phrases in PHRASES.values())


def test_a_file_that_is_not_there() -> None:
    for name in ("none.csv", "none.xlsx"):
        with pytest.raises(FileNotFoundError):
            read_rows(name)


def test_a_row_is_read_as_the_standard_library_reads_it() -> None:
    data = 'a,b\r\n"1,5","x ""y"" z"\r\n2,\r\n'
    expected = [*csv.DictReader(io.StringIO(data, newline=""))]
    assert [row for _, row in rows_of(data)] == expected


# --------------------------------------------------------------------------- workbooks


def workbook(*rows: list[Any], name: str = "a.xlsx", **formats: str) -> list[dict[Any, object]]:
    """What is read of a sheet with these rows."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    for cell, form in formats.items():
        sheet[cell].number_format = form
    book.save(name)
    return [dict(row) for row in read_rows(name)]


def rewritten(part: str, rewrite: Callable[[bytes], bytes]) -> None:
    """Write ``b.xlsx``, which is ``a.xlsx`` with another part."""
    with zipfile.ZipFile("a.xlsx") as old, zipfile.ZipFile("b.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, rewrite(data) if part in name else data)


def test_cells_of_a_workbook() -> None:
    day = dt.datetime(2026, 11, 26)  # noqa: DTZ001 - as workbooks have it
    cells = ["홍길동", 3, 2.5, True, day.date(), "#N/A", None, "=1+1"]
    (row,) = workbook([*"abcdefgh"], cells)
    *others, formula = row.values()
    assert others == ["홍길동", 3, 2.5, True, day, "#N/A", None]
    assert isinstance(formula, Formula)


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        pytest.param("김_x000D_\n박", "김\r\n박", id="a carriage return"),
        pytest.param("_x005F_x000D_", "_x000D_", id="what looks like one"),
        pytest.param("_x00e9_", "é", id="small letters"),
        pytest.param("_x000G_ _x00D_ x000D_", "_x000G_ _x00D_ x000D_", id="nothing"),
    ],
)
def test_characters_that_are_escaped(stored: str, read: str) -> None:
    assert workbook([f"a{stored}"], [stored]) == [{f"a{read}": read}]


@pytest.mark.parametrize(
    ("value", "form", "read"),
    [
        pytest.param(15000, "General", 15000, id="none"),
        pytest.param(15000, "@", 15000, id="text"),
        pytest.param(15000, "#,##0", "15,000", id="commas"),
        pytest.param(1234.5, "#,##0.00", "1,234.50", id="commas and decimals"),
        pytest.param(15000, "#,##0_ ", "15,000", id="commas and a space"),
        pytest.param(1012345678, "00000000000", "01012345678", id="zeros before"),
        pytest.param(2.5, "0", "3", id="rounded as a spreadsheet rounds"),
        pytest.param(1.005, "0.00", "1.01", id="rounded as it is written"),
    ],
)
def test_a_number_is_what_the_sheet_shows(value: float, form: str, read: object) -> None:
    (row,) = workbook(["a"], [value], A2=form)
    assert row == {"a": read}


@pytest.mark.parametrize("number", [1e300, 99_999_999])
def test_a_date_that_is_none(number: float) -> None:
    """``openpyxl`` warns of it, with its value."""
    assert workbook(["a"], [number], A2="yyyy-mm-dd") == [{"a": "#VALUE!"}]


@pytest.mark.parametrize("form", ["0%", '#,##0"원"', "000-0000-0000", "0.0E+00"])
def test_a_number_that_is_shown_otherwise(form: str) -> None:
    (row,) = workbook(["a"], [12], A2=form)
    assert type(row["a"]) is FormattedNumber


@pytest.mark.parametrize("digits", ["1E300", "1E999", "9" * 16, "-" + "9" * 16, "9" * 400])
@pytest.mark.parametrize("form", ["#,##0", "0.00", "0%", "00000000000000000"])
def test_a_number_of_more_digits_than_are_stored(digits: str, form: str) -> None:
    workbook(["a"], [12], A2=form)
    rewritten("sheet1", lambda data: data.replace(b"<v>12</v>", f"<v>{digits}</v>".encode()))
    ((_, row),) = rows_of(Path("b.xlsx").read_bytes(), "b.xlsx")
    assert type(row["a"]) is FormattedNumber


def test_a_number_below_zero_is_left_to_its_format() -> None:
    (row,) = workbook(["a"], [-12], A2="#,##0")
    assert type(row["a"]) is FormattedNumber


def test_rows_of_a_workbook_have_its_numbers() -> None:
    workbook(["a"], [1], [], [2], name="a.xlsm")
    assert [row.number for row in read_rows("a.xlsm")] == [2, 4]


def test_the_first_sheet_that_can_be_seen() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].sheet_state = "hidden"
    book.create_sheet("people").append(["이름"])
    book.save("a.xlsx")
    assert open_table("a.xlsx").columns == ["이름"]


def test_a_workbook_that_says_nothing_of_styles() -> None:
    """``openpyxl`` warns of it; nobody can do anything about that."""
    workbook(["a"], [1])
    rewritten("styles", lambda _: b'<styleSheet xmlns="%b"/>' % SPREADSHEET)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert [dict(row) for row in read_rows("b.xlsx")] == [{"a": 1}]


def test_a_workbook_that_holds_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_UNZIPPED", 1000)
    with pytest.raises(ReadError, match="workbook too large"):
        workbook(["a"], [1])


def test_a_row_further_down_than_a_sheet_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    assert len(workbook(["a"], [1])) == 1
    with pytest.raises(ReadError, match="not a workbook"):
        workbook(["a"], [1], [], [2])


def test_a_broken_sheet_is_told_when_its_turn_comes() -> None:
    workbook(["a"], *([number] for number in range(400)))
    rewritten("sheet1", lambda data: data[: len(data) // 2])
    rows = read_rows("b.xlsx")
    assert dict(next(rows)) == {"a": 0}
    with pytest.raises(ReadError, match="not a workbook"):
        list(rows)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    workbook(["a"])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ModuleNotFoundError, match=r"alimtalk-rules\[excel\]"):
        read_rows("a.xlsx")
