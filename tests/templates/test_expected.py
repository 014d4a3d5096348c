"""What a message must be: what is told at once is what a comparison tells."""

from __future__ import annotations

from copy import deepcopy
from itertools import product
from random import Random
from typing import Any

import pytest

from alimtalk_rules import PROFILES
from alimtalk_rules.check import check_payload
from alimtalk_rules.report import DEFAULT, Choices, choices
from alimtalk_rules.templates.book import TemplateBook
from alimtalk_rules.templates.compiled import compile_template, match_template
from alimtalk_rules.templates.difference import Budget
from alimtalk_rules.templates.expected import Expected, ExpectedText
from alimtalk_rules.templates.filling import TemplateValueError, render_template
from alimtalk_rules.templates.slots import read_slots
from tests.templates.test_parts import MESSAGE, WHOLE
from tests.values import HostileDict, HostileList, HostileStr, RaisingKey, mutate


def expected_of(template: object) -> Expected:
    """What is asked the second time, when expressions are made."""
    expected = Expected(read_slots(template))
    assert expected.match_at_once({}) is None
    return expected


def is_told_at_once(template: object, message: object, chosen: Choices = DEFAULT) -> bool:
    """Whether a message's match is told at once; that it is right, is seen to."""
    expected = expected_of(template)
    at_once = expected.match_at_once(message, chosen)
    compared = expected.compare(message, chosen, Budget(0)).match(chosen)
    assert at_once in (None, compared)
    return at_once is not None


BUTTON = {"type": "WL", "name": "보기", "urlMobile": "https://a.example/#{번호}"}
TEMPLATE: dict[str, Any] = {"text": "#{이름}님, 안녕", "title": "안내", "buttons": [BUTTON]}
FILLED = {**BUTTON, "urlMobile": "https://a.example/1"}
SENT: dict[str, Any] = {"text": "홍길동님, 안녕", "title": "안내", "buttons": [FILLED]}
FORM: dict[str, Any] = {"text": "안내", "buttons": [{"type": "BF", "name": "x", "bizFormId": 1}]}


