from __future__ import annotations

import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from enum import IntEnum, StrEnum
from functools import partial
from random import Random
from types import MappingProxyType
from typing import Any
from unittest.mock import Mock

import pytest
import regex
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from referencing.exceptions import Unresolvable

from alimtalk_rules import INFOBIP, Finding, Limits
from alimtalk_rules.structure import (
    accepts_image,
    accepts_message,
    judge_image,
    judge_message,
    load_schema,
)
from alimtalk_rules.structure.pieces import pieces_of
from tests.values import (
    BUTTONS,
    FACTS,
    ORDINARY,
    SCALARS,
    TEXT,
    URL,
    EqualToAll,
    HostileDict,
    HostileFloat,
    HostileInt,
    HostileList,
    HostileObject,
    HostileStr,
    Liar,
    MovedKey,
    RaisingKey,
    RaisingObject,
    Silent,
    images,
    json_values,
    messages,
    mutate,
    nested,
    python_values,
    spoiled_messages,
    with_button,
)

MILLION = 1_000_000
HUGE = 10**5000

Faults = list[tuple[str, str]]


def judged(message: object, limits: Limits = INFOBIP) -> list[Finding]:
    """The judge's findings; the gate must not say yes if there are any."""
    found = judge_message(message, limits)[1]
    assert not (found and accepts_message(message, limits))
    return found


def faults(message: object, limits: Limits = INFOBIP) -> Faults:
    return [(found.rule, found.path) for found in judged(message, limits)]


def image_faults(image: object, limits: Limits = INFOBIP) -> Faults:
    found = judge_image(image, limits)[1]
    assert not (found and accepts_image(image, limits))
    return [(one.rule, one.path) for one in found]


def button_faults(button: object) -> Faults:
    """The findings about the only button, their paths shortened to within it."""
    return [(rule, path.removeprefix("/buttons/0")) for rule, path in faults(with_button(button))]


def without(document: dict[str, Any], field: str) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name != field}


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < seconds


# --------------------------------------------------------------------------- valid messages

EVERY_FIELD = [pytest.param(k, f, id=f"{k}.{f}") for k, button in BUTTONS.items() for f in button]
ALL_FIELDS = sorted({field for button in BUTTONS.values() for field in button})
REQUIRED = {kind: {"type", "name"} for kind in BUTTONS} | {"WL": {"type", "name", "urlMobile"}}


@pytest.mark.parametrize("message", ORDINARY.values(), ids=[*ORDINARY])
def test_both_halves_accept_ordinary_messages(message: object) -> None:
    assert accepts_message(message, INFOBIP)
    assert faults(message) == []


@pytest.mark.parametrize("message", ORDINARY.values(), ids=[*ORDINARY])
def test_the_judge_reads_an_ordinary_message_wholly(message: object) -> None:
    assert judge_message(message, INFOBIP)[0] == message


# --------------------------------------------------------------------------- fields of a message

WRONG_TYPES = [
    pytest.param(None, "null", id="null"),
    pytest.param(True, "boolean", id="boolean"),
    pytest.param(5, "integer", id="integer"),
    pytest.param(1.5, "number", id="number"),
    pytest.param(float("nan"), "number", id="NaN"),
    pytest.param(float("-inf"), "number", id="-Infinity"),
    pytest.param(HUGE, "integer", id="a huge integer"),
    pytest.param("a", "string", id="string"),
    pytest.param([], "array", id="array"),
    pytest.param({}, "object", id="object"),
    pytest.param(b"a", "no JSON value", id="bytes"),
    pytest.param(("a",), "no JSON value", id="tuple"),
    pytest.param({"a"}, "no JSON value", id="set"),
    pytest.param(1j, "no JSON value", id="complex"),
    pytest.param(MappingProxyType({"text": "a"}), "no JSON value", id="mapping that is no dict"),
    pytest.param(HostileObject(), "no JSON value", id="object that raises"),
]


NO_STRINGS = [param for param in WRONG_TYPES if param.values[1] != "string"]
PARTS: dict[str, tuple[str, Callable[[object], object]]] = {
    "": ("object", lambda value: value),
    "/text": ("string", lambda value: {"text": value}),
    "/title": ("string", lambda value: {"text": TEXT, "title": value}),
    "/image": ("object", lambda value: {"text": TEXT, "image": value}),
    "/buttons": ("array", lambda value: {"text": TEXT, "buttons": value}),
    "/buttons/0": ("object", with_button),
}


@pytest.mark.parametrize(
    ("path", "value", "found"),
    [
        pytest.param(path, *param.values, id=f"{path or 'message'}: {param.id}")
        for path, (expected, _) in PARTS.items()
        for param in WRONG_TYPES
        if param.values[1] != expected
    ],
)
def test_a_part_of_a_wrong_type(path: str, value: object, found: str) -> None:
    expected, build = PARTS[path]
    (fault,) = judged(build(value))
    assert (fault.rule, fault.path) == ("wrong-type", path)
    assert fault.params == {"expected": expected, "found": found}


@pytest.mark.parametrize("field", ["text", "title", "image", "buttons"])
def test_only_the_text_is_required(field: str) -> None:
    whole = {"text": TEXT, "title": "제목", "image": FACTS, "buttons": []}
    expected = [("missing-field", "/text")] if field == "text" else []
    assert faults(without(whole, field)) == expected


@pytest.mark.parametrize("field", ["Text", "name", "type", "urlMobile", "width", "제목", "x0"])
def test_an_unknown_field_of_a_message(field: str) -> None:
    (fault,) = judged({"text": TEXT, field: TEXT})
    assert (fault.rule, fault.path) == ("unknown-field", f"/{field}")
    assert fault.params == {"known": ("buttons", "image", "text", "title")}


