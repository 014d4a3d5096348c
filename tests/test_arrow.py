"""A column gets the verdicts of ``check_lines``, whatever type it has and however it is cut."""

from __future__ import annotations

import importlib
import json
import pickle
import sys
from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError
from typing import Any

import pyarrow as pa
import pytest

from alimtalk_rules import INFOBIP, TemplateBook, check_lines, check_message
from alimtalk_rules.arrow import VERDICT, ColumnChecker, check_batch
from alimtalk_rules.testing import cases
from tests.values import SENTINELS, leaks

FINE = '{"text": "주문이 완료되었습니다."}'
BLANK = '{"text": ""}'
HANJA = '{"text": "배송비 無料 안내입니다."}'
VALUES = [FINE, None, BLANK, "", "{", HANJA, None, FINE]

NOTHING: dict[str, Any] = {"ok": True, "findings": []}


def one(rule: str, path: str, severity: str = "error") -> dict[str, Any]:
    found = {"rule": rule, "severity": severity, "path": path}
    return {"ok": severity != "error", "findings": [found]}


VERDICTS = [
    NOTHING,
    None,
    one("text-blank", "/text"),
    one("not-json", ""),
    one("not-json", ""),
    one("hanja", "/text", "warning"),
    None,
    NOTHING,
]

TABLE = pa.table(
    {"id": [1, 2, 3], "message": [FINE, None, BLANK], "phone": ["a", "b", "c"]},
    metadata={"made": "by hand"},
)

STRINGS = [pa.string(), pa.large_string(), pa.string_view()]
BYTES = [pa.binary(), pa.large_binary(), pa.binary_view()]


def dictionary(kind: pa.DataType) -> pa.Array:
    """One with a value that is not used, and both ways to be null."""
    values = pa.array(["[]", FINE, None, BLANK, "", "{", HANJA], kind)
    return pa.DictionaryArray.from_arrays(pa.array([1, None, 3, 4, 5, 6, 2, 1], pa.int8()), values)


ARRAYS: dict[str, pa.Array] = {
    **{str(kind): pa.array(VALUES, kind) for kind in [*STRINGS, *BYTES]},
    **{f"dictionary of {kind}": dictionary(kind) for kind in [*STRINGS, *BYTES]},
    "JSON": pa.ExtensionArray.from_storage(pa.json_(), pa.array(VALUES)),
    "JSON, large": pa.ExtensionArray.from_storage(
        pa.json_(pa.large_string()), pa.array(VALUES, pa.large_string())
    ),
}

# --------------------------------------------------------------------------- values


@pytest.mark.parametrize("name", ARRAYS)
def test_types_of_json(name: str) -> None:
    values, checker = ARRAYS[name], ColumnChecker()
    verdicts = checker.array(values)
    verdicts.validate(full=True)
    assert verdicts.type == VERDICT
    assert verdicts.to_pylist() == VERDICTS
    for begin, end in [(1, 6), (3, 3), (8, 8), (6, 7)]:
        cut = checker.array(values[begin:end])
        cut.validate(full=True)
        assert (cut.type, cut.to_pylist()) == (VERDICT, VERDICTS[begin:end])


def test_chunks_stay_chunks() -> None:
    values = pa.chunked_array([VALUES[:3], [], VALUES[3:]], pa.string())
    verdicts = ColumnChecker().array(values)
    assert [len(chunk) for chunk in verdicts.chunks] == [3, 0, 5]
    assert (verdicts.type, verdicts.to_pylist()) == (VERDICT, VERDICTS)
    none = ColumnChecker().array(pa.chunked_array([], pa.string()))
    assert (none.type, none.num_chunks) == (VERDICT, 0)


def test_more_values_than_are_looked_at_at_once() -> None:
    times = 300
    for values in (pa.array(VALUES * times), pa.array([{"text": "a"}, None] * 4 * times)):
        expected = ColumnChecker().array(values[:8]).to_pylist()
        assert ColumnChecker().array(values).to_pylist() == expected * times


