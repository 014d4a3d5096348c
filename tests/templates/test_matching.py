"""Messages beside templates: what is found, where, and what each variable stands for.

Every single difference has its case in ``conformance/cases/matching.json``.
"""

import copy
import json
import pickle
from collections import OrderedDict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alimtalk_rules.report import Finding, Report
from alimtalk_rules.rules import RULES
from alimtalk_rules.templates.compiled import compile_template, match_template
from alimtalk_rules.templates.difference import Budget
from alimtalk_rules.templates.filling import render_template, variables_of
from alimtalk_rules.templates.matching import Approved, Match
from alimtalk_rules.templates.slots import read_slots
from tests.fillings import templates, values_for
from tests.values import (
    SENTINELS,
    Liar,
    RaisingKey,
    Silent,
    leaks,
    nested,
    python_values,
    sentinels,
    spoiled_messages,
)

MATCH_RULES = {name for name, rule in RULES.items() if "match" in rule.documents}

WEB = {"type": "WL", "name": "주문 보기", "urlMobile": "https://a.example/#{번호}"}
WEB_SENT = {**WEB, "urlMobile": "https://a.example/17"}
ASK = {"type": "MD", "name": "문의"}
TEMPLATE: dict[str, Any] = {
    "code": "order-done",
    "text": "#{이름}님, 주문이 완료되었습니다.\n#{이름}",
    "title": "#{번호}번 주문",
    "buttons": [WEB, ASK],
}
MESSAGE: dict[str, Any] = {
    "text": "홍길동님, 주문이 완료되었습니다.\n길동",
    "title": "17번 주문",
    "buttons": [WEB_SENT, ASK],
}
SPACE, LF = "U+0020 SPACE", "U+000A LINE FEED"
GA, NA = "U+AC00 HANGUL SYLLABLE GA", "U+B098 HANGUL SYLLABLE NA"
CRLF = {"expected": "LF", "found": "CRLF"}


def found(message: object, template: object) -> list[tuple[Any, ...]]:
    """Rule, path, span and params of each finding."""
    findings = match_template(message, template).report.findings
    return [(each.rule, each.path, each.span, dict(each.params)) for each in findings]


def where(expected: str, found: str, index: int = 1, line: int = 1, column: int = 1) -> Any:
    names = ("expected", "found", "index", "line", "column")
    return dict(zip(names, (expected, found, index, line, column), strict=True))


# --------------------------------------------------------------------------- what matches


def test_a_match() -> None:
    match: Any = match_template(MESSAGE, TEMPLATE)
    assert match.report == Report("match")
    assert dict(match.variables) == {"이름": ("홍길동", "길동"), "번호": ("17", "17")}
    assert Match(Report("match")).variables == {}
    with pytest.raises(AttributeError):
        match.report = None
    with pytest.raises(TypeError):
        match.variables["이름"] = ()
    for copied in (pickle.loads(pickle.dumps(match)), copy.deepcopy(match)):  # noqa: S301 - our own
        assert (copied, hash(copied)) == (match, hash(match))
        assert dict(copied.variables) == dict(match.variables)


TEXT = {"text": "a"}


@pytest.mark.parametrize(
    ("message", "template"),
    [
        pytest.param({**TEXT, "title": "2개\\s"}, {**TEXT, "title": "#{수}개"}, id="struck"),
        pytest.param({**TEXT, "title": "b\\s"}, {**TEXT, "title": "b\\s"}, id="struck as it is"),
        pytest.param({**TEXT, "buttons": [None, 5]}, {**TEXT, "buttons": [{}, []]},
                     id="buttons that are no objects are empty ones"),
    ],
)  # fmt: skip
def test_what_matches(message: object, template: object) -> None:
    assert found(message, template) == []


NUMBER = [{"number": number} for number in range(4)]


