"""The structure of templates, where it differs from that of messages."""

from __future__ import annotations

import re
from itertools import product
from random import Random
from typing import Any

import pytest
import regex
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from alimtalk_rules import INFOBIP, Finding, Limits
from alimtalk_rules.structure import acceptor_of, load_schema, read
from alimtalk_rules.structure.judge import judged
from alimtalk_rules.variables import VARIABLE
from tests.values import (
    BUTTONS,
    FACTS,
    ORDINARY,
    TEMPLATE,
    TEMPLATES,
    HostileDict,
    HostileStr,
    json_values,
    mutate,
    nested,
    python_values,
    spoiled_templates,
    templates,
)

Faults = list[tuple[str, str]]


def accepts(template: object, limits: Limits = INFOBIP.limits) -> bool:
    return acceptor_of("template", limits)(template)


def findings(template: object, limits: Limits = INFOBIP.limits) -> list[Finding]:
    """What the judge finds; the acceptor must not say yes if that is anything."""
    found: list[Finding] = judged(template, "template", limits)[1]
    assert not (found and accepts(template, limits))
    return found


def faults(template: object, limits: Limits = INFOBIP.limits) -> Faults:
    return [(found.rule, found.path) for found in findings(template, limits)]


def with_url(url: object) -> dict[str, Any]:
    return TEMPLATE | {"buttons": [BUTTONS["WL"] | {"urlMobile": url}]}


SCHEMA = Draft202012Validator(load_schema("template"))

# --------------------------------------------------------------------------- whole templates


def test_ordinary_templates_are_accepted_and_read_wholly() -> None:
    for template in TEMPLATES.values():
        assert accepts(template)
        assert judged(template, "template", INFOBIP.limits) == (template, [])
        assert read(template, "template", INFOBIP.limits) == (template, [])


def test_a_message_with_a_code_is_a_template() -> None:
    for message in ORDINARY.values():
        assert faults(message) == [("missing-field", "/code")]
        assert accepts({"code": "a", **message})


def test_a_template_is_no_message() -> None:
    (found,) = read(TEMPLATE, "message", INFOBIP.limits)[1]
    assert (found.rule, found.path) == ("unknown-field", "/code")


@pytest.mark.parametrize("field", ["code", "text", "name", "title", "image", "buttons"])
def test_code_and_text_are_required(field: str) -> None:
    whole = TEMPLATE | {"name": "주문", "title": "제목", "image": FACTS, "buttons": []}
    template = {name: value for name, value in whole.items() if name != field}
    expected = [("missing-field", f"/{field}")] if field in ("code", "text") else []
    assert faults(template) == expected


@pytest.mark.parametrize("template", [None, 5, "a", [], [TEMPLATE], b"a", (), object()])
def test_what_is_no_object(template: object) -> None:
    assert faults(template) == [("wrong-type", "")]
    assert read(template, "template", INFOBIP.limits)[0] == {}


def test_the_codes_of_what_is_missing() -> None:
    assert [found.kakao for found in findings({})] == [("405",), ("3013",)]


def test_an_unknown_field() -> None:
    (found,) = findings(TEMPLATE | {"variables": ["이름"]})
    assert (found.rule, found.path) == ("unknown-field", "/variables")
    assert found.params == {"known": ("buttons", "code", "image", "name", "text", "title")}


# --------------------------------------------------------------------------- code and name


@pytest.mark.parametrize("code", ["a", "0", "-", "_", ".", "azAZ09-_.", "a" * 100])
def test_a_good_code(code: str) -> None:
    assert faults(TEMPLATE | {"code": code}) == []
    assert accepts(TEMPLATE | {"code": code}, INFOBIP.limits)


