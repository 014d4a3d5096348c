"""Templates: their variables, and the rules of messages where variables make a difference."""

from __future__ import annotations

from typing import Any

import pytest

from alimtalk_rules import INFOBIP, RULES, Report, check_message, check_template
from alimtalk_rules.rules import MESSAGE_RULES, TEMPLATE_RULES
from tests.values import TEMPLATE, TEMPLATES, TEXT, URL

Row = tuple[str, str, tuple[int, int] | None]

WEB = {"type": "WL", "name": "주문 보기", "urlMobile": URL}
APP = {"type": "AL", "name": "앱 열기", "schemeAndroid": "shop://1", "schemeIos": "shop://1"}
PARCEL = {"type": "DS", "name": "배송 조회"}


def checked(text: str = TEXT, *buttons: dict[str, str], **parts: Any) -> Report:
    template = {"code": "a", "text": text, **parts}
    return check_template(template | {"buttons": [*buttons]} if buttons else template)


def rows(report: Report) -> list[Row]:
    return [(found.rule, found.path, found.span) for found in report.findings]


def in_text(text: str) -> list[tuple[str, tuple[int, int] | None]]:
    """The findings in a text, which has enough letters of its own."""
    report = checked(f"{text}\n주문 완료")
    assert {found.path for found in report.findings} <= {"/text"}
    return [(found.rule, found.span) for found in report.findings]


def places(report: Report, rule: str) -> list[tuple[str, tuple[int, int] | None]]:
    return [(found.path, found.span) for found in report.findings if found.rule == rule]


def everywhere(string: str, *, links: bool = True) -> Report:
    """A template with ``string`` in all places that variables are looked for."""
    link = string if links else ""
    return checked(
        f"{TEXT}{string}",
        {"type": "WL", "name": f"a{string}", "urlMobile": URL + link, "urlPc": URL + link},
        {"type": "AL", "name": "b", "schemeAndroid": f"a:{link}", "schemeIos": f"b:{link}"},
        title=f"a{string}",
    )


TEXTS = ["/buttons/0/name", "/text", "/title"]
LINKS = [
    *("/buttons/0/urlMobile", "/buttons/0/urlPc"),
    *("/buttons/1/schemeAndroid", "/buttons/1/schemeIos"),
]


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=[*TEMPLATES])
def test_ordinary_templates_have_no_errors(template: object) -> None:
    assert check_template(template).errors == ()


# ------------------------------------------------------------------------ variable-unterminated


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        pytest.param("#{이름}님", [], id="terminated"),
        pytest.param("#{이름님", [(0, 2)], id="unterminated"),
        pytest.param("가 #{", [(2, 4)], id="nothing but the beginning"),
        pytest.param("#{a #{b}", [(0, 2)], id="before another"),
        pytest.param("#{a} #{b", [(5, 7)], id="behind another"),
        pytest.param("#{a #{b", [(0, 2), (4, 6)], id="twice"),
        pytest.param("#{a\n#{b}", [(0, 2)], id="before another line's"),
        pytest.param("# {a #a {", [], id="other marks"),
        pytest.param("#{a]", [(0, 2)], id="closed by another mark"),
    ],
)
def test_unterminated(text: str, spans: list[tuple[int, int]]) -> None:
    assert in_text(text) == [("variable-unterminated", span) for span in spans]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        pytest.param("가" * 9_990 + "#{이름}" * 9, [], id="one variable is cut"),
        pytest.param("#{" + "가" * 9_999, [], id="the only one is cut"),
        pytest.param("#{" + "가" * 9_990 + "#{이름}#{이름}", [(0, 2)], id="before what is cut"),
        pytest.param("가" * 9_000 + "#{" + "가" * 997 + "}", [], id="the last ends there"),
        pytest.param("가" * 9_990 + "#{이름이름이름이름", [(9_990, 9_992)], id="just not cut"),
        pytest.param("#{이름}" + "가" * 9_999 + "#{", [], id="behind what is read"),
    ],
)
def test_unterminated_in_a_long_text(text: str, spans: list[tuple[int, int]]) -> None:
    report = check_template({"code": "a", "text": text}, ignore=["text-too-long"])
    assert [found.span for found in report.findings] == spans