@pytest.mark.parametrize(
    ("text", "template", "findings"),
    [
        pytest.param("a\r\nb", "a\nb", [("line-endings-differ", (1, 3), CRLF)], id="line endings"),
        pytest.param("1님", "#{a}님#{b}#{c}",
                     [("variable-empty-value", (2, 2), NUMBER[n]) for n in (2, 3)], id="empty"),
        pytest.param("1 2#{x}", "#{a} #{b}", [("variable-in-value", (3, 7), NUMBER[2])],
                     id="unfilled"),
        pytest.param("#{x}#{y}", "#{a}", [("variable-in-value", (0, 4), NUMBER[1])],
                     id="two unfilled in one"),
        pytest.param("None님 nan", "#{a}님 #{b}",
                     [("empty-looking-value", (0, 4), NUMBER[1]),
                      ("empty-looking-value", (6, 9), NUMBER[2])], id="None and nan"),
        pytest.param("None이님 nul", "#{a}님 #{b}", [], id="words in which None is"),
        pytest.param("1\n2님", "#{a}님", [("value-with-line-break", (0, 3), NUMBER[1])],
                     id="two lines"),
        pytest.param("\r\n#{x}\r\n-", "\n#{a}\n-",
                     [("line-endings-differ", (0, 2), CRLF),
                      ("variable-in-value", (2, 6), NUMBER[1])], id="line endings and unfilled"),
    ],
)  # fmt: skip
def test_what_matches_with_doubts(text: str, template: str, findings: list[Any]) -> None:
    button = {"type": "WL", "urlPc": template}
    there = {"text": "", "title": template, "buttons": [button]}
    here = {"text": "", "title": text, "buttons": [{**button, "urlPc": text}]}
    paths = ("/buttons/0/urlPc", "/title")
    expected = [(rule, path, *rest) for path in paths for rule, *rest in findings]
    for _ in range(2):  # an expression answers the second time
        is_ok = "variable-in-value" not in {rule for rule, *_ in expected}
        assert match_template(here, there).ok == is_ok
        assert found(here, there) == expected


# --------------------------------------------------------------------------- text and title


@pytest.mark.parametrize(
    ("text", "template", "span", "params"),
    [
        pytest.param("홍님 주문", "#{이름}님, 주문", (2, 3),
                     where("U+002C COMMA", SPACE, 7, 1, 7), id="behind a variable"),
        pytest.param("\n나", "\n가", (1, 2), where(GA, NA, 2, 2, 1), id="behind a line break"),
        pytest.param("가", "가\n", (1, 1), where(LF, "END", 2, 1, 2), id="none at the end"),
        pytest.param("1가", "#{a}가#{b}나", (2, 2), where(NA, "END", 10, 1, 10),
                     id="behind two variables"),
        pytest.param("a\tb", "a b", (1, 2), where(SPACE, "U+0009 CHARACTER TABULATION", 2, 1, 2),
                     id="an alias of Unicode's"),
        pytest.param("a\ud800", "a", (1, 2), where("END", "U+D800 SURROGATE", 2, 1, 2),
                     id="half a character"),
        pytest.param("a\U00017000", "a", (1, 2), where("END", "U+17000", 2, 1, 2),
                     id="a letter of which Python knows no name"),
        pytest.param("a\r\nb\r\n나", "a\nb\n가", (6, 7), where(GA, NA, 5, 3, 1),
                     id="behind other line endings"),
    ],
)  # fmt: skip
def test_a_text_that_differs(text: str, template: str, span: Any, params: Any) -> None:
    assert found({"text": text}, {"text": template}) == [("text-mismatch", "/text", span, params)]
    for title in (text, text + "\\s"):
        in_title = found({"text": "", "title": title}, {"text": "", "title": template})
        assert in_title == [("title-mismatch", "/title", span, params)]


@pytest.mark.parametrize(
    ("message", "template", "expected", "given_"),
    [
        pytest.param({"text": "가"}, {}, "NOTHING", GA, id="in the template"),
        pytest.param({}, {"text": "#{a}"}, "VARIABLE", "NOTHING", id="in the message"),
        pytest.param({}, {"text": ""}, "END", "NOTHING", id="though it may be empty"),
        pytest.param({"text": 5}, {"text": None}, "NOTHING", "NOTHING", id="in both"),
        pytest.param([], "text", "NOTHING", "NOTHING", id="no documents"),
    ],
)
def test_a_text_that_is_missing(message: Any, template: Any, expected: str, given_: str) -> None:
    params = where(expected, given_)
    for _ in range(2):
        assert found(message, template) == [("text-mismatch", "/text", None, params)]


# --------------------------------------------------------------------------- buttons


def of_buttons(sent: object, registered: object) -> list[tuple[Any, ...]]:
    rows = found({**TEXT, "buttons": sent}, {**TEXT, "buttons": registered})
    assert {row[0] for row in rows} <= {"button-mismatch"}
    return [row[1:] for row in rows]


def part(name: str, expected: object, given_: object) -> dict[str, object]:
    return {"part": name, "expected": expected, "found": given_}


