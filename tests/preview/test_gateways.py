"""Documents of gateways as a page shows them: each message, and what was found where."""

from typing import Any

import pytest

from alimtalk_rules import (
    INFOBIP,
    KAKAO,
    Finding,
    PayloadMessage,
    Report,
    TemplateBook,
    to_payloads,
)
from alimtalk_rules.limits import MOST_DRAWN
from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.payloads.parts import parts_of
from alimtalk_rules.preview.documents import shown
from alimtalk_rules.preview.views import Look, View
from alimtalk_rules.structure.openings import Opened
from tests.payloads import CODE, WHOLE, infobip, omni, sens
from tests.preview.test_views import seen, told
from tests.requests import OTHERS

BOOK = TemplateBook([{"code": CODE, "text": "#{이름}님, 주문이 완료되었습니다."}])


def text_of(view: View) -> str:
    return "".join(piece.text for piece in view.bubbles[-1][1].text.pieces)


def test_a_request_of_two_messages() -> None:
    first = infobip({"text": "가나다", "buttons": [{"type": "URL", "name": "보기"}]})["messages"][0]
    second = infobip(destinations=[{"to": "821012345679"}, {"to": "x"}])["messages"][0]
    second |= {"options": {"smsFailover": {"text": "완료 👍"}, "foo": 1}, "sender": "x"}
    request = {"messages": [first, second], "options": {"schedule": {"sendAt": "now"}}, "bar": 1}
    drawn = seen(request, lang="ko", profile=INFOBIP)
    assert told(drawn.around) == ["1 extra-field: bar", "2 bad-send-time: 발송 시각"]
    one, two = drawn.views
    assert (one.title, two.title) == ("메시지 1", "메시지 2")
    assert told(one.noted) == ["3 missing-field: 버튼 1의 모바일 링크"]
    assert told(two.noted) == [
        "4 extra-field: options의 foo",
        "5 bad-destination: 받는 사람 2",
        "6 sms-unencodable: 대체 발송 문자",
        "7 bad-sender: 발신 채널",
    ]
    bubble = two.bubbles[0][1]
    assert [each.number for each in bubble.noted] == [4, 7]
    (section,) = bubble.behind
    assert [
        (label, "".join(piece.text for piece in line.pieces), [each.number for each in line.noted])
        for label, line in section.rows
    ] == [
        ("받는 사람", "2명", [5]),
        ("템플릿 코드", CODE, []),
        ("대체 발송 문자", "완료 👍", []),
    ]


@pytest.mark.parametrize(
    ("request_", "places"),
    [
        pytest.param(
            sens(
                {
                    "content": "가" * 1001,
                    "buttons": [{"type": "WL", "name": "보기", "linkMobile": "x"}],
                }
            ),
            ["1 text-too-long: text", "2 bad-url: mobile link of button 1"],
            id="SENS",
        ),
        pytest.param(
            omni(
                {"text": "가" * 1001, "validityPeriod": 9999}, sendAt="x", sms={"text": "가" * 1001}
            ),
            [
                "1 text-too-long: text",
                "2 sms-too-long: SMS that is sent instead",
                "3 odd-validity-period: validity period",
                "4 bad-send-time: time of sending",
            ],
            id="Infobip's older call",
        ),
    ],
)
def test_requests_of_other_gateways(request_: object, places: list[str]) -> None:
    drawn = seen(request_)
    (view,) = drawn.views
    assert view.title == ""
    assert drawn.around == []
    assert told(view.noted) == places


def test_what_all_messages_share_is_around_them() -> None:
    drawn = seen(sens(templateCode="a b", plusFriendId="x", reserveTime="x"))
    assert told(drawn.around) == [
        "1 bad-template-code: template code",
        "2 bad-sender: sender",
        "3 bad-send-time: time of sending",
    ]


