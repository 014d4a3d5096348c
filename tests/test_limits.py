from dataclasses import FrozenInstanceError, asdict
from typing import Any

import pytest

from alimtalk_rules import INFOBIP, KAKAO, Limits

NUMBERS = {
    "text_safe": 10_000,
    "variable_value": 1300,
    "text": 1000,
    "title": 50,
    "title_shown": 23,
    "buttons": 5,
    "button_name": 28,
    "button_name_registered": 14,
    "link": 500,
    "chat_value": 50,
    "variables": 40,
    "template_code": 100,
    "template_code_sent": 30,
    "template_name": 200,
    "validity_hours": 48,
    "sms_bytes": 90,
    "lms_bytes": 2000,
    "image_bytes": 512_000,
    "image_bytes_safe": 500_000,
    "image_width": 500,
    "image_aspect": 2,
    "image_recommended_width": 800,
    "extra": 500,
    "subtitle": 50,
    "subtitle_shown": 18,
    "subtitle_shown_ios": 21,
    "title_shown_ios": 27,
    "preview": 40,
    "header": 16,
    "highlight_title": 30,
    "highlight_title_beside_image": 21,
    "highlight_description": 19,
    "highlight_description_beside_image": 13,
    "items": 10,
    "items_least": 2,
    "item_title": 6,
    "item_description": 23,
    "summary_title": 6,
    "summary_description": 14,
    "text_beside_items": 700,
    "channel_text": 34,
    "channel_text_reserve": 40,
    "quick_replies": 10,
    "buttons_beside_quick_replies": 2,
    "plugin_id": 24,
    "tel_number": 14,
    "image_height": 1,
    "thumbnail_side": 108,
}


def test_the_documented_numbers() -> None:
    assert asdict(INFOBIP.limits) == NUMBERS
    assert asdict(KAKAO.limits) == NUMBERS | {"image_height": 250}


@pytest.mark.parametrize("number", [1, 7, 2000])
def test_one_limit_is_set_and_the_others_stay(number: int) -> None:
    for name in NUMBERS:
        assert asdict(Limits(**{name: number})) == NUMBERS | {name: number}


@pytest.mark.parametrize("value", [True, 5.0, "5", None, 5j, [5], float("nan")])
def test_a_limit_that_is_no_integer(value: Any) -> None:
    for name in NUMBERS:
        with pytest.raises(TypeError, match=f"'{name}'"):
            Limits(**{name: value})


@pytest.mark.parametrize("value", [0, -1, -(10**5000)], ids=["0", "-1", "huge"])
def test_a_limit_below_one(value: int) -> None:
    for name in NUMBERS:
        with pytest.raises(ValueError, match=f"'{name}'"):
            Limits(**{name: value})


def test_limits_are_keywords() -> None:
    with pytest.raises(TypeError, match="positional"):
        Limits(1300)  # type: ignore[call-arg, unused-ignore]
    with pytest.raises(TypeError, match="titel"):
        Limits(titel=5)  # type: ignore[call-arg]


def test_limits_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        INFOBIP.limits.text = 1300  # type: ignore[misc]


def test_what_is_unlike() -> None:
    assert Limits(text=900, title=9).unlike(Limits(title=9)) == {"text": 900}
    assert Limits().unlike(Limits()) == {}


def test_equal_limits_are_one_key() -> None:
    assert {INFOBIP.limits, Limits(), Limits(text=1000), Limits(text=1300)} == {
        INFOBIP.limits,
        Limits(text=1300),
    }