@pytest.mark.parametrize(
    ("message", "codes"),
    [
        pytest.param({}, ("3013",), id="no text"),
        pytest.param({"text": 5}, ("1030",), id="wrong type"),
        pytest.param({"text": TEXT, "a": 5}, ("1030",), id="unknown field"),
        pytest.param({"text": TEXT, "title": " "}, ("1030",), id="blank title"),
        pytest.param({"text": TEXT, "title": "가" * 51}, ("3029",), id="long title"),
        pytest.param(with_button({"type": "MD"}), ("1030",), id="button without name"),
        pytest.param(with_button({"type": "XX", "name": "a"}), ("3027",), id="button type"),
        pytest.param(with_button({"type": "MD", "name": "a" * 29}), ("3027",), id="long name"),
        pytest.param({"text": TEXT, "buttons": [BUTTONS["MD"]] * 6}, ("3027",), id="6 buttons"),
        pytest.param(with_button(BUTTONS["WL"] | {"urlPc": "a"}), ("1030",), id="URL"),
        pytest.param(with_button(BUTTONS["WL"] | {"urlPc": URL * 50}), ("1030",), id="long URL"),
        pytest.param(with_button(BUTTONS["WL"] | {"target": "a"}), ("1030",), id="target"),
        pytest.param(with_button(BUTTONS["BT"] | {"chatExtra": "-"}), ("3026",), id="chatExtra"),
        pytest.param({"text": TEXT, "image": {"format": "gif"}}, ("2003",), id="image format"),
    ],
)
def test_kakao_codes(message: object, codes: tuple[str, ...]) -> None:
    assert [found.kakao for found in judged(message)] == [codes]


# --------------------------------------------------------------------------- fields of a button


@pytest.mark.parametrize(("kind", "field"), EVERY_FIELD)
def test_a_missing_field_of_a_button(kind: str, field: str) -> None:
    expected = [("missing-field", f"/{field}")] if field in REQUIRED[kind] else []
    assert button_faults(without(BUTTONS[kind], field)) == expected


@pytest.mark.parametrize("kind", BUTTONS)
def test_a_button_with_no_more_than_it_needs(kind: str) -> None:
    button = {field: BUTTONS[kind][field] for field in sorted(REQUIRED[kind])}
    assert button_faults(button) == []
    assert accepts_message(with_button(button), INFOBIP)


def test_the_field_that_is_missing_is_named() -> None:
    found = judged(with_button({"type": "WL"}))
    assert [fault.params for fault in found] == [{"field": "name"}, {"field": "urlMobile"}]


@pytest.mark.parametrize(("value", "found"), NO_STRINGS)
@pytest.mark.parametrize(("kind", "field"), EVERY_FIELD)
def test_a_field_of_a_button_of_a_wrong_type(
    kind: str, field: str, value: object, found: str
) -> None:
    (fault,) = judged(with_button(BUTTONS[kind] | {field: value}))
    assert (fault.rule, fault.path) == ("wrong-type", f"/buttons/0/{field}")
    assert fault.params == {"expected": "string", "found": found}


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        pytest.param(kind, field, id=f"{kind}.{field}")
        for kind, button in BUTTONS.items()
        for field in (*ALL_FIELDS, "url", "Name", "text", "extra")
        if field not in button
    ],
)
def test_an_extra_field_of_a_button(kind: str, field: str) -> None:
    known = BUTTONS[kind]
    (fault,) = judged(with_button(known | {field: URL}))
    assert (fault.rule, fault.path) == ("unknown-field", f"/buttons/0/{field}")
    assert fault.params == {"known": tuple(sorted(known))}


@pytest.mark.parametrize("kind", ["XX", "wl", "WL ", " WL", "", "WLAL", "ＷＬ", "WebLink", "\0"])
def test_a_type_that_is_none_of_the_six(kind: str) -> None:
    assert button_faults({"type": kind, "name": "a"}) == [("unknown-button-type", "/type")]


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        pytest.param({}, [("missing-field", "/type"), ("missing-field", "/name")], id="no type"),
        pytest.param(
            {"type": 5, "name": "a" * 29, "urlMobile": 5},
            [("wrong-type", "/type"), ("button-name-too-long", "/name")],
            id="type of 5",
        ),
        pytest.param(
            {"type": "XX", "name": " ", "urlMobile": 5, "extra": 5},
            [("unknown-button-type", "/type"), ("empty-value", "/name")],
            id="unknown type",
        ),
    ],
)
def test_without_a_type_only_the_name_can_be_judged(
    button: dict[str, object], expected: Faults
) -> None:
    assert button_faults(button) == expected


@pytest.mark.parametrize(
    "target", ["OUT", "Out", " out", "out ", "out\n", "", "_blank", "in", "ou"]
)
def test_a_bad_target(target: str) -> None:
    assert button_faults(BUTTONS["WL"] | {"target": target}) == [("bad-link-target", "/target")]


@pytest.mark.parametrize("field", ["chatExtra", "chatEvent"])
@pytest.mark.parametrize(
    ("value", "span"),
    [
        pytest.param("-", (0, 1), id="hyphen"),
        pytest.param("order 1", (5, 6), id="space"),
        pytest.param("order_1\n", (7, 8), id="trailing newline"),
        pytest.param("\norder_1", (0, 1), id="leading newline"),
        pytest.param("주문", (0, 1), id="Hangul"),
        pytest.param("a１", (1, 2), id="full-width digit"),
        pytest.param("a٣", (1, 2), id="Arabic digit"),
        pytest.param("é", (0, 1), id="accent"),
    ],
)
def test_a_bad_chat_value(field: str, value: str, span: tuple[int, int]) -> None:
    (fault,) = judged(with_button(BUTTONS["BT"] | {field: value}))
    assert (fault.rule, fault.path) == ("bad-chat-value", f"/buttons/0/{field}")
    assert (fault.params, fault.span) == ({"limit": 50}, span)


