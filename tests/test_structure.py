"""The structure of messages and images: each fault is found once, in its place, and explained."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable
from copy import deepcopy
from enum import IntEnum, StrEnum
from random import Random
from typing import Any

import pytest
import regex
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from referencing.exceptions import Unresolvable

from alimtalk_rules import INFOBIP, Finding, Limits
from alimtalk_rules.structure import acceptor_of, load_schema, read
from alimtalk_rules.structure.acceptor import accepted_of
from alimtalk_rules.structure.judge import judged
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
    HostileStr,
    MovedKey,
    RaisingKey,
    RaisingObject,
    images,
    json_values,
    messages,
    mutate,
    nested,
    python_values,
    spoiled_messages,
    with_button,
)

HUGE = 10**5000

Faults = list[tuple[str, str]]


PLACES: dict[str, Callable[[str], str]] = {"message": str, "image": "/image{}".format}


def findings(
    document: object, name: str = "message", limits: Limits = INFOBIP.limits
) -> list[Finding]:
    """What the judge finds; the acceptor must not say yes if that is anything."""
    found: list[Finding] = judged(document, name, limits, places=PLACES[name])[1]
    assert not (found and acceptor_of(name, limits)(document))
    return found


def faults(document: object, name: str = "message", limits: Limits = INFOBIP.limits) -> Faults:
    return [(found.rule, found.path) for found in findings(document, name, limits)]


def button_faults(button: object) -> Faults:
    """The findings about the only button, their paths shortened to within it."""
    return [(rule, path.removeprefix("/buttons/0")) for rule, path in faults(with_button(button))]


def with_image(image: object) -> dict[str, Any]:
    return {"text": TEXT, "image": image}


def without(document: dict[str, Any], field: str) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name != field}


# --------------------------------------------------------------------------- valid messages

EVERY_FIELD = [(kind, field) for kind, button in BUTTONS.items() for field in button]
ALL_FIELDS = sorted({field for button in BUTTONS.values() for field in button})
REQUIRED = {kind: {"type", "name"} for kind in BUTTONS} | {"WL": {"type", "name", "urlMobile"}}


def test_ordinary_messages_are_accepted_and_read_wholly() -> None:
    for message in ORDINARY.values():
        assert acceptor_of("message", INFOBIP.limits)(message)
        assert read(message, "message", INFOBIP.limits) == (message, [])
        assert judged(message, "message", INFOBIP.limits) == (message, [])


def test_what_is_accepted_is_the_document_itself() -> None:
    message = {"text": TEXT}
    assert read(message, "message", INFOBIP.limits)[0] is message


# --------------------------------------------------------------------------- fields of a message

WRONG_TYPES: list[tuple[object, str]] = [
    (None, "null"),
    (True, "boolean"),
    (5, "integer"),
    (1.5, "number"),
    (float("nan"), "number"),
    (HUGE, "integer"),
    ("a", "string"),
    ([], "array"),
    ({}, "object"),
    (1j, "no JSON value"),
    (b"a", "Python bytes"),
    (("a",), "Python tuple"),
]
PARTS: dict[str, tuple[str, Callable[[object], object]]] = {
    "": ("object", lambda value: value),
    "/text": ("string", lambda value: {"text": value}),
    "/title": ("string", lambda value: {"text": TEXT, "title": value}),
    "/image": ("object", with_image),
    "/buttons": ("array", lambda value: {"text": TEXT, "buttons": value}),
    "/buttons/0": ("object", with_button),
    "/image/url": ("string", lambda value: with_image({"url": value})),
    "/image/format": ("string", lambda value: with_image({"format": value})),
    "/image/sha256": ("string", lambda value: with_image({"sha256": value})),
}


@pytest.mark.parametrize("path", PARTS)
def test_a_part_of_a_wrong_type(path: str) -> None:
    expected, build = PARTS[path]
    required = ("", "/text", "/buttons/0")
    advice = {("", "string"): "parse-it-first"}
    advice |= {(other, "null"): "leave-it-out" for other in PARTS if other not in required}
    for value, found in WRONG_TYPES:
        if found != expected:
            (fault,) = findings(build(value))
            assert (fault.rule, fault.path) == ("wrong-type", path)
            is_json = not found.startswith(("Python", "no JSON"))
            advised = advice.get((path, found)) if is_json else "as-json"
            said = {"advice": advised} if advised else {}
            assert fault.params == {"expected": expected, "found": found} | said


def test_what_tells_buttons_apart_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    schema = deepcopy(load_schema("message"))
    del schema["$defs"]["WebLinkButton"]["required"]
    monkeypatch.setattr("alimtalk_rules.structure.schemas.load_schema", lambda _: schema)
    limits = Limits(text=8)  # of no other test: what is made of the schema is kept
    assert faults(with_button({}), limits=limits) == [("missing-field", "/buttons/0/type")]


def test_every_type_that_is_allowed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    schema = deepcopy(load_schema("message"))
    schema["$defs"]["Title"]["type"] = ["string", "boolean"]
    monkeypatch.setattr("alimtalk_rules.structure.schemas.load_schema", lambda _: schema)
    limits = Limits(text=7)  # of no other test: what is made of the schema is kept
    assert read({"text": TEXT, "title": True}, "message", limits)[1] == []
    (fault,) = findings({"text": TEXT, "title": 5}, limits=limits)
    assert fault.params == {"expected": "string or boolean", "found": "integer"}


def test_only_the_text_is_required() -> None:
    assert faults({"text": TEXT}) == []
    assert faults({"title": "제목", "image": FACTS, "buttons": []}) == [("missing-field", "/text")]


def test_an_unknown_field_of_a_message() -> None:
    (fault,) = findings({"text": TEXT, "Text": TEXT})
    assert (fault.rule, fault.path) == ("unknown-field", "/Text")
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
    assert [found.kakao for found in findings(message)] == [codes]


# --------------------------------------------------------------------------- fields of a button


def test_a_missing_field_of_a_button() -> None:
    for kind, field in EVERY_FIELD:
        expected = [("missing-field", f"/{field}")] if field in REQUIRED[kind] else []
        assert button_faults(without(BUTTONS[kind], field)) == expected


def test_the_field_that_is_missing_is_named() -> None:
    found = findings(with_button({"type": "WL"}))
    assert [fault.params for fault in found] == [{"field": "name"}, {"field": "urlMobile"}]


def test_a_field_of_a_button_of_a_wrong_type() -> None:
    for kind, field in EVERY_FIELD:
        (fault,) = findings(with_button(BUTTONS[kind] | {field: 5}))
        assert (fault.rule, fault.path) == ("wrong-type", f"/buttons/0/{field}")
        assert fault.params == {"expected": "string", "found": "integer"}


def test_an_extra_field_of_a_button() -> None:
    for known in BUTTONS.values():
        for field in {*ALL_FIELDS, "url", "Name"} - {*known}:
            (fault,) = findings(with_button(known | {field: URL}))
            assert (fault.rule, fault.path) == ("unknown-field", f"/buttons/0/{field}")
            assert fault.params == {"known": tuple(sorted(known))}


@pytest.mark.parametrize("kind", ["XX", "wl", "WL ", "", "ＷＬ", "\0"])
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
            {"type": ["WL"], "name": " "},
            [("wrong-type", "/type"), ("empty-value", "/name")],
            id="type of an array",
        ),
        pytest.param(
            {"type": "XX", "name": " ", "urlMobile": 5, "extra": 5},
            [("unknown-button-type", "/type"), ("empty-value", "/name")],
            id="unknown type",
        ),
    ],
)
def test_without_a_type_only_the_name_can_be_findings(
    button: dict[str, object], expected: Faults
) -> None:
    assert button_faults(button) == expected


@pytest.mark.parametrize("target", ["OUT", "out ", "out\n", " ", "_blank", "ou"])
def test_a_bad_target(target: str) -> None:
    assert button_faults(BUTTONS["WL"] | {"target": target}) == [("bad-link-target", "/target")]


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
def test_a_bad_chat_value(value: str, span: tuple[int, int]) -> None:
    for field in ("chatExtra", "chatEvent"):
        (fault,) = findings(with_button(BUTTONS["BT"] | {field: value}))
        assert (fault.rule, fault.path) == ("bad-chat-value", f"/buttons/0/{field}")
        assert (fault.params, fault.span) == ({"limit": 50}, span)


@pytest.mark.parametrize("value", ["", "_", "0", "azAZ09_"])
def test_a_good_chat_value(value: str) -> None:
    assert button_faults(BUTTONS["BT"] | {"chatExtra": value}) == []


# --------------------------------------------------------------------------- URLs

Place = tuple[str, Callable[[Any], object]]
"""A path, and what builds a message with a value there."""


def places_of(*fields: str) -> list[Place]:
    """Each of ``fields`` in each type of button that has it."""

    def place(kind: str, field: str) -> Place:
        return f"/buttons/0/{field}", lambda value: with_button(BUTTONS[kind] | {field: value})

    return [place(kind, field) for kind, field in EVERY_FIELD if field in fields]


URL_PLACES = [*places_of("urlMobile", "urlPc"), ("/image/url", PARTS["/image/url"][1])]


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
def test_a_good_url(url: str) -> None:
    assert [path for path, build in URL_PLACES if faults(build(url))] == []


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
        pytest.param("https://example.com/\ta", id="tab"),
        pytest.param("https://example.com/\0", id="NUL"),
        pytest.param("https://example.com/\x1f", id="US"),
        pytest.param("https://example.com/\x7f", id="DEL"),
        pytest.param("https://example.com/\x9f", id="APC"),
    ],
)
def test_a_bad_url(url: str) -> None:
    for path, build in URL_PLACES:
        assert faults(build(url)) == [("bad-url", path)]


@pytest.mark.parametrize(
    ("url", "reason", "span"),
    [
        ("shop.example.com", "no-scheme", None),
        ("https://?a", "no-host", None),
        ("https://a b", "white-space", None),
        ("https://a.example/\n b", "control-in-address", (18, 19)),
        ("https://http://a.example/b", "doubled-scheme", (0, 14)),
    ],
)
def test_why_a_url_is_bad(url: str, reason: str, span: tuple[int, int] | None) -> None:
    (found,) = findings(with_button(BUTTONS["WL"] | {"urlPc": url}))
    assert (found.params, found.span) == ({"reason": reason}, span)


WHITE_SPACE = regex.findall(r"\p{White_Space}", "".join(map(chr, range(0x1_0000))))
WORDS = [("/title", PARTS["/title"][1]), *places_of("name", "schemeAndroid", "schemeIos")]


def test_white_space_in_a_url_and_where_it_stands() -> None:
    for space in WHITE_SPACE:
        url = f"https://example.com/a{space} b"
        found = findings(with_button(BUTTONS["WL"] | {"urlPc": url}))
        spans = [(fault.rule, fault.path, fault.span) for fault in found]
        is_control = not regex.match(r"\p{Zs}", space)
        assert spans == [("bad-url", "/buttons/0/urlPc", (21, 22))] * is_control, ascii(space)


def test_a_blank_value() -> None:
    for path, build in (*WORDS, *URL_PLACES):
        for space in ("", *WHITE_SPACE):
            assert faults(build(space * 3)) == [("empty-value", path)]


@pytest.mark.parametrize("character", ["\u200b", "\u3164", "\ufeff", "\x1c", "\u180e"], ids=ascii)
def test_invisible_is_not_blank(character: str) -> None:
    assert faults({"text": TEXT, "title": character}) == []


def test_an_empty_text_is_not_the_structures_affair() -> None:
    assert faults({"text": ""}) == []


# --------------------------------------------------------------------------- limits


@pytest.mark.parametrize("most", [None, 60, 20_000], ids=["Infobip", "60", "20,000"])
@pytest.mark.parametrize(
    ("limit", "rule", "start", "places"),
    [
        pytest.param("title", "title-too-long", "", WORDS[:1], id="title"),
        pytest.param("button_name", "button-name-too-long", "", places_of("name"), id="name"),
        pytest.param("link", "link-too-long", "https://a", URL_PLACES, id="URL"),
        pytest.param(
            "link", "link-too-long", "a:", places_of("schemeAndroid", "schemeIos"), id="scheme"
        ),
        pytest.param(
            "chat_value", "bad-chat-value", "", places_of("chatExtra", "chatEvent"), id="chat"
        ),
    ],
)
def test_both_sides_of_a_length(
    limit: str, rule: str, start: str, places: list[Place], most: int | None
) -> None:
    limits = Limits() if most is None else Limits(**{limit: most})
    most = getattr(limits, limit)
    for path, build in places:
        fits = build(start.ljust(most, "a"))
        assert acceptor_of("message", limits)(fits)
        assert faults(fits, limits=limits) == []
        for over in (1, 1000):
            (fault,) = findings(build(start.ljust(most + over, "a")), limits=limits)
            assert (fault.rule, fault.path, fault.span) == (rule, path, (most, most + over))
            assert fault.params == {"length": most + over, "limit": most, "over": over}


@pytest.mark.parametrize("character", ["가", "\u1100", "e\u0301", "🎁", "a\r\n"], ids=ascii)
def test_lengths_are_code_points(character: str) -> None:
    title = (character * 50)[:50]
    assert faults({"text": TEXT, "title": title}) == []
    assert faults({"text": TEXT, "title": title + "a"}) == [("title-too-long", "/title")]


@pytest.mark.parametrize("most", [1, 5, 400])
def test_both_sides_of_the_number_of_buttons(most: int) -> None:
    limits, buttons = Limits(buttons=most), [BUTTONS["MD"]] * most
    assert acceptor_of("message", limits)({"text": TEXT, "buttons": buttons})
    assert faults({"text": TEXT, "buttons": buttons}, limits=limits) == []
    (fault,) = findings({"text": TEXT, "buttons": [*buttons, BUTTONS["MD"]]}, limits=limits)
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
    web = BUTTONS["WL"] | {"name": " " * 29, "urlMobile": "\t" * 501, "urlPc": "a b", "target": "-"}
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


def image_faults(field: str, value: object) -> Faults:
    """What is found in an image alone, which in a message is the same."""
    found = faults(FACTS | {field: value}, "image")
    in_message = [(rule, f"/image{path}") for rule, path in found]
    assert faults(with_image({field: value})) == in_message
    return found


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
    ],
)
def test_a_bad_number(value: object, expected: str, found: str) -> None:
    for field in ("width", "height", "bytes"):
        assert image_faults(field, value) == [("wrong-type", f"/{field}")]
        (fault,) = findings(FACTS | {field: value}, "image")
        assert fault.params == {"expected": expected, "found": found}


@pytest.mark.parametrize("value", [0, 1, 2**31 - 1, 800.0, -0.0])
def test_a_good_number(value: float) -> None:
    for field in ("width", "height", "bytes"):
        assert image_faults(field, value) == []
        assert acceptor_of("image", INFOBIP.limits)(FACTS | {field: value}) is (type(value) is int)


@pytest.mark.parametrize("value", ["gif", "JPEG", "JPG", "png ", "", "jpegpng"])
def test_a_bad_format(value: str) -> None:
    assert image_faults("format", value) == [("image-format", "/format")]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        pytest.param("", "shorter string", id="empty"),
        pytest.param("0" * 63, "shorter string", id="63"),
        pytest.param("0" * 65, "longer string", id="65"),
        pytest.param("0" * 63 + "A", "other characters", id="upper case"),
        pytest.param("0" * 63 + "\n", "other characters", id="newline"),
        pytest.param("0" * 63 + "٣", "other characters", id="Arabic digit"),
        pytest.param("가" * 70, "longer string", id="all of it"),
    ],
)
def test_a_bad_sha256(value: str, found: str) -> None:
    assert image_faults("sha256", value) == [("wrong-type", "/sha256")]
    (fault,) = findings(FACTS | {"sha256": value}, "image")
    assert fault.params == {"expected": "string of 64 characters 0-9 a-f", "found": found}


def test_a_missing_fact() -> None:
    for field in FACTS:
        alone = [] if field in ("url", "sha256") else [("missing-field", f"/{field}")]
        assert faults(without(FACTS, field), "image") == alone
        assert faults(with_image(without(FACTS, field))) == []


def test_an_unknown_fact() -> None:
    assert image_faults("Width", 5) == [("unknown-field", "/Width")]


def test_an_image_is_read_wholly_or_not_at_all() -> None:
    assert (
        read(FACTS, "image", INFOBIP.limits)
        == judged(FACTS, "image", INFOBIP.limits)
        == (FACTS, [])
    )
    assert judged(5, "image", INFOBIP.limits)[0] == {}


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
    assert faults(spoiled(FACTS), "image") == [("unknown-field", path)]
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


class Kind(StrEnum):
    WL = "WL"


class Size(IntEnum):
    WIDTH = 800


HOSTILE: dict[type, Callable[[Any], Any]] = {
    str: HostileStr,
    dict: HostileDict,
    list: HostileList,
    int: HostileInt,
    float: HostileFloat,
}


def disguised(value: Any) -> Any:
    """A copy of ``value`` of subclasses that raise whenever they are touched."""
    if isinstance(value, dict):
        value = {name: disguised(member) for name, member in value.items()}
    elif isinstance(value, list):
        value = [disguised(item) for item in value]
    return HOSTILE.get(type(value), lambda same: same)(value)


FAULTY: dict[str, object] = {
    "no object": 5,
    "several": {"text": TEXT, "title": "가" * 51, "extra": 5, "image": {"width": -1, "bytes": 1.5}},
    "six buttons": {"text": TEXT, "buttons": [*BUTTONS.values()]},
    "image": {"text": TEXT, "image": {"url": "a", "format": "gif", "bytes": 2.0**31}},
    "WL": with_button(BUTTONS["WL"] | {"name": "가" * 29, "urlMobile": " ", "urlPc": "a b"}),
    "BT": with_button(BUTTONS["BT"] | {"chatExtra": "-", "chatEvent": "a" * 51}),
    "XX": with_button(BUTTONS["AL"] | {"type": "XX"}),
}


@pytest.mark.parametrize(
    "message", [*FAULTY.values(), *ORDINARY.values()], ids=[*FAULTY, *ORDINARY]
)
def test_subclasses_are_judged_as_what_they_extend(message: object) -> None:
    hostile = disguised(message)
    assert not acceptor_of("message", INFOBIP.limits)(hostile)
    assert read(hostile, "message", INFOBIP.limits) == judged(message, "message", INFOBIP.limits)


def test_enumerations_are_their_values() -> None:
    assert button_faults(BUTTONS["WL"] | {"type": Kind.WL}) == []
    assert faults(with_image({"width": Size.WIDTH})) == []


def test_cycles() -> None:
    message: dict[str, Any] = {"text": TEXT}
    buttons: list[Any] = [message]
    buttons.append(buttons)
    message |= {"image": message, "buttons": buttons, "title": buttons}
    assert sorted(faults(message)) == [
        ("missing-field", "/buttons/0/name"),
        ("missing-field", "/buttons/0/type"),
        *(("unknown-field", f"/image/{field}") for field in ("buttons", "image", "text", "title")),
        ("wrong-type", "/buttons/1"),
        ("wrong-type", "/title"),
    ]


@pytest.mark.parametrize("by", [None, "image", "text"], ids=["arrays", "image", "text"])
def test_ten_thousand_levels(by: str | None) -> None:
    deep = nested(10_000, by=by)
    for message in (
        *(deep, [deep], {"text": deep}, {"text": TEXT, "title": deep, "image": deep}),
        *({"text": TEXT, "buttons": deep}, with_button(deep), {"text": TEXT, "extra": deep}),
        *(with_button(BUTTONS["WL"] | {"urlPc": deep}), {"text": TEXT, "image": {"url": deep}}),
    ):
        assert 1 <= len(findings(message)) <= 2


# --------------------------------------------------------------------------- size


def test_a_thousand_bad_buttons() -> None:
    found = findings({"text": TEXT, "buttons": [5] * 1_000})
    assert found[0].params == {"count": 1_000, "limit": 5}
    assert [fault.path for fault in found[1:]] == [f"/buttons/{n}" for n in range(100)]


def test_a_thousand_good_buttons() -> None:
    message = {"text": TEXT, "buttons": [BUTTONS["MD"]] * 1_000}
    assert faults(message) == [("too-many-buttons", "/buttons")]


@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
def test_a_known_field_among_a_thousand_unknown_ones(*, first: bool) -> None:
    unknown = {f"field{number}": 5 for number in range(1_000)}
    found = faults({"text": 5} | unknown if first else unknown | {"text": 5})
    assert len(found) == 201
    assert ("wrong-type", "/text") in found


# --------------------------------------------------------------------------- the two halves agree

SCHEMAS = {name: Draft202012Validator(load_schema(name)) for name in ("message", "image")}
MANY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(message=messages(plain=True), image=images())
def test_what_is_plain_is_accepted(message: object, image: object) -> None:
    assert acceptor_of("message", INFOBIP.limits)(message)
    assert acceptor_of("image", INFOBIP.limits)(image)


@MANY
@given(message=messages())
def test_the_judge_accepts_messages_that_follow_the_schema(message: object) -> None:
    assert judged(message, "message", INFOBIP.limits) == (message, [])


@MANY
@given(document=spoiled_messages(json_values()) | json_values())
def test_the_judge_agrees_with_the_schema(document: object) -> None:
    for name, schema in SCHEMAS.items():
        assert (faults(document, name) == []) == schema.is_valid(document)


@MANY
@given(document=spoiled_messages(python_values()) | python_values())
def test_no_python_value_makes_it_raise(document: object) -> None:
    for name in SCHEMAS:
        faults(document, name)


@pytest.mark.parametrize(
    ("name", "documents", "values", "count"),
    [
        pytest.param("message", [*ORDINARY.values()], None, 2_000, id="messages"),
        pytest.param("image", [FACTS], SCALARS, 1_000, id="images"),
    ],
)
def test_acceptor_judge_and_schema_agree_on_mutants(
    name: str, documents: list[Any], values: tuple[Any, ...] | None, count: int
) -> None:
    random = Random(20)
    accepted = valid = 0
    for _ in range(count):
        document = random.choice(documents)
        for _ in range(random.randint(1, 2)):
            document = mutate(document, random, *([values] if values else ()))
        is_accepted = acceptor_of(name, INFOBIP.limits)(document)
        is_valid = SCHEMAS[name].is_valid(document)
        assert is_valid or not is_accepted, document
        assert is_valid == (faults(document, name) == []), document
        accepted += is_accepted
        valid += is_valid
    assert count / 20 < accepted <= valid < count * 0.6, "both verdicts, often"


# --------------------------------------------------------------------------- the registry


@pytest.mark.parametrize(
    "reference", ["https://example.com/a.json", "a.json", "urn:a", "file:///a"]
)
def test_no_reference_is_ever_retrieved(reference: str, monkeypatch: pytest.MonkeyPatch) -> None:
    schema = deepcopy(load_schema("message"))
    schema["properties"]["text"] = {"not": {"$ref": reference}}
    asked: list[object] = []
    monkeypatch.setattr("alimtalk_rules.structure.schemas.load_schema", lambda _: schema)
    monkeypatch.setattr(urllib.request, "urlopen", asked.append)
    for cache in (accepted_of, pieces_of):
        cache.cache_clear()
    try:
        with pytest.raises(Unresolvable):
            read({"text": TEXT}, "message", INFOBIP.limits)
    finally:
        for cache in (accepted_of, pieces_of):
            cache.cache_clear()
    assert asked == []