@pytest.mark.parametrize(
    ("code", "params", "span"),
    [
        pytest.param("", {"limit": 100}, None, id="empty"),
        pytest.param(" ", {"limit": 100}, (0, 1), id="blank"),
        pytest.param("order/done", {"limit": 100}, (5, 6), id="slash"),
        pytest.param("order done", {"limit": 100}, (5, 6), id="space"),
        pytest.param("order\n", {"limit": 100}, (5, 6), id="trailing newline"),
        pytest.param("\norder", {"limit": 100}, (0, 1), id="leading newline"),
        pytest.param("주문", {"limit": 100}, (0, 1), id="Hangul"),
        pytest.param("a１", {"limit": 100}, (1, 2), id="full-width digit"),
        pytest.param("#{a}", {"limit": 100}, (0, 1), id="variable"),
        pytest.param("a" * 101, {"length": 101, "limit": 100, "over": 1}, (100, 101), id="101"),
        pytest.param(
            "가" * 140, {"length": 140, "limit": 100, "over": 40}, (100, 140), id="all of it"
        ),
    ],
)
def test_a_bad_code(code: str, params: dict[str, int], span: tuple[int, int] | None) -> None:
    (found,) = findings(TEMPLATE | {"code": code})
    assert (found.rule, found.path) == ("bad-template-code", "/code")
    assert (found.params, found.span, found.kakao) == (params, span, ("405",))


@pytest.mark.parametrize("name", ["a", "주문 완료", "#{a}", "가" * 200, " a", "\u200b"])
def test_a_good_name(name: str) -> None:
    assert faults(TEMPLATE | {"name": name}) == []


@pytest.mark.parametrize("name", ["", " ", "\u3000\n"], ids=ascii)
def test_a_blank_name(name: str) -> None:
    assert faults(TEMPLATE | {"name": name}) == [("empty-value", "/name")]


@pytest.mark.parametrize("name", ["가" * 201, " " * 201], ids=["가", " "])
def test_a_long_name(name: str) -> None:
    (found,) = findings(TEMPLATE | {"name": name})
    assert (found.rule, found.path) == ("wrong-type", "/name")
    assert found.params == {
        "expected": "string of at most 200 characters",
        "found": "longer string",
    }


@pytest.mark.parametrize("field", ["code", "name"])
@pytest.mark.parametrize("value", [None, 5, True, [], {}, b"a"], ids=repr)
def test_a_code_or_a_name_of_a_wrong_type(field: str, value: object) -> None:
    (found,) = findings(TEMPLATE | {field: value})
    assert (found.rule, found.path) == ("wrong-type", f"/{field}")
    assert found.params["expected"] == "string"


@pytest.mark.parametrize(
    ("limits", "field", "most", "rule"),
    [
        pytest.param(Limits(template_code=20), "code", 20, "bad-template-code", id="code"),
        pytest.param(Limits(template_name=150), "name", 150, "wrong-type", id="name"),
    ],
)
def test_other_limits(limits: Limits, field: str, most: int, rule: str) -> None:
    assert faults(TEMPLATE | {field: "a" * most}, limits) == []
    assert accepts(TEMPLATE | {field: "a" * most}, limits)
    (found,) = findings(TEMPLATE | {field: "a" * (most + 1)}, limits)
    assert (found.rule, found.path) == (rule, f"/{field}")
    assert str(most) in found.message


# --------------------------------------------------------------------------- URLs with variables

LINKS = [("WL", "urlMobile"), ("WL", "urlPc"), ("AL", "urlMobile"), ("AL", "urlPc")]


def with_link(kind: str, field: str, url: str) -> dict[str, Any]:
    return TEMPLATE | {"buttons": [BUTTONS[kind] | {field: url}]}


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://shop.example.com/orders/1", id="none"),
        pytest.param("#{주문조회}", id="all of it"),
        pytest.param("#{주문 조회}", id="all of it, with a space"),
        pytest.param("#{a}/orders", id="the beginning"),
        pytest.param("#{scheme}://a.example", id="the scheme"),
        pytest.param("#{a}#{b}", id="two"),
        pytest.param("#{}", id="without a name"),
        pytest.param("https://#{host}", id="the host"),
        pytest.param("https://#{host}.example.com/", id="the beginning of the host"),
        pytest.param("https://shop-#{몰 ID}.example.com:#{port}/", id="within the host, and port"),
        pytest.param("https://#{user}@a.example/", id="user"),
        pytest.param("https://#{user@a}:#{secret}@#{host/a}?", id="signs of URLs in names"),
        pytest.param("https://a.example/#{주문 번호}?a=#{a\u3000b}&c#d#{e}", id="path and more"),
        pytest.param("https://a.example/##{a b}", id="number sign before"),
        pytest.param("https://a.example/#{a#b c##}", id="number signs in the name"),
        pytest.param("https://a.example/#{a{b c}", id="brace in the name"),
        pytest.param("https://a.example/#{a}}", id="one brace too many"),
        pytest.param("https://a.example/${a}{{b}}#[c]", id="other marks"),
        pytest.param("#{a} ", id="space behind"),
        pytest.param("https://a.example/#{a} #{b}", id="space between"),
        pytest.param("https://a.example/#{a b} c", id="space behind a space within"),
        pytest.param("https://a.example/##{a b} c", id="the same, two number signs"),
        pytest.param("https://a.example/# a", id="space behind a number sign"),
        pytest.param("https://a.example/# {a}", id="space before the brace"),
        pytest.param("https://a.example/{a b}", id="space within braces"),
        pytest.param("https://a.example/${a b}", id="space within another mark"),
    ],
)
def test_a_good_url(url: str) -> None:
    assert [link for link in LINKS if faults(with_link(*link, url))] == []