@pytest.mark.parametrize(
    ("sent", "registered", "params"),
    [
        pytest.param({}, [ASK], part("count", 1, 0), id="one less"),
        pytest.param([ASK, WEB], [ASK], part("count", 1, 2), id="one more"),
        pytest.param([ASK, WEB_SENT], [WEB, ASK], part("order", ("1", "2"), ("2", "1")),
                     id="swapped"),
        pytest.param([{"type": "AL"}, WEB_SENT, ASK, ASK], [ASK, WEB, ASK, {"type": "AL"}],
                     part("order", ("1", "2", "3", "4"), ("4", "2", "1", "3")), id="two alike"),
    ],
)  # fmt: skip
def test_another_number_or_order_of_buttons(sent: Any, registered: Any, params: Any) -> None:
    assert of_buttons(sent, registered) == [("/buttons", None, params)]


@pytest.mark.parametrize(
    ("sent", "registered", "field", "span", "params"),
    [
        pytest.param({"name": "문의"}, ASK, "type", None, part("type", "MD", "NOTHING"), id="none"),
        pytest.param({**ASK, "type": "상담"}, ASK, "type", None, part("type", "MD", "OTHER"),
                     id="no type of Kakao's is not shown"),
        pytest.param({**ASK, "name": "가"}, {**ASK, "name": "#{x}"}, "name", (0, 1),
                     {"part": "name", **where("U+0023 NUMBER SIGN", GA)},
                     id="a name has no variables"),
        pytest.param({**WEB, "name": "가", "urlMobile": ""}, {**WEB, "name": "나"}, "name", (0, 1),
                     {"part": "name", **where(NA, GA)}, id="one finding, of the first"),
        pytest.param({**WEB_SENT, "urlPc": ""}, WEB, "urlPc", None,
                     {"part": "urlPc", **where("NOTHING", "END")}, id="a link too many"),
        pytest.param({"type": "WL"}, {"type": "WL", "urlPc": "#{주소}"}, "urlPc", None,
                     {"part": "urlPc", **where("VARIABLE", "NOTHING")}, id="no link"),
    ],
)  # fmt: skip
def test_a_button_that_differs(
    sent: object, registered: object, field: str, span: object, params: object
) -> None:
    assert of_buttons([sent], [registered]) == [(f"/buttons/0/{field}", span, params)]


@pytest.mark.parametrize(
    ("sent", "registered", "paths"),
    [
        pytest.param([{**ASK, "name": ""}, WEB_SENT, {}], [ASK, WEB, ASK], ["0/name", "2/type"],
                     id="a finding each"),
        pytest.param([ASK, WEB], [{**WEB, "urlPc": ""}, ASK], ["0/type", "1/type"],
                     id="in another order, and a link too few"),
        pytest.param([{"type": "AL"}, WEB_SENT], [{**WEB, "urlMobile": "x"}, {"type": "AL"}],
                     ["0/type", "1/type"], id="in another order, and another link"),
        pytest.param([*[ASK] * 399, {}], [ASK] * 400, ["399/type"], id="one of very many"),
        pytest.param([WEB, *[ASK] * 10], [*[ASK] * 10, WEB], ["0/type", "10/type"],
                     id="of more than ten the order is not looked for"),
    ],
)  # fmt: skip
def test_buttons_that_differ(sent: Any, registered: Any, paths: list[str]) -> None:
    assert [row[0] for row in of_buttons(sent, registered)] == [f"/buttons/{p}" for p in paths]


# --------------------------------------------------------------------------- the report


def test_all_that_differs_is_found_at_once() -> None:
    message = {"text": "a", "title": "a", "buttons": [], "image": {}}
    match = match_template(message, {**TEMPLATE, "text": "b", "title": "b"})
    assert (match.ok, match.report.document) == (False, "match")
    assert [(each.rule, each.path, each.kakao) for each in match.report.errors] == [
        ("button-mismatch", "/buttons", ("3027",)),
        ("image-changed", "/image", ("3024",)),
        ("text-mismatch", "/text", ("3016",)),
        ("title-mismatch", "/title", ("3028",)),
    ]


def test_what_matches_of_a_message_that_does_not_has_its_variables() -> None:
    sent = {**MESSAGE, "title": "주문", "buttons": [{**WEB_SENT, "name": ""}, ASK]}
    assert match_template(sent, TEMPLATE).variables == {"이름": ("홍길동", "길동"), "번호": ("17",)}


def test_findings_are_left_out_on_demand() -> None:
    assert match_template({}, {}, ignore=["text-mismatch"]).ok
    with pytest.raises(ValueError, match="ignore"):
        match_template({}, {}, ignore=["no-rule"])