@pytest.mark.parametrize(
    ("mark", "rule"),
    [
        pytest.param("#{}", "variable-empty", id="a variable that ends"),
        pytest.param("#[a]", "wrong-variable-mark", id="no variable"),
    ],
)
def test_what_stands_before_the_cut_is_read(mark: str, rule: str) -> None:
    report = check_template({"code": "a", "text": mark + "가" * 10_000}, ignore=["text-too-long"])
    assert rows(report) == [(rule, "/text", (0, len(mark)))]


def test_unterminated_anywhere() -> None:
    report = everywhere("#{a")
    assert {found.rule for found in report.findings} == {"variable-unterminated"}
    assert {found.path for found in report.findings} == {*TEXTS, *LINKS}


# ------------------------------------------------------------------------ variable-empty


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        pytest.param("#{a}", [], id="name"),
        pytest.param("#{ a }", [], id="spaces around"),
        pytest.param("#{}", [(0, 3)], id="empty"),
        pytest.param("가#{ }", [(1, 5)], id="space"),
        pytest.param("#{\u3000\n\t}", [(0, 6)], id="white space"),
        pytest.param("#{}#{a}#{}", [(0, 3), (7, 10)], id="two"),
        pytest.param("#{-}", [], id="sign"),
        pytest.param("{} # {}", [], id="braces"),
    ],
)
def test_empty(text: str, spans: list[tuple[int, int]]) -> None:
    assert in_text(text) == [("variable-empty", span) for span in spans]


def test_empty_in_links() -> None:
    report = everywhere("#{ }")
    assert {path for path, _ in places(report, "variable-empty")} == {"/text", "/title", *LINKS}
    # In a name it may not stand anyway: that is one fault.
    assert places(report, "variable-not-allowed") == [("/buttons/0/name", (1, 5))]


def test_a_link_that_is_an_empty_variable() -> None:
    assert rows(checked(TEXT, WEB | {"urlMobile": "#{}"})) == [
        ("variable-empty", "/buttons/0/urlMobile", (0, 3))
    ]


# ------------------------------------------------------------------------ too-many-variables


def some(count: int) -> str:
    return "".join(f"주문 #{{v{number}}}" for number in range(count))


def test_both_sides_of_the_number_of_variables() -> None:
    assert rows(checked(some(40))) == []
    (found,) = checked(some(41)).findings
    assert (found.rule, found.path) == ("too-many-variables", "")
    assert found.params == {"count": 41, "limit": 40}


@pytest.mark.parametrize(
    ("text", "title", "button", "count"),
    [
        pytest.param(some(40), "주문 #{a}", WEB, 41, id="title"),
        pytest.param(some(39), "주문 #{a}", WEB | {"urlMobile": "#{b}"}, 41, id="URL"),
        pytest.param(some(38), "주문 #{a}", WEB | {"urlPc": "#{b}#{c}"}, 41, id="urlPc"),
        pytest.param(
            some(39), "주문", APP | {"schemeAndroid": "a:#{a}", "schemeIos": "#{b}"}, 41, id="app"
        ),
        pytest.param("주문 #{a}" * 41, "주문", WEB, 41, id="one as often as it stands"),
        pytest.param(some(40) + "#{}", "주문", WEB, 41, id="one without a name"),
        pytest.param(some(40) + "#{a", "주문 ${a}", WEB, None, id="what is none"),
        pytest.param(some(40), "주문", WEB | {"name": "#{a}"}, None, id="name"),
    ],
)
def test_where_variables_are_counted(
    text: str, title: str, button: dict[str, str], count: int | None
) -> None:
    report = checked(text, button, title=title)
    found = [one.params["count"] for one in report.findings if one.rule == "too-many-variables"]
    assert found == ([] if count is None else [count])


def test_another_number_of_variables() -> None:
    template = {"code": "a", "text": some(3)}
    assert check_template(template, profile=INFOBIP.with_limits(variables=3)).ok
    assert not check_template(template, profile=INFOBIP.with_limits(variables=2)).ok


# ------------------------------------------------------------------------ variable-not-allowed