def test_what_is_no_message_has_a_place() -> None:
    drawn = seen(infobip() | {"messages": [5, {"content": {"text": 5}}]})
    assert told(drawn.around) == ["1 wrong-type: message 1"]
    (view,) = drawn.views
    assert told(view.noted) == [
        "2 missing-field: type of content",
        "3 wrong-type: text",
        "4 missing-field: template code",
        "5 missing-field: recipients",
        "6 missing-field: sender",
    ]


def test_a_request_is_held_to_the_profile_that_is_asked_for() -> None:
    def limit(**look: Any) -> int:
        (view,) = seen(infobip(), **look).views
        return view.bubbles[0][1].count.limit

    assert limit() == 1000
    assert limit(profile=KAKAO.with_limits(text=9)) == 9
    assert limit(profile=INFOBIP.with_limits(text=8)) == 8


def test_of_many_messages_only_some_are_drawn() -> None:
    button = {"type": "URL", "name": "보기"}
    messages = [
        infobip({"buttons": [button]}, destinations=[{"to": f"8210123456{n}"}])["messages"][0]
        for n in range(10, MOST_DRAWN + 15)
    ]
    drawn = seen({"messages": messages})
    assert (len(drawn.views), drawn.left_out, len(drawn.around)) == (MOST_DRAWN, 5, 5)
    assert (
        told(drawn.around)[-1]
        == "5 missing-field: mobile link of button 1 of content of message 25"
    )
    assert [each.number for view in drawn.views for each in view.noted] == [*range(6, 26)]


def test_each_message_stands_beside_its_template() -> None:
    request = infobip({"text": "홍길동님, 주문이 완료되었읍니다."})
    drawn = seen(request, templates=BOOK)
    (view,) = drawn.views
    assert len(view.bubbles) == 2
    assert told(view.noted) == ["1 text-mismatch: text"]
    unknown = infobip({"templateCode": "other"})
    (view,) = seen(unknown, templates=BOOK).views
    assert len(view.bubbles) == 1
    del unknown["messages"][0]["content"]["templateCode"]
    (view,) = seen(unknown, templates=BOOK).views
    assert len(view.bubbles) == 1


def leaves(value: object, path: str = "") -> list[str]:
    """The paths of all that is neither an object nor an array."""
    members = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else members
    inner = [leaf for name, each in items for leaf in leaves(each, f"{path}/{name}")]
    return inner if isinstance(value, dict | list) else [path]


@pytest.mark.parametrize("gateway", GATEWAYS)
def test_what_stands_anywhere_in_a_message_is_found_there(gateway: str) -> None:
    form = GATEWAYS[gateway]
    for payload in {**WHOLE, **OTHERS}[gateway]:
        opened = Opened(payload, form.openings)
        for part in parts_of(opened.document, form):
            paths = leaves(part.message())
            found = [opened.sent(part.place_of(path)) for path in paths]
            findings = tuple(Finding("wrong-type", path) for path in found)
            drawn = shown("", payload, Report("payload", findings, gateway=gateway), Look())
            noted = [each.path for view in drawn.views for each in view.noted]
            assert sorted(noted) == sorted(paths)
            assert all(view.bubbles[0][1].noted == () for view in drawn.views)  # each has a place


# --------------------------------------------------------------------------- opened, and filled

FILLED = TemplateBook(
    [
        {
            "code": "done",
            "text": "#{이름}님, 주문 #{번호}",
            "buttons": [{"type": "BK", "name": "취소"}],
        }
    ]
)


def bubble_numbers(view: View) -> list[tuple[str, list[int]]]:
    """The pieces of the text in which something is found, each with the numbers behind it."""
    pieces = view.bubbles[-1][1].text.pieces
    return [(piece.text, [n.number for n in piece.noted]) for piece in pieces if piece.severity]