@pytest.mark.parametrize("value", ["", "_", "0", "azAZ09_"])
def test_a_good_chat_value(value: str) -> None:
    assert button_faults(BUTTONS["BT"] | {"chatExtra": value}) == []


# --------------------------------------------------------------------------- URLs


def with_field(kind: str, field: str) -> Callable[[object], dict[str, Any]]:
    return lambda value: with_button(BUTTONS[kind] | {field: value})


def with_image_url(url: object) -> dict[str, Any]:
    return {"text": TEXT, "image": {"url": url}}


def places_of(*fields: str) -> list[Any]:
    """Each of ``fields`` in each type of button that has it: its path, and how to build it."""
    return [
        pytest.param(f"/buttons/0/{field}", with_field(kind, field), id=f"{kind}.{field}")
        for kind, button in BUTTONS.items()
        for field in fields
        if field in button
    ]


URL_PLACES = [
    *places_of("urlMobile", "urlPc"),
    pytest.param("/image/url", with_image_url, id="image.url"),
]


@pytest.mark.parametrize(("path", "build"), URL_PLACES)
@pytest.mark.parametrize(
    "url",
    [
        pytest.param("http://a", id="shortest"),
        pytest.param("https://shop.example.com", id="host"),
        pytest.param("https://shop.example.com:8443/a/b?c=d&e=%20#f", id="all parts"),
        pytest.param("https://127.0.0.1/", id="IPv4"),
        pytest.param("http://[::1]/", id="IPv6"),
        pytest.param("https://user:secret@example.com/", id="user"),
        pytest.param("https://:secret@example.com/", id="secret without user"),
        pytest.param("https://@example.com/", id="empty user"),
        pytest.param("https://user@example.com?a", id="user, then query"),
        pytest.param("https://example.com/@shop?to=a@b#@", id="at signs behind the host"),
        pytest.param("https://_dmarc.example.com/", id="underscore"),
        pytest.param("https://xn--9t4b11yi5a.example/", id="punycode"),
        pytest.param("https://예시.한국/주문", id="Hangul"),
        pytest.param("https://example.com/🎁", id="emoji"),
        pytest.param("https://example.com/#{no}", id="variable"),
        pytest.param("https://example.com/\\'\"<>`{}|^", id="characters to encode"),
        pytest.param("https://example.com/\u200b\u3164", id="invisible"),
        pytest.param("https://example.com/\ud800", id="lone surrogate"),
        pytest.param("https://example.com/http://b", id="URL in URL"),
    ],
)
def test_a_good_url(path: str, build: Callable[[str], object], url: str) -> None:
    assert faults(build(url)) == []


@pytest.mark.parametrize(("path", "build"), URL_PLACES)
@pytest.mark.parametrize(
    "url",
    [
        pytest.param("shop.example.com/orders", id="no scheme"),
        pytest.param("//shop.example.com", id="only slashes"),
        pytest.param("ftp://example.com", id="ftp"),
        pytest.param("javascript:alert(1)", id="javascript"),
        pytest.param("myapp://orders", id="app scheme"),
        pytest.param("http:/example.com", id="one slash"),
        pytest.param("http//example.com", id="no colon"),
        pytest.param("http:\\\\example.com", id="backslashes"),
        pytest.param("httpss://example.com", id="other scheme"),
        pytest.param("xhttps://example.com", id="before the scheme"),
        pytest.param("a https://example.com", id="word before"),
        pytest.param("a\nhttps://example.com", id="line before"),
        pytest.param("\ufeffhttps://example.com", id="BOM before"),
        pytest.param("https://", id="no host"),
        pytest.param("https:///orders", id="path for a host"),
        pytest.param("https://?a", id="query for a host"),
        pytest.param("https://#a", id="fragment for a host"),
        pytest.param("https://:443", id="port for a host"),
        pytest.param("https://@", id="user for a host"),
        pytest.param("https://@/", id="empty user, then path"),
        pytest.param("https://user@", id="user without host"),
        pytest.param("https://user:secret@/orders", id="user, then path"),
        pytest.param("https://user@:443", id="user, then port"),
        pytest.param("\x1c", id="separator alone"),
        pytest.param("https://a b", id="space"),
        pytest.param("https://example.com/\t", id="tab"),
        pytest.param("https://example.com/\0", id="NUL"),
        pytest.param("https://example.com/\x1f", id="US"),
        pytest.param("https://example.com/\x7f", id="DEL"),
        pytest.param("https://example.com/\x9f", id="APC"),
    ],
)
def test_a_bad_url(path: str, build: Callable[[str], object], url: str) -> None:
    assert faults(build(url)) == [("bad-url", path)]


WHITE_SPACE = regex.findall(r"\p{White_Space}", "".join(map(chr, range(0x1_0000))))
IDS_OF_WHITE_SPACE = [f"U+{ord(space):04X}" for space in WHITE_SPACE]


@pytest.mark.parametrize("space", WHITE_SPACE, ids=IDS_OF_WHITE_SPACE)
def test_white_space_in_a_url_and_where_it_stands(space: str) -> None:
    url = f"https://example.com/a{space}{space}b"
    (fault,) = judged(with_button(BUTTONS["WL"] | {"urlPc": url}))
    assert (fault.rule, fault.path, fault.span) == ("bad-url", "/buttons/0/urlPc", (21, 22))