def test_the_verdicts_are_those_of_lines() -> None:
    values = [case.value for case in cases() if case.document not in ("image-file", "match")][::9]
    written = [json.dumps(value, ensure_ascii=False).encode() for value in values]
    lines = check_lines(b"\n".join(written))
    expected = [
        {
            "ok": each.report.ok,
            "findings": [
                {"rule": found.rule, "severity": str(found.severity), "path": found.path}
                for found in each.report.findings
            ],
        }
        for each in lines
    ]
    assert ColumnChecker().array(pa.array(written)).to_pylist() == expected


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        pytest.param(b" \t", one("not-json", ""), id="white space"),
        pytest.param(b'{"text":\n"a"}\r\n', NOTHING, id="over two lines"),
        pytest.param(b"\xef\xbb\xbf" + FINE.encode(), NOTHING, id="a byte order mark"),
        pytest.param(FINE.encode("utf-16"), one("not-utf-8", ""), id="UTF-16"),
        pytest.param(FINE.encode("cp949"), one("not-utf-8", ""), id="CP949"),
        pytest.param(b" " * 2_000_000, one("line-too-long", ""), id="very long"),
        pytest.param(b'{"text":"a","text":"a"}', one("duplicate-name", "/text", "warning"), id="2"),
        pytest.param(b'{"text":"a","\\ud800":1}', one("unknown-field", ""), id="half a letter"),
    ],
)
def test_values(value: bytes, verdict: dict[str, Any]) -> None:
    assert ColumnChecker().array(pa.array([value])).to_pylist() == [verdict]


def test_strings_that_are_no_utf_8() -> None:
    values = pa.array([b"\xff", FINE.encode()]).view(pa.string())
    assert ColumnChecker().array(values).to_pylist() == [one("not-utf-8", ""), NOTHING]


@pytest.mark.parametrize("kind", [pa.null(), pa.dictionary(pa.int8(), pa.null())], ids=str)
def test_nothing_but_nulls(kind: pa.DataType) -> None:
    verdicts = ColumnChecker().array(pa.nulls(3, kind))
    assert (verdicts.type, verdicts.to_pylist()) == (VERDICT, [None] * 3)


# --------------------------------------------------------------------------- structs

BUTTON = {"type": "WL", "name": "보기", "urlMobile": "https://a.example", "urlPc": None}


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        pytest.param({"text": "order", "title": None, "buttons": None}, NOTHING, id="fine"),
        pytest.param({"text": "order", "title": None, "buttons": [BUTTON]}, NOTHING, id="inner"),
        pytest.param({"text": None, "title": None}, one("missing-field", "/text"), id="no text"),
        pytest.param(
            {"text": "a", "buttons": [None, BUTTON]},
            one("wrong-type", "/buttons/0"),
            id="in a list",
        ),
        pytest.param({"text": 5.5}, one("wrong-type", "/text"), id="a number"),
        pytest.param({"text": "order", "image": {"width": 800}}, NOTHING, id="integers"),
        pytest.param(None, None, id="null"),
        pytest.param({"code": "done", "text": "주문 완료"}, NOTHING, id="a template"),
    ],
)
def test_structs(value: Any, verdict: Any) -> None:
    whole = {"text": "order", "buttons": [BUTTON]}
    kind = pa.array([value or whole]).type
    assert ColumnChecker().array(pa.array([value, value], kind)).to_pylist() == [verdict] * 2


def test_structs_are_checked_as_objects() -> None:
    values = [{"text": "가" * 1001, "title": "가" * 51}, {"text": "order", "title": "주문"}]
    oks = [verdict["ok"] for verdict in ColumnChecker().array(pa.array(values)).to_pylist()]
    assert oks == [check_message(value).ok for value in values] == [False, True]


