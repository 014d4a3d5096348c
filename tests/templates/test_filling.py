"""Variables of templates, and the messages that templates become."""

import json
import pickle
from collections.abc import Callable, Mapping
from copy import deepcopy
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alimtalk_rules.check import check_message
from alimtalk_rules.templates.filling import (
    TemplateValueError,
    Variable,
    copy_of,
    read_parts,
    render_template,
    variables_of,
)
from tests.fillings import SHA256, templates, values_for
from tests.values import (
    EqualToAll,
    HostileDict,
    HostileList,
    HostileObject,
    HostileStr,
    Liar,
    MovedKey,
    RaisingKey,
    RaisingObject,
    Silent,
    python_values,
    spoiled_messages,
)

TEMPLATE: dict[str, Any] = {
    "code": "order-done",
    "name": "주문 #{아님}",
    "text": "#{이름}님, #{주문 번호} 주문이 완료되었습니다. #{이름}님!",
    "title": "#{월/일(요일)} 주문",
    "image": {"url": "https://img.example.com/a.png", "sha256": SHA256, "width": 800},
    "buttons": [
        {
            "type": "WL",
            "name": "#{아님} 보기",
            "urlPc": "https://shop.example.com/#{번호}",
            "urlMobile": "#{주소}",
            "target": "out",
        },
        {"type": "AL", "name": "앱", "schemeIos": "a://#{번호}", "schemeAndroid": "b://#{앱}"},
        {"type": "BT", "name": "상담", "chatExtra": "#{아님}", "chatEvent": "#{아님}"},
    ],
}
VALUES = {
    "이름": "홍길동",
    "주문 번호": "#{이름}",
    "월/일(요일)": "3/1(금)",
    "번호": "17",
    "주소": "https://a.example/",
    "앱": "",
}
MESSAGE = {
    "text": "홍길동님, #{이름} 주문이 완료되었습니다. 홍길동님!",
    "title": "3/1(금) 주문",
    "image": {"url": "https://img.example.com/a.png", "sha256": SHA256, "width": 800},
    "buttons": [
        {
            "type": "WL",
            "name": "#{아님} 보기",
            "urlPc": "https://shop.example.com/17",
            "urlMobile": "https://a.example/",
            "target": "out",
        },
        {"type": "AL", "name": "앱", "schemeIos": "a://17", "schemeAndroid": "b://"},
        {"type": "BT", "name": "상담", "chatExtra": "#{아님}", "chatEvent": "#{아님}"},
    ],
}

NO_DOCUMENTS: tuple[Any, ...] = (
    *(None, True, 5, 0.5, "text", b"text", [], [{}], ("text",), {1, 2}, object, len, ...),
    *(HostileObject(), HostileStr("text"), HostileList(), Liar(), Silent()),
)

# --------------------------------------------------------------------------- variables


def test_variables_in_the_order_of_text_title_and_links() -> None:
    assert variables_of(TEMPLATE) == (
        Variable("이름", "/text", (0, 5)),
        Variable("주문 번호", "/text", (8, 16)),
        Variable("이름", "/text", (30, 35)),
        Variable("월/일(요일)", "/title", (0, 10)),
        Variable("주소", "/buttons/0/urlMobile", (0, 5)),
        Variable("번호", "/buttons/0/urlPc", (25, 30)),
        Variable("앱", "/buttons/1/schemeAndroid", (4, 8)),
        Variable("번호", "/buttons/1/schemeIos", (4, 9)),
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("# #1 {x} {} }{ #", [], id="lone marks"),
        pytest.param("#{a}#{a}", ["a", "a"], id="twice"),
        pytest.param("##{a}}", ["a"], id="marks around it"),
        pytest.param("#{ a }", [" a "], id="spaces belong to the name"),
        pytest.param("#{}#{ }", ["", " "], id="without a name"),
        pytest.param("#{a\nb}", ["a\nb"], id="over two lines"),
        pytest.param("#{a{b}", ["a{b"], id="a brace in the name"),
        pytest.param("#{a#b}", ["a#b"], id="a number sign in the name"),
        pytest.param("#{a#{b}}", ["b"], id="the beginning of another variable ends it"),
        pytest.param("#{a", [], id="without an end"),
        pytest.param("${a} #[a] {{a}} # {a}", [], id="marks of other systems"),
    ],
)
def test_what_a_variable_is(text: str, names: list[str]) -> None:
    variables = variables_of({"text": text})
    assert [variable.name for variable in variables] == names
    for variable in variables:
        assert text[slice(*variable.span)] == f"#{{{variable.name}}}"


