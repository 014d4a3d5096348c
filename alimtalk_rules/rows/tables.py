"""Reads tables: CSV as spreadsheets and databases write it, and Excel's workbooks."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterator
from contextlib import closing
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from itertools import zip_longest
from os import PathLike, fspath
from typing import Any, BinaryIO, Final, NamedTuple

from alimtalk_rules.limits import MOST_ROWS, MOST_UNZIPPED
from alimtalk_rules.reading import PACKED_SUFFIXES, Place, ReadError, decode, open_binary
from alimtalk_rules.rows.values import MOST_DIGITS, FormattedNumber, Formula, NoText, text_of

Cells = Iterator[list[Any]]
"""Rows of cells, blank ones too: their places are a spreadsheet's row numbers."""

_DELIMITERS: Final = {
    name + packed: delimiter
    for name, delimiter in ((".csv", ","), (".tsv", "\t"))
    for packed in ("", *PACKED_SUFFIXES)
}
_WORKBOOKS: Final = (".xlsx", ".xlsm")
TABLE_SUFFIXES: Final = (*_DELIMITERS, *_WORKBOOKS)
"""How the names of files end that are tables."""


class TableRow(dict[Any, object]):
    """What a row's cells hold, by the names of their columns; further cells are under None.

    Attributes:
        number: the row's number as a spreadsheet counts: the header is row 1.
    """

    number = 0


class Table(NamedTuple):
    """A table that was opened.

    Attributes:
        columns: their names, as the first row has them: ``#{name}`` is ``name``; a column
            without a name has an empty one.
        rows: the others, but for blank ones.
    """

    columns: list[str]
    rows: Iterator[TableRow]


def read_rows(path: str | PathLike[str]) -> Iterator[TableRow]:
    """The rows of a table, for ``check_rows``.

    The first row names the columns. A CSV file, ``*.csv``, or one with tabs, ``*.tsv``, both also
    with ``.gz`` or ``.zst``, is in UTF-8, with or without a byte order mark, or in CP949. Of a
    workbook, ``*.xlsx`` or ``*.xlsm``, the first visible sheet is read, rows that a filter hides
    included; that needs the extra ``excel``. Blank rows are passed over.

    Raises:
        ModuleNotFoundError: it is a workbook, and ``openpyxl`` is not installed.
        OSError: the file cannot be read.
        ValueError: it is no table, or in another encoding; two columns have one name.
    """
    return open_table(path).rows


def open_table(path: str | PathLike[str]) -> Table:
    """The table in a file: ``read_rows``, with its columns.

    Raises:
        ModuleNotFoundError: it is a workbook, and ``openpyxl`` is not installed.
        OSError: the file cannot be read.
        ReadError: why it is no table.
    """
    name = fspath(path).lower()
    delimiter = next((mark for end, mark in _DELIMITERS.items() if name.endswith(end)), None)
    if delimiter is not None:
        with open_binary(path) as stream:
            return _table(_cells_of_text(_decoded(stream.read()), delimiter))
    if name.endswith(_WORKBOOKS):
        return _table(_cells_of_workbook(open_binary(path)))
    raise ReadError("not-a-table")


def _table(cells: Cells) -> Table:
    header = next(cells, None)
    columns = [_name(cell) for cell in header or ()]
    while columns and not columns[-1]:
        columns.pop()
    if not columns:
        raise ReadError("no-header")
    for number, name in enumerate(columns):
        if name and name in columns[:number]:
            raise ReadError("two-columns-of-one-name", Place(1, number + 1))
    return Table(columns, _rows(columns, cells))


_marked: Final = re.compile(r"#\{(.*)\}").fullmatch


def _name(cell: object) -> str:
    """The name of a column."""
    text = text_of(cell)
    name = "" if isinstance(text, NoText) else text.strip()
    marked = _marked(name)
    return marked[1] if marked else name


def _rows(columns: list[str], cells: Cells) -> Iterator[TableRow]:
    for number, row in enumerate(cells, 2):
        if all(map(_is_blank, row)):
            continue
        read = TableRow({name: cell for name, cell in zip_longest(columns, row) if name})
        read.number = number
        if further := [cell for cell in row[len(columns) :] if not _is_blank(cell)]:
            read[None] = further
        yield read


