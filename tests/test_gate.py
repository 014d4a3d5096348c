"""The gate in front of a message's check: nothing is to be found in what it lets through."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from alimtalk_rules import INFOBIP, Limits, check_message
from alimtalk_rules.check import judge_message
from alimtalk_rules.gate import fine_combination
from alimtalk_rules.rules.combination import COMBINATIONS
from alimtalk_rules.testing import cases, strategies
from tests.values import (
    BUTTONS,
    FACTS,
    ORDINARY,
    TEXT,
    URL,
    HostileDict,
    HostileInt,
    HostileStr,
    RaisingKey,
    json_values,
    messages,
    mutate,
    python_values,
    spoiled_messages,
    with_button,
)

PARCEL = "택배사: 한진택배\n운송장번호: 531234567890"
MD, AL, WL = BUTTONS["MD"], BUTTONS["AL"], BUTTONS["WL"]


def is_fine(message: object, limits: Limits = INFOBIP) -> bool:
    """What the gate says; where it says yes, the slow way must find nothing."""
    combination = fine_combination(message, limits)
    if combination is None:
        return False
    report = judge_message(message, limits)
    assert report.findings == ()
    assert report.combination == combination
    return True


# --------------------------------------------------------------------------- what is fine

PARTS: dict[str, Any] = {"text": TEXT, "title": "주문", "image": FACTS, "buttons": [MD]}


@pytest.mark.parametrize("combination", COMBINATIONS)
def test_it_names_the_combination(combination: str) -> None:
    message = {part: PARTS[part] for part in combination.split("+")}
    assert fine_combination(message, INFOBIP) == combination
    assert is_fine(message)


def with_facts(**facts: object) -> dict[str, Any]:
    return {"text": TEXT, "image": facts}


def without(message: dict[str, Any], field: str) -> dict[str, Any]:
    return {name: value for name, value in message.items() if name != field}


FINE = [
    *(pytest.param(message | {"text": PARCEL}, id=name) for name, message in ORDINARY.items()),
    pytest.param({"text": "가" * 1000}, id="the longest text"),
    pytest.param({"text": "🎁" * 500}, id="the longest text in UTF-16"),
    pytest.param({"text": TEXT, "title": "가" * 23}, id="the longest title"),
    pytest.param(with_button(MD | {"name": "가" * 14}), id="the longest name"),
    pytest.param({"text": "주문 #1, a[0], #, $5, 50%}"}, id="signs of placeholders"),
    pytest.param({"text": "❤️✔️ ☎️ ⚠️ ▶️ 🌡️ 👍🏻 🇰🇷"}, id="emoji in colour"),
    pytest.param({"text": TEXT, "title": "✈️ 출발"}, id="an emoji in a title"),
    pytest.param(with_facts(), id="no facts"),
    pytest.param(with_facts(url=URL), id="an image's URL"),
    pytest.param(with_facts(bytes=500_000), id="the largest image"),
    pytest.param(with_facts(width=800), id="only a width"),
    pytest.param(with_button(without(AL, "urlPc")), id="three links of an app"),
    pytest.param(with_button(without(AL, "schemeIos")), id="two links of an app"),
    pytest.param({"text": TEXT, "buttons": [MD, MD | {"name": "상담하기"}]}, id="two names"),
]


@pytest.mark.parametrize("message", FINE)
def test_what_is_fine(message: object) -> None:
    assert is_fine(message)


def test_nothing_else_is_asked_about_what_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("alimtalk_rules.check.judge_message")

    for combination in COMBINATIONS:
        message = {part: PARTS[part] for part in combination.split("+")}
        assert check_message(message).findings == ()
        assert check_message(message).combination == combination


# --------------------------------------------------------------------------- what is not


@pytest.mark.parametrize(
    ("message", "rule"),
    [
        pytest.param({"text": ""}, "text-blank", id="empty text"),
        pytest.param({"text": " \n\u3000"}, "text-blank", id="blank text"),
        pytest.param({"text": "가" * 1001}, "text-too-long", id="long text"),
        pytest.param({"text": "🎁" * 501}, "text-too-long-in-utf16", id="long in UTF-16"),
        pytest.param({"text": "가\u11a8"}, "text-decomposed", id="jamo"),
        pytest.param({"text": "a\r\n"}, "carriage-return", id="CR"),
        pytest.param({"text": "a\x07"}, "unprintable-character", id="control"),
        pytest.param({"text": "a\u200b"}, "invisible-character", id="zero width"),
        pytest.param({"text": "a\ufe0f"}, "invisible-character", id="VS16 behind a letter"),
        pytest.param({"text": "\ufe0f❤"}, "invisible-character", id="VS16 in front"),
        pytest.param({"text": "❤\ufe0f\ufe0f가\ufe0f"}, "invisible-character", id="VS16 again"),
        pytest.param({"text": "👩\u200d💻"}, "emoji-sequence", id="ZWJ"),
        pytest.param({"text": "あ"}, "unsupported-script", id="kana"),
        pytest.param({"text": "가 元"}, "hanja", id="hanja"),
        pytest.param({"text": "가 α"}, "isolated-symbol", id="symbol"),
        pytest.param({"text": "é"}, "non-english-letter", id="accent"),
        pytest.param({"text": "#{이름}"}, "leftover-variable", id="#{}"),
        pytest.param({"text": "${a}"}, "leftover-variable", id="${}"),
        pytest.param({"text": "{{a}}"}, "leftover-variable", id="{{}}"),
        pytest.param({"text": "#[a]"}, "leftover-variable", id="#[]"),
        pytest.param({"text": "##[a]"}, "leftover-variable", id="##[]"),
        pytest.param({"text": TEXT, "title": "元"}, "hanja", id="hanja in a title"),
        pytest.param({"text": "❤", "title": "\ufe0f"}, "invisible-character", id="VS16 as title"),
        pytest.param({"text": TEXT, "title": "가" * 24}, "title-truncated", id="long title"),
        pytest.param(PARTS, "title-with-image", id="title with image"),
        pytest.param(with_button(MD | {"name": "é"}), "non-english-letter", id="accent in a name"),
        pytest.param(with_button(MD | {"name": "#[a]"}), "leftover-variable", id="#[] in a name"),
        pytest.param(with_button(MD | {"name": "a" * 15}), "button-name-over-14", id="long name"),
        pytest.param({"text": TEXT, "buttons": [MD, MD]}, "duplicate-button", id="twice"),
        *(
            pytest.param(with_button(MD | {"name": f"{w}!"}), "payment-word-on-button", id=w)
            for w in ("결제", "납부", "송금", "청구서", "청구")
        ),
        pytest.param(with_button(BUTTONS["DS"]), "delivery-details-missing", id="no parcel"),
        pytest.param(
            with_button(without(without(AL, "schemeIos"), "urlMobile")),
            "app-link-needs-two",
            id="one link of an app and one for PCs",
        ),
        *(
            pytest.param(with_button(button | {field: link}), rule, id=f"{field}: {link}")
            for button, field, link, rule in (
                (WL, "urlMobile", "https://a/가", "url-not-ascii"),
                (WL, "urlPc", "https://a/{{b}}", "leftover-variable"),
                (WL, "urlMobile", "https://a/#[b]", "leftover-variable"),
                (AL, "schemeIos", "a/b", "bad-scheme"),
                (AL, "schemeIos", "1a:", "bad-scheme"),
                (AL, "schemeAndroid", ":a", "bad-scheme"),
                (AL, "schemeAndroid", "a:${b}", "leftover-variable"),
            )
        ),
        pytest.param(
            with_facts(width=500, height=250), "image-not-recommended-size", id="another size"
        ),
        pytest.param(with_facts(width=499), "image-too-narrow", id="narrow"),
        pytest.param(with_facts(width=800, height=401), "image-not-2-to-1", id="wrong shape"),
        pytest.param(with_facts(width=801, height=400), "image-not-2-to-1", id="too wide"),
        pytest.param(with_facts(bytes=500_001), "image-size-near-limit", id="large"),
        pytest.param(with_facts(bytes=512_001), "image-too-large", id="too large"),
        pytest.param(with_facts(url="https://a/가"), "url-not-ascii", id="an image's URL"),
    ],
)
def test_where_a_rule_finds_something(message: object, rule: str) -> None:
    assert rule in {found.rule for found in judge_message(message).findings}
    assert fine_combination(message, INFOBIP) is None


def test_a_recommended_width_that_is_too_narrow() -> None:
    assert is_fine(with_facts(width=800), Limits(image_width=800))
    limits = Limits(image_width=801)
    assert judge_message(with_facts(width=800), limits).findings
    assert not is_fine(with_facts(width=800), limits)


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(None, id="null"),
        pytest.param([], id="a list"),
        pytest.param({}, id="no text"),
        pytest.param({"text": 5}, id="text of 5"),
        pytest.param({"text": TEXT, "title": None}, id="title of null"),
        pytest.param({"text": TEXT, "buttons": [None]}, id="button of null"),
        pytest.param({"text": TEXT, "code": "a"}, id="unknown field"),
        pytest.param(with_button({"type": "WL", "name": "보기"}), id="WL without URL"),
        pytest.param(with_button(MD | {"urlMobile": URL}), id="MD with URL"),
    ],
)
def test_where_the_structure_is_not_right(message: object) -> None:
    assert judge_message(message).findings
    assert fine_combination(message, INFOBIP) is None


@pytest.mark.parametrize(
    "message",
    [
        pytest.param({"text": HostileStr("가")}, id="text"),
        pytest.param({"text": TEXT, "title": HostileStr("가")}, id="title"),
        pytest.param({RaisingKey("text"): "가"}, id="field"),
        pytest.param(with_button({RaisingKey("type"): "MD", "name": "가"}), id="button's field"),
        pytest.param(with_button({"type": HostileStr("MD"), "name": "가"}), id="type"),
        pytest.param(with_button(HostileDict(MD)), id="button"),
        pytest.param(with_facts(width=HostileInt(800)), id="width"),
    ],
)
def test_subclasses_are_not_touched(message: object) -> None:
    assert fine_combination(message, INFOBIP) is None


# --------------------------------------------------------------------------- every code point

PLACES: dict[str, Callable[[str], object]] = {
    "text": lambda string: {"text": string},
    "title": lambda string: {"text": TEXT, "title": string},
    "name": lambda string: with_button({"type": "MD", "name": string}),
}


@pytest.mark.parametrize("place", PLACES)
def test_every_code_point(place: str) -> None:
    build = PLACES[place]
    fine = sum(is_fine(build(f"가{chr(number)}")) for number in range(0x110000))
    assert 15_000 < fine < 18_000  # a gate that never says yes would be sound, too


def test_vs16_behind_every_code_point() -> None:
    fine = sum(is_fine({"text": f"가{chr(number)}\ufe0f"}) for number in range(0x110000))
    assert 500 < fine < 1_000


# --------------------------------------------------------------------------- both ways agree

MANY = settings(max_examples=500, deadline=None, suppress_health_check=[*HealthCheck])

LIMITS = st.just(INFOBIP) | st.builds(
    Limits,
    text=st.integers(1, 300),
    title=st.integers(1, 30),
    title_shown=st.integers(1, 30),
    buttons=st.integers(1, 6),
    button_name=st.integers(1, 20),
    button_name_registered=st.integers(1, 20),
    link=st.integers(10, 60),
    chat_value=st.integers(1, 20),
    image_bytes=st.integers(1, 600_000) | st.integers(2**31, 2**32),
    image_bytes_safe=st.integers(1, 600_000) | st.integers(2**31, 2**32),
    image_width=st.integers(400, 900),
    image_aspect=st.integers(1, 3),
    image_recommended_width=st.sampled_from((800, 500, 2**31 - 1, 2**32)),
)


@MANY
@given(message=strategies.messages(), limits=LIMITS)
def test_messages_in_which_nothing_is_to_be_found(message: dict[str, Any], limits: Limits) -> None:
    is_fine(message, limits)
    names = [button["name"] for button in message.get("buttons", ())]
    assume(len(names) == len(set(names)))
    assert is_fine(message)


RULES_OF_MESSAGES = sorted(
    {found.rule for case in cases(document="message") for found in case.findings}
)


@pytest.mark.parametrize("rule", RULES_OF_MESSAGES)
@settings(max_examples=30, deadline=None, suppress_health_check=[*HealthCheck])
@given(data=st.data())
def test_messages_in_which_a_rule_finds_something(rule: str, data: st.DataObject) -> None:
    assert not is_fine(data.draw(strategies.invalid_messages(rule)))


@MANY
@given(
    message=messages(plain=True)
    | messages()
    | spoiled_messages(json_values())
    | spoiled_messages(python_values())
    | python_values(),
    limits=LIMITS,
)
def test_any_value(message: object, limits: Limits) -> None:
    is_fine(message, limits)


def test_twenty_thousand_mutants() -> None:
    random = Random(22)  # noqa: S311 - the same mutants every time
    originals = [parameters.values[0] for parameters in FINE]
    fine = sum(is_fine(mutate(random.choice(originals), random)) for _ in range(20_000))
    assert 4_000 < fine < 12_000


def test_all_cases_of_the_conformance_suite() -> None:
    fine = 0
    for case in cases(document="message"):
        is_case_fine = is_fine(case.value)
        assert not (is_case_fine and case.findings), case.id
        fine += is_case_fine
    assert fine > 100