@pytest.mark.parametrize(
    ("template", "message", "at_once"),
    [
        pytest.param(TEMPLATE, SENT, True, id="equal"),
        pytest.param(TEMPLATE, dict(reversed(SENT.items())), True, id="in another order"),
        pytest.param(TEMPLATE, {**SENT, "to": 5}, True, id="with what is no part of a template"),
        pytest.param(WHOLE, MESSAGE, True, id="all parts"),
        pytest.param(TEMPLATE, {**SENT, "header": None}, False, id="null is nothing"),
        pytest.param(TEMPLATE, {**SENT, "title": "안내\\s"}, False, id="struck through"),
        pytest.param(TEMPLATE, {**SENT, "buttons": (FILLED,)}, False, id="a tuple"),
        pytest.param(TEMPLATE, {**SENT, "buttons": [FILLED, FILLED]}, False, id="too many"),
        pytest.param(TEMPLATE, {**SENT, "buttons": []}, False, id="too few"),
        pytest.param(TEMPLATE, {**SENT, "buttons": [5]}, False, id="no object"),
        pytest.param(TEMPLATE, {**SENT, "buttons": {}}, False, id="no array"),
        pytest.param(TEMPLATE, {"text": SENT["text"]}, False, id="parts are missing"),
        pytest.param({"text": "안내"}, SENT, False, id="parts are too much"),
        pytest.param({"text": "안내", "summary": {}}, {"text": "안내"}, False, id="without object"),
        pytest.param({"text": "안내"}, {"text": 5}, False, id="a text that is none"),
        pytest.param({"text": "안내"}, {"text": "안내", "image": {}}, False, id="an empty object"),
        pytest.param({"title": "a"}, {"title": "a"}, False, id="no text"),
        pytest.param(FORM, FORM, False, id="a number for a string"),
        pytest.param(
            *({**FORM, "buttons": [{"bizFormId": form}]} for form in (1, True)),
            *(False,),
            id="True is not 1",
        ),
        pytest.param({"text": "#{x}"}, {"text": ""}, False, id="an empty value"),
        pytest.param({"text": "#{x}"}, {"text": "a\nb"}, False, id="a value of two lines"),
        pytest.param({"text": "#{x}"}, {"text": "#{y}"}, False, id="a variable in a value"),
        pytest.param({"text": "#{x}"}, {"text": "None"}, False, id="a value that looks empty"),
        pytest.param({"text": "\n#{x}"}, {"text": "\r\n1"}, False, id="another line ending"),
        pytest.param(
            TEMPLATE,
            {**SENT, "buttons": [{**FILLED, "urlMobile": "https://a.example/https://b.example"}]},
            *(False,),
            id="a scheme twice",
        ),
        pytest.param({"text": "a"}, {"text": "a\0b"}, False, id="NUL in a message"),
        pytest.param({"text": "a\0b"}, {"text": "a\0b"}, False, id="NUL in a template"),
        pytest.param(
            *({"text": "a\0b", "title": "c"}, {"text": "a", "title": "b\0c"}),
            *(False,),
            id="NUL ends no string",
        ),
        pytest.param({"text": "a#{x}" * 2_000}, {"text": "ab" * 2_000}, False, id="too long"),
        pytest.param({"text": "a#{x}b"}, {"text": "a" * 6_000 + "b"}, False, id="a long message"),
        pytest.param({"text": "a#{x}a"}, {"text": "a"}, False, id="the ends may not overlap"),
        pytest.param({"text": "#{x}a"}, {"text": "xb"}, False, id="another end"),
        pytest.param(
            {"text": HostileStr("안내")}, {"text": HostileStr("안내")}, True, id="strange"
        ),
        pytest.param({"text": "안내"}, {RaisingKey("text"): "안내"}, False, id="a strange name"),
        pytest.param({"text": "안내"}, HostileDict(text="안내"), False, id="a strange message"),
        pytest.param(
            TEMPLATE, {**SENT, "buttons": HostileList([FILLED])}, False, id="a strange array"
        ),
        pytest.param(
            TEMPLATE, {**SENT, "buttons": [HostileDict(FILLED)]}, False, id="a strange object"
        ),
    ],
)
def test_what_is_told_at_once(template: Any, message: Any, at_once: bool) -> None:  # noqa: FBT001 - told
    assert is_told_at_once(template, message) is at_once


def test_a_value_that_has_grown_is_told_unless_nobody_asks() -> None:
    message = {**SENT, "text": "홍" * 20 + "님, 안녕"}
    kakao = choices("kakao")
    assert not is_told_at_once(TEMPLATE, message, kakao)
    assert is_told_at_once(TEMPLATE, message, choices("kakao", ["variable-growth"]))
    assert is_told_at_once(TEMPLATE, {**SENT, "text": "홍" * 19 + "님, 안녕"}, kakao)


def test_the_image_is_the_template_s_where_none_is_sent() -> None:
    template = {**TEMPLATE, "image": {"url": "a", "sha256": "b"}}
    kakao = choices("kakao")
    assert is_told_at_once(template, SENT, kakao)
    assert not is_told_at_once(template, {**SENT, "image": template["image"]}, kakao)
    assert is_told_at_once(template, {**SENT, "image": template["image"]})
    assert not is_told_at_once(template, SENT)
    assert expected_of(template).differences(SENT, Budget()) == ()


def test_a_comparison_tells_the_same_of_two_variables_in_every_text() -> None:
    words = ["".join(word) for size in range(5) for word in product("ab", repeat=size)]
    told = 0
    for literals in product(words[:6], repeat=3):
        template = {"text": literals[0] + "#{x}" + literals[1] + "#{y}" + literals[2]}
        expected = expected_of(template)
        for text in words:
            compared = expected.compare({"text": text}, budget=Budget(0)).match()
            match = expected.match_at_once({"text": text})
            assert match in (None, compared)
            told += match is not None
    assert told > 100


