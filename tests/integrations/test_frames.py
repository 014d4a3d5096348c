"""Frames: what is found in each library's, what is nothing in it, and frames of the same kind.

pyarrow and DuckDB are tried in every run, pandas and polars where they are installed.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from alimtalk_rules import check_message
from alimtalk_rules.integrations import frames as integration
from alimtalk_rules.integrations.frames import check_frame

TEXT = "주문이 완료되었습니다."
LINK = {"type": "WL", "name": "주문 보기", "urlMobile": "https://shop.example.com/1"}
PARCEL = {"type": "DS", "name": "배송조회"}
TEMPLATE = {"code": "done", "text": "#{이름}님, 주문 #{번호}이 완료되었습니다."}

COLUMNS: dict[str, list[Any]] = {
    "본문": [TEXT, None, "홍길동(洪吉童)님, " + TEXT],
    "버튼": [[LINK], None, [PARCEL]],
    "이름": ["홍길동", None, "김하늘"],
    "번호": [1, 2, None],
}


def of_pandas(columns: dict[str, list[Any]]) -> Any:
    return pytest.importorskip("pandas").DataFrame(columns)


def of_pandas_with_arrays(columns: dict[str, list[Any]]) -> Any:
    """As a parquet file is read: lists are arrays of NumPy's, and 1 and nothing are 1.0 and NaN."""
    pytest.importorskip("pandas")
    return pa.table(columns).to_pandas()


def of_pandas_with_arrow(columns: dict[str, list[Any]]) -> Any:
    pandas = pytest.importorskip("pandas")
    return pa.table(columns).to_pandas(types_mapper=pandas.ArrowDtype)


def of_polars(columns: dict[str, list[Any]]) -> Any:
    return pytest.importorskip("polars").DataFrame(columns)


def of_polars_lazily(columns: dict[str, list[Any]]) -> Any:
    return of_polars(columns).lazy()


def of_duckdb(columns: dict[str, list[Any]]) -> Any:
    connection = duckdb.connect()
    connection.register("frame", pa.table(columns))
    return connection.sql("select * from frame")


each_library = pytest.mark.parametrize(
    "made",
    [
        pytest.param(pa.table, id="pyarrow"),
        pytest.param(of_duckdb, id="DuckDB"),
        pytest.param(of_pandas, id="pandas"),
        pytest.param(of_pandas_with_arrays, id="pandas with arrays"),
        pytest.param(of_pandas_with_arrow, id="pandas with Arrow"),
        pytest.param(of_polars, id="polars"),
        pytest.param(of_polars_lazily, id="polars, lazily"),
    ],
)
Made = Callable[[dict[str, list[Any]]], Any]


def rows_of(frame: Any) -> list[dict[str, Any]]:
    """The rows of any frame, its nulls as None."""
    if hasattr(frame, "fetchall"):
        frame = frame.arrow()
        frame = frame.read_all() if hasattr(frame, "read_all") else frame
    if hasattr(frame, "to_pylist"):
        rows: list[dict[str, Any]] = frame.to_pylist()
    elif hasattr(frame, "to_dict") and hasattr(frame, "iloc"):
        rows = frame.to_dict("records")
    else:
        rows = getattr(frame, "collect", lambda: frame)().to_dicts()
    return [{name: integration._plain(value) for name, value in row.items()} for row in rows]


def told(frame: Any) -> list[tuple[int, str | None, str]]:
    return [(row["row"], row["column"], row["rule"]) for row in rows_of(frame)]


@each_library
def test_columns_that_are_parts_of_messages(made: Made) -> None:
    frame = made(COLUMNS)
    found = check_frame(frame, text="본문", buttons="버튼")
    assert type(found) is type(frame)
    assert told(found) == [
        (1, "본문", "missing-field"),
        (2, "버튼", "delivery-details-missing"),
        (2, "본문", "hanja"),
    ]


@each_library
def test_columns_that_fill_a_template(made: Made) -> None:
    frame = made(COLUMNS)
    found = check_frame(frame, template=TEMPLATE)
    assert type(found) is type(frame)
    assert told(found) == [(1, "이름", "variable-empty-value"), (2, "번호", "variable-empty-value")]


@each_library
def test_nothing_is_found(made: Made) -> None:
    frame = made({"본문": [TEXT]})
    found = check_frame(frame, text="본문")
    assert (type(found), rows_of(found)) == (type(frame), [])


def test_what_is_told() -> None:
    message = {"text": TEXT, "title": "주문", "buttons": [{"type": "WL", "name": "보기"}]}
    for lang in ("en", "ko"):
        frame = pa.table({"a": [TEXT], "b": ["주문"], "c": [message["buttons"]]})
        (row,) = rows_of(check_frame(frame, text="a", title="b", buttons="c", lang=lang))
        (expected,) = check_message(message).findings
        assert row == {
            "row": 0,
            "column": "c",
            "rule": "missing-field",
            "severity": "error",
            "path": "/buttons/0/urlMobile",
            "message": expected.sentence(lang),
            "hint": expected.hint(lang),
        }