def test_a_struct_with_a_string_that_is_no_utf_8() -> None:
    texts = pa.array([b"order", b"\xff", b"", None]).view(pa.string())
    values = pa.StructArray.from_arrays([texts], names=["text"])
    assert ColumnChecker().array(values).to_pylist() == [
        NOTHING,
        one("not-utf-8", ""),
        one("text-blank", "/text"),
        one("missing-field", "/text"),
    ]


OTHER = pa.dictionary(pa.int8(), pa.string())
LISTS = [pa.list_(pa.string()), pa.large_list(OTHER), pa.list_(pa.string(), 1)]


@pytest.mark.parametrize("kind", LISTS, ids=str)
def test_types_in_structs(kind: pa.DataType) -> None:
    values = pa.array(
        [{"text": "a", "buttons": ["b"]}], pa.struct({"text": pa.string(), "buttons": kind})
    )
    assert ColumnChecker().array(values).to_pylist() == [one("wrong-type", "/buttons/0")]


# --------------------------------------------------------------------------- what is refused

TWICE = pa.struct([("text", pa.string()), ("text", pa.string())])


@pytest.mark.parametrize(
    "kind",
    [
        *(pa.int64(), pa.float64(), pa.bool_(), pa.date32(), pa.timestamp("ns"), pa.binary(3)),
        *(pa.list_(pa.string()), pa.map_(pa.string(), pa.string())),
        *(pa.dictionary(pa.int8(), pa.int64()), pa.run_end_encoded(pa.int16(), pa.string())),
        *(
            pa.uuid(),
            TWICE,
            pa.struct({"text": pa.timestamp("s")}),
            pa.struct({"text": pa.binary()}),
        ),
        pa.struct({"buttons": pa.list_(pa.struct({"name": pa.decimal128(5)}))}),
        pa.struct({"image": TWICE}),
    ],
    ids=str,
)
def test_columns_of_other_types(kind: pa.DataType) -> None:
    checker, schema = ColumnChecker(), pa.schema({"message": kind})
    calls: list[tuple[Callable[[Any], object], Any]] = [
        (checker.array, pa.array([], kind)),
        (checker.array, pa.chunked_array([], kind)),
        (checker.batch, schema.empty_table()),
        (checker.schema, schema),
    ]
    for call, argument in calls:
        with pytest.raises(TypeError, match="to be checked holds"):
            call(argument)


@pytest.mark.parametrize(
    "values", [[FINE], FINE, None, pa.scalar(FINE), pa.table({"message": [FINE]})]
)
def test_what_is_no_array(values: Any) -> None:
    with pytest.raises(TypeError, match="array"):
        ColumnChecker().array(values)


@pytest.mark.parametrize("batch", [{"message": [FINE]}, pa.array([FINE]), None])
def test_what_is_no_batch(batch: Any) -> None:
    with pytest.raises(TypeError, match="batch"):
        check_batch(batch)


