"""Templates: their variables, and the rules of messages where variables make a difference."""

from typing import Any

import pytest

from alimtalk_rules import INFOBIP, RULES, Report, check_message, check_template
from alimtalk_rules.rules import MESSAGE_RULES, TEMPLATE_RULES
from tests.rules.rows import Row, button, template
from tests.values import TEMPLATES, TEXT, URL

WEB = button("주문 보기", "WL", urlMobile=URL)
APP = button("앱 열기", "AL", schemeAndroid="shop://1", schemeIos="shop://1")


def rows(report: Report) -> list[tuple[str, str]]:
    return [(found.rule, found.path) for found in report.findings]


def in_text(text: str) -> list[Row]:
    """The findings in a text, which has enough letters of its own."""
    found = template(f"{text}\n주문 완료").findings
    assert {one.path for one in found} <= {"/text"}
    return [(one.rule, one.span) for one in found]


def test_ordinary_templates_have_no_errors_and_stay_as_they_are() -> None:
    before = repr(TEMPLATES)
    assert [name for name, each in TEMPLATES.items() if check_template(each).errors] == []
    assert repr(TEMPLATES) == before


# ------------------------------------------------------------------------------- the variables

OPEN, EMPTY, WRONG = "variable-unterminated", "variable-empty", "wrong-variable-mark"


def test_spans() -> None:
    table: dict[str, list[Row]] = {
        "#{이름}님 #{ a } #{-}": [],
        "#{이름님": [(OPEN, (0, 2))],
        "가 #{": [(OPEN, (2, 4))],
        "#{a #{b}": [(OPEN, (0, 2))],
        "#{a} #{b": [(OPEN, (5, 7))],
        "#{a\n#{b": [(OPEN, (0, 2)), (OPEN, (4, 6))],
        "#{a]": [(OPEN, (0, 2))],
        "가#{ }": [(EMPTY, (1, 5))],
        "#{\u3000\n\t}": [(EMPTY, (0, 6))],
        "#{}#{a}#{}": [(EMPTY, (0, 3)), (EMPTY, (7, 10))],
        "${이름}님 {{이름}}": [(WRONG, (0, 5)), (WRONG, (7, 13))],
        "#[이름] ＃{이름} #(이름)": [(WRONG, (0, 5)), (WRONG, (6, 11)), (WRONG, (12, 17))],
        "#{{이름}}님": [(WRONG, (1, 7))],
        "${a} #{b} {{c}}": [(WRONG, (0, 4)), (WRONG, (10, 15))],
        "${최대15자 n} ${최대40자 가 1} ${전화번호} ${URL}": [],  # Kakao's own
        "${최대16자 n} ${ URL}": [(WRONG, (0, 10)), (WRONG, (11, 18))],
        "${a {{b} #[c {} # {}": [],
        "C#[1] $[a] %{a} {a} [a] # [a]": [],
    }
    assert {text: in_text(text) for text in table} == table


@pytest.mark.parametrize(
    ("mark", "rule"), [("#{", OPEN), ("#{}", EMPTY), ("${a}", WRONG), ("{{a}}", WRONG)]
)
def test_anywhere_and_at_most_ten_places(mark: str, rule: str) -> None:
    at = {
        *("/text", "/title", "/buttons/0/name", "/buttons/0/urlMobile", "/buttons/0/urlPc"),
        *("/buttons/1/schemeAndroid", "/buttons/1/schemeIos"),
    }
    web = button(f"a{mark}", "WL", urlMobile=URL + mark, urlPc=URL + mark)
    app = button("b", "AL", schemeAndroid=f"a:{mark}", schemeIos=f"b:{mark}")
    found = rows(template(TEXT + mark, web, app, title=f"a{mark}"))
    name = ("variable-not-allowed", "/buttons/0/name")  # that is one fault
    expected = {(rule, path) for path in at}
    if rule == EMPTY:
        expected = expected - {(EMPTY, name[1])} | {name}
    assert {*found} == expected

    step = len(mark) + 1
    spans = [(start, start + len(mark)) for start in range(0, 10 * step, step)]
    for count in (9, 11, 40):
        assert in_text(f"{mark} " * count) == [(rule, span) for span in spans[:count]]


def test_no_variable_is_told_from_half_of_one() -> None:
    """A text is read for 10,000 code points, and not into a variable that goes on behind them."""
    table: dict[str, list[Row]] = {
        "가" * 9_990 + "#{이름}" * 9: [],
        "#{" + "가" * 9_999: [],
        "#{" + "가" * 9_990 + "#{이름}#{이름}": [(OPEN, (0, 2))],
        "가" * 9_990 + "#{이름이름이름이름": [(OPEN, (9_990, 9_992))],
        "#{이름}" + "가" * 9_999 + "#{": [],
        "#{}" + "가" * 10_000: [(EMPTY, (0, 3))],
        "#[a]" + "가" * 10_000: [(WRONG, (0, 4))],
    }
    found = {
        text: check_template({"code": "a", "text": text}, ignore=["text-too-long"]).findings
        for text in table
    }
    assert {text: [(one.rule, one.span) for one in ones] for text, ones in found.items()} == table