@pytest.mark.parametrize(
    ("url", "span"),
    [
        pytest.param("shop.example.com/#{a}", None, id="no scheme"),
        pytest.param("a#{url}", None, id="a letter before the variable"),
        pytest.param("##{url}", None, id="a number sign before the variable"),
        pytest.param("http#{s}://a.example", None, id="within the scheme"),
        pytest.param("https:#{a}", None, id="no slashes"),
        pytest.param("https://", None, id="no host"),
        pytest.param("https://#top", None, id="fragment for a host"),
        pytest.param("https:///#{a}", None, id="variable behind no host"),
        pytest.param("https://##{a}", None, id="number sign for a host"),
        pytest.param("https://:#{port}", None, id="port for a host"),
        pytest.param("https://#{user}@", None, id="user without host"),
        pytest.param("https://#{user}@/", None, id="user, then path"),
        pytest.param("https://#{a", None, id="unterminated host"),
        pytest.param("#{a", None, id="unterminated"),
        pytest.param("#{a #{b}", None, id="unterminated beginning"),
        pytest.param("{a}", None, id="braces alone"),
        pytest.param("${url}", None, id="dollar"),
        pytest.param("{{url}}", None, id="double braces"),
        pytest.param("#[url]", None, id="brackets"),
        pytest.param("https://a b/#{c", None, id="space in the host"),
        pytest.param("https://a.example/#{a\nb}", (21, 22), id="newline in the name"),
        pytest.param("https://a.example/#{a\tb}", (21, 22), id="tab in the name"),
        pytest.param("https://a.example/#{a\x85b}", (21, 22), id="NEL in the name"),
        pytest.param("https://a.example/#{a\u2028b}", (21, 22), id="line separator in the name"),
    ],
)
def test_a_bad_url(url: str, span: tuple[int, int] | None) -> None:
    for kind, field in LINKS:
        (found,) = findings(with_link(kind, field, url))
        assert (found.rule, found.path) == ("bad-url", f"/buttons/0/{field}")
        assert found.span == span


def test_white_space_behind_an_unterminated_variable_is_that_variables_fault() -> None:
    assert faults(with_url("https://a.example/#{order number")) == []


SPACES = regex.findall(r"\p{Zs}", "".join(map(chr, range(0x1_0000))))
CONTROLS = regex.findall(r"[\p{Cc}\p{Zl}\p{Zp}]", "".join(map(chr, range(0x1_0000))))


def test_a_space_may_stand_in_a_name_and_behind_a_host() -> None:
    for space in SPACES:
        assert faults(with_url(f"https://a.example/#{{a{space}b}}")) == []
        assert faults(with_url(f"https://a.example/#{{a}}{space}b")) == []


def test_a_control_character_may_not() -> None:
    for character in CONTROLS:
        (found,) = findings(with_url(f"https://a.example/#{{a{character}b}}"))
        assert (found.rule, found.span) == ("bad-url", (21, 22))


@pytest.mark.parametrize("url", ["", " ", "\u3000\n"], ids=ascii)
def test_a_blank_url(url: str) -> None:
    assert faults(with_url(url)) == [("empty-value", "/buttons/0/urlMobile")]