def test_a_comparison_tells_the_same_of_mutants() -> None:
    """Templates and messages of all parts, with a few places changed on both sides."""
    random, told, pairs = Random(7), 0, 0
    values = ("1", "a b", "", "None", "x\ny", "http://a", "{", "가" * 30)
    while pairs < 80:
        template = mutate(WHOLE, random) if random.random() < 0.5 else WHOLE
        names = [f"x{number}" for number in range(60)]
        given = {name: random.choice(values[: random.choice((1, 8))]) for name in names}
        try:
            message = render_template(template, given)
        except TemplateValueError as error:
            own = {name: value for name, value in given.items() if name not in error.unknown}
            message = render_template(template, own | dict.fromkeys(error.missing, "1"))
        except TypeError:
            continue
        pairs += 1
        message = random.choice([mutate(message, random), message, deepcopy(MESSAGE)])
        for profile in PROFILES.values():
            told += is_told_at_once(template, message, choices(profile))
    assert told > 10


# --------------------------------------------------------------------------- the text alone


@pytest.mark.parametrize(
    ("template", "text", "values"),
    [
        pytest.param(
            "#{이름}님, #{번호}", "홍님, 1", {"이름": ("홍",), "번호": ("1",)}, id="equal"
        ),
        pytest.param("#{a}, #{a}", "1, 2", {"a": ("1", "2")}, id="at two places"),
        pytest.param("#{a}!", "!", {"a": ("",)}, id="an empty value"),
        pytest.param("#{a}!", "1\r\n2!", {"a": ("1\r\n2",)}, id="of two lines"),
        pytest.param("가\n#{a}!", "가\r\n1!", {"a": ("1",)}, id="another line ending"),
        pytest.param("#{a}\0!", "1\0!", {"a": ("1",)}, id="NUL"),
        pytest.param("#{a}!", "1" * 9_000 + "!", {"a": ("1" * 9_000,)}, id="a long text"),
        pytest.param("a" * 9_000 + "#{a}", "a" * 9_001, {"a": ("a",)}, id="a long template"),
        pytest.param("안내", "안내", {}, id="no variables"),
        pytest.param("#{a}!", "1?", None, id="another end"),
        pytest.param(None, "", None, id="no text"),
    ],
)
def test_a_text_alone(
    template: str | None, text: str, values: dict[str, tuple[str, ...]] | None
) -> None:
    expected = ExpectedText(read_slots({"text": template, "title": "#{b}"}))
    assert expected.fits(text) is (values is not None)
    assert expected.values(text) == values
    match = expected.match(text, DEFAULT)
    assert match == match_template({"text": text}, {"text": template})
    assert match.variables == (values or {})


# --------------------------------------------------------------------------- what it may cost

LONG = "." * 990
UNLIKE = {"text": f"#{{x}}-bcdefgh{LONG}"}, {"text": f"1bcdefgh{LONG}"}
"""A template and a message of which two edits tell the place, or without a budget the end."""


def test_all_buttons_of_a_message_share_a_budget() -> None:
    there, here = (
        {"text": "", "buttons": [{"type": "WL", "urlPc": document["text"]}] * 40}
        for document in UNLIKE
    )
    spans = [found.span for found in match_template(here, there).report.findings]
    assert (len(spans), spans[0], spans[-1]) == (40, (1, 2), (998, 998))


def test_all_messages_of_a_request_share_a_budget() -> None:
    book = TemplateBook([{"code": "a", **UNLIKE[0]}])
    messages = [{"to": f"0101234{n:04}", "content": UNLIKE[1]["text"]} for n in range(40)]
    request = {"plusFriendId": "@a", "templateCode": "a", "messages": messages}
    report = check_payload(request, "sens", templates=book)
    spans = [found.span for found in report.findings if found.rule == "text-mismatch"]
    assert (len(spans), spans[0], spans[-1]) == (40, (1, 2), (998, 998))


def test_no_expression_is_made_for_a_single_message() -> None:
    compiled = compile_template(TEMPLATE)
    assert compiled.expected.match_at_once(SENT) is None
    assert compiled.expected.match_at_once(SENT) == compiled.match(SENT)