def some(count: int) -> str:
    return "".join(f"주문 #{{v{number}}}" for number in range(count))


def test_where_variables_are_counted() -> None:
    two = {"schemeAndroid": "a:#{a}", "schemeIos": "#{b}"}
    table = [
        (template(some(40)), None),
        (template(some(41)), 41),
        (template(some(40), title="주문 #{a}"), 41),
        (template(some(38), WEB | {"urlPc": "#{b}#{c}"}, title="주문 #{a}"), 41),
        (template(some(39), APP | two), 41),
        (template("주문 #{a}" * 41), 41),  # one as often as it stands
        (template(some(40) + "#{}"), 41),
        (template(some(40) + "#{a", title="주문 ${a}"), None),
        (template(some(40), WEB | {"name": "#{a}"}), None),
    ]
    for report, count in table:
        found = [one.params for one in report.findings if one.rule == "too-many-variables"]
        assert found == ([] if count is None else [{"count": count, "limit": 40}])
    three = {"code": "a", "text": some(3)}
    assert check_template(three, profile=INFOBIP.with_limits(variables=3)).ok
    assert not check_template(three, profile=INFOBIP.with_limits(variables=2)).ok


def test_a_name_holds_no_variables() -> None:
    names = ("문의하기", "#문의 {a}", "#{메뉴} 문의", "#{a}b#{}")
    found = template(TEXT, *(button(name) for name in names)).findings
    assert [(one.rule, one.path, one.span) for one in found] == [
        ("variable-not-allowed", "/buttons/2/name", (0, 5)),
        ("variable-not-allowed", "/buttons/3/name", (0, 4)),
        ("variable-not-allowed", "/buttons/3/name", (5, 8)),
    ]
    many = [button(f"#{{a}}{n}#{{b}}") for n in range(6)]
    whole = {"code": "a", "text": TEXT, "buttons": many}
    report = check_template(whole, profile=INFOBIP.with_limits(buttons=6))
    assert [one.rule for one in report.findings] == ["variable-not-allowed"] * 10


def test_letters_and_digits_beside_variables() -> None:
    table = {
        "#{내용}": 0,
        "[#{제목}] ▶ #{내용}! ★\u3000—": 0,
        "🎁 #{내용} 🎁": 0,
        "[공지] #{내용}": 2,
        "#{a}님 #{b}번 #{c}": 2,
        "1. #{a} 2. #{b} 3. #{c}": 3,
        "안내문: #{내용}": 3,
        **dict.fromkeys(("인증번호 #{번호}", "Code #{code}", "1234 #{code}", "네", "★")),
        "#{a}\n주문\n#{b}\n완료": None,
    }
    found = {text: template(text).findings for text in table}
    assert {text: [(one.rule, one.params) for one in ones] for text, ones in found.items()} == {
        text: [] if count is None else [("only-variables", {"count": count})]
        for text, count in table.items()
    }
    assert rows(template(TEXT, title="#{제목}")) == []
    assert rows(template(" #{내용} ")) == [("only-variables", "/text")]  # and not blank


# ------------------------------------------------------------------------ the rules of messages

OF_SENT = {
    *("carriage-return", "unfilled-variable", "leftover-variable", "template-part-sent"),
    *("strike-through-misplaced", "payment-plugin-needs-one"),
}


def told_of(message: Any) -> set[str]:
    return {rule for rule, _ in rows(check_message(message, profile="kakao"))}


def test_all_rules_of_messages_hold_but_those_of_what_is_sent() -> None:
    of_messages = {card.name for card in MESSAGE_RULES.rules}
    of_templates = {card.name for card in TEMPLATE_RULES.rules}
    assert of_messages - of_templates == OF_SENT
    assert all(RULES[name].documents == ("template",) for name in of_templates - of_messages)
    wrong = {}
    for name in of_messages:
        message: Any = RULES[name].example
        found = rows(check_template({"code": "a", **message}, profile="kakao"))
        expected = {name} if "code" in message else told_of(message)
        if name not in OF_SENT and {rule for rule, _ in found} != expected:
            wrong[name] = found
    assert wrong == {}