@pytest.mark.parametrize("variable", ["", "#{a}"])
def test_both_sides_of_the_length_of_a_url(variable: str) -> None:
    url = f"https://a.example/{variable}"
    assert accepts(with_url(url.ljust(500, "a")), INFOBIP.limits)
    (found,) = findings(with_url(url.ljust(501, "a")))
    assert (found.rule, found.span) == ("link-too-long", (500, 501))
    assert faults(with_url(url.ljust(501, "a")), Limits(link=501)) == []


def test_the_url_of_an_image_holds_no_variables() -> None:
    assert faults(TEMPLATE | {"image": {"url": "#{a}"}}) == [("bad-url", "/image/url")]


# ------------------------------------------------------------------- URLs: what the patterns mean

LINK_URL = load_schema("template")["$defs"]["LinkUrl"]
HTTP_URL = load_schema("message")["$defs"]["HttpUrl"]


def fits(definition: dict[str, Any], url: str) -> bool:
    forbidden = re.search(definition["not"]["pattern"], url)
    return forbidden is None and re.search(definition["pattern"], url) is not None


def test_a_variable_is_the_same_at_the_beginning_as_elsewhere() -> None:
    for piece in map("".join, product("#{} a", repeat=7)):
        assert fits(LINK_URL, f"http://a/{piece}"), piece
        assert fits(LINK_URL, piece) == (VARIABLE.match(piece) is not None), piece


@settings(deadline=None)
@given(url=st.text("ht:/?#@. {}\n\u3000가", max_size=12).map("http://{}".format) | st.text())
def test_without_variables_a_url_is_what_it_is_in_a_message(url: str) -> None:
    url = re.sub(r"#\{+", "#", url)
    assert fits(LINK_URL, url) == fits(HTTP_URL, url)


# --------------------------------------------------------------------------- hostile values


def test_subclasses_are_judged_as_what_they_extend() -> None:
    for template in TEMPLATES.values():
        hostile = HostileDict(template | {"code": HostileStr(template["code"])})
        assert not accepts(hostile)
        assert judged(hostile, "template", INFOBIP.limits) == (template, [])


def test_ten_thousand_levels() -> None:
    deep = nested(10_000)
    for field in ("code", "name", "text", "buttons"):
        assert len(faults(TEMPLATE | {field: deep})) == 1
    assert len(faults(deep)) == len(faults(with_url(deep))) == 1


# --------------------------------------------------------------------------- the two halves agree

MANY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(template=templates(plain=True))
def test_what_is_plain_is_accepted(template: object) -> None:
    assert accepts(template)


@MANY
@given(template=templates())
def test_the_judge_accepts_templates_that_follow_the_schema(template: object) -> None:
    assert judged(template, "template", INFOBIP.limits) == (template, [])


@MANY
@given(template=spoiled_templates(json_values()) | json_values())
def test_the_judge_agrees_with_the_schema(template: object) -> None:
    assert (faults(template) == []) == SCHEMA.is_valid(template)


@MANY
@given(template=spoiled_templates(python_values()) | python_values())
def test_no_python_value_makes_it_raise(template: object) -> None:
    faults(template)


def test_acceptor_judge_and_schema_agree_on_mutants() -> None:
    random = Random(22)
    accepted = valid = 0
    for _ in range(500):
        template = mutate(random.choice([*TEMPLATES.values()]), random)
        is_valid = SCHEMA.is_valid(template)
        assert is_valid or not accepts(template), template
        assert (faults(template) == []) == is_valid, template
        accepted += accepts(template)
        valid += is_valid
    assert 50 < accepted <= valid < 350, "both verdicts, often"


def test_what_both_have_is_judged_alike_in_messages_and_templates() -> None:
    random = Random(23)
    faulty = 0
    for _ in range(300):
        message = mutate(random.choice([*ORDINARY.values()]), random)
        if {"code", "name"} & {*message} or "#{" in repr(message):
            continue
        expected = [
            (found.rule, found.path) for found in read(message, "message", INFOBIP.limits)[1]
        ]
        assert faults({"code": "a", **message}) == expected
        faulty += bool(expected)
    assert faulty > 100