@pytest.mark.parametrize("schema", [TABLE, {"message": "string"}, None])
def test_what_is_no_schema(schema: Any) -> None:
    with pytest.raises(TypeError, match="schema"):
        ColumnChecker().schema(schema)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["message", "ok"], "'ok'"),
        (["findings", "message"], "'findings'"),
        (["text", "body"], "not 0"),
        (["message", "message"], "not 2"),
    ],
)
def test_other_columns_than_there_must_be(names: list[str], told: str) -> None:
    batch = pa.record_batch([[FINE], [FINE]], names)
    for refused in (ColumnChecker().batch, lambda batch: ColumnChecker().schema(batch.schema)):
        with pytest.raises(ValueError, match=told):
            refused(batch)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"column": 5}, TypeError),
        ({"kind": "image"}, ValueError),
        ({"kind": "message", "gateway": "infobip"}, ValueError),
        ({"gateway": "braze"}, ValueError),
        ({"profile": "nobody"}, ValueError),
        ({"profile": 5}, TypeError),
        ({"ignore": "hanja"}, TypeError),
        ({"ignore": ["no-such-rule"]}, ValueError),
        ({"severity": {"hanja": "fatal"}}, ValueError),
        ({"severity": [("hanja", "error")]}, TypeError),
        ({"templates": {}}, TypeError),
        ({"templates": [{"text": "no code"}]}, ValueError),
    ],
    ids=str,
)
def test_options_are_refused_where_the_job_is_planned(
    options: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        ColumnChecker(**options)


# --------------------------------------------------------------------------- batches


@pytest.mark.parametrize(
    "batch", [TABLE, TABLE.to_batches()[0], TABLE[1:], TABLE[:0], TABLE.to_batches()[0][1:2]]
)
def test_a_batch_keeps_its_columns_and_rows(batch: Any) -> None:
    checked = check_batch(batch)
    assert type(checked) is type(batch)
    assert checked.select(batch.column_names).equals(batch)
    assert checked.column_names == ["id", "message", "phone", "ok", "findings"]
    assert checked.schema.equals(ColumnChecker().schema(batch.schema), check_metadata=True)
    ids = batch["id"].to_pylist()
    assert checked["ok"].to_pylist() == [[True, None, False][each - 1] for each in ids]
    expected = [[], None, one("text-blank", "/text")["findings"]]
    assert checked["findings"].to_pylist() == [expected[each - 1] for each in ids]


def test_a_column_of_another_name() -> None:
    table = TABLE.rename_columns(["message", "body", "ko"])
    assert check_batch(table, "body")["ok"].to_pylist() == [True, None, False]


def test_batches_are_checked_as_they_come() -> None:
    def batches() -> Iterator[pa.RecordBatch]:
        yield from TABLE.to_batches(max_chunksize=1)
        raise ZeroDivisionError

    checked = ColumnChecker().batches(batches())
    assert [next(checked)["ok"].to_pylist() for _ in range(3)] == [[True], [None], [False]]
    with pytest.raises(ZeroDivisionError):
        next(checked)


def test_no_batches() -> None:
    assert list(ColumnChecker().batches([])) == []


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(TABLE.select(["message", "id", "phone"]), id="in another order"),
        pytest.param(TABLE.drop_columns(["phone"]), id="fewer columns"),
        pytest.param(TABLE.append_column("more", [["x"] * 3]), id="more columns"),
        pytest.param(TABLE.set_column(1, "message", [[b"{}"] * 3]), id="of another type"),
        pytest.param(TABLE.set_column(1, "message", [[1] * 3]), id="of no type that is checked"),
        pytest.param(TABLE.rename_columns(["id", "text", "phone"]), id="another name"),
    ],
)
def test_a_schema_that_changes_between_batches(other: pa.Table) -> None:
    checked = ColumnChecker().batches([*TABLE.to_batches(), *other.to_batches()])
    assert next(checked).num_rows == 3
    with pytest.raises(ValueError, match="batch 2 has another schema"):
        next(checked)


def test_metadata_may_change_between_batches() -> None:
    bare = TABLE.replace_schema_metadata(None)
    assert len([*ColumnChecker().batches([*TABLE.to_batches(), *bare.to_batches()])]) == 2


# --------------------------------------------------------------------------- options

BOOK = [{"code": "done", "text": "#{이름}님, 완료되었습니다."}]
REQUEST = {
    "scenarioKey": "6298AA5FA2AB7A0CB36AC0F4B86C3F73",
    "destinations": [{"to": {"phoneNumber": "821012345678"}}],
    "kakaoAlim": {"templateCode": "none", "text": "주문이 완료되었습니다."},
}