@pytest.mark.parametrize("space", ["", *WHITE_SPACE], ids=["empty", *IDS_OF_WHITE_SPACE])
@pytest.mark.parametrize(
    ("path", "build"),
    [
        pytest.param("/title", lambda value: {"text": TEXT, "title": value}, id="title"),
        *places_of("name", "urlMobile", "urlPc", "schemeAndroid", "schemeIos"),
        pytest.param("/image/url", with_image_url, id="image.url"),
    ],
)
def test_a_blank_value(path: str, build: Callable[[str], object], space: str) -> None:
    assert faults(build(space * 3)) == [("empty-value", path)]


@pytest.mark.parametrize("character", ["\u200b", "\u3164", "\ufeff", "\u2800", "\u180e"], ids=ascii)
def test_invisible_is_not_blank(character: str) -> None:
    assert faults({"text": TEXT, "title": character}) == []


def test_an_empty_text_is_not_the_structures_affair() -> None:
    assert faults({"text": ""}) == []


# --------------------------------------------------------------------------- limits


def a_link(length: int) -> str:
    return "https://a.example/".ljust(length, "a")


def of_length(
    build: Callable[[object], object], string: Callable[[int], str]
) -> Callable[[int], object]:
    return lambda length: build(string(length))


def lengths(limit: str, rule: str, string: Callable[[int], str], places: list[Any]) -> list[Any]:
    """Rows: the limit's name, the place and the rule, and how to build a value of a length."""
    return [
        pytest.param(limit, path, rule, of_length(build, string), id=place.id)
        for place in places
        for path, build in (place.values,)
    ]


TITLE = pytest.param("/title", PARTS["/title"][1], id="title")
LINK_PLACES = [*URL_PLACES, *places_of("schemeAndroid", "schemeIos")]
LENGTHS = [
    *lengths("title", "title-too-long", lambda n: "가" * n, [TITLE]),
    *lengths("button_name", "button-name-too-long", lambda n: "가" * n, places_of("name")),
    *lengths("link", "link-too-long", a_link, LINK_PLACES),
    *lengths(
        "chat_value", "bad-chat-value", lambda n: "a" * n, places_of("chatExtra", "chatEvent")
    ),
]


NUMBERS = [pytest.param(None, id="Infobip"), pytest.param(60, id="60")]


def limits_of(limit: str, number: int | None) -> Limits:
    return INFOBIP if number is None else Limits(**{limit: number})


@pytest.mark.parametrize("over", [1, 2, 1000, MILLION])
@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(("limit", "path", "rule", "build"), LENGTHS)
def test_both_sides_of_a_length(
    limit: str, path: str, rule: str, build: Callable[[int], object], number: int | None, over: int
) -> None:
    limits = limits_of(limit, number)
    most = getattr(limits, limit)
    assert faults(build(most), limits) == []
    (fault,) = judged(build(most + over), limits)
    assert (fault.rule, fault.path, fault.span) == (rule, path, (most, most + over))
    assert fault.params == {"length": most + over, "limit": most, "over": over}


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(("limit", "path", "rule", "build"), LENGTHS)
def test_the_gate_knows_the_same_lengths(
    limit: str, path: str, rule: str, build: Callable[[int], object], number: int | None
) -> None:
    limits = limits_of(limit, number)
    most = getattr(limits, limit)
    assert accepts_message(build(most), limits)
    assert not accepts_message(build(most + 1), limits)


@pytest.mark.parametrize(
    "character", ["가", "\u1100", "e\u0301", "🎁", "👨\u200d👩", "a\r\n"], ids=ascii
)
def test_lengths_are_code_points(character: str) -> None:
    title = (character * 50)[:50]
    assert faults({"text": TEXT, "title": title}) == []
    assert faults({"text": TEXT, "title": title + "a"}) == [("title-too-long", "/title")]


@pytest.mark.parametrize(("limit", "path", "rule", "build"), LENGTHS)
def test_a_limit_beyond_what_the_judge_copies(
    limit: str, path: str, rule: str, build: Callable[[int], object]
) -> None:
    limits = limits_of(limit, 20_000)
    assert faults(build(20_000), limits) == []
    assert faults(build(20_001), limits) == [(rule, path)]


@pytest.mark.parametrize("number", [None, 1, 9, 2000])
def test_both_sides_of_the_number_of_buttons(number: int | None) -> None:
    limits = limits_of("buttons", number)
    most = limits.buttons
    buttons = [BUTTONS["MD"]] * most
    assert faults({"text": TEXT, "buttons": buttons}, limits) == []
    assert accepts_message({"text": TEXT, "buttons": buttons}, limits)
    (fault,) = judged({"text": TEXT, "buttons": [*buttons, BUTTONS["MD"]]}, limits)
    assert (fault.rule, fault.path) == ("too-many-buttons", "/buttons")
    assert fault.params == {"count": most + 1, "limit": most}


def test_each_of_too_many_buttons_is_judged() -> None:
    buttons = [*[BUTTONS["MD"]] * 5, {"type": "MD"}, BUTTONS["MD"], 5]
    assert faults({"text": TEXT, "buttons": buttons}) == [
        ("too-many-buttons", "/buttons"),
        ("missing-field", "/buttons/5/name"),
        ("wrong-type", "/buttons/7"),
    ]