@pytest.mark.parametrize(
    ("name", "spans"),
    [
        pytest.param("문의하기", [], id="none"),
        pytest.param("#{메뉴} 문의", [(0, 5)], id="one"),
        pytest.param("#{a}#{b}", [(0, 4), (4, 8)], id="two"),
        pytest.param("#{}", [(0, 3)], id="empty"),
        pytest.param("#문의 {a}", [], id="other marks"),
    ],
)
def test_a_name_holds_no_variables(name: str, spans: list[tuple[int, int]]) -> None:
    report = checked(TEXT, {"type": "MD", "name": name}, {"type": "BK", "name": f"a{name}"})
    later = [(start + 1, end + 1) for start, end in spans]
    assert rows(report) == [
        *(("variable-not-allowed", "/buttons/0/name", span) for span in spans),
        *(("variable-not-allowed", "/buttons/1/name", span) for span in later),
    ]


def test_elsewhere_variables_are_allowed() -> None:
    report = everywhere("#{a}")
    assert rows(report) == [("variable-not-allowed", "/buttons/0/name", (1, 5))]


# ------------------------------------------------------------------------ only-variables


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("#{내용}", 0, id="one variable"),
        pytest.param("#{제목}\n#{내용} #{링크}", 0, id="three"),
        pytest.param("[#{제목}] ▶ #{내용}! ★\u3000—", 0, id="signs"),
        pytest.param("🎁 #{내용} 🎁", 0, id="emoji"),
        pytest.param("[공지] #{내용}", 2, id="two letters"),
        pytest.param("안내문: #{내용}", 3, id="three letters"),
        pytest.param("#{a}님 #{b}번 #{c}", 2, id="letters apart"),
        pytest.param("1. #{a} 2. #{b} 3. #{c}", 3, id="digits"),
        pytest.param("인증번호 #{번호}", None, id="four letters"),
        pytest.param("Code #{code}", None, id="English"),
        pytest.param("1234 #{code}", None, id="four digits"),
        pytest.param("#{이름}님, 안녕", 3, id="greeting"),
        pytest.param("#{a}\n주문\n#{b}\n완료", None, id="four letters apart"),
        pytest.param("네", None, id="short, but without variables"),
        pytest.param("★", None, id="a sign without variables"),
    ],
)
def test_only_variables(text: str, count: int | None) -> None:
    report = checked(text)
    expected = [] if count is None else [("only-variables", "/text", {"count": count})]
    assert [(found.rule, found.path, found.params) for found in report.findings] == expected


def test_a_title_may_be_a_variable() -> None:
    assert rows(checked(TEXT, title="#{제목}")) == []


# ------------------------------------------------------------------------ wrong-variable-mark


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        pytest.param("${이름}님", [(0, 5)], id="dollar"),
        pytest.param("{{이름}}님", [(0, 6)], id="double braces"),
        pytest.param("#[이름]님", [(0, 5)], id="brackets"),
        pytest.param("${최대15자 n}", [(0, 10)], id="as public templates have it"),
        pytest.param("#{{이름}}님", [(1, 7)], id="double braces behind a number sign"),
        pytest.param("${a} #{b} {{c}}", [(0, 4), (10, 15)], id="beside a variable"),
        pytest.param("C#[1] $[a] %{a} {a} [a] # [a]", [], id="other marks"),
        pytest.param("${a {{b} #[c", [], id="unterminated"),
    ],
)
def test_wrong_marks(text: str, spans: list[tuple[int, int]]) -> None:
    assert in_text(text) == [("wrong-variable-mark", span) for span in spans]


@pytest.mark.parametrize("mark", ["${a}", "{{a}}"])
def test_wrong_marks_anywhere(mark: str) -> None:
    report = everywhere(mark)
    assert {found.rule for found in report.findings} == {"wrong-variable-mark"}
    assert {found.path for found in report.findings} == {*TEXTS, *LINKS}


# ------------------------------------------------------------------------ at most ten places


@pytest.mark.parametrize(
    ("mark", "rule"),
    [
        ("#{", "variable-unterminated"),
        ("#{}", "variable-empty"),
        ("${a}", "wrong-variable-mark"),
    ],
)
def test_at_most_ten_places_a_rule(mark: str, rule: str) -> None:
    step = len(mark) + 1
    spans = [(start, start + len(mark)) for start in range(0, 10 * step, step)]
    for count in (9, 10, 11, 40):
        assert in_text(f"{mark} " * count) == [(rule, span) for span in spans[:count]]