def test_numbered_fields_and_json_in_a_string() -> None:
    button = '{"button": [{"name": "보기", "linkType": "WL", "linkMo": "shop.example.com"}]}'
    request = {
        "apikey": "a",
        "userid": "a",
        "sender": "0212345678",
        "senderkey": "x" * 40,
        "tpl_code": "done",
        "senddate": "soon",
        "receiver_1": "01012345678",
        "message_1": "가",
        "subject_1": "a",
        "receiver_2": "01012345679",
        "message_2": "나\u200b",
        "subject_2": "a",
        "button_2": button,
    }
    drawn = seen(request)
    assert told(drawn.around) == ["1 bad-send-time: time of sending"]
    one, two = drawn.views
    assert (text_of(one), one.noted) == ("가", [])
    assert told(two.noted) == [
        "2 invisible-character: text",
        "3 bad-url: mobile link of button 1",
    ]
    assert bubble_numbers(two) == [("U+200B", [2])]
    assert [each.number for each in two.bubbles[0][1].buttons.members[0].noted] == [3]


def test_numbered_buttons() -> None:
    message = {"message_type": "at", "phn": "821012345678", "profile": "x" * 40, "tmplId": "done"}
    button = {"type": "WL", "name": "보기"}
    drawn = seen([message | {"msg": "가", "button1": {}, "button3": button}])
    (view,) = drawn.views
    assert told(view.noted) == ["1 missing-field: mobile link of button 1"]
    assert [each.kind for each in view.bubbles[0][1].buttons.members] == ["WL"]


def nhn(*parameters: dict[str, str]) -> dict[str, Any]:
    recipients = [
        {"recipientNo": f"0101234567{n}", "templateParameter": each}
        for n, each in enumerate(parameters)
    ]
    return {"senderKey": "x" * 40, "templateCode": "done", "recipientList": recipients}


def test_what_the_gateway_fills_is_drawn_filled() -> None:
    request = nhn({"이름": "홍길동", "번호": "1\u200b"}, {"이름": "김영희"})
    first, second = seen(request, templates=FILLED).views
    assert first.bubbles[0][0] == "As the gateway fills the template"
    assert text_of(first) == "홍길동님, 주문 1U+200B"
    assert first.variables == [("이름", "홍길동"), ("번호", "1<U+200B>")]
    assert told(first.noted) == ["1 invisible-character: value of 번호"]
    assert bubble_numbers(first) == [("1", []), ("U+200B", [1])]
    assert text_of(second) == "김영희님, 주문 번호"
    assert told(second.noted) == ["2 variable-missing: value of 번호"]
    assert bubble_numbers(second) == [("번호", [2])]


FILLING = [name for name, gateway in GATEWAYS.items() if gateway.variables]


@pytest.mark.parametrize("gateway", FILLING)
def test_whatever_gateway_fills_it_each_recipient_gets_a_message(gateway: str) -> None:
    names = ("홍길동", "김영희")
    each = [
        PayloadMessage(
            {}, "", "x" * 40, "done", (f"0101234567{n}",), {"이름": name, "번호": f"{n}\u200b"}
        )
        for n, name in enumerate(names)
    ]
    requests = [*to_payloads(each, gateway)]
    drawn = [seen(request, templates=FILLED) for request in requests]
    views = [view for one in drawn for view in one.views]
    assert [text_of(view) for view in views] == ["홍길동님, 주문 0U+200B", "김영희님, 주문 1U+200B"]
    for view in views:
        (number,) = (n.number for n in view.noted if n.found.rule == "invisible-character")
        assert (bubble_numbers(view)[-1], view.variables[0][0]) == (("U+200B", [number]), "이름")


def bizgo(*names: str, **message: Any) -> dict[str, Any]:
    alimtalk = {"senderKey": "x" * 40, "templateCode": "done", **message}
    destinations = [
        {"to": f"010123456{n:02}", "replaceWords": {"이름": name, "번호": "1"}}
        for n, name in enumerate(names)
    ]
    return {"messageFlow": [{"alimtalk": alimtalk}], "destinations": destinations}