def test_a_value_with_several_faults_gives_one_finding() -> None:
    web = BUTTONS["WL"] | {"name": " " * 29, "urlMobile": "\t" * 501, "urlPc": "a b", "target": ""}
    chat = BUTTONS["BT"] | {"chatEvent": "-" * 51}
    assert faults({"text": TEXT, "title": " " * 51, "buttons": [web, chat]}) == [
        ("title-too-long", "/title"),
        ("button-name-too-long", "/buttons/0/name"),
        ("link-too-long", "/buttons/0/urlMobile"),
        ("bad-url", "/buttons/0/urlPc"),
        ("bad-link-target", "/buttons/0/target"),
        ("bad-chat-value", "/buttons/1/chatEvent"),
    ]


# --------------------------------------------------------------------------- images

IN_BOUNDS = "integer 0..2147483647"


@pytest.mark.parametrize("field", ["width", "height", "bytes"])
@pytest.mark.parametrize(
    ("value", "expected", "found"),
    [
        pytest.param(-1, IN_BOUNDS, "integer", id="-1"),
        pytest.param(2**31, IN_BOUNDS, "integer", id="2**31"),
        pytest.param(HUGE, IN_BOUNDS, "integer", id="a huge integer"),
        pytest.param(-HUGE, IN_BOUNDS, "integer", id="a huge negative integer"),
        pytest.param(-1.0, IN_BOUNDS, "number", id="-1.0"),
        pytest.param(1e300, IN_BOUNDS, "number", id="1e300"),
        pytest.param(800.5, "integer", "number", id="800.5"),
        pytest.param(float("nan"), "integer", "number", id="NaN"),
        pytest.param(float("inf"), "integer", "number", id="Infinity"),
        pytest.param(True, "integer", "boolean", id="true"),
        pytest.param("800", "integer", "string", id="string"),
        pytest.param(None, "integer", "null", id="null"),
        pytest.param([], "integer", "array", id="array"),
        pytest.param(b"8", "integer", "no JSON value", id="bytes"),
    ],
)
def test_a_bad_number(field: str, value: object, expected: str, found: str) -> None:
    (fault,) = judge_image(FACTS | {field: value}, INFOBIP)[1]
    assert (fault.rule, fault.path) == ("wrong-type", f"/{field}")
    assert fault.params == {"expected": expected, "found": found}
    assert image_faults(FACTS | {field: value}) == [("wrong-type", f"/{field}")]
    in_message = {"text": TEXT, "image": {field: value}}
    assert faults(in_message) == [("wrong-type", f"/image/{field}")]


@pytest.mark.parametrize("field", ["width", "height", "bytes"])
@pytest.mark.parametrize("value", [0, 1, 2**31 - 1, 800.0, -0.0])
def test_a_good_number(field: str, value: float) -> None:
    assert image_faults(FACTS | {field: value}) == []
    assert faults({"text": TEXT, "image": {field: value}}) == []
    assert accepts_image(FACTS | {field: value}, INFOBIP) is (type(value) is int)


@pytest.mark.parametrize("value", ["jpeg", "jpg", "png"])
def test_a_good_format(value: str) -> None:
    assert image_faults(FACTS | {"format": value}) == []
    assert accepts_image(FACTS | {"format": value}, INFOBIP)


@pytest.mark.parametrize("value", ["gif", "JPEG", "JPG", "image/png", "png ", "", "jpegpng"])
def test_a_bad_format(value: str) -> None:
    assert image_faults(FACTS | {"format": value}) == [("image-format", "/format")]
    assert faults({"text": TEXT, "image": {"format": value}}) == [("image-format", "/image/format")]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        pytest.param("", "shorter string", id="empty"),
        pytest.param("0" * 63, "shorter string", id="63"),
        pytest.param("0" * 65, "longer string", id="65"),
        pytest.param("0" * MILLION, "longer string", id="a million"),
        pytest.param("0" * 63 + "A", "other characters", id="upper case"),
        pytest.param("g" + "0" * 63, "other characters", id="no digit"),
        pytest.param("0" * 63 + "\n", "other characters", id="newline"),
        pytest.param("0" * 63 + "٣", "other characters", id="Arabic digit"),
        pytest.param("가" * 70, "longer string", id="all of it"),
    ],
)
def test_a_bad_sha256(value: str, found: str) -> None:
    (fault,) = judge_image(FACTS | {"sha256": value}, INFOBIP)[1]
    assert (fault.rule, fault.path) == ("wrong-type", "/sha256")
    assert fault.params == {"expected": "string of 64 characters 0-9 a-f", "found": found}
    assert image_faults(FACTS | {"sha256": value}) == [("wrong-type", "/sha256")]
    assert faults({"text": TEXT, "image": {"sha256": value}}) == [("wrong-type", "/image/sha256")]


@pytest.mark.parametrize("value", ["0" * 64, "f" * 64, "0123456789abcdef" * 4])
def test_a_good_sha256(value: str) -> None:
    assert image_faults(FACTS | {"sha256": value}) == []
    assert accepts_message({"text": TEXT, "image": {"sha256": value}}, INFOBIP)


@pytest.mark.parametrize("field", FACTS)
def test_a_missing_fact(field: str) -> None:
    alone = [] if field in ("url", "sha256") else [("missing-field", f"/{field}")]
    assert image_faults(without(FACTS, field)) == alone
    assert faults({"text": TEXT, "image": without(FACTS, field)}) == []


@pytest.mark.parametrize("field", ["Width", "type", "text", "SHA256", "mode"])
def test_an_unknown_fact(field: str) -> None:
    assert image_faults(FACTS | {field: 5}) == [("unknown-field", f"/{field}")]
    assert faults({"text": TEXT, "image": {field: 5}}) == [("unknown-field", f"/image/{field}")]