def _is_blank(cell: object) -> bool:
    return cell is None or (type(cell) is str and not cell.strip())


# --------------------------------------------------------------------------- text


def _decoded(data: bytes) -> str:
    try:
        return decode(data)
    except ReadError as error:
        if error.values["encoding"] != "CP949":
            raise
        return data.decode("cp949")


def _cells_of_text(text: str, delimiter: str) -> Cells:
    stream = io.StringIO(text, newline="")
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    line, begin, limit = 1, 0, csv.field_size_limit()
    try:
        for row in reader:
            line, begin = reader.line_num + 1, stream.tell()
            yield row
    except csv.Error:
        place = Place(line, 1)
        if stream.tell() - begin > limit:
            raise ReadError("cell-too-long", place, limit=limit) from None
        raise ReadError("quotes-do-not-match", place) from None


# --------------------------------------------------------------------------- workbooks


def _cells_of_workbook(stream: BinaryIO) -> Cells:
    """The cells of the first visible sheet, with its values, and beside it with its formulas."""
    with closing(stream):
        try:
            _require_bounded(stream)
            shown, formulas = (_sheet(stream, data_only=data_only) for data_only in (True, False))
            for number, (row, written) in enumerate(zip(shown, formulas, strict=True), 1):
                if number > MOST_ROWS:
                    raise ReadError("not-a-workbook")  # noqa: TRY301 - told as the others
                yield [*map(_value, row, written)]
        except (ReadError, ModuleNotFoundError):
            raise
        except Exception:  # noqa: BLE001 - openpyxl raises whatever a broken file makes it trip on
            raise ReadError("not-a-workbook") from None


def _require_bounded(stream: BinaryIO) -> None:
    from zipfile import ZipFile  # noqa: PLC0415 - takes time

    with ZipFile(stream) as archive:
        if sum(each.file_size for each in archive.infolist()) > MOST_UNZIPPED:
            raise ReadError("workbook-too-large", limit=MOST_UNZIPPED)


def _sheet(stream: BinaryIO, *, data_only: bool) -> Iterator[tuple[Any, ...]]:
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            'reading a workbook needs openpyxl: pip install "alimtalk-rules[excel]"',
            name=error.name,
        ) from None
    with warnings.catch_warnings(action="ignore"):  # of styles and the like, which do not matter
        workbook = load_workbook(stream, read_only=True, data_only=data_only)
    sheet: Any = next(each for each in workbook.worksheets if each.sheet_state == "visible")
    sheet.reset_dimensions()  # what the file says of them may be wrong
    return _quietly(sheet.iter_rows())


def _quietly(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The rows, without a warning of a date beyond all dates: its cell becomes an error."""
    while True:
        with warnings.catch_warnings(action="ignore"):
            row = next(rows, None)
        if row is None:
            return
        yield row


def _value(shown: Any, written: Any) -> object:
    """What a cell holds, as the sheet shows it, as far as that is certain."""
    value = shown.value
    if value is None:
        return Formula() if written.data_type == "f" else None
    if shown.data_type == "s":
        from openpyxl.utils.escape import unescape  # noqa: PLC0415 - an extra

        return unescape(value)  # _x000D_ is a character (ECMA-376, ST_Xstring)
    if shown.data_type != "n" or shown.number_format in _AS_STORED:
        return value
    form = _form(shown.number_format)
    if form is None or value < 0:
        return FormattedNumber(str(value))  # an integer may be too large for a float
    thousands, zeros, decimals = form[1], form[2], form[3] or ""
    unit = Decimal(1).scaleb(-len(decimals))
    try:
        rounded = Decimal(repr(value)).quantize(unit, ROUND_HALF_UP, Context(MOST_DIGITS))
    except InvalidOperation:  # there are more digits than are stored
        return FormattedNumber(str(value))
    if thousands:
        return f"{rounded:,f}"
    whole, point, fraction = f"{rounded:f}".partition(".")
    return whole.zfill(len(zeros)) + point + fraction


_AS_STORED: Final = ("General", "@")
_form: Final = re.compile(r"(#,##)?(0+)(?:\.(0+))?(?:_ )?").fullmatch
"""The formats of numbers that say all of how they look: digits, commas, and zeros before them."""
