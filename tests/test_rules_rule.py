"""What a rule is in code."""

import sys
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alimtalk_rules import INFOBIP, RULES, Finding, Limits
from alimtalk_rules.documents import Message
from alimtalk_rules.rules import BUTTON_RULES, IMAGE_RULES, MESSAGE_RULES, message_rules
from alimtalk_rules.rules.rule import Check, Place, rule
from alimtalk_rules.rules.strings import is_everyday, pattern


@rule("text-too-long")
def longer_than_the_limit(text: str, limits: Limits) -> Iterator[Place]:
    """Yield two places of which one has all that a place can have."""
    if len(text) > limits.text:
        yield Place("/text", {"over": 1}, span=(1, 2), related=("/title",))
        yield Place("/title")


def test_a_check_bears_the_rules_name() -> None:
    assert isinstance(longer_than_the_limit, Check)
    assert longer_than_the_limit.name == "text-too-long"


def test_a_check_makes_findings_of_places() -> None:
    findings = list(longer_than_the_limit("가나", Limits(text=1)))

    kakao = RULES["text-too-long"].kakao
    assert findings == [
        Finding("text-too-long", "/text", {"over": 1}, (1, 2), ("/title",), kakao),
        Finding("text-too-long", "/title", {}, None, (), kakao),
    ]
    assert kakao == ("3014",)


def test_a_check_that_finds_nothing() -> None:
    assert list(longer_than_the_limit("가나", INFOBIP)) == []


def test_a_rule_without_a_code_of_kakao() -> None:
    @rule("hanja")
    def everything(text: str, limits: Limits) -> Iterator[Place]:
        yield Place(text)

    assert list(everything("/x", INFOBIP)) == [Finding("hanja", "/x", {}, None, (), ())]


@pytest.mark.parametrize("name", ["no-such-rule", "Text-Too-Long", "text_too_long"])
def test_the_catalogue_must_know_the_name(name: str) -> None:
    def nothing(_: object, __: Limits) -> Iterator[Place]:
        yield from ()

    with pytest.raises(KeyError, match=name):
        rule(name)(nothing)


def test_a_place_does_not_change() -> None:
    place: Any = Place("/text")
    with pytest.raises(FrozenInstanceError):
        place.path = "/title"
    check: Any = longer_than_the_limit
    with pytest.raises(FrozenInstanceError):
        check.name = "text-blank"


@pytest.mark.parametrize("small", [Place("/text"), longer_than_the_limit], ids=["place", "check"])
def test_there_may_be_many_of_them(small: object) -> None:
    assert not hasattr(small, "__dict__")


@pytest.mark.parametrize("third", [(1, 2), ("/title",)], ids=["span", "related"])
def test_what_a_third_argument_means_must_be_named(third: tuple[object, ...]) -> None:
    make: Any = Place
    with pytest.raises(TypeError):
        make("/text", {}, third)


def test_no_rule_stands_twice_in_a_list() -> None:
    for names in ([check.name for check in MESSAGE_RULES], [check.name for check in IMAGE_RULES]):
        assert len(names) == len(set(names))


def test_each_rule_stands_in_the_list_of_its_document() -> None:
    assert all("message" in RULES[check.name].documents for check in MESSAGE_RULES)
    assert all("image" in RULES[check.name].documents for check in IMAGE_RULES)


CHARACTERS = {check: check.characters for check in MESSAGE_RULES if check.characters is not None}
EVERY_CHARACTER = "".join(map(chr, range(sys.maxunicode + 1)))


@pytest.mark.parametrize("check", [*CHARACTERS], ids=lambda check: check.name)
def test_a_character_rule_is_about_no_other_characters(check: Check[Message]) -> None:
    others = pattern(CHARACTERS[check]).sub("", EVERY_CHARACTER)
    assert len(others) > 100_000
    for start in range(0, len(others), 2000):
        assert list(check.places({"text": others[start : start + 2000]}, INFOBIP)) == []


@pytest.mark.parametrize("check", [*CHARACTERS], ids=lambda check: check.name)
def test_a_character_rule_is_about_no_everyday_character(check: Check[Message]) -> None:
    concerned = pattern(CHARACTERS[check]).findall(EVERY_CHARACTER)
    assert concerned
    assert not any(map(is_everyday, concerned))


@example(text="가\u1161")
@example(text="가" * 10_000 + "\u1112\u1161")
@example(text="αβ가")
@example(text="漢字 한국어")
@example(text="👨\u200d👩")
@given(text=st.text(st.one_of(st.characters(), st.sampled_from("가a é漢αя\r\u200b\u1161❤\ufe0f"))))
def test_rules_that_are_left_out_find_nothing(text: str) -> None:
    message: Message = {"text": text, "title": text[::-1]}
    asked = message_rules(message)
    for check in MESSAGE_RULES:
        if check not in asked:
            assert list(check.places(message, INFOBIP)) == []


@pytest.mark.parametrize(
    ("message", "left_out"),
    [
        pytest.param({"text": "안내"}, {*CHARACTERS, *BUTTON_RULES}, id="everyday text"),
        pytest.param({"text": "안내", "buttons": []}, {*CHARACTERS, *BUTTON_RULES}, id="no button"),
        pytest.param({"text": "안내", "buttons": [None]}, {*CHARACTERS}, id="a button"),
        pytest.param({"text": None, "buttons": None}, {*CHARACTERS, *BUTTON_RULES}, id="rejected"),
    ],
)
def test_rules_that_are_left_out(message: Message, left_out: set[Check[Message]]) -> None:
    assert {*MESSAGE_RULES} - {*message_rules(message)} == left_out


@pytest.mark.parametrize("check", BUTTON_RULES, ids=lambda check: check.name)
def test_rules_of_buttons_find_nothing_elsewhere(check: Check[Message]) -> None:
    assert list(check.places({"text": "청구 \u200b é #{a}", "title": "결제"}, INFOBIP)) == []