@pytest.mark.parametrize(("value", "found"), NO_STRINGS)
@pytest.mark.parametrize("field", ["url", "format", "sha256"])
def test_a_fact_of_a_wrong_type(field: str, value: object, found: str) -> None:
    assert image_faults(FACTS | {field: value}) == [("wrong-type", f"/{field}")]
    assert faults({"text": TEXT, "image": {field: value}}) == [("wrong-type", f"/image/{field}")]


@pytest.mark.parametrize(("value", "found"), WRONG_TYPES)
def test_facts_of_a_wrong_type(value: object, found: str) -> None:
    expected = [("missing-field", f"/{field}") for field in ("format", "width", "height", "bytes")]
    assert image_faults(value) == (expected if found == "object" else [("wrong-type", "")])


def test_the_judge_reads_an_image_wholly() -> None:
    assert accepts_image(FACTS, INFOBIP)
    assert judge_image(FACTS, INFOBIP) == (FACTS, [])


# --------------------------------------------------------------------------- names of fields


@pytest.mark.parametrize(
    ("name", "path"),
    [
        pytest.param(1, "", id="int"),
        pytest.param(None, "", id="None"),
        pytest.param(True, "", id="bool"),
        pytest.param(float("nan"), "", id="NaN"),
        pytest.param(b"text", "", id="bytes"),
        pytest.param((), "", id="tuple"),
        pytest.param(RaisingObject(), "", id="object that cannot be compared"),
        pytest.param(EqualToAll(), "", id="object equal to all"),
        pytest.param("\0", "", id="NUL"),
        pytest.param("a\n", "", id="newline"),
        pytest.param("\u200b", "", id="invisible"),
        pytest.param("\ud800", "", id="lone surrogate"),
        pytest.param("a" * 65, "", id="65 characters"),
        pytest.param("a" * MILLION, "", id="a million characters"),
        pytest.param("a" * 64, "/" + "a" * 64, id="64 characters"),
        pytest.param("", "", id="empty"),
        pytest.param("주민 900101-1234567 홍길동", "", id="somebody's text"),
        pytest.param("010-1234-5678", "", id="telephone number"),
        pytest.param("name@example.com", "", id="mail address"),
        pytest.param("제목", "/제목", id="Hangul"),
        pytest.param("a/b", "/a~1b", id="slash"),
        pytest.param("a~1", "/a~01", id="tilde"),
        pytest.param("*", "", id="asterisk"),
    ],
)
def test_the_path_of_an_unknown_field(name: object, path: str) -> None:
    def spoiled(whole: dict[str, Any]) -> dict[Any, Any]:
        return {**whole, name: 5}

    assert faults(spoiled({"text": TEXT})) == [("unknown-field", path)]
    assert image_faults(spoiled(FACTS)) == [("unknown-field", path)]
    assert faults({"text": TEXT, "image": spoiled({})}) == [("unknown-field", f"/image{path}")]
    assert button_faults(spoiled(BUTTONS["MD"])) == [("unknown-field", path)]


def test_names_that_cannot_be_shown_give_one_finding() -> None:
    assert faults({"text": TEXT, 1: 1, None: 1, "\n": 1, b"": 1}) == [("unknown-field", "")]


@pytest.mark.parametrize("key", [RaisingKey, MovedKey])
@pytest.mark.parametrize(
    "build",
    [
        pytest.param(lambda key: {key("text"): TEXT}, id="text"),
        pytest.param(lambda key: {key("text"): 5}, id="wrong text"),
        pytest.param(lambda key: {"text": TEXT, key("title"): " "}, id="blank title"),
        pytest.param(lambda key: {"text": TEXT, key("title"): "가" * 51}, id="long title"),
        pytest.param(lambda key: {"text": TEXT, key("image"): {}}, id="image"),
        pytest.param(lambda key: {"text": TEXT, key("buttons"): [5]}, id="buttons"),
        pytest.param(lambda key: with_button({key("type"): "MD", "name": "a"}), id="type"),
        pytest.param(lambda key: with_button({"type": "MD", key("name"): 5}), id="name"),
        pytest.param(lambda key: {"text": TEXT, key("extra"): 5}, id="unknown field"),
    ],
)
def test_a_key_that_is_nearly_a_string_never_raises(
    build: Callable[[type[str]], object], key: type[str]
) -> None:
    message = build(key)
    assert faults(message) == faults(message)


def test_a_name_that_stands_twice_never_raises() -> None:
    # A dict holds both: it does not find the second by its string.
    assert faults({"text": TEXT, "title": 5, MovedKey("title"): "가" * 51})
    assert faults({"text": TEXT, MovedKey("title"): "가" * 51, "title": 5})


# --------------------------------------------------------------------------- hostile values


class SubStr(str):
    __slots__ = ()


class SubDict(dict[Any, Any]): ...


class SubList(list[Any]): ...


class SubInt(int): ...


class SubFloat(float): ...


class Kind(StrEnum):
    WL = "WL"


class Size(IntEnum):
    WIDTH = 800


def rebuilt(value: Any, kinds: dict[type, Callable[[Any], Any]]) -> Any:
    """A copy of ``value`` of subclasses; keys stay what they are."""
    if isinstance(value, dict):
        value = {name: rebuilt(member, kinds) for name, member in value.items()}
    elif isinstance(value, list):
        value = [rebuilt(item, kinds) for item in value]
    return kinds.get(type(value), lambda same: same)(value)