def test_no_more_is_found_than_a_report_shows() -> None:
    template = {"text": "#{x}" * 200, "buttons": [ASK] * 200}
    findings = match_template({"text": "", "buttons": [WEB] * 200}, template).report.findings
    assert len(findings) == 101
    assert findings[0] == Finding("too-many-findings", "", {"limit": 100})
    assert {each.rule for each in findings[1:]} == {"button-mismatch"}
    assert len(match_template({"text": ""}, {"text": "#{x}" * 200}).report.findings) == 101


@pytest.mark.parametrize("sentinel", SENTINELS.values(), ids=SENTINELS)
def test_nothing_of_the_texts_is_repeated(sentinel: str) -> None:
    documents = [*sentinels(sentinel), {"text": f"#{{{sentinel}}}{sentinel}", "title": sentinel}]
    for message in documents:
        for template in documents:
            match = match_template(message, template)
            in_korean = json.dumps(match.report.to_dict("ko"), ensure_ascii=False)
            assert not leaks("".join((in_korean, repr(match), str(match.report))), sentinel)


# --------------------------------------------------------------------------- properties


@given(st.data())
def test_what_was_rendered_matches(data: st.DataObject) -> None:
    template = data.draw(templates())
    values = data.draw(values_for(template))
    match = match_template(render_template(template, values), template)
    assert {each.rule for each in match.report.errors} <= {"variable-in-value", "bad-url"}
    assert set(match.variables) == set(values)


_HANGUL = st.text("가나다라\n", min_size=1, max_size=5)
_NAMED = st.sampled_from("abcd").map("#{{{}}}".format)


@st.composite
def unambiguous(draw: st.DrawFn) -> str:
    """Strings with variables that Hangul, which no value has, keeps apart."""
    pieces = draw(st.lists(st.tuples(_NAMED, _HANGUL), max_size=6))
    ends = draw(_HANGUL | st.just("")), draw(_NAMED | st.just(""))
    return ends[0] + "".join(variable + literal for variable, literal in pieces) + ends[1]


@given(st.data())
def test_the_values_come_back_where_there_is_one_way_to_read_them(data: st.DataObject) -> None:
    strings = [data.draw(unambiguous()) for _ in range(3)]
    button = {**WEB, "urlMobile": strings[2]}
    template = {"text": strings[0], "title": strings[1], "buttons": [button]}
    values = data.draw(values_for(template, st.text("xyz \r", max_size=4)))
    message = render_template(template, values)
    expected: dict[str, tuple[str, ...]] = {}
    for variable in variables_of(template):
        expected[variable.name] = (*expected.get(variable.name, ()), values[variable.name])
    for _ in range(2):
        assert match_template(message, template).variables == expected


@given(st.data())
def test_what_is_compiled_tells_the_same(data: st.DataObject) -> None:
    template = data.draw(templates())
    message = render_template(template, data.draw(values_for(template)))
    text = message["text"]
    at = data.draw(st.integers(0, len(text)))
    put_in = data.draw(st.sampled_from(["", "x", "\0", "\n", "{", "None", "가"]))
    message["text"] = text[:at] + put_in + text[at + data.draw(st.integers(0, 1)) :]
    expected = Approved(read_slots(template)).compare(read_slots(message), Budget()).match()
    alone = ({"text": string["text"]} for string in (message, template))
    of_text = match_template(*alone)
    compiled = compile_template(template)
    for _ in range(2):
        for match in (compiled.match(message), match_template(message, template)):
            assert (match, match.variables) == (expected, expected.variables)
        match = compiled.match(message["text"])
        assert (match, match.variables) == (of_text, of_text.variables)


@given(
    st.one_of(spoiled_messages(python_values()), python_values()),
    st.one_of(spoiled_messages(python_values()), templates(), python_values()),
)
def test_it_never_raises_on_data(message: object, template: object) -> None:
    match = match_template(message, template)
    assert {each.rule for each in match.report.findings} <= {*MATCH_RULES, "too-many-findings"}


def test_it_never_raises_on_hostile_data() -> None:
    hostile = [
        *(None, Liar(), Silent(), {RaisingKey("text"): "a"}, OrderedDict(text="a")),
        *(nested(5_000), nested(5_000, by="text"), {"text": "\ud800"}, {"text": "a", 5: 5}),
        {"text": "a", "buttons": [nested(5_000), OrderedDict(type="MD")]},
    ]
    for message in hostile:
        for template in hostile:
            match_template(message, template)
    assert match_template(hostile[3], hostile[4]).ok