@pytest.mark.parametrize(
    "message",
    [
        pytest.param({"sendType": "template"}, id="the template"),
        pytest.param({"msgType": "AT", "text": "#{이름}님, 주문 #{번호}"}, id="a text of its own"),
    ],
)
def test_one_message_that_is_filled_for_each_recipient(message: dict[str, str]) -> None:
    one, two = seen(bizgo("홍길동", "김\u200b영희", **message), templates=FILLED).views
    assert (text_of(one), text_of(two)) == ("홍길동님, 주문 1", "김U+200B영희님, 주문 1")
    assert bubble_numbers(one) == []
    assert "U+200B" in [text for text, _ in bubble_numbers(two)]
    for view in (one, two):
        assert view.bubbles[-1][1].behind[0].rows[0][1].pieces[0].text == "1 recipient"


def test_the_text_of_a_recipient_beside_its_template() -> None:
    request = bizgo("홍길동", "이", msgType="AT", text="#{이름}님 주문 #{번호}")
    request["messageFlow"] += bizgo("이", msgType="AT", text="#{이름}님\u200b")["messageFlow"]
    views = seen(request, templates=FILLED).views
    assert [len(view.bubbles) for view in views] == [2] * 4
    assert [[each.found.rule for each in view.noted] for view in views] == [
        ["text-mismatch", "button-mismatch"],
        [],
        ["invisible-character", "text-mismatch", "button-mismatch"],
        [],
    ]


def test_a_fault_that_only_the_text_before_it_is_filled_has() -> None:
    """Such as a finding that is of the caller's own making: the first message has it."""
    request = bizgo("홍길동", msgType="AT", text="가")
    place = Finding("text-too-long", "/messageFlow/0/alimtalk/text")
    drawn = shown("", request, Report("payload", (place,), gateway="bizgo"), Look())
    assert [told(view.noted) for view in drawn.views] == [["1 text-too-long: text"]]


def test_of_many_recipients_only_some_are_drawn() -> None:
    request = bizgo(*["홍길동"] * (MOST_DRAWN + 5), sendType="template")
    request["messageFlow"] *= 2
    drawn = seen(request, templates=FILLED)
    assert (len(drawn.views), drawn.left_out) == (MOST_DRAWN, MOST_DRAWN + 10)


def test_masks_leave_what_is_the_templates() -> None:
    request = nhn({"이름": "홍길동", "번호": "1"})
    (view,) = seen(request, templates=FILLED, is_masked=True).views
    assert text_of(view) == "●●●님, 주문 ●"
    assert view.variables == [("이름", "●●●"), ("번호", "●")]


def test_without_the_template_only_values_are_known() -> None:
    (view,) = seen(nhn({"이름": "홍길동", "번호": "1"}), lang="ko").views
    bubble = view.bubbles[0][1]
    assert (text_of(view), bubble.instead) == ("", "중계사가 템플릿을 치환해 보냅니다.")
    assert view.variables == [("이름", "홍길동"), ("번호", "1")]
    assert told(view.noted) == []
    drawn = seen(nhn({"이름": "홍길동"}), lang="ko")
    assert told(drawn.around) == ["1 template-not-given: 템플릿 코드"]


def test_without_recipients_there_are_no_values() -> None:
    message = {"senderKey": "x" * 40, "templateCode": "done", "sendType": "template"}
    request = {"messageFlow": [{"alimtalk": message}], "destinations": []}
    (view,) = seen(request, templates=FILLED).views
    assert text_of(view) == "이름님, 주문 번호"
    assert view.variables == []


def test_a_registration_is_a_template() -> None:
    registration = {
        "apikey": "a",
        "userid": "a",
        "senderkey": "x" * 40,
        "tpl_code": "done",
        "tpl_name": "완료",
        "tpl_content": "#{이름}님",
        "tpl_type": "EX",
    }
    (view,) = seen(registration, is_masked=True).views
    assert text_of(view) == "이름님"
    assert "extra-missing: extra text" in told(view.noted)[-1]
    (section,) = view.bubbles[0][1].behind
    assert [label for label, _ in section.rows] == [
        *("template code", "template name", "message type"),
    ]
