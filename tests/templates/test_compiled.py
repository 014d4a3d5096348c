"""Templates made ready for many messages."""

import copy
import pickle
from itertools import product
from typing import Any

import pytest

from alimtalk_rules.check import check_payload
from alimtalk_rules.templates.book import TemplateBook
from alimtalk_rules.templates.compiled import Expected, compile_template, match_template
from alimtalk_rules.templates.difference import Budget
from alimtalk_rules.templates.filling import TemplateValueError
from alimtalk_rules.templates.slots import read_slots

TEMPLATE: dict[str, Any] = {
    "code": "done",
    "text": "#{이름}님, #{이름}님의 주문 #{번호}",
    "buttons": [{"type": "WL", "name": "보기", "urlMobile": "https://a.example/#{번호}"}],
}
VALUES = {"이름": "홍길동", "번호": "17"}
TEXT = "홍길동님, 홍길동님의 주문 17"


def test_a_compiled_template_matches_reads_and_renders() -> None:
    template = copy.deepcopy(TEMPLATE)
    compiled = compile_template(template)
    template["text"] = ""
    for again in (compiled, compiled, pickle.loads(pickle.dumps(compiled))):  # noqa: S301 - our own
        message = again.render(VALUES)
        match = again.match(message)
        assert match.ok
        assert dict(match.variables) == {"이름": ("홍길동", "홍길동"), "번호": ("17", "17")}
        assert again.match(TEXT).variables == {"이름": ("홍길동", "홍길동"), "번호": ("17",)}
        assert again.values(TEXT) == again.match(TEXT).variables
        assert again.values(TEXT[1:]) == {"이름": ("길동", "홍길동"), "번호": ("17",)}
        assert again.values(TEXT[2:-4]) is None
        assert not again.match({"text": TEXT}).ok
        assert again.match({"text": TEXT}, ignore=["button-mismatch"]).ok
    with pytest.raises(TemplateValueError):
        compiled.render({})


@pytest.mark.parametrize(
    ("template", "message"),
    [
        pytest.param({"text": "a", "title": "b"}, {"text": "a\0b"}, id="NUL makes no second slot"),
        pytest.param({"text": "#{x}", "title": "b"}, {"text": "a\0b"}, id="nor in a value"),
        pytest.param(
            {"text": "a", "title": "b\0c"}, {"text": "a\0b", "title": "c"}, id="nor another one"
        ),
        pytest.param({"text": "a"}, {"text": "a", "image": {}}, id="an object without slots"),
        pytest.param({"text": "a#{x}a"}, {"text": "a"}, id="the ends may not overlap"),
        pytest.param({"text": "#{x}a"}, {"text": "xb"}, id="another end"),
        pytest.param({"title": "a"}, {"title": "a"}, id="no text"),
        pytest.param({"text": "a#{x}" * 2_000}, {"text": "b" * 6_000}, id="a long template"),
        pytest.param({"text": "a#{x}b"}, {"text": "a" * 6_000}, id="a long message"),
    ],
)
def test_what_is_not_equal_is_not_the_second_time_either(template: Any, message: Any) -> None:
    compiled = compile_template(template)
    assert not any(compiled.match(message).ok for _ in range(3))
    assert not any(match_template(message, template).ok for _ in range(3))


def test_an_expression_reads_variables_as_a_comparison_does() -> None:
    words = ["".join(word) for size in range(5) for word in product("ab", repeat=size)]
    for literals in product(words[:6], repeat=3):
        template = {"text": literals[0] + "#{x}" + literals[1] + "#{y}" + literals[2]}
        expected = Expected(read_slots(template))
        for message in ({"text": text} for text in words):
            compared = expected.compare(message, budget=Budget(0)).match()
            match = expected.match_at_once(message)
            assert match is None or (match, match.variables) == (compared, compared.variables)


def test_a_long_message_may_be_equal() -> None:
    compiled = compile_template({"text": "a#{x}b"})
    assert [compiled.match("a" * 6_000 + "b").ok for _ in range(2)] == [True, True]


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


def test_equal_messages_of_a_request() -> None:
    book = TemplateBook([{"code": "a", "text": "안내"}])
    messages = [{"to": f"0101234{n:04}", "content": "안내"} for n in range(3)]
    request = {"plusFriendId": "@a", "templateCode": "a", "messages": messages}
    assert check_payload(request, "sens", templates=book).findings == ()


def test_what_is_no_template() -> None:
    not_a_dict: Any = [TEMPLATE]
    with pytest.raises(TypeError, match="template must be a dict"):
        compile_template(not_a_dict)


def test_values_of_a_text_of_any_length() -> None:
    values = compile_template({"code": "a", "text": "#{a}님"}).values("가" * 6000 + "님")
    assert values == {"a": ("가" * 6000,)}