def test_at_most_ten_variables_in_names() -> None:
    buttons = [{"type": "MD", "name": f"#{{a}}{n}#{{b}}"} for n in range(6)]
    template = {"code": "a", "text": TEXT, "buttons": buttons}
    report = check_template(template, profile=INFOBIP.with_limits(buttons=6))
    assert [found.rule for found in report.findings] == ["variable-not-allowed"] * 10


# ------------------------------------------------------------------------ the rules of messages


def test_all_rules_of_messages_hold_but_leftover_variable() -> None:
    names = [check.name for check in TEMPLATE_RULES.rules]
    assert len(names) == len({*names})
    of_messages = {check.name for check in MESSAGE_RULES.rules}
    assert of_messages - {*names} == {"leftover-variable"}
    of_templates = {*names} - of_messages
    assert all(RULES[name].documents == ("template",) for name in of_templates)
    assert all("template" in RULES[name].documents for name in names)


@pytest.mark.parametrize("check", MESSAGE_RULES.rules, ids=lambda check: check.name)
def test_an_example_of_a_message_breaks_its_rule_in_a_template_too(check: Any) -> None:
    message: Any = RULES[check.name].example
    as_template = check_template({"code": "a", **message})
    if check.name == "leftover-variable":
        assert as_template.findings == ()
    else:
        assert as_template.findings == check_message(message).findings


def test_lengths_are_those_of_what_is_registered() -> None:
    name = "가" * 960
    assert rows(checked(f"주문이 완료되었습니다. #{{{name}}}".ljust(1000, "."))) == []
    assert rows(checked(f"주문이 완료되었습니다. #{{{name}}}".ljust(1001, "."))) == [
        ("text-too-long", "/text", (1000, 1001))
    ]
    assert rows(checked(TEXT, title="#{가나다라마바사아자차카타파하}주문 완료 안내")) == [
        ("title-truncated", "/title", (23, 25))
    ]
    emoji = "주문이 완료되었습니다. #{" + "🎁" * 900 + "}"
    assert [row[0] for row in rows(checked(emoji))] == ["text-too-long-in-utf16"]


def test_a_text_of_a_variable_is_not_blank() -> None:
    assert [row[0] for row in rows(checked(" #{내용} "))] == ["only-variables"]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("이름", id="Hangul"),
        pytest.param("Name", id="Latin"),
        pytest.param("名前", id="Han"),
        pytest.param("お客様", id="kana"),
        pytest.param("имя", id="Cyrillic"),
        pytest.param("α", id="Greek symbol"),
        pytest.param("prénom", id="accent"),
        pytest.param("ชื่อ", id="Thai"),
    ],
)
def test_names_of_variables_may_be_in_any_script(name: str) -> None:
    buttons = WEB | {"urlMobile": f"https://a.example/#{{{name}}}", "urlPc": f"#{{{name}}}"}
    assert rows(checked(f"#{{{name}}}님, 주문 완료", buttons, title=f"#{{{name}}}")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("주문 #{名前} 様 완료", ("hanja", (9, 10)), id="Han"),
        pytest.param("주문 완료 #{名}α#{前}", ("isolated-symbol", (10, 11)), id="Greek symbol"),
        pytest.param("주문 완료 #{x}é", ("non-english-letter", (10, 11)), id="accent"),
        pytest.param("주문 완료 あ#{이름}い", ("unsupported-script", (6, 13)), id="kana"),
        pytest.param("中文 #{이름이름이름}", ("unsupported-script", (0, 2)), id="names"),
    ],
)
def test_letters_beside_variables(text: str, expected: tuple[str, tuple[int, int]]) -> None:
    found = [row for row in rows(checked(text)) if row[0] != "only-variables"]
    assert found == [(expected[0], "/text", expected[1])]


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        pytest.param("이름\u200b", "invisible-character", id="invisible"),
        pytest.param("이름\x07", "unprintable-character", id="unprintable"),
        pytest.param("이\r름", "carriage-return", id="CR"),
        pytest.param("\u110b\u1175\u1105\u1173\u11b7", "text-decomposed", id="NFD"),
        pytest.param("👨\u200d👩", "emoji-sequence", id="joined emoji"),
    ],
)
def test_what_nobody_sees_spoils_a_variables_name(name: str, rule: str) -> None:
    assert [row[:2] for row in rows(checked(f"#{{{name}}}님, 주문 완료"))] == [(rule, "/text")]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("#{주문 조회}", None, id="variable"),
        pytest.param("https://#{몰}.example/#{번호}?a=#{나}", None, id="variables"),
        pytest.param("https://a.example/주문/#{번호}", (2, (18, 20)), id="path"),
        pytest.param("https://a.example/#{번호}/주문", (2, (24, 26)), id="path behind"),
        pytest.param("#{번호}가#{번호}나", (2, (5, 12)), id="between"),
    ],
)
def test_urls_that_are_not_ascii(url: str, expected: tuple[int, tuple[int, int]] | None) -> None:
    report = checked(TEXT, WEB | {"urlPc": url})
    assert [
        (found.rule, found.path, found.params["count"], found.span) for found in report.findings
    ] == ([] if expected is None else [("url-not-ascii", "/buttons/0/urlPc", *expected)])


