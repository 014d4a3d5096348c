"""From bytes to a JSON value, and every way in which that fails."""

import sys
import time

import pytest

from alimtalk_rules import json_text
from alimtalk_rules.json_text import (
    OTHER_REASONS,
    REASONS,
    JsonError,
    decode,
    may_be_too_deep,
    parse,
    wide_encoding,
)

BOM = b"\xef\xbb\xbf"
KOREAN = '{"text": "주문이 완료되었습니다."}'
DIGITS = "9" * 5000

Told = tuple[str, int, int, str | None]


def told(error: JsonError) -> Told:
    assert str(error) == error.reason
    assert error.reason in {"not-utf-8", *REASONS.values(), *OTHER_REASONS}
    return error.reason, error.line, error.column, error.encoding


def hides_its_cause(error: JsonError) -> bool:
    """Other errors on the way here hold the text itself."""
    return error.__context__ is None or error.__suppress_context__


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"", "", id="nothing"),
        pytest.param(KOREAN.encode(), KOREAN, id="UTF-8"),
        pytest.param(BOM + KOREAN.encode(), KOREAN, id="UTF-8 with a byte order mark"),
        pytest.param(BOM, "", id="a byte order mark alone"),
        pytest.param("가\r\n".encode(), "가\r\n", id="line breaks stay"),
    ],
)
def test_decode(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize(
    ("data", "encoding", "place"),
    [
        pytest.param(KOREAN.encode("utf-16"), "UTF-16", (1, 1), id="UTF-16"),
        pytest.param(KOREAN.encode("utf-16-le"), "UTF-16", (1, 1), id="UTF-16 LE, no mark"),
        pytest.param(KOREAN.encode("utf-16-be"), "UTF-16", (1, 1), id="UTF-16 BE, no mark"),
        pytest.param(KOREAN.encode("utf-32"), "UTF-32", (1, 1), id="UTF-32"),
        pytest.param(KOREAN.encode("utf-32-be"), "UTF-32", (1, 1), id="UTF-32 BE, no mark"),
        pytest.param(KOREAN.encode("cp949"), "CP949", (1, 11), id="CP949: at its first byte"),
        pytest.param(
            '{\n"가": "'.encode() + "똠방".encode("cp949"),
            "unknown",
            (2, 7),
            id="UTF-8, and then CP949",
        ),
        pytest.param('{"a": "é"}'.encode("latin-1"), "unknown", (1, 8), id="Latin-1"),
        pytest.param("{\n\n 'ご注文'".encode("cp932"), "unknown", (3, 3), id="Shift-JIS"),
        pytest.param("注文".encode("cp949"), "unknown", (1, 1), id="CP949 without Hangul"),
        pytest.param(KOREAN.encode()[:12], "unknown", (1, 11), id="cut off"),
        pytest.param(BOM + b"a\xff", "unknown", (1, 2), id="the mark is no column"),
    ],
)
def test_decode_names_other_encodings(data: bytes, encoding: str, place: tuple[int, int]) -> None:
    with pytest.raises(JsonError) as caught:
        decode(data)
    assert told(caught.value) == ("not-utf-8", *place, encoding)
    assert hides_its_cause(caught.value)
    assert wide_encoding(data) == (encoding if encoding.startswith("UTF-") else None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param(' {"a": [1, null]}\n', {"a": [1, None]}, id="an object"),
        pytest.param('{"a": 1, "a": 2}', {"a": 2}, id="the last of two keys"),
        pytest.param('"NaN \\" Infinity"', 'NaN " Infinity', id="no number, in a string"),
        pytest.param("1e400", float("inf"), id="a number that Python cannot hold"),
        pytest.param('"\\ud800"', "\ud800", id="a lone surrogate"),
    ],
)
def test_parse(text: str, value: object) -> None:
    assert parse(text) == value


@pytest.mark.parametrize(
    ("text", "reason", "place"),
    [
        pytest.param("", "value-expected", (1, 1), id="nothing"),
        pytest.param("{", "name-expected", (1, 2), id="no end"),
        pytest.param("{'a': 1}", "name-expected", (1, 2), id="single quotes"),
        pytest.param('{\n "가": 1,\n "b" 2}', "colon-expected", (3, 6), id="no colon"),
        pytest.param('["가" 2]', "comma-expected", (1, 6), id="no comma"),
        pytest.param("{}\n{}", "more-than-one", (2, 1), id="two values"),
        pytest.param('\n["가', "string-not-closed", (2, 2), id="no end of a string"),
        pytest.param('["가\n"]', "control-character", (1, 4), id="a break in a string"),
        pytest.param('["가\\x"]', "bad-escape", (1, 4), id="no such escape"),
        pytest.param('{"a": tru}', "value-expected", (1, 7), id="no such word"),
        pytest.param('["NaN",\n 1, NaN]', "no-number", (2, 5), id="NaN"),
        pytest.param("[Infinity, NaN]", "no-number", (1, 2), id="the first is told"),
        pytest.param('{"a\\"": -Infinity}', "no-number", (1, 9), id="-Infinity"),
        pytest.param(f'["{DIGITS}",\n-{DIGITS}]', "number-too-long", (2, 1), id="digits"),
        pytest.param(f"[{DIGITS}.0, 1{DIGITS}]", "number-too-long", (1, 5006), id="integers"),
        pytest.param("[" * 100_000, "too-deep", (1, 101), id="deep"),
        pytest.param('{"a":\n' * 101, "too-deep", (101, 1), id="objects"),
        pytest.param("[[]," * 101, "too-deep", (1, 398), id="deep in the end"),
    ],
)
def test_parse_says_where_and_why(text: str, reason: str, place: tuple[int, int]) -> None:
    with pytest.raises(JsonError) as caught:
        parse(text)
    assert told(caught.value) == (reason, *place, None)
    assert hides_its_cause(caught.value)


def test_a_reason_that_json_may_have_some_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "REASONS", {})
    with pytest.raises(JsonError) as caught:
        parse("[1 2]")
    assert told(caught.value) == ("not-json", 1, 4, None)


def test_without_a_limit_of_digits_only_constants_are_odd() -> None:
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        assert parse(DIGITS) == int(DIGITS)
        with pytest.raises(JsonError) as caught:
            parse("[1, NaN]")
    finally:
        sys.set_int_max_str_digits(before)
    assert told(caught.value) == ("no-number", 1, 5, None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 100 + "]" * 100, id="a hundred levels"),
        pytest.param("[" + "[]," * 200 + "1]", id="beside each other"),
        pytest.param('["' + "[{" * 200 + '\\"[", "' + "[" * 200 + '"]', id="in strings"),
    ],
)
def test_what_is_not_too_deep(text: str) -> None:
    assert isinstance(parse(text), list)


@pytest.mark.parametrize("text", ['["' + '\\"[' * 300_000, '"[' * 300_000, "[]" * 300_000])
def test_brackets_are_counted_in_linear_time(text: str) -> None:
    start = time.process_time()
    with pytest.raises(JsonError):
        parse(text)
    assert time.process_time() - start < 4


@pytest.mark.parametrize("text", ["[" * 50 + "{" * 50, "", "가"])
def test_what_is_certainly_not_too_deep(text: str) -> None:
    assert not may_be_too_deep(text)
    assert not may_be_too_deep(text.encode())
    assert may_be_too_deep(text + "[" * 101)
    assert may_be_too_deep(text.encode() + b"{" * 101)