def test_a_message_beside_its_template() -> None:
    texts = ["홍길동님, 주문 1이 완료되었습니다.", "홍길동님, 주문 1 완료되었습니다."]
    found = check_frame(pa.table({"본문": texts}), text="본문", template=TEMPLATE)
    assert told(found) == [(1, "본문", "text-mismatch")]


def test_what_is_of_the_whole_message_is_of_no_column() -> None:
    items = [{"title": f"제목{number}", "description": ""} for number in range(120)]
    found = check_frame(pa.table({"a": [TEXT], "b": [items]}), profile="kakao", text="a", items="b")
    assert (0, None, "too-many-findings") in told(found)


def test_recipients() -> None:
    frame = pa.table({"이름": ["홍길동"], "번호": [1], "전화": [1012345678.0]})
    found = check_frame(frame, template=TEMPLATE, to_column="전화")
    assert told(found) == [(0, "전화", "leading-zero-lost")]


def undecodable(values: list[bytes | None]) -> Any:
    """An array of strings as Arrow takes them from anywhere."""
    return pa.array(values, pa.binary()).view(pa.string())


@pytest.mark.parametrize("made", [pa.table, of_duckdb, of_pandas_with_arrow])
def test_strings_that_are_not_utf_8(made: Made) -> None:
    many = [TEXT.encode()] * 1_100
    texts = undecodable([b"\xff", *many, None, "김".encode()[:2]])
    buttons = [None] * 1_103
    frame = made({"본문": texts, "버튼": pa.array(buttons), "이름": texts, "번호": texts})
    found = check_frame(frame, text="본문", buttons="버튼")
    assert told(found) == [
        (0, "본문", "wrong-type"),
        (1_101, "본문", "missing-field"),
        (1_102, "본문", "wrong-type"),
    ]
    found = check_frame(frame, template=TEMPLATE, ignore=["variable-empty-value"])
    assert told(found) == [
        *((row, column, "value-not-text") for row in (0, 1_102) for column in ("이름", "번호"))
    ]


def test_a_string_in_an_object_that_is_not_utf_8() -> None:
    names = pa.StructArray.from_arrays([undecodable([b"\xff", b"a"])], names=["name"])
    buttons = pa.ListArray.from_arrays([0, 1, 2], names)
    found = check_frame(pa.table({"a": [TEXT, TEXT], "b": buttons}), text="a", buttons="b")
    assert told(found) == [(0, "b", "wrong-type"), (1, "b", "missing-field")]


def test_choices() -> None:
    frame = pa.table({"a": ["홍길동(洪吉童)님, " + TEXT]})
    assert told(check_frame(frame, text="a", ignore=["hanja"])) == []
    (row,) = rows_of(check_frame(frame, text="a", severity={"hanja": "error"}))
    assert row["severity"] == "error"
    beyond = pa.table({"a": [TEXT], "b": ["주문"]})
    assert told(check_frame(beyond, text="a", header="b", profile="kakao")) == []


class Array:
    """As NumPy has it."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def tolist(self) -> Any:
        return self._value


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        pytest.param("a", "a", id="text"),
        pytest.param(None, None, id="None"),
        pytest.param(float("nan"), None, id="NaN"),
        pytest.param(Array([{"a": 1, "b": None}]), [{"a": 1}], id="array of objects"),
        pytest.param(Array(float("nan")), None, id="NaN of NumPy"),
        pytest.param(Array(5), 5, id="number of NumPy"),
        pytest.param({"a": {"b": None, "c": Array([])}}, {"a": {"c": []}}, id="objects in objects"),
        pytest.param([1, None], [1, None], id="nothing in a list keeps its place"),
    ],
)
def test_values(value: Any, plain: Any) -> None:
    assert integration._plain(value) == plain


@pytest.mark.parametrize(
    ("options", "error", "match"),
    [
        pytest.param({}, TypeError, "needs a template, or a column", id="nothing"),
        pytest.param({"text": "b"}, ValueError, "no such column: b", id="no such column"),
        pytest.param({"txt": "a"}, ValueError, "no such field: txt", id="no such field"),
        pytest.param({"template": TEMPLATE}, ValueError, "column: 이름, 번호", id="variables"),
        pytest.param({"text": "a", "lang": "de"}, ValueError, "lang must be", id="language"),
        pytest.param({"text": "a", "profile": "x"}, ValueError, "profile must be", id="profile"),
    ],
)
def test_wrong_options(options: Any, error: type[Exception], match: str) -> None:
    with pytest.raises(error, match=match):
        check_frame(pa.table({"a": [TEXT]}), **options)


def test_what_is_no_frame() -> None:
    with pytest.raises(TypeError):
        check_frame([TEXT], text="a")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "narwhals", None)
    monkeypatch.delitem(sys.modules, integration.__name__)
    with pytest.raises(ModuleNotFoundError, match=r"alimtalk-rules\[frames\]"):
        importlib.import_module(integration.__name__)
