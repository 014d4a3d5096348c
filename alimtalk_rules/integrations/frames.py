"""Checks the rows of data frames, whichever library they are of: pandas, polars, pyarrow, DuckDB.

What is found is a frame of the same library.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final, TypeVar, cast

from alimtalk_rules.check import document_checker
from alimtalk_rules.documents import Message
from alimtalk_rules.integrations import missing
from alimtalk_rules.profiles import INFOBIP, Profile, Severity
from alimtalk_rules.report import NO_CHANGES, Finding, require_language
from alimtalk_rules.rows import check_rows
from alimtalk_rules.rows.values import is_nothing
from alimtalk_rules.templates.book import TemplateBook
from alimtalk_rules.templates.filling import variables_of

try:
    import narwhals as nw
except ModuleNotFoundError as error:
    raise missing("frames", error) from None

__all__ = ["check_frame"]

_OF_FINDINGS: Final = ("rule", "severity", "path", "message", "hint")
_SCHEMA: Final[dict[str, Any]] = {
    "row": nw.Int64,
    **dict.fromkeys(("column", *_OF_FINDINGS), nw.String),
}

_AT_ONCE: Final = 1024
"""Rows that are Python objects at the same time."""

Frame = TypeVar("Frame")
Held = nw.DataFrame[Any] | nw.LazyFrame[Any]
Found = tuple[int, str | None, Finding]
"""The place of a row, from 0; the column that a finding is about; the finding."""


def check_frame(  # noqa: PLR0913 - the options are named
    frame: Frame,
    *,
    template: Mapping[str, Any] | None = None,
    to_column: str | None = None,
    profile: Profile | str = INFOBIP,
    ignore: Collection[str] = (),
    severity: Mapping[str, Severity | str] = NO_CHANGES,
    lang: str = "en",
    **fields: str,
) -> Frame:
    """Check each row of a frame, as a message or as what fills a template.

    With ``text="본문"``, and likewise ``title``, ``buttons`` and so on, these columns are the parts
    of a message; with ``template`` it must be equal to that, too. Without any, each row fills the
    template, a column for each variable, as ``check_rows`` does it.

    Null, NaN, NA and NaT are what is not there, also inside of objects; NumPy's arrays and numbers
    are lists and numbers; a string that is not UTF-8, which Arrow may hold, is bytes. Only the
    columns that are named are read.

    Args:
        frame: a frame of pandas, polars (also a lazy one) or pyarrow, or a relation of DuckDB.
        template: what ``schemas/template.schema.json`` describes.
        to_column: where a template is filled, the column of the recipients' phone numbers.
        profile: what to hold each message to, such as ``"kakao"``; Infobip's guide by default.
        ignore: names of rules whose findings are left out.
        severity: rules that are to be of another severity, as ``check_message`` takes them.
        lang: the language of ``message`` and ``hint``, ``"en"`` or ``"ko"``.
        fields: the columns that are parts of a message, by the names of these.

    Returns:
        A frame of the same library with a row for each finding: ``row``, the place in ``frame``,
        from 0; ``column``, the one that it is about, or null; ``rule``, ``severity``, ``path`` (a
        JSON Pointer into the message), ``message`` and ``hint``. None holds the text. Of a relation
        of DuckDB it is one of DuckDB's default connection.

    Raises:
        TypeError: an argument is of a wrong type, such as what is no frame; or there is neither a
            template nor a field.
        ValueError: there is no such column, field, profile, rule, severity or language.
    """
    require_language(lang)
    held: Held = nw.from_native(cast("Any", frame))
    options = {"profile": profile, "ignore": ignore, "severity": severity}
    if fields:
        _require_fields(fields)
        found = _found_in_messages(_rows(held, fields.values()), fields, template, options)
    elif template is not None:
        columns = [variable.name for variable in variables_of(template)]
        rows = _rows(held, columns if to_column is None else [*columns, to_column])
        found = _found_in_rows(rows, template, to_column, options)
    else:
        raise TypeError("check_frame needs a template, or a column such as text=")
    return cast("Frame", _native([*found], held, lang))


def _require_fields(fields: Mapping[str, str]) -> None:
    if unknown := fields.keys() - Message.__annotations__.keys():
        raise ValueError(f"a message has no such field: {', '.join(sorted(unknown))}")


def _rows(held: Held, columns: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The rows, with these columns alone."""
    names = [*dict.fromkeys(columns)]
    if absent := [name for name in names if name not in held.collect_schema().names()]:
        raise ValueError(f"the frame has no such column: {', '.join(absent)}")
    chosen = held.select(names)
    whole = chosen.collect() if isinstance(chosen, nw.LazyFrame) else chosen
    pieces = (whole[start : start + _AT_ONCE] for start in range(0, len(whole), _AT_ONCE))
    return chain.from_iterable(map(_rows_of, pieces))


def _rows_of(piece: nw.DataFrame[Any]) -> Iterable[dict[str, Any]]:
    try:
        return [*piece.iter_rows(named=True)]
    except UnicodeDecodeError:  # Arrow does not look into its strings
        names = piece.columns
        columns = (map(_decoded, column) for column in piece.to_arrow().columns)
        return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _decoded(cell: Any) -> Any:
    """The value of a cell of Arrow's; bytes if a string in it is not UTF-8."""
    try:
        return cell.as_py()
    except UnicodeDecodeError:
        return b""


def _found_in_rows(
    rows: Iterator[dict[str, Any]],
    template: Mapping[str, Any],
    to_column: str | None,
    options: Mapping[str, Any],
) -> Iterator[Found]:
    for each in check_rows(template, rows, to_column=to_column, **options):
        for found, column in zip(each.report.findings, each.columns, strict=True):
            yield each.row - 1, column, found


def _found_in_messages(
    rows: Iterator[dict[str, Any]],
    fields: Mapping[str, str],
    template: Mapping[str, Any] | None,
    options: Mapping[str, Any],
) -> Iterator[Found]:
    book = None if template is None else TemplateBook([{"code": "", **template}])
    check = document_checker("message", templates=book, **options)
    for row, cells in enumerate(rows):
        parts = {field: _plain(cells[column]) for field, column in fields.items()}
        message = {field: part for field, part in parts.items() if part is not None}
        for found in check(message).findings:
            yield row, fields.get(found.path.split("/", 2)[1] if found.path else ""), found


def _plain(value: Any) -> Any:
    """A cell's value as JSON has it; None for nothing, which is left out of objects."""
    if hasattr(value, "tolist"):  # an array or a number of NumPy's
        value = value.tolist()
    if is_nothing(value):
        return None
    if isinstance(value, dict):
        members = {name: _plain(member) for name, member in value.items()}
        return {name: member for name, member in members.items() if member is not None}
    return [*map(_plain, value)] if isinstance(value, list) else value


def _native(found: list[Found], held: Held, lang: str) -> Any:
    """A frame of the findings, of the library of ``held``."""
    told = [(row, column, each, each.to_dict(lang)) for row, column, each in found]
    data = {
        "row": [row for row, *_ in told],
        "column": [column for _, column, *_ in told],
        **{name: [each[name] for *_, each in told] for name in _OF_FINDINGS},
    }
    if isinstance(held, nw.LazyFrame):
        backend: Any = "polars" if held.implementation.is_polars() else "pyarrow"
        lazy: Any = held.implementation
        return nw.from_dict(data, _SCHEMA, backend=backend).lazy(lazy).to_native()
    eager: Any = held.implementation
    return nw.from_dict(data, _SCHEMA, backend=eager).to_native()
