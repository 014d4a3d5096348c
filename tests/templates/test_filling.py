"""Variables of templates, and the messages that templates become."""

import json
import pickle
from collections import OrderedDict
from collections.abc import Mapping
from copy import deepcopy
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alimtalk_rules.check import check_message
from alimtalk_rules.templates.filling import (
    TemplateValueError,
    Variable,
    render_template,
    variables_of,
)
from tests.fillings import SHA256, templates, values_for
from tests.values import Liar, RaisingKey, python_values, spoiled_messages

IMAGE = {"url": "https://img.example.com/a.png", "sha256": SHA256, "width": 800}
BOT = {"type": "BT", "name": "상담", "chatExtra": "#{아님}", "chatEvent": "#{아님}"}


def buttons(number: str, link: str, app: str) -> list[dict[str, str]]:
    web = {"type": "WL", "name": "#{아님} 보기", "urlPc": f"https://a.example/{number}"}
    schemes = {"schemeIos": f"a://{number}", "schemeAndroid": f"b://{app}"}
    return [
        {**web, "urlMobile": link, "target": "out"},
        {"type": "AL", "name": "앱", **schemes},
        BOT,
    ]


TEMPLATE: dict[str, Any] = {
    "code": "order-done",
    "name": "주문 #{아님}",
    "text": "#{이름}님, #{주문 번호} 주문이 완료되었습니다. #{이름}님!",
    "title": "#{월/일(요일)} 주문",
    "image": IMAGE,
    "buttons": buttons("#{번호}", "#{주소}", "#{앱}"),
}
VALUES = {
    "이름": "홍길동",
    "주문 번호": "#{이름}",
    "월/일(요일)": "3/1(금)",
    "번호": "17",
    "앱": "",
}
VALUES["주소"] = "https://a.example/"
MESSAGE = {
    "text": "홍길동님, #{이름} 주문이 완료되었습니다. 홍길동님!",
    "title": "3/1(금) 주문",
    "image": IMAGE,
    "buttons": buttons("17", "https://a.example/", ""),
}
Word = StrEnum("Word", {"TEXT": "#{x}"})

# --------------------------------------------------------------------------- variables


def test_variables_in_the_order_of_text_title_and_links() -> None:
    assert variables_of(TEMPLATE) == (
        Variable("이름", "/text", (0, 5)),
        Variable("주문 번호", "/text", (8, 16)),
        Variable("이름", "/text", (30, 35)),
        Variable("월/일(요일)", "/title", (0, 10)),
        Variable("주소", "/buttons/0/urlMobile", (0, 5)),
        Variable("번호", "/buttons/0/urlPc", (18, 23)),
        Variable("앱", "/buttons/1/schemeAndroid", (4, 8)),
        Variable("번호", "/buttons/1/schemeIos", (4, 9)),
    )


def test_a_variable_is_plain_data() -> None:
    variable = Variable("a", "/text", (0, 4))
    assert pickle.loads(pickle.dumps(variable)) == variable  # noqa: S301 - our own


@pytest.mark.parametrize(
    "template",
    [
        *(None, 5, "text", b"text", [{}], Liar(), {}),
        {"text": 5, "title": None, "buttons": {}, "image": []},
        {"buttons": [None, 5, "#{x}", [], {"urlMobile": 5}, {"type": "WL"}]},
        {"image": {"url": "#{x}"}, "code": "#{x}", "name": "#{x}", "other": "#{x}"},
    ],
    ids=lambda template: type(template).__name__,
)
def test_what_has_no_variables(template: object) -> None:
    assert variables_of(template) == ()


@pytest.mark.parametrize(
    "template",
    [
        pytest.param(OrderedDict(text="#{x}"), id="an object of another class"),
        pytest.param({"text": Word.TEXT}, id="a string of another class"),
        pytest.param({RaisingKey("text"): "#{x}"}, id="a name of another class"),
        pytest.param({5: "", "text": "#{x}"}, id="beside what is no name"),
        pytest.param({"buttons": (OrderedDict(urlPc="#{x}"),)}, id="a tuple"),
    ],
)
def test_what_json_would_write_is_read(template: Any) -> None:
    assert [variable.name for variable in variables_of(template)] == ["x"]
    assert json.dumps(render_template(template, {"x": "1"})).count("1") == 1