def test_lengths_are_those_of_what_is_registered() -> None:
    text = "주문이 완료되었습니다. #{" + "가" * 960 + "}"
    assert rows(template(text.ljust(1000, "."))) == []
    assert rows(template(text.ljust(1001, "."))) == [("text-too-long", "/text")]
    emoji = "주문이 완료되었습니다. #{" + "🎁" * 900 + "}"
    assert rows(template(emoji)) == [("text-too-long-in-utf16", "/text")]
    (found,) = template(TEXT, title="#{가나다라마바사아자차카타파하}주문 완료 안내").findings
    assert (found.rule, found.span) == ("title-truncated", (23, 25))


def test_names_of_variables_may_be_in_any_script() -> None:
    for name in ("이름", "Name", "名前", "お客様", "имя", "α", "prénom", "ชื่อ", "결제"):
        links = WEB | {"urlMobile": f"https://a.example/#{{{name}}}", "urlPc": f"#{{{name}}}"}
        variable = f"#{{{name}}}"
        assert rows(template(f"{variable}님, 주문 완료", links, title=variable)) == []


def test_letters_beside_variables() -> None:
    table: dict[str, list[Row]] = {
        "주문 #{名前} 様 완료": [("hanja", (9, 10))],
        "주문 완료 #{名}α#{前}": [("isolated-symbol", (10, 11))],
        "주문 완료 #{x}é": [("non-english-letter", (10, 11))],
        "주문 완료 あ#{이름}い": [("foreign-letters", (6, 13))],
        "中文 #{이름이름이름}": [("only-variables", None), ("unsupported-script", (0, 2))],
    }
    found = {text: template(text).findings for text in table}
    assert {text: [(one.rule, one.span) for one in ones] for text, ones in found.items()} == table


def test_what_nobody_sees_spoils_a_variables_name() -> None:
    table = {
        "이름\u200b": "invisible-character",
        "이름\x07": "unprintable-character",
        "이\r름": "carriage-return-registered",
        "이\ufffd름": "replacement-character",
        "\u110b\u1175\u1105\u1173\u11b7": "text-decomposed",
        "👨\u200d👩": "emoji-sequence",
    }
    for name, rule in table.items():
        assert rows(template(f"#{{{name}}}님, 주문 완료")) == [(rule, "/text")]


def test_carriage_returns_are_counted() -> None:
    (found,) = template("주문 완료\r\n감사\r\n합니다").findings
    assert (found.rule, found.span) == ("carriage-return-registered", (5, 6))
    assert found.params == {"count": 2}


def test_urls_with_variables() -> None:
    ascii_, untidy, local = "url-not-ascii", "url-untidy", "url-local"
    table: dict[str, list[Row]] = {
        "#{주문 조회}": [],
        "https://#{몰}.example/#{번호}?a=#{나}": [],
        "https://#{몰}/1": [],
        "https://a.example/#{번호}/주문": [(ascii_, (24, 26))],
        "#{번호}가#{번호}나": [(ascii_, (5, 12))],
        "https://a.example/#{번 호} 1": [(untidy, (24, 25))],
        "https://localhost/#{a}": [(local, (8, 17))],
        "https://#{a b}": [],
    }
    found = {url: template(TEXT, WEB | {"urlPc": url}).findings for url in table}
    assert {url: [(one.rule, one.span) for one in ones] for url, ones in found.items()} == table
    image = template(TEXT, image={"url": "https://a.example/#{이름}.png"})
    assert rows(image) == []


def test_parcels_with_variables() -> None:
    good = (
        *("#{택배사} #{송장번호}", "한진택배 #{송장번호}", "#{택배사} 531234567890"),
        *("#{배송 정보}", "한진택배#{송장번호}번", "1#{배송 정보}2", "한진택배 531234567890"),
        *("CJ대한통운 또는 #{택배사} #{송장번호}", "한진택배, 대한통운: #{번호}"),
    )
    bad = (
        *("한진택배", "한진택배 #{송장번호", "한진택배 ${송장번호}"),
        *("CJ대한통운 #{송장번호}", "대한통운 #{번호}", "cj택배 #{운송장}"),
    )
    tracker = button("배송 조회", "DS")
    found = {text: rows(template(f"{text} 배송 시작", tracker)) for text in (*good, *bad)}
    rule = ("delivery-details-missing", "/buttons/0")
    assert [text for text, each in found.items() if rule in each] == [*bad]
    elsewhere = template("배송 시작 안내", tracker, title="#{택배사} #{송장번호}")
    assert rows(elsewhere) == [rule]


def test_a_variable_in_a_name_speaks_of_no_paying() -> None:
    report = template(TEXT, button("#{결제} 안내"))
    assert rows(report) == [("variable-not-allowed", "/buttons/0/name")]
    found = {one.rule: one.span for one in template(TEXT, button("#{수단} 결제")).findings}
    assert found["payment-word-on-button"] == (6, 8)
