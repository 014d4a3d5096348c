"""What only Kakao's whole set knows is told once, where nothing else is wrong with it."""

from __future__ import annotations

from typing import Any

import pytest

from alimtalk_rules import check_message, check_template
from tests.values import TEXT, URL

CALL = {"type": "TN", "name": "전화", "telNumber": "0212345678"}
BOT = {"type": "BC", "name": "상담"}
WEB = {"type": "WL", "name": "보기", "urlMobile": URL}


def beyond(*parts: str) -> dict[str, Any]:
    return {"profile": "kakao", "parts": parts}


FIELDS = {"known": ("buttons", "image", "text", "title")}
TYPES = {"known": ("WL", "AL", "DS", "MD", "BK", "BT", "AC")}


@pytest.mark.parametrize(
    ("further", "expected"),
    [
        pytest.param(
            {"header": "주문"}, [("beyond-profile", "/header", beyond("header"))], id="a part"
        ),
        pytest.param(
            {
                "header": "주문",
                "representLink": {"urlMobile": URL},
                "buttons": [CALL, WEB, BOT, CALL],
            },
            [
                (
                    "beyond-profile",
                    "/buttons/0/type",
                    beyond("TN", "BC", "header", "representLink"),
                )
            ],
            id="parts and types of buttons, each once",
        ),
        pytest.param({"header": 5}, [("unknown-field", "/header", FIELDS)], id="a wrong part"),
        pytest.param({"abc": 5}, [("unknown-field", "/abc", FIELDS)], id="what nobody knows"),
        pytest.param(
            {"abc": 5, "header": "주문"},
            [
                ("unknown-field", "/abc", FIELDS),
                ("beyond-profile", "/header", beyond("header")),
            ],
            id="beside what nobody knows",
        ),
        pytest.param(
            {"quickReplies": [BOT], "items": [{"title": "상품"}]},
            [
                ("unknown-field", "/items", FIELDS),
                ("beyond-profile", "/quickReplies", beyond("quickReplies")),
            ],
            id="beside a part with something missing",
        ),
        pytest.param(
            {"header": "주문", "title": 5},
            [
                ("beyond-profile", "/header", beyond("header")),
                ("wrong-type", "/title", {"expected": "string", "found": "integer"}),
            ],
            id="beside another fault",
        ),
        pytest.param(
            {"buttons": [CALL | {"x": 1}, BOT]},
            [
                ("unknown-button-type", "/buttons/0/type", TYPES),
                ("beyond-profile", "/buttons/1/type", beyond("BC")),
            ],
            id="beside a wrong button",
        ),
        pytest.param(
            {"buttons": [{"type": "XX", "name": "보기"}]},
            [("unknown-button-type", "/buttons/0/type", TYPES)],
            id="a type that nobody knows",
        ),
        pytest.param(
            {"buttons": [WEB | {"header": "주문"}]},
            [
                (
                    "unknown-field",
                    "/buttons/0/header",
                    {"known": ("name", "target", "type", "urlMobile", "urlPc")},
                )
            ],
            id="a part in a button",
        ),
    ],
)
def test_what_is_beyond_the_profile(
    further: dict[str, Any], expected: list[tuple[str, str, dict[str, Any]]]
) -> None:
    found = check_message({"text": TEXT, **further}).findings
    assert [(each.rule, each.path, each.params) for each in found] == expected


def test_what_is_beyond_the_profile_of_a_template() -> None:
    template = {"code": "a", "text": TEXT, "emphasis": "TEXT", "title": "주문", "subtitle": "완료"}
    (found,) = check_template(template).findings
    assert (found.rule, found.path) == ("beyond-profile", "/emphasis")
    assert found.params == beyond("emphasis", "subtitle")