def test_what_has_no_variables() -> None:
    for template in (
        *NO_DOCUMENTS,
        {},
        {"text": 5, "title": None, "buttons": {}, "image": []},
        {"buttons": [None, 5, "#{x}", [], {"urlMobile": 5}, {"type": "WL"}]},
        {"image": {"url": "#{x}"}, "code": "#{x}", "name": "#{x}", "other": "#{x}"},
        {RaisingObject(): "#{x}", EqualToAll(): "#{x}", 5: "#{x}"},
    ):
        assert variables_of(template) == ()


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: HostileDict({"text": "#{x}"}), id="an object"),
        pytest.param(lambda: {"text": HostileStr("#{x}")}, id="a string"),
        pytest.param(lambda: {MovedKey("text"): "#{x}"}, id="a name that is not found"),
        pytest.param(lambda: {RaisingKey("text"): "#{x}"}, id="a name that raises"),
        pytest.param(lambda: {EqualToAll(): "", "text": "#{x}"}, id="beside no name"),
        pytest.param(
            lambda: {"buttons": HostileList([HostileDict({"urlPc": HostileStr("#{x}")})])},
            id="buttons",
        ),
    ],
)
def test_what_json_would_read_is_read_whatever_its_class(make: Callable[[], Any]) -> None:
    assert [variable.name for variable in variables_of(make())] == ["x"]
    assert json.dumps(render_template(make(), {"x": "1"})).count("1") == 1


@given(st.one_of(spoiled_messages(python_values()), python_values()))
def test_variables_of_anything(template: object) -> None:
    for variable in variables_of(template):
        assert isinstance(variable.name, str)
    read_parts(copy_of(template))


def test_a_variable_is_plain_data() -> None:
    variable = Variable("a", "/text", (0, 4))
    assert pickle.loads(pickle.dumps(variable)) == variable  # noqa: S301 - our own
    assert len({variable, Variable("a", "/text", (0, 4))}) == 1


# --------------------------------------------------------------------------- filling


def test_text_title_and_links_are_filled_and_nothing_else() -> None:
    assert render_template(TEMPLATE, VALUES) == MESSAGE


def test_the_values_may_be_any_mapping() -> None:
    assert render_template(TEMPLATE, MappingProxyType(VALUES)) == MESSAGE


def test_the_result_shares_nothing_with_the_template() -> None:
    template = deepcopy(TEMPLATE)
    message = render_template(template, VALUES)
    message["image"]["width"] = 1
    message["buttons"][2]["name"] = ""
    message["buttons"].pop()
    assert template == TEMPLATE


def test_what_is_filled_is_what_check_message_takes() -> None:
    template = {
        "code": "a",
        "name": "주문",
        "text": "#{이름}님, 주문이 완료되었습니다.",
        "image": {"url": "https://img.example.com/a.png", "sha256": SHA256},
        "buttons": [{"type": "WL", "name": "보기", "urlMobile": "#{주소}"}],
    }
    values = {"이름": "홍길동", "주소": "https://a.example/"}
    assert check_message(render_template(template, values)).findings == ()


@pytest.mark.parametrize(
    ("given_", "missing", "unknown"),
    [
        pytest.param({}, ("이름", "번호"), (), id="all are missing"),
        pytest.param({"번호": ""}, ("이름",), (), id="one is missing"),
        pytest.param({"이름": "", "번호": "", "a": "", "b": ""}, (), ("a", "b"), id="unknown"),
        pytest.param({"이름 ": ""}, ("이름", "번호"), ("이름 ",), id="both"),
        pytest.param({"#{이름}": "", "번호": ""}, ("이름",), ("#{이름}",), id="with its marks"),
    ],
)
def test_all_names_that_are_wrong(
    given_: Mapping[str, str], missing: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    template = {"text": "#{이름} #{이름}", "title": "#{번호}"}
    with pytest.raises(TemplateValueError) as caught:
        render_template(template, given_)
    assert (caught.value.missing, caught.value.unknown) == (missing, unknown)


def test_the_error_names_them_and_pickles() -> None:
    error = TemplateValueError(("이름", "번호"), ("a",))
    assert str(error) == "no value for '이름', '번호'; no variable called 'a'"
    assert str(TemplateValueError((), ("a",))) == "no variable called 'a'"
    copied = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (copied.missing, copied.unknown, str(copied)) == (
        error.missing,
        error.unknown,
        str(error),
    )
    assert isinstance(error, ValueError)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        pytest.param({"a": 5}, "value of 'a'", id="a number"),
        pytest.param({"a": None}, "value of 'a'", id="None"),
        pytest.param({"a": "", 5: ""}, "a name", id="a name that is no string"),
        pytest.param([("a", "")], "mapping", id="pairs"),
        pytest.param(None, "mapping", id="nothing"),
    ],
)
def test_values_of_wrong_types(values: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        render_template({"text": "#{a}"}, values)


def test_a_template_that_is_no_object() -> None:
    for template in NO_DOCUMENTS:
        with pytest.raises(TypeError, match="template must be a dict"):
            render_template(template, {})


def test_what_is_of_a_wrong_type_comes_out_as_it_is() -> None:
    template = {
        "text": 5,
        "title": None,
        "image": ["#{x}"],
        "buttons": ["#{x}", None, {"urlPc": 5, "text": "#{x}", "title": "#{x}"}],
    }
    assert render_template(template, {}) == template
    assert render_template({"buttons": {"urlPc": "#{x}"}}, {}) == {"buttons": {"urlPc": "#{x}"}}


def test_many_buttons_are_all_filled() -> None:
    template = {"buttons": [{"urlPc": f"#{{{number}}}"} for number in range(400)]}
    values = {str(number): "x" for number in range(400)}
    assert render_template(template, values) == {"buttons": [{"urlPc": "x"}] * 400}


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