SUBCLASSES = [
    pytest.param({str: SubStr, dict: SubDict, list: SubList, int: SubInt, float: SubFloat}),
    pytest.param(
        {
            str: HostileStr,
            dict: HostileDict,
            list: HostileList,
            int: HostileInt,
            float: HostileFloat,
        }
    ),
]
FAULTY: dict[str, object] = {
    "no object": 5,
    "empty": {},
    "text": {"text": 5},
    "several": {"text": TEXT, "title": "가" * 51, "extra": 5, "image": {"width": -1, "bytes": 1.5}},
    "six buttons": {"text": TEXT, "buttons": [*BUTTONS.values()]},
    "image": {"text": TEXT, "image": {"url": "a", "format": "gif", "bytes": 2.0**31}},
    "WL": with_button(BUTTONS["WL"] | {"name": "가" * 29, "urlMobile": " ", "urlPc": "a b"}),
    "blank WL": with_button(BUTTONS["WL"] | {"name": " ", "urlMobile": "", "target": ""}),
    "BT": with_button(BUTTONS["BT"] | {"chatExtra": "-", "chatEvent": "a" * 51}),
    "AL": with_button(BUTTONS["AL"] | {"schemeIos": " ", "schemeAndroid": "a" * 501}),
    "XX": with_button(BUTTONS["AL"] | {"type": "XX"}),
}


@pytest.mark.parametrize("kinds", SUBCLASSES, ids=["plain", "raising"])
@pytest.mark.parametrize(
    "message", [*FAULTY.values(), *ORDINARY.values()], ids=[*FAULTY, *ORDINARY]
)
def test_subclasses_are_judged_as_what_they_extend(
    message: object, kinds: dict[type, Callable[[Any], Any]]
) -> None:
    disguised = rebuilt(message, kinds)
    assert judge_message(disguised, INFOBIP) == judge_message(message, INFOBIP)
    assert not accepts_message(disguised, INFOBIP)


@pytest.mark.parametrize("kinds", SUBCLASSES, ids=["plain", "raising"])
def test_what_the_judge_reads_is_plain(kinds: dict[type, Callable[[Any], Any]]) -> None:
    def plain(value: Any) -> bool:
        inner = value.values() if type(value) is dict else value if type(value) is list else ()
        return type(value) in (dict, list, str, int, float) and all(map(plain, inner))

    message = {"text": TEXT, "title": "제목", "image": FACTS, "buttons": [*BUTTONS.values()][:5]}
    assert plain(judge_message(rebuilt(message, kinds), INFOBIP)[0])


def test_enumerations_are_their_values() -> None:
    assert button_faults(BUTTONS["WL"] | {"type": Kind.WL}) == []
    assert faults({"text": TEXT, "image": {"width": Size.WIDTH}}) == []


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(Liar, id="says that it is a dict"),
        pytest.param(Silent, id="does not say"),
        pytest.param(partial(Mock, spec=dict), id="mock of a dict"),
        pytest.param(partial(Mock, spec=list), id="mock of a list"),
        pytest.param(partial(Mock, spec=str), id="mock of a str"),
    ],
)
@pytest.mark.parametrize("place", ["", "/text", "/image", "/buttons", "/buttons/0", "/image/width"])
def test_values_that_lie_about_their_class(place: str, make: Callable[[], object]) -> None:
    value = make()
    whole = {
        "": value,
        "/text": {"text": value},
        "/image": {"text": TEXT, "image": value},
        "/buttons": {"text": TEXT, "buttons": value},
        "/buttons/0": with_button(value),
        "/image/width": {"text": TEXT, "image": {"width": value}},
    }
    assert faults(whole[place]) == [("wrong-type", place)]


def test_cycles() -> None:
    message: dict[str, Any] = {"text": TEXT}
    buttons: list[Any] = [message]
    buttons.append(buttons)
    message |= {"image": message, "buttons": buttons, "title": buttons}
    assert faults(message) == [
        ("wrong-type", "/title"),
        *(("unknown-field", f"/image/{field}") for field in ("text", "image", "buttons", "title")),
        ("missing-field", "/buttons/0/type"),
        ("missing-field", "/buttons/0/name"),
        ("wrong-type", "/buttons/1"),
    ]


@pytest.mark.parametrize("by", [None, "image", "text"], ids=["arrays", "image", "text"])
def test_a_hundred_thousand_levels(by: str | None) -> None:
    deep = nested(100_000, by=by)
    with at_most(1):
        for message in (
            *(deep, [deep], {"text": deep}, {"text": TEXT, "title": deep, "image": deep}),
            *({"text": TEXT, "buttons": deep}, with_button(deep), {"text": TEXT, "extra": deep}),
            *(with_button(BUTTONS["WL"] | {"urlPc": deep}), {"text": TEXT, "image": {"url": deep}}),
        ):
            assert 1 <= len(judged(message)) <= 2


# --------------------------------------------------------------------------- size


def test_a_hundred_thousand_bad_buttons() -> None:
    with at_most(1):
        found = judged({"text": TEXT, "buttons": [5] * 100_000})
    assert found[0].rule == "too-many-buttons"
    assert found[0].params == {"count": 100_000, "limit": 5}
    assert [fault.path for fault in found[1:101]] == [f"/buttons/{n}" for n in range(100)]
    assert {fault.rule for fault in found[1:]} == {"wrong-type"}


def test_a_hundred_thousand_good_buttons() -> None:
    with at_most(1):
        assert faults({"text": TEXT, "buttons": [BUTTONS["MD"]] * 100_000}) == [
            ("too-many-buttons", "/buttons")
        ]


@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
def test_a_known_field_among_a_hundred_thousand_unknown_ones(*, first: bool) -> None:
    unknown = {f"field{number}": 5 for number in range(100_000)}
    message = {"text": 5} | unknown if first else unknown | {"text": 5}
    with at_most(1):
        found = faults(message)
    assert found[0] == ("wrong-type", "/text")
    assert 100 <= len(found) < 300
    assert {rule for rule, _ in found[1:]} == {"unknown-field"}


