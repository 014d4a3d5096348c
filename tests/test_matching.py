"""Messages beside templates: what is found, where, and what each variable stands for."""

import copy
import json
import pickle
import time
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alimtalk_rules.alignment import fit, pattern_of
from alimtalk_rules.catalogue import RULES
from alimtalk_rules.matching import Match, match_template
from alimtalk_rules.report import Finding, InvalidAlimTalk, Report
from alimtalk_rules.templates import render_template, variables_of
from tests.fillings import EDITS, SHA256, edited, templates, values_for
from tests.values import (
    SENTINELS,
    HostileDict,
    HostileStr,
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

DONE = "주문이 완료되었습니다."
WEB = {"type": "WL", "name": "주문 보기", "urlMobile": "https://a.example/#{번호}"}
WEB_SENT = {**WEB, "urlMobile": "https://a.example/17"}
APP = {"type": "AL", "name": "앱", "schemeIos": "a://#{번호}", "schemeAndroid": "a://1"}
APP_SENT = {**APP, "schemeIos": "a://17"}
ASK = {"type": "MD", "name": "문의"}
TEMPLATE: dict[str, Any] = {
    "code": "order-done",
    "name": "주문 완료",
    "text": f"#{{이름}}님, {DONE}\n#{{이름}}",
    "title": "#{번호}번 주문",
    "buttons": [WEB, ASK],
}
MESSAGE: dict[str, Any] = {
    "text": f"홍길동님, {DONE}\n길동",
    "title": "17번 주문",
    "buttons": [WEB_SENT, ASK],
}

C, NBSP = "U+002C COMMA", "U+00A0 NO-BREAK SPACE"
SPACE, LF, CR = "U+0020 SPACE", "U+000A LINE FEED", "U+000D CARRIAGE RETURN"


def found(message: object, template: object) -> list[tuple[Any, ...]]:
    """Rule, path, span and params of each finding."""
    findings = match_template(message, template).report.findings
    return [(each.rule, each.path, each.span, dict(each.params)) for each in findings]


def where(expected: str, found: str, index: int = 1, line: int = 1, column: int = 1) -> Any:
    return {
        "expected": expected,
        "found": found,
        "index": index,
        "line": line,
        "column": column,
    }


# --------------------------------------------------------------------------- a match


def test_a_match() -> None:
    match = match_template(MESSAGE, TEMPLATE)
    assert match.ok
    assert match.report == Report("match")
    assert dict(match.variables) == {"이름": ("홍길동", "길동"), "번호": ("17", "17")}


def test_a_message_that_is_its_template_matches() -> None:
    match = match_template(TEMPLATE, TEMPLATE)
    assert match.ok
    assert {finding.rule for finding in match.report.findings} == {"variable-in-value"}


@pytest.mark.parametrize(
    ("message", "template"),
    [
        pytest.param({"text": ""}, {"text": ""}, id="empty texts"),
        pytest.param({"text": "", "buttons": []}, {"text": ""}, id="no buttons"),
        pytest.param({"text": "#엠앤 {}"}, {"text": "#엠앤 {}"}, id="lone marks"),
        pytest.param({"text": "a "}, {"text": "a "}, id="a space at the end is text"),
        pytest.param({"text": "\na\n"}, {"text": "\n#{x}\n"}, id="so are line breaks"),
        pytest.param({"text": ".*"}, {"text": ".*"}, id="nothing is a pattern"),
        pytest.param({"text": "a", "image": {}}, {"text": "a", "image": {}}, id="no facts"),
        pytest.param(
            {"text": "a", "image": {"width": 800}},
            {"text": "a", "image": {"sha256": SHA256, "width": 500}},
            id="nothing that tells images apart",
        ),
        pytest.param(
            {"text": "a", "image": {"sha256": SHA256, "url": "https://b.example"}},
            {"text": "a", "image": {"sha256": SHA256, "url": "https://a.example"}},
            id="one image at two places",
        ),
        pytest.param({"text": "a", "title": "b\\s"}, {"text": "a", "title": "b"}, id="struck"),
        pytest.param({"text": "a", "title": "b\\s"}, {"text": "a", "title": "b\\s"}, id="as is"),
        pytest.param(
            {"text": "a", "buttons": [{**WEB_SENT, "target": "out"}]},
            {"text": "a", "buttons": [WEB]},
            id="the browser is the sender's choice",
        ),
        pytest.param(
            {"text": "a", "buttons": [{"type": "BT", "name": "b", "chatExtra": "1"}]},
            {"text": "a", "buttons": [{"type": "BT", "name": "b", "chatExtra": "2"}]},
            id="so are the values for the chatbot",
        ),
    ],
)
def test_what_matches(message: object, template: object) -> None:
    assert found(message, template) == []


def test_a_struck_title_is_struck_behind_its_variables() -> None:
    template = {"text": "", "title": "#{수}개 주문"}
    match = match_template({"text": "", "title": "2개 주문\\s"}, template)
    assert match.ok
    assert match.variables == {"수": ("2",)}


def test_a_title_that_matches_as_it_is_keeps_its_end() -> None:
    match = match_template({"text": "", "title": "주문\\s"}, {"text": "", "title": "#{무엇}"})
    assert match.variables == {"무엇": ("주문\\s",)}


def test_a_message_that_does_not_match() -> None:
    match = match_template({"text": "가"}, {"text": "나"})
    assert not match.ok
    assert match.report.document == "match"
    assert not hasattr(match, "__dict__")


# --------------------------------------------------------------------------- text and title


@pytest.mark.parametrize(
    ("text", "template", "span", "params"),
    [
        pytest.param("홍님 " + DONE, "#{이름}님, " + DONE, (2, 3), where(C, SPACE, 7, 1, 7),
                     id="no comma"),
        pytest.param("가\n나\u00a0다", "가\n나 다", (3, 4), where(SPACE, NBSP, 4, 2, 2),
                     id="a no-break space on the second line"),
        pytest.param("가나", "가\n나", (1, 2), where(LF, "U+B098 HANGUL SYLLABLE NA", 2, 1, 2),
                     id="no line break"),
        pytest.param("가", "가\n", (1, 1), where(LF, "END", 2, 1, 2), id="none at the end"),
        pytest.param("가\n", "가", (1, 2), where("END", LF, 2, 1, 2), id="one too many"),
        pytest.param("", "가", (0, 0), where("U+AC00 HANGUL SYLLABLE GA", "END"), id="empty"),
        pytest.param("1가x", "#{a}가#{b}나", (3, 3),
                     where("U+B098 HANGUL SYLLABLE NA", "END", 10, 1, 10),
                     id="behind two variables"),
        pytest.param("a\tb", "a b", (1, 2), where(SPACE, "U+0009 CHARACTER TABULATION", 2, 1, 2),
                     id="a tab"),
        pytest.param("a\rb", "a b", (1, 2), where(SPACE, CR, 2, 1, 2), id="CR"),
        pytest.param("a\x85b", "a b", (1, 2), where(SPACE, "U+0085 NEXT LINE", 2, 1, 2), id="NEL"),
        pytest.param("\x07a", "a", (0, 1), where("U+0061 LATIN SMALL LETTER A", "U+0007 CONTROL"),
                     id="a control character"),
        pytest.param("a\ud800", "a", (1, 2), where("END", "U+D800 SURROGATE", 2, 1, 2),
                     id="half a character"),
        pytest.param("a\ue000", "a", (1, 2), where("END", "U+E000 PRIVATE USE", 2, 1, 2),
                     id="private use"),
        pytest.param("a\uffff", "a", (1, 2), where("END", "U+FFFF UNASSIGNED", 2, 1, 2),
                     id="no character"),
        pytest.param("a\U00017000", "a", (1, 2), where("END", "U+17000", 2, 1, 2),
                     id="a letter of which Python knows no name"),
        pytest.param("\n나", "\n가", (1, 2),
                     where("U+AC00 HANGUL SYLLABLE GA", "U+B098 HANGUL SYLLABLE NA", 2, 2, 1),
                     id="behind a line break at the beginning"),
        pytest.param("a\r\nb\r\nX", "a\nb\nc", (6, 7),
                     where("U+0063 LATIN SMALL LETTER C", "U+0058 LATIN CAPITAL LETTER X", 5, 3, 1),
                     id="behind other line endings"),
    ],
)  # fmt: skip
def test_a_text_that_differs(
    text: str, template: str, span: tuple[int, int], params: dict[str, Any]
) -> None:
    assert found({"text": text}, {"text": template}) == [("text-mismatch", "/text", span, params)]
    in_title = found({"text": "", "title": text}, {"text": "", "title": template})
    assert in_title == [("title-mismatch", "/title", span, params)]


@pytest.mark.parametrize(
    ("message", "template", "expected", "given_"),
    [
        pytest.param({"text": "가"}, {}, "NOTHING", "U+AC00 HANGUL SYLLABLE GA", id="template"),
        pytest.param({}, {"text": "가"}, "U+AC00 HANGUL SYLLABLE GA", "NOTHING", id="message"),
        pytest.param({}, {"text": "#{a}"}, "VARIABLE", "NOTHING", id="message, of a variable"),
        pytest.param({"text": "#{a}"}, {}, "NOTHING", "U+0023 NUMBER SIGN", id="template, of one"),
        pytest.param({}, {"text": ""}, "END", "NOTHING", id="message, of nothing"),
        pytest.param({}, {}, "NOTHING", "NOTHING", id="both"),
        pytest.param({"text": 5}, {"text": None}, "NOTHING", "NOTHING", id="wrong types"),
        pytest.param([], "text", "NOTHING", "NOTHING", id="no documents"),
    ],
)
def test_a_text_that_is_missing(
    message: object, template: object, expected: str, given_: str
) -> None:
    params = where(expected, given_)
    assert found(message, template) == [("text-mismatch", "/text", None, params)]


@pytest.mark.parametrize(
    ("title", "template", "expected", "given_"),
    [
        pytest.param(None, "가", "U+AC00 HANGUL SYLLABLE GA", "NOTHING", id="in the message"),
        pytest.param("가", None, "NOTHING", "U+AC00 HANGUL SYLLABLE GA", id="in the template"),
        pytest.param("", None, "NOTHING", "END", id="an empty one is one"),
        pytest.param(None, "#{a}", "VARIABLE", "NOTHING", id="though it may be empty"),
    ],
)
def test_a_title_that_is_missing(
    title: object, template: object, expected: str, given_: str
) -> None:
    params = where(expected, given_)
    documents = {"text": "", "title": title}, {"text": "", "title": template}
    assert found(*documents) == [("title-mismatch", "/title", None, params)]


@pytest.mark.parametrize(
    ("text", "template", "findings"),
    [
        pytest.param("a\r\nb", "a\nb", [("line-endings-differ", (1, 3), {})], id="line endings"),
        pytest.param("님", "#{a}님", [("variable-empty-value", (0, 0), {"number": 1})], id="empty"),
        pytest.param(
            "1님", "#{a}님#{b}#{c}",
            [("variable-empty-value", (2, 2), {"number": n}) for n in (2, 3)], id="two empty",
        ),
        pytest.param(
            "1 #{x}2", "#{a} #{b}", [("variable-in-value", (2, 6), {"number": 2})], id="unfilled"
        ),
        pytest.param(
            "1 2#{x}", "#{a} #{b}", [("variable-in-value", (3, 7), {"number": 2})],
            id="unfilled at the end",
        ),
        pytest.param(
            "#{x}#{y}\r\n", "#{a}!\n".replace("!", ""),
            [("variable-in-value", (0, 4), {"number": 1})], id="two unfilled in one",
        ),
        pytest.param("#{x #", "#{a}", [], id="lone marks are no variable"),
        pytest.param(
            "\r\n#{x}\r\n-", "\n#{a}\n-",
            [("line-endings-differ", (0, 2), {}), ("variable-in-value", (2, 6), {"number": 1})],
            id="line endings and unfilled",
        ),
    ],
)  # fmt: skip
def test_a_text_that_matches_with_warnings(
    text: str, template: str, findings: list[tuple[Any, ...]]
) -> None:
    match = match_template({"text": text}, {"text": template})
    assert match.ok
    assert found({"text": text}, {"text": template}) == [
        (rule, "/text", span, params) for rule, span, params in findings
    ]


def test_warnings_in_title_and_links() -> None:
    template = {"text": "", "title": "-\n#{a}", "buttons": [WEB]}
    sent = {**WEB, "urlMobile": "https://a.example/"}
    assert found({"text": "", "title": "-\r\n", "buttons": [sent]}, template) == [
        ("variable-empty-value", "/buttons/0/urlMobile", (18, 18), {"number": 1}),
        ("line-endings-differ", "/title", (1, 3), {}),
        ("variable-empty-value", "/title", (3, 3), {"number": 1}),
    ]


# --------------------------------------------------------------------------- buttons

EMPTY: dict[str, Any] = {}


def of_buttons(sent: object, registered: object) -> list[tuple[Any, ...]]:
    rows = found({"text": "", "buttons": sent}, {"text": "", "buttons": registered})
    assert all(row[0] == "button-mismatch" for row in rows)
    return [row[1:] for row in rows]


def part(name: str, expected: object, given_: object) -> dict[str, object]:
    return {"part": name, "expected": expected, "found": given_}


@pytest.mark.parametrize(
    ("sent", "registered", "params"),
    [
        pytest.param([], [ASK], part("count", 1, 0), id="one less"),
        pytest.param([ASK, WEB], [ASK], part("count", 1, 2), id="one more"),
        pytest.param(None, [ASK], part("count", 1, 0), id="none"),
        pytest.param({}, [ASK], part("count", 1, 0), id="no array"),
        pytest.param(
            [ASK, WEB_SENT], [WEB, ASK], part("order", ("1", "2"), ("2", "1")), id="swapped"
        ),
        pytest.param(
            [APP_SENT, WEB_SENT, ASK, ASK],
            [ASK, WEB, ASK, APP],
            part("order", ("1", "2", "3", "4"), ("4", "2", "1", "3")),
            id="in another order, two alike",
        ),
        pytest.param(
            [ASK, {**ASK, "type": "BK"}],
            [{**ASK, "type": "BK"}, ASK],
            part("order", ("1", "2"), ("2", "1")),
            id="swapped, of one name",
        ),
    ],
)
def test_another_number_or_order_of_buttons(
    sent: object, registered: object, params: dict[str, object]
) -> None:
    assert of_buttons(sent, registered) == [("/buttons", None, params)]


NAME = where("U+BB38 HANGUL SYLLABLE MUN", "U+BB47 HANGUL SYLLABLE MUS")


@pytest.mark.parametrize(
    ("sent", "registered", "path", "span", "params"),
    [
        pytest.param({**ASK, "type": "BK"}, ASK, "type", None, part("type", "MD", "BK"), id="type"),
        pytest.param({"name": "문의"}, ASK, "type", None, part("type", "MD", "NOTHING"),
                     id="no type"),
        pytest.param({**ASK, "type": "상담"}, ASK, "type", None, part("type", "MD", "OTHER"),
                     id="no type of Kakao's is not shown"),
        pytest.param(ASK, {**ASK, "type": "P1"}, "type", None, part("type", "P1", "MD"),
                     id="a type that only Kakao has"),
        pytest.param({**ASK, "name": "뭇의"}, ASK, "name", (0, 1), {"part": "name", **NAME},
                     id="name"),
        pytest.param({"type": "MD"}, ASK, "name", None,
                     {"part": "name", **where("U+BB38 HANGUL SYLLABLE MUN", "NOTHING")},
                     id="no name"),
        pytest.param({**ASK, "name": "x"}, {**ASK, "name": "#{x}"}, "name", (0, 1),
                     {"part": "name",
                      **where("U+0023 NUMBER SIGN", "U+0078 LATIN SMALL LETTER X")},
                     id="a name has no variables"),
        pytest.param({**ASK, "name": " 문의"}, ASK, "name", (0, 1),
                     {"part": "name", **where("U+BB38 HANGUL SYLLABLE MUN", SPACE)},
                     id="a space before the name"),
        pytest.param({**WEB, "urlMobile": "https://b.example/1"}, WEB, "urlMobile", (8, 9),
                     {"part": "urlMobile", **where("U+0061 LATIN SMALL LETTER A",
                                                   "U+0062 LATIN SMALL LETTER B", 9, 1, 9)},
                     id="a link"),
        pytest.param({**WEB_SENT, "urlPc": "https://b"}, WEB, "urlPc", None,
                     {"part": "urlPc", **where("NOTHING", "U+0068 LATIN SMALL LETTER H")},
                     id="a link too many"),
        pytest.param({**WEB_SENT, "urlPc": ""}, WEB, "urlPc", None,
                     {"part": "urlPc", **where("NOTHING", "END")}, id="an empty link too many"),
        pytest.param(ASK | {"type": "WL"}, {**WEB, "name": "문의", "urlMobile": "#{주소}"},
                     "urlMobile", None, {"part": "urlMobile", **where("VARIABLE", "NOTHING")},
                     id="no link"),
        pytest.param({**APP_SENT, "schemeAndroid": "a://2"}, APP, "schemeAndroid", (4, 5),
                     {"part": "schemeAndroid", **where("U+0031 DIGIT ONE", "U+0032 DIGIT TWO",
                                                       5, 1, 5)},
                     id="a scheme"),
        pytest.param({"type": "MD", "name": "x", "urlPc": ""}, {**WEB, "name": "y"}, "type", None,
                     part("type", "WL", "MD"), id="all: one finding, of the type"),
        pytest.param({**WEB, "name": "x", "urlMobile": ""}, {**WEB, "name": "y"}, "name", (0, 1),
                     {"part": "name", **where("U+0079 LATIN SMALL LETTER Y",
                                              "U+0078 LATIN SMALL LETTER X")},
                     id="name and link: one finding, of the name"),
    ],
)  # fmt: skip
def test_a_button_that_differs(
    sent: object, registered: object, path: str, span: object, params: dict[str, object]
) -> None:
    assert of_buttons([sent], [registered]) == [(f"/buttons/0/{path}", span, params)]


def test_one_button_that_differs_is_not_in_another_order() -> None:
    """Though the second one would fit in its place."""
    registered = [WEB | {"urlMobile": link} for link in ("https://a/#{x}", "https://#{y}")]
    sent = [WEB | {"urlMobile": link} for link in ("https://b/1", "https://a/2")]
    assert [row[0] for row in of_buttons(sent, registered)] == ["/buttons/0/urlMobile"]


def test_each_button_that_differs_has_a_finding_of_its_own() -> None:
    sent = [{**WEB_SENT, "name": "x"}, ASK, {**APP_SENT, "schemeIos": "b"}]
    paths = [row[0] for row in of_buttons(sent, [WEB, ASK, APP])]
    assert paths == ["/buttons/0/name", "/buttons/2/schemeIos"]


@pytest.mark.parametrize(
    ("sent", "registered"),
    [
        pytest.param([ASK, ASK], [WEB, WEB], id="of none of the template's"),
        pytest.param([ASK, WEB], [{**WEB, "urlPc": ""}, ASK], id="a link too few"),
        pytest.param([APP, WEB_SENT], [{**WEB, "urlMobile": "x"}, APP], id="another link"),
    ],
)
def test_buttons_in_another_order_that_differ_too(sent: object, registered: object) -> None:
    assert [row[0] for row in of_buttons(sent, registered)] == [
        "/buttons/0/type",
        "/buttons/1/type",
    ]


def test_the_order_of_very_many_buttons_is_not_looked_for() -> None:
    many = [{"type": "MD", "name": str(number)} for number in range(11)]
    assert len(of_buttons(many[::-1], many)) == 10
    assert len(of_buttons(many[9::-1], many[:10])) == 1


def test_of_very_many_buttons_only_the_first_are_compared() -> None:
    many = [ASK] * 302
    unlike = [*many[:299], ASK | {"name": "나"}, *many[300:]]
    assert [row[0] for row in of_buttons(unlike, many)] == ["/buttons/299/name"]
    assert of_buttons([*many[:300], {}, 5], many) == []
    assert [row[0] for row in of_buttons(many[:301], many)] == ["/buttons"]


def test_buttons_that_are_no_objects_are_empty_ones() -> None:
    assert of_buttons([None, 5], [{}, []]) == []
    assert [row[0] for row in of_buttons([None], [ASK])] == ["/buttons/0/type"]


# --------------------------------------------------------------------------- image

OTHER = SHA256[::-1]


@pytest.mark.parametrize(
    ("sent", "registered", "path", "which"),
    [
        pytest.param(None, {}, "/image", "presence", id="not sent"),
        pytest.param({}, None, "/image", "presence", id="not registered"),
        pytest.param([], {"sha256": SHA256}, "/image", "presence", id="no object"),
        pytest.param({"sha256": OTHER}, {"sha256": SHA256}, "/image/sha256", "sha256", id="bytes"),
        pytest.param({"url": "a"}, {"url": "b"}, "/image/url", "url", id="URL"),
        pytest.param(
            {"url": "a", "sha256": OTHER}, {"url": "a", "sha256": SHA256},
            "/image/sha256", "sha256", id="other bytes at the URL",
        ),
        pytest.param({"url": "a", "sha256": OTHER}, {"url": "b"}, "/image/url", "url", id="half"),
        pytest.param({"url": "x"}, {"url": "#{x}"}, "/image/url", "url", id="no variables"),
    ],
)  # fmt: skip
def test_another_image(sent: object, registered: object, path: str, which: str) -> None:
    rows = found({"text": "", "image": sent}, {"text": "", "image": registered})
    assert rows == [("image-changed", path, None, {"part": which})]


# --------------------------------------------------------------------------- the report


def test_all_that_differs_is_found_at_once() -> None:
    message = {"text": "a", "title": "a", "buttons": [], "image": {}}
    match = match_template(message, {**TEMPLATE, "text": "b", "title": "b"})
    assert [(each.rule, each.path) for each in match.report.errors] == [
        ("button-mismatch", "/buttons"),
        ("image-changed", "/image"),
        ("text-mismatch", "/text"),
        ("title-mismatch", "/title"),
    ]
    assert [each.kakao for each in match.report.errors] == [
        ("3027",),
        ("3024",),
        ("3016",),
        ("3028",),
    ]
    with pytest.raises(InvalidAlimTalk):
        match.report.raise_for_errors()


def test_what_matches_of_a_message_that_does_not_has_its_variables() -> None:
    sent = {**MESSAGE, "title": "주문", "buttons": [{**WEB_SENT, "name": ""}, ASK]}
    assert match_template(sent, TEMPLATE).variables == {"이름": ("홍길동", "길동"), "번호": ("17",)}


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_finding_has_its_sentences(lang: str) -> None:
    for rule in MATCH_RULES:
        example: Any = RULES[rule].example
        (finding,) = match_template(**example).report.findings
        assert finding.rule == rule
        assert finding.sentence(lang)
        assert finding.hint(lang)


def test_findings_are_left_out_on_demand() -> None:
    assert match_template({}, {}, ignore=["text-mismatch"]).ok
    assert match_template({"text": "a\r"}, {"text": "a\n"}, ignore=["line-endings-differ"]).ok


@pytest.mark.parametrize(
    ("ignore", "error"),
    [
        pytest.param("text-mismatch", TypeError, id="a string"),
        pytest.param(5, TypeError, id="a number"),
        pytest.param(["no-rule"], ValueError, id="a name of no rule"),
    ],
)
def test_options_that_are_wrong(ignore: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match="ignore"):
        match_template({}, {}, ignore=ignore)


def test_a_match_is_frozen_plain_data() -> None:
    match: Any = match_template(MESSAGE, TEMPLATE)
    with pytest.raises(AttributeError):
        match.report = None
    with pytest.raises(TypeError):
        match.variables["이름"] = ()
    for copied in (
        pickle.loads(pickle.dumps(match)),  # noqa: S301 - our own
        copy.deepcopy(match),
    ):
        assert copied == match
        assert hash(copied) == hash(match)
        assert dict(copied.variables) == dict(match.variables)
    assert Match(Report("match")).variables == {}


@pytest.mark.parametrize("sentinel", SENTINELS.values(), ids=SENTINELS)
def test_nothing_of_the_texts_is_repeated(sentinel: str) -> None:
    documents = [*sentinels(sentinel), {"text": f"#{{{sentinel}}}{sentinel}", "title": sentinel}]
    for message in documents:
        for template in documents:
            match = match_template(message, template)
            shown = (
                json.dumps(match.report.to_dict("ko"), ensure_ascii=False),
                repr(match),
                str(match.report),
            )
            assert not leaks("".join(shown), sentinel)


# --------------------------------------------------------------------------- properties


@given(st.data())
def test_what_was_rendered_matches(data: st.DataObject) -> None:
    template = data.draw(templates())
    values = data.draw(values_for(template))
    match = match_template(render_template(template, values), template)
    assert match.ok
    assert set(match.variables) == set(values)
    assert {finding.rule for finding in match.report.findings} <= {
        "variable-empty-value",
        "variable-in-value",
        "too-many-findings",
    }


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
    template = {
        "text": data.draw(unambiguous()),
        "title": data.draw(unambiguous()),
        "buttons": [{**WEB, "urlMobile": data.draw(unambiguous())}],
    }
    values = data.draw(values_for(template, st.text("xyz \r", max_size=4)))
    match = match_template(render_template(template, values), template)
    expected: dict[str, tuple[str, ...]] = {}
    for variable in variables_of(template):
        expected[variable.name] = (*expected.get(variable.name, ()), values[variable.name])
    assert match.variables == expected


def test_any_single_edit_of_a_literal_is_found() -> None:
    random = Random(6)  # noqa: S311 - no secret
    template = {
        "text": "[#{가게}] #{이름}님, 주문이\n완료되었습니다.\n금액: #{금액}원\n감사합니다."
    }
    literals, names = pattern_of(template["text"])
    for _ in range(2_000):
        number = random.randrange(len(literals))
        at = random.randrange(len(literals[number]))
        edit = random.choice(EDITS)
        sent = [*literals]
        sent[number] = edited(literals[number], at, edit, random, "x가 .\u00a0")
        values = [random.choice(("홍길동", "A-12", "1,000", "행복")) for _ in names]
        text = sent[0] + "".join(map("".join, zip(values, sent[1:], strict=True)))
        findings = match_template({"text": text}, template).report.findings
        if sent == [*literals]:
            assert findings == ()
        elif findings == ():  # a variable took what was put in at its edge
            assert fit(literals, text) is not None
            assert edit in ("insert", "line ending")
        else:
            (finding,) = findings
            assert finding.rule in ("text-mismatch", "line-endings-differ")
            start = sum(map(len, literals[:number])) + sum(map(len, values[:number])) + at
            assert finding.span is not None
            assert abs(finding.span[0] - start) <= 2  # an edge's fault may be read in two ways


@given(
    st.one_of(spoiled_messages(python_values()), python_values()),
    st.one_of(spoiled_messages(python_values()), templates(), python_values()),
)
def test_it_never_raises_on_data(message: object, template: object) -> None:
    match = match_template(message, template)
    assert {each.rule for each in match.report.findings} <= {*MATCH_RULES, "too-many-findings"}
    match.report.to_dict()


def test_it_never_raises_on_hostile_data() -> None:
    hostile = [
        *(
            None,
            Liar(),
            Silent(),
            HostileDict({"text": HostileStr("a")}),
            {RaisingKey("text"): "a"},
        ),
        *(nested(5_000), nested(5_000, by="text"), {"text": "\ud800"}, {"text": "a", 5: 5}),
        {"text": "a", "buttons": [nested(5_000), HostileDict({"type": HostileStr("MD")})]},
    ]
    for message in hostile:
        for template in hostile:
            match_template(message, template)
    assert match_template(hostile[3], hostile[4]).ok


@pytest.mark.parametrize(
    ("message", "template"),
    [
        pytest.param("a" * 1000, "#{x}a" * 40 + "b", id="40 variables, one letter"),
        pytest.param("a" * 1_000_000, "#{x}a" * 40 + "b", id="a megabyte"),
        pytest.param("a" * 100_000, "#{x}" * 100_000, id="variables only"),
    ],
)
def test_it_takes_linear_time(message: str, template: str) -> None:
    start = time.process_time()
    match_template({"text": message}, {"text": template})
    assert time.process_time() - start < 8


def test_the_most_findings_are_the_reports() -> None:
    template = {"text": "#{x}" * 200, "buttons": [ASK]}
    findings = match_template({"text": ""}, template).report.findings
    assert len(findings) == 101
    assert Finding("too-many-findings", "", {"limit": 100}) in findings