def test_what_looks_like_a_variable_in_an_images_url_is_none() -> None:
    image = {"url": "https://a.example/#{이름}"}
    assert rows(checked(TEXT, image=image)) == [("url-not-ascii", "/image/url", (20, 22))]


@pytest.mark.parametrize(
    ("scheme", "bad"),
    [
        pytest.param("shop://orders/#{번호}", False, id="behind the scheme"),
        pytest.param("#{앱 링크}", False, id="all of it"),
        pytest.param("#{scheme}://orders", False, id="the scheme"),
        pytest.param("#{scheme}orders", False, id="the beginning"),
        pytest.param("shop-#{env}://orders", False, id="within the scheme"),
        pytest.param("shop#{a b}", False, id="the rest"),
        pytest.param("orders/#{번호}", True, id="no scheme"),
        pytest.param("1#{번호}", True, id="digit"),
        pytest.param(" #{a}", True, id="space"),
        pytest.param("쇼핑#{a}", True, id="Hangul"),
        pytest.param("orders", True, id="no variable"),
        pytest.param("#{orders", True, id="unterminated"),
    ],
)
def test_schemes(scheme: str, *, bad: bool) -> None:
    report = checked(TEXT, APP | {"schemeIos": scheme})
    assert places(report, "bad-scheme") == [("/buttons/0/schemeIos", None)] * bad


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        pytest.param("#{택배사} #{송장번호} 배송 시작", False, id="both"),
        pytest.param("한진택배 #{송장번호} 배송 시작", False, id="number"),
        pytest.param("#{택배사} 531234567890 배송 시작", False, id="courier"),
        pytest.param("배송 시작 안내: #{배송 정보}", False, id="both in one"),
        pytest.param("한진택배#{송장번호}번 배송 시작", False, id="without spaces"),
        pytest.param("배송 시작: 1#{배송 정보}2", False, id="between digits"),
        pytest.param("한진택배 531234567890 배송 시작", False, id="no variable"),
        pytest.param("한진택배 배송 시작", True, id="no number"),
        pytest.param("한진택배 #{송장번호 배송 시작", True, id="unterminated"),
        pytest.param("한진택배 ${송장번호} 배송 시작", True, id="another mark"),
    ],
)
def test_parcels(text: str, *, missing: bool) -> None:
    report = checked(text, PARCEL)
    assert places(report, "delivery-details-missing") == [("/buttons/0", None)] * missing


def test_a_variable_elsewhere_names_no_parcel() -> None:
    report = checked("배송 시작 안내", PARCEL, title="#{택배사} #{송장번호}")
    assert rows(report) == [("delivery-details-missing", "/buttons/0", None)]


def test_a_variable_in_a_name_speaks_of_no_paying() -> None:
    report = checked(TEXT, {"type": "MD", "name": "#{결제 수단} 안내"})
    assert [row[0] for row in rows(report)] == ["variable-not-allowed"]
    report = checked(TEXT, {"type": "MD", "name": "#{수단} 결제"})
    assert ("payment-word-on-button", "/buttons/0/name", (6, 8)) in rows(report)


def test_checking_leaves_the_template_alone() -> None:
    before = repr(TEMPLATES)
    for template in TEMPLATES.values():
        check_template(template)
    assert repr(TEMPLATES) == before
    assert check_template(TEMPLATE).document == "template"