FILLERS = [
    pytest.param("a", id="letters"),
    pytest.param("가", id="Hangul"),
    pytest.param(" ", id="spaces"),
    pytest.param("\u3000", id="ideographic spaces"),
    pytest.param("\ud800", id="lone surrogates"),
    pytest.param("https://", id="schemes"),
    pytest.param("https://a@", id="users"),
    pytest.param(":@", id="marks"),
    pytest.param("\x1c", id="separators"),
]


@pytest.mark.parametrize("filler", FILLERS)
@pytest.mark.parametrize(
    "place", ["text", "title", "image.url", "image.format", *ALL_FIELDS, "a name", "a key"]
)
def test_a_megabyte_in_a_field(place: str, filler: str) -> None:
    big = (filler * MILLION)[:MILLION]
    if place in ("text", "title"):
        message: Any = {"text": TEXT, place: big}
    elif place.startswith("image."):
        message = {"text": TEXT, "image": {place.removeprefix("image."): big}}
    elif place == "a key":
        message = {"text": TEXT, big: 5}
    else:
        kind = next((kind for kind in BUTTONS if place in BUTTONS[kind]), "MD")
        message = with_button(BUTTONS[kind] | {place: big})
    with at_most(1):
        assert len(judged(message)) == (0 if place == "text" else 1)


@pytest.mark.parametrize(
    ("head", "filler"),
    [
        pytest.param("https://", "a", id="host"),
        pytest.param("https://", ":", id="colons"),
        pytest.param("https://", "a:", id="users without end"),
        pytest.param("https://", "@", id="at signs"),
        pytest.param("https://", "a@", id="users"),
        pytest.param("", "https://", id="schemes"),
        pytest.param("h", "t", id="the start of a scheme"),
        pytest.param("https://a/", " ", id="spaces"),
    ],
)
def test_no_url_of_a_megabyte_takes_quadratic_time(head: str, filler: str) -> None:
    limits = Limits(link=2 * MILLION)  # so that no length spares the patterns
    message = with_button(BUTTONS["WL"] | {"urlMobile": head + (filler * MILLION)[:MILLION]})
    with at_most(1):
        accepts_message(message, limits)
        judge_message(message, limits)


# --------------------------------------------------------------------------- the two halves agree


@pytest.fixture(scope="module")
def schemas() -> dict[str, Draft202012Validator]:
    return {name: Draft202012Validator(load_schema(name)) for name in ("message", "image")}


MANY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(message=messages(plain=True))
def test_the_gate_accepts_plain_messages(message: object) -> None:
    assert accepts_message(message, INFOBIP)
    assert faults(message) == []


@MANY
@given(message=messages())
def test_the_judge_accepts_messages_that_keep_the_rules(message: object) -> None:
    assert faults(message) == []
    assert judge_message(message, INFOBIP)[0] == message


@MANY
@given(image=images())
def test_both_halves_accept_images_that_keep_the_rules(image: object) -> None:
    assert accepts_image(image, INFOBIP)
    assert image_faults(image) == []


@MANY
@given(message=spoiled_messages(json_values()) | json_values())
def test_the_judge_agrees_with_the_schema(
    message: object, schemas: dict[str, Draft202012Validator]
) -> None:
    assert (faults(message) == []) == schemas["message"].is_valid(message)
    assert (image_faults(message) == []) == schemas["image"].is_valid(message)


@MANY
@given(message=spoiled_messages(python_values()) | python_values())
def test_the_gate_is_sound_for_any_python_value(message: object) -> None:
    faults(message)
    image_faults(message)


def test_twenty_thousand_mutants_of_messages(schemas: dict[str, Draft202012Validator]) -> None:
    random = Random(20)
    accepted = valid = 0
    for _ in range(20_000):
        message = mutate(random.choice([*ORDINARY.values()]), random)
        if random.random() < 0.5:
            message = mutate(message, random)
        found = judge_message(message, INFOBIP)[1]
        is_accepted = accepts_message(message, INFOBIP)
        assert not (is_accepted and found), message
        assert (found == []) == schemas["message"].is_valid(message), message
        accepted += is_accepted
        valid += found == []
    assert 3_000 < accepted < valid < 12_000  # a gate that never says yes would be sound, too


def test_ten_thousand_mutants_of_images(schemas: dict[str, Draft202012Validator]) -> None:
    random = Random(21)
    accepted = valid = 0
    for _ in range(10_000):
        image = mutate(FACTS, random, SCALARS)
        found = judge_image(image, INFOBIP)[1]
        is_accepted = accepts_image(image, INFOBIP)
        assert not (is_accepted and found), image
        assert (found == []) == schemas["image"].is_valid(image), image
        accepted += is_accepted
        valid += found == []
    assert 1_000 < accepted < valid < 6_000


# --------------------------------------------------------------------------- the registry


@pytest.mark.parametrize(
    "reference", ["https://example.com/a.json", "a.json", "urn:a", "#/$defs/None", "file:///a"]
)
def test_no_reference_is_ever_retrieved(reference: str, monkeypatch: pytest.MonkeyPatch) -> None:
    schema = deepcopy(load_schema("message"))
    schema["properties"]["text"] = {"not": {"$ref": reference}}
    asked: list[object] = []
    monkeypatch.setattr("alimtalk_rules.structure.schemas.load_schema", lambda _: schema)
    monkeypatch.setattr(urllib.request, "urlopen", asked.append)
    pieces_of.cache_clear()
    try:
        with pytest.raises(Unresolvable):
            judge_message({"text": TEXT}, INFOBIP)
    finally:
        pieces_of.cache_clear()
    assert asked == []