@pytest.mark.parametrize(
    ("options", "value", "rules"),
    [
        pytest.param({}, BOOK[0], [], id="as it is"),
        pytest.param({"kind": "template"}, {"text": "a"}, ["missing-field"], id="kind"),
        pytest.param({"gateway": "infobip-omni"}, REQUEST, [], id="gateway"),
        pytest.param({"gateway": "sens"}, REQUEST | {"kakaoAlim": 5}, None, id="another gateway"),
        pytest.param({"templates": BOOK}, {"text": "홍길동님, 완료되었습니다."}, [], id="fits"),
        pytest.param(
            {"templates": tuple(BOOK)}, {"text": "완료"}, ["text-mismatch"], id="does not"
        ),
        pytest.param({"templates": TemplateBook(BOOK)}, REQUEST, ["unknown-template"], id="book"),
        pytest.param({"profile": "kakao"}, {"text": "a", "header": "b"}, None, id="profile"),
        pytest.param(
            {"profile": INFOBIP.with_limits(text=2)},
            {"text": "abc"},
            ["text-too-long"],
            id="limits",
        ),
        pytest.param({"ignore": ["text-blank"]}, {"text": ""}, [], id="ignore"),
        pytest.param({"severity": {"hanja": "error"}}, {"text": "無"}, None, id="severity"),
    ],
)
def test_options(options: dict[str, Any], value: Any, rules: list[str] | None) -> None:
    """They are those of lines, and survive being sent to a worker."""
    data = json.dumps(value).encode()
    (line,) = check_lines(data, **options | {"templates": book(options.get("templates"))})
    checker = ColumnChecker(**options)
    for each in (checker, pickle.loads(pickle.dumps(checker))):  # noqa: S301 - ours
        (verdict,) = each.array(pa.array([data])).to_pylist()
        found = [finding["rule"] for finding in verdict["findings"]]
        assert verdict["ok"] is line.report.ok
        assert found == [finding.rule for finding in line.report.findings]
        assert rules in (None, found)
    (checked,) = check_batch(pa.table({"message": [data]}), **options)["ok"].to_pylist()
    assert checked is line.report.ok


def book(templates: Any) -> TemplateBook | None:
    return TemplateBook(templates) if isinstance(templates, list | tuple) else templates


def test_a_checker_is_a_small_frozen_value() -> None:
    checker = ColumnChecker(ignore=["hanja"], severity={"text-blank": "note"}, profile="kakao")
    checker.array(pa.array(VALUES))
    data = pickle.dumps(checker)
    again: ColumnChecker = pickle.loads(data)  # noqa: S301 - ours
    assert len(data) < 400
    assert len(pickle.dumps(ColumnChecker())) < 300
    assert (again, hash(again)) == (checker, hash(checker))
    assert again != ColumnChecker()
    with pytest.raises(FrozenInstanceError):
        checker.column = "text"  # type: ignore[misc]


def test_options_are_copied() -> None:
    ignore, severity = ["text-blank"], {"hanja": "error"}
    checker = ColumnChecker(ignore=ignore, severity=severity)
    ignore.clear()
    severity.clear()
    again: ColumnChecker = pickle.loads(pickle.dumps(checker))  # noqa: S301 - ours
    assert again.array(pa.array([BLANK, HANJA])).field("ok").to_pylist() == [True, False]


# --------------------------------------------------------------------------- what is told of it


def test_no_text_is_in_the_result() -> None:
    for sentinel in SENTINELS.values():
        values = [
            json.dumps({"text": [sentinel], f"a {sentinel}": 1}, ensure_ascii=False),
            f'{{"{sentinel}"',
            f'{{"a {sentinel}": 1, "a {sentinel}": 2}}',
        ]
        verdicts = ColumnChecker().array(pa.array(values)).to_pylist()
        assert all(verdict["findings"] for verdict in verdicts)
        assert leaks(str(verdicts), sentinel) == []


def test_without_pyarrow_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "alimtalk_rules.arrow")
    with pytest.raises(ImportError, match=r"pip install \"alimtalk-rules\[arrow\]"):
        importlib.import_module("alimtalk_rules.arrow")
