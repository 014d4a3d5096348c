"""Templates made ready for many messages, and for many values to fill them."""

from __future__ import annotations

import copy
import pickle
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alimtalk_rules.check import check_message, check_payload
from alimtalk_rules.report import Report
from alimtalk_rules.templates.book import TemplateBook
from alimtalk_rules.templates.compiled import compile_template
from alimtalk_rules.templates.filling import TemplateValueError, Variable, render_template
from alimtalk_rules.templates.matching import EMPTY_LOOKING, longest_value
from tests.fillings import templates, values_for

TEMPLATE: dict[str, Any] = {
    "code": "done",
    "text": "#{이름}님, #{이름}님의 주문 #{번호}",
    "buttons": [{"type": "WL", "name": "보기", "urlMobile": "https://a.example/#{번호}"}],
    "image": {"url": "https://a.example/a.png"},
}
VALUES = {"이름": "홍길동", "번호": "17"}
TEXT = "홍길동님, 홍길동님의 주문 17"


def test_a_compiled_template_matches_reads_and_renders() -> None:
    template = copy.deepcopy(TEMPLATE)
    compiled = compile_template(template)
    template["text"] = ""
    for again in (compiled, compiled, pickle.loads(pickle.dumps(compiled))):  # noqa: S301 - our own
        message = again.render(VALUES)
        assert message == render_template(TEMPLATE, VALUES)
        match = again.match(message)
        assert match.ok
        assert dict(match.variables) == {"이름": ("홍길동", "홍길동"), "번호": ("17", "17")}
        assert again.match(TEXT).variables == {"이름": ("홍길동", "홍길동"), "번호": ("17",)}
        assert again.values(TEXT) == again.match(TEXT).variables
        assert again.values(TEXT[1:]) == {"이름": ("길동", "홍길동"), "번호": ("17",)}
        assert again.values(TEXT[2:-4]) is None
        assert [again.fits(text) for text in (TEXT, TEXT[2:-4])] == [True, False]
        assert not again.match({"text": TEXT}).ok
        assert again.match({"text": TEXT}, ignore=["button-mismatch", "image-changed"]).ok
        assert again.check(VALUES).ok
    assert compiled.variables == (
        Variable("이름", "/text", (0, 5)),
        Variable("이름", "/text", (8, 13)),
        Variable("번호", "/text", (19, 24)),
        Variable("번호", "/buttons/0/urlMobile", (18, 23)),
    )


def test_equal_messages_of_a_request() -> None:
    book = TemplateBook([{"code": "a", "text": "안내"}])
    messages = [{"to": f"0101234{n:04}", "content": "안내"} for n in range(3)]
    request = {"plusFriendId": "@a", "templateCode": "a", "messages": messages}
    assert check_payload(request, "sens", templates=book).findings == ()


def test_what_is_no_template() -> None:
    not_a_dict: Any = [TEMPLATE]
    with pytest.raises(TypeError, match="template must be a dict"):
        compile_template(not_a_dict)


# --------------------------------------------------------------------------- rendering


def test_the_image_is_rendered_where_it_is_sent() -> None:
    compiled = compile_template(TEMPLATE)
    assert compiled.render(VALUES)["image"] == TEMPLATE["image"]
    assert compiled.render(VALUES, profile="kakao") == render_template(
        TEMPLATE, VALUES, profile="kakao"
    )
    assert "image" not in compiled.render(VALUES, profile="kakao")


def test_what_was_rendered_shares_nothing() -> None:
    compiled = compile_template(TEMPLATE)
    first = compiled.render(VALUES)
    first["buttons"][0]["name"] = first["image"]["url"] = first["text"] = ""
    first["buttons"].append({})
    assert compiled.render(VALUES) == render_template(TEMPLATE, VALUES)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        pytest.param({}, TemplateValueError, id="missing"),
        pytest.param({**VALUES, "x": ""}, TemplateValueError, id="unknown"),
        pytest.param({**VALUES, "번호": 17}, TypeError, id="no string"),
        pytest.param(dict.fromkeys((5, *VALUES), ""), TypeError, id="no name"),
        pytest.param([*VALUES.items()], TypeError, id="no mapping"),
    ],
)
def test_what_is_not_rendered(values: Any, error: type[Exception]) -> None:
    compiled = compile_template(TEMPLATE)
    with pytest.raises(error):
        compiled.render(values)
    if error is TypeError:
        with pytest.raises(error):
            compiled.check(values)


# --------------------------------------------------------------------------- checking

Row = tuple[str, str, tuple[int, int] | None]


def rows(report: Report) -> list[Row]:
    """The rule, the path and the span of all that is found."""
    assert report.document == "message"
    return [(found.rule, found.path, found.span) for found in report.findings]


