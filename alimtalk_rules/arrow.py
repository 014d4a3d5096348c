"""A column of documents checked at once: one batch function for every engine that speaks Arrow.

A ``ColumnChecker`` is made where a job is planned and called where its data is, by Spark, Ray Data,
polars, DuckDB or pandas, or in a loop over a Parquet file: it pickles, as its options. It needs the
extra ``arrow``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property, partial
from itertools import accumulate, chain
from typing import Any, Final, NamedTuple, TypeVar, cast

from alimtalk_rules.check import Kind, book_of
from alimtalk_rules.integrations import missing
from alimtalk_rules.lines.judge import Judge, Options, judge_of, unread
from alimtalk_rules.profiles import INFOBIP, Profile, Severity
from alimtalk_rules.reading import Place, ReadError, not_utf_8
from alimtalk_rules.report import NO_CHANGES, Report, choices
from alimtalk_rules.templates.book import TemplateBook

try:
    import pyarrow as pa
except ModuleNotFoundError as error:
    raise missing("arrow", error) from None

_FINDINGS: Final = pa.list_(
    pa.struct([("rule", pa.string()), ("severity", pa.string()), ("path", pa.string())])
)

VERDICT: Final = pa.struct([("ok", pa.bool_()), ("findings", _FINDINGS)])
"""What is said of a value: whether it has no error, and each finding's rule, severity and path."""

_AT_ONCE: Final = 1024
"""Values that are Python objects at the same time: with more, the processor's caches overflow."""

_Batch = TypeVar("_Batch", pa.RecordBatch, pa.Table)