@given(st.one_of(spoiled_messages(python_values()), python_values()))
def test_variables_of_anything(template: object) -> None:
    assert all(isinstance(variable.name, str) for variable in variables_of(template))


# --------------------------------------------------------------------------- filling


@pytest.mark.parametrize("values", [VALUES, MappingProxyType(VALUES)], ids=["dict", "mapping"])
def test_text_title_and_links_are_filled_and_nothing_else(values: Mapping[str, str]) -> None:
    template = deepcopy(TEMPLATE)
    message = render_template(template, values)
    assert message == MESSAGE
    message["image"]["width"] = 1
    message["buttons"][2]["name"] = ""
    message["buttons"].pop()
    assert template == TEMPLATE  # nothing is shared


def test_what_is_filled_is_what_check_message_takes() -> None:
    button = {"type": "WL", "name": "보기", "urlMobile": "#{주소}"}
    template = {"code": "a", "text": "#{이름}님, 주문이 완료되었습니다.", "buttons": [button]}
    values = {"이름": "홍길동", "주소": "https://a.example/"}
    assert check_message(render_template(template, values)).findings == ()


@pytest.mark.parametrize(
    ("values", "missing", "unknown", "sentence"),
    [
        pytest.param({}, ("이름", "no"), (), "variables without a value: 2 (no)", id="all"),
        pytest.param({"no": ""}, ("이름",), (), "variables without a value: 1", id="one"),
        pytest.param({"이름": "", "no": "", "a": "", "홍": ""}, (), ("a", "홍"),
                     "values without a variable: 2 (a)", id="unknown"),
        pytest.param({"#{이름}": "", "no": ""}, ("이름",), ("#{이름}",),
                     "variables without a value: 1; values without a variable: 1", id="with marks"),
    ],
)  # fmt: skip
def test_all_names_that_are_wrong(
    values: dict[str, str], missing: tuple[str, ...], unknown: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(TemplateValueError) as caught:
        render_template({"text": "#{이름} #{이름}", "title": "#{no}"}, values)
    copied = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
    for error in (caught.value, copied):
        assert (error.missing, error.unknown, str(error)) == (missing, unknown, sentence)


@pytest.mark.parametrize(
    ("template", "values", "message"),
    [
        pytest.param({"text": "#{a}"}, {"a": 5}, r"a value must be a string \(a\)", id="a number"),
        pytest.param({"text": "#{이}"}, {"이": None}, "a value must be a string$", id="None"),
        pytest.param({"text": "#{a}"}, {5: ""}, "a name", id="a name that is no string"),
        pytest.param({"text": "#{a}"}, [("a", "")], "mapping", id="pairs"),
        pytest.param([{}], {}, "template must be a dict", id="a template that is no object"),
    ],
)
def test_what_is_of_wrong_types(template: Any, values: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        render_template(template, values)


def test_what_of_a_template_is_of_a_wrong_type_comes_out_as_it_is() -> None:
    odd = ["#{x}", None, {"urlPc": 5, "text": "#{x}", "title": "#{x}"}]
    template = {"text": 5, "title": None, "image": ["#{x}"], "buttons": odd}
    assert render_template(template, {}) == template
    assert render_template({"buttons": {"urlPc": "#{x}"}}, {}) == {"buttons": {"urlPc": "#{x}"}}


@given(st.data())
def test_values_are_put_in_once_and_as_they_are(data: st.DataObject) -> None:
    template = data.draw(templates())
    values = data.draw(values_for(template))
    text, shift = template["text"], 0
    for variable in variables_of({"text": text}):
        start, end = variable.span
        value = values[variable.name]
        text = text[: start + shift] + value + text[end + shift :]
        shift += len(value) - (end - start)
    assert render_template(template, values)["text"] == text