LINK = "/buttons/0/urlMobile"
GROWN = {"이름": "홍" * 20, "번호": "17"}


@pytest.mark.parametrize(
    ("values", "found"),
    [
        pytest.param(VALUES, [], id="fine"),
        pytest.param(MappingProxyType(VALUES), [], id="a mapping"),
        pytest.param({}, [("variable-missing", "/text", span) for span in ((0, 5), (19, 24))],
                     id="missing, in the template"),
        pytest.param({"이름": "あ"}, [("variable-missing", "/text", (19, 24))],
                     id="nothing is judged where a value is missing"),
        pytest.param({**VALUES, "x": "あ", "y": ""}, [("variable-unknown", "", None)] * 2,
                     id="unknown, and the rest is judged"),
        pytest.param({"이름": "あ", "번호": "1"},
                     [("foreign-letters", "/text", span) for span in ((0, 1), (4, 5))],
                     id="a fault of the message"),
        pytest.param({"이름": "홍", "번호": ""},
                     [("variable-empty-value", LINK, (18, 18)),
                      ("variable-empty-value", "/text", (11, 11))], id="an empty value"),
        pytest.param({"이름": "홍", "번호": "1\n2"},
                     [("bad-url", LINK, (19, 20)), ("value-with-line-break", LINK, (18, 21)),
                      ("value-with-line-break", "/text", (11, 14))], id="a value of two lines"),
        pytest.param({"이름": "None", "번호": "1"}, [("empty-looking-value", "/text", (0, 4))],
                     id="what both find is told once"),
        pytest.param({"이름": "#{x}", "번호": "1"},
                     [("unfilled-variable", "/text", span) for span in ((0, 4), (7, 11))],
                     id="a variable in a value"),
        pytest.param(GROWN, [], id="growth is nothing to the guide"),
    ],
)  # fmt: skip
def test_what_values_break(values: Any, found: list[Row]) -> None:
    assert rows(compile_template(TEMPLATE).check(values)) == found


def test_the_choices_of_a_check() -> None:
    compiled = compile_template(TEMPLATE)
    grown = compiled.check(GROWN, profile="kakao")
    assert grown.profile == "kakao"
    assert rows(grown) == [
        ("variable-growth", "/text", (0, 20)),
        ("variable-growth", "/text", (23, 43)),
    ]
    assert rows(compiled.check(GROWN, profile="kakao", ignore=["variable-growth"])) == []
    assert not compiled.check(GROWN, profile="kakao", severity={"variable-growth": "error"}).ok
    assert compiled.check({}, profile="kakao").profile == "kakao"
    assert compiled.check({}, ignore=["variable-missing"]).findings == ()
    with pytest.raises(ValueError, match="profile"):
        compiled.check(VALUES, profile="none")


def test_a_template_without_variables_is_checked_without_values() -> None:
    assert rows(compile_template({"text": "안내"}).check({})) == []
    assert rows(compile_template({"text": "あ"}).check({"x": ""})) == [
        ("variable-unknown", "", None),
        ("foreign-letters", "/text", (0, 1)),
    ]


def test_values_of_what_has_no_text() -> None:
    compiled = compile_template({"title": "#{a}"})
    assert rows(compiled.check({"a": "가" * 20}, profile="kakao")) == [
        ("missing-field", "/text", None)
    ]


@given(st.data())
def test_a_check_finds_what_is_in_the_message_and_in_each_value(data: st.DataObject) -> None:
    template = data.draw(templates())
    odd = st.sampled_from(["None", "", "a\nb", "#{x}", "가" * 40, "{", "\0"])
    values = data.draw(values_for(template, st.text("가나xyz", max_size=9) | odd))
    compiled = compile_template(template)
    found = compiled.check(values, profile="kakao").findings
    own = check_message(compiled.render(values, profile="kakao"), profile="kakao").findings
    if "too-many-findings" not in {each.rule for each in found}:
        assert set(own) <= set(found)
        told = {(each.rule, each.path) for each in found}
        for variable in compiled.variables:
            if rule := doubt_about(values[variable.name], variable):
                also = {"variable-in-value": "unfilled-variable"}.get(rule, rule)
                assert {(rule, variable.path), (also, variable.path)} & told


def doubt_about(value: str, variable: Variable) -> str | None:
    if not value:
        return "variable-empty-value"
    if "#{x}" in value:
        return "variable-in-value"
    if value in EMPTY_LOOKING:
        return "empty-looking-value"
    if "\n" in value:
        return "value-with-line-break"
    has_grown = variable.path == "/text" and len(value) > longest_value(variable.name)
    return "variable-growth" if has_grown else None