@dataclass(frozen=True, kw_only=True)
class ColumnChecker:
    """Checks a column of Arrow data, value by value; the verdicts are those of ``check_lines``.

    A value is a document in JSON, as any of Arrow's types of strings and of bytes, or a dictionary
    of them; or a struct, in which a field that is null counts as absent. A null has no verdict; an
    empty string has one, for it is no JSON. A column of Arrow's type null holds nothing but nulls.

    Attributes:
        column: the name of the column.
        kind: what its values are: ``"message"``, ``"template"`` or ``"payload"``; by default their
            fields tell.
        gateway: whose requests they are; ``check_payload`` tells the names.
        templates: the approved templates, one or more; each message must be equal to one of them,
            and a request's to those that they name.
        profile: what to hold each value to; Infobip's guide, and of requests the gateway's own, by
            default.
        ignore: names of rules whose findings are left out.
        severity: rules that are to be of another severity, as ``check_message`` takes them.

    Raises:
        TypeError: an option is of a wrong type.
        ValueError: there is no such kind, gateway, profile, rule or severity, a gateway is given
            for another kind, or the templates make no book.
    """

    column: str = "message"
    kind: Kind | None = None
    gateway: str | None = None
    templates: TemplateBook | Sequence[Mapping[str, Any]] | None = None
    profile: Profile | str = INFOBIP
    ignore: Collection[str] = ()
    severity: Mapping[str, Severity | str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not isinstance(self.column, str):
            raise TypeError("column must be the name of a column")
        if self.templates is not None:
            object.__setattr__(self, "templates", book_of(self.templates))
        _ = self._judges  # what is wrong is told where the job is planned
        object.__setattr__(self, "ignore", tuple(self.ignore))
        object.__setattr__(self, "severity", dict(self.severity))

    def __reduce__(self) -> tuple[Any, ...]:
        options = {each.name: getattr(self, each.name) for each in fields(self)}
        return partial(type(self), **options), ()

    @cached_property
    def _judges(self) -> _Judges:
        templates = cast("TemplateBook | None", self.templates)
        chosen = choices(self.profile, self.ignore, self.severity)
        return _judges_of(Options(self.kind, self.gateway, templates, chosen))

    def array(self, values: pa.Array) -> pa.Array:
        """The verdict on each value, an array of ``VERDICT``; of a chunked array a chunked one.

        Raises:
            TypeError: these are no values of a type that is checked.
        """
        if isinstance(values, pa.ChunkedArray):
            _require_type(values.type)
            return pa.chunked_array([*map(self.array, values.chunks)], VERDICT)
        if not isinstance(values, pa.Array):
            raise TypeError("values must be an Arrow array or chunked array")
        _require_type(values.type)
        return _verdicts(_reports(values, self._judges), len(values))

    def batch(self, batch: _Batch) -> _Batch:
        """All columns of a batch or a table, then ``ok`` and ``findings``; rows stay as they are.

        Raises:
            TypeError: the column is of a type that is not checked.
            ValueError: there is not one column of its name, or there is one that is called ``ok``
                or ``findings``.
        """
        if not isinstance(batch, pa.RecordBatch | pa.Table):
            raise TypeError("batch must be an Arrow record batch or table")
        index = self._index(batch.schema)
        verdicts = self.array(batch.column(index))
        for added, values in zip(VERDICT, verdicts.flatten(), strict=True):
            batch = batch.append_column(added, values)
        return batch

    def batches(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Each batch as ``batch`` gives it, one after the other.

        Raises:
            TypeError, ValueError: as ``batch``.
            ValueError: a batch has another schema than the first.
        """
        first = None
        for number, batch in enumerate(batches, 1):
            first = first or batch.schema
            if not batch.schema.equals(first):
                raise ValueError(f"batch {number} has another schema than the first")
            yield self.batch(batch)

    def schema(self, schema: pa.Schema) -> pa.Schema:
        """The schema of what ``batch`` gives for a batch of this one.

        Raises:
            TypeError, ValueError: as ``batch``.
        """
        if not isinstance(schema, pa.Schema):
            raise TypeError("schema must be an Arrow schema")
        self._index(schema)
        for added in VERDICT:
            schema = schema.append(added)
        return schema

    def _index(self, schema: pa.Schema) -> int:
        """Where the column stands."""
        for added in VERDICT:
            if added.name in schema.names:
                raise ValueError(f"there is a column {added.name!r} already")
        found: list[int] = schema.get_all_field_indices(self.column)
        if len(found) != 1:
            raise ValueError(f"there must be one column {self.column!r}, not {len(found)}")
        _require_type(schema.field(found[0]).type)
        return found[0]


def check_batch(  # noqa: PLR0913 - the options are named
    batch: _Batch,
    column: str = "message",
    *,
    kind: Kind | None = None,
    gateway: str | None = None,
    templates: TemplateBook | Sequence[Mapping[str, Any]] | None = None,
    profile: Profile | str = INFOBIP,
    ignore: Collection[str] = (),
    severity: Mapping[str, Severity | str] = NO_CHANGES,
) -> _Batch:
    """A batch or a table with its verdicts: ``ColumnChecker(…).batch(batch)``, for one batch.

    Raises:
        TypeError, ValueError: as a ``ColumnChecker`` and its ``batch``.
    """
    checker = ColumnChecker(
        column=column,
        kind=kind,
        gateway=gateway,
        templates=templates,
        profile=profile,
        ignore=ignore,
        severity=severity,
    )
    return checker.batch(batch)


# --------------------------------------------------------------------------- types

_BYTES: Final[Mapping[pa.DataType, pa.DataType]] = {
    **{each: each for each in (pa.null(), pa.binary(), pa.large_binary(), pa.binary_view())},
    pa.string(): pa.binary(),
    pa.large_string(): pa.large_binary(),
    pa.string_view(): pa.binary_view(),
}
"""The types that JSON has, or nothing, and as what their bytes are seen without being copied."""

_PLAIN: Final = frozenset(
    {
        *(pa.null(), pa.bool_(), pa.string(), pa.large_string(), pa.string_view()),
        *(pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.float32(), pa.float64()),
        *(pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()),
    }
)
"""The types of what stands in a struct, besides lists and structs."""

_Of = pa.ListType | pa.LargeListType | pa.FixedSizeListType | pa.DictionaryType
"""The types that say of what other type they are."""


def _require_type(kind: pa.DataType) -> None:
    """Refuse what is checked in no way, even if there are no values."""
    if isinstance(kind, pa.StructType):
        if not _is_plain(kind):
            raise TypeError(
                "a struct to be checked holds strings, numbers, booleans, lists and structs, and no"
                " name twice"
            )
        return
    if isinstance(kind, pa.BaseExtensionType) and kind.extension_name == "arrow.json":
        kind = kind.storage_type
    if isinstance(kind, pa.DictionaryType):
        kind = kind.value_type
    if kind not in _BYTES:
        shown = "another nested type" if kind.num_fields else str(kind)
        need = "a column to be checked holds JSON, as strings or bytes, or structs"
        raise TypeError(f"{need}, not {shown}")


def _is_plain(kind: pa.DataType) -> bool:
    if isinstance(kind, pa.StructType):
        names = {each.name for each in kind}
        return len(names) == kind.num_fields and all(_is_plain(each.type) for each in kind)
    return _is_plain(kind.value_type) if isinstance(kind, _Of) else kind in _PLAIN


# --------------------------------------------------------------------------- values


class _Judges(NamedTuple):
    """What judges a value, by how it is written, and what is told of one that no UTF-8 is."""

    of_json: Judge
    of_object: Callable[[object], Report]
    undecodable: Report


def _judges_of(options: Options) -> _Judges:
    begin, check = Place(1, 1), options.check()
    blank = unread(ReadError("value-expected", begin, rule="not-json"), options)
    undecodable = unread(not_utf_8("unknown", begin), options)
    return _Judges(judge_of(options, blank), lambda value: check(_present(value)), undecodable)


def _present(value: Any) -> Any:
    """The value without the fields that are null."""
    if type(value) is dict:
        return {name: _present(inner) for name, inner in value.items() if inner is not None}
    return [*map(_present, value)] if type(value) is list else value


def _reports(values: Any, judges: _Judges) -> Iterator[Report | None]:
    """The report on each value; None on a null."""
    if isinstance(values, pa.ExtensionArray):
        values = values.storage
    if isinstance(values, pa.DictionaryArray):
        return _of_dictionary(values, judges)
    of_piece = _of_structs if isinstance(values, pa.StructArray) else _of_json
    pieces = (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))
    return chain.from_iterable(of_piece(piece, judges) for piece in pieces)


def _of_json(values: pa.Array, judges: _Judges) -> Iterator[Report | None]:
    for value in values.view(_BYTES[values.type]).to_pylist():
        yield None if value is None else judges.of_json(value)


def _of_structs(values: pa.StructArray, judges: _Judges) -> Iterator[Report | None]:
    try:
        objects = values.to_pylist()
    except UnicodeDecodeError:  # in one of them: Arrow does not look into its strings
        return (_of_struct(value, judges) for value in values)
    return (None if value is None else judges.of_object(value) for value in objects)


def _of_struct(value: pa.StructScalar, judges: _Judges) -> Report | None:
    try:
        held = value.as_py()
    except UnicodeDecodeError:
        return judges.undecodable
    return None if held is None else judges.of_object(held)


def _of_dictionary(values: pa.DictionaryArray, judges: _Judges) -> Iterator[Report | None]:
    """Each of its values is judged once, and only if it is used."""
    held = values.dictionary.view(_BYTES[values.type.value_type])
    judged: dict[int | None, Report | None] = {None: None}
    for index in values.indices.to_pylist():
        if index not in judged:
            value = held[index].as_py()
            judged[index] = None if value is None else judges.of_json(value)
        yield judged[index]


def _verdicts(reports: Iterable[Report | None], count: int) -> pa.StructArray:
    """The ``count`` reports as an array of ``VERDICT``."""
    oks: list[bool | None] = [True] * count
    many = [0] * count
    rules: list[str] = []
    severities: list[str] = []
    paths: list[str] = []
    for index, report in enumerate(reports):
        if report is None:
            oks[index] = None
        elif report.findings:
            oks[index] = report.ok
            many[index] = len(report.findings)
            for found in report.findings:
                rules.append(found.rule)
                severities.append(found.severity.value)
                paths.append(found.path)
    columns = [pa.array(each, pa.string()) for each in (rules, severities, paths)]
    each_found = pa.StructArray.from_arrays(columns, fields=[*_FINDINGS.value_type])
    ok = pa.array(oks, pa.bool_())
    ends = pa.array(accumulate(many, initial=0), pa.int32(), size=count + 1)
    findings = pa.ListArray.from_arrays(ends, each_found, _FINDINGS)
    return pa.StructArray.from_arrays([ok, findings], fields=[*VERDICT], mask=ok.is_null())
