"""What of a message is its template's, and what are values."""

import pytest

from alimtalk_rules import Finding, match_template
from alimtalk_rules.preview.values import Beside, parts_of_template

TEMPLATE = {
    "text": "#{이름}님, 주문 #{번호} 완료",
    "title": "완료: #{번호}",
    "buttons": [{"type": "WL", "name": "보기", "urlMobile": "https://a.kr/#{번호}"}],
}


def beside(template: object, message: object) -> Beside:
    findings = match_template(message, template).report.findings
    return Beside(message, template, [(found.path, found) for found in findings])


def parts(template: str, text: str) -> list[str]:
    """The parts of a text, each as its kind's first letter and its text; what is none, a dot."""
    drawn = beside({"text": template}, {"text": text})
    shown, done = [], 0
    for part in drawn.parts_of("/text", text):
        shown += ["."] * (part.start > done) + [f"{part.kind[0]}:{text[part.start : part.end]}"]
        done = part.end
    return [*shown, *["."] * (done < len(text))]


@pytest.mark.parametrize(
    ("template", "text", "expected"),
    [
        pytest.param("#{a}님, 완료", "홍길동님, 완료", ["v:홍길동", "k:님, 완료"], id="equal"),
        pytest.param("님 #{a}", "님 홍", ["k:님 ", "v:홍"], id="at the end"),
        pytest.param("완료", "완료", ["k:완료"], id="no variable"),
        pytest.param("#{a}#{b}", "홍길", ["v:홍", "v:길"], id="two variables, nothing between"),
        pytest.param(
            "#{a}님, 주문 #{b}",
            "홍님, 주믄 1",
            ["v:홍", "k:님, 주", ".", "k: ", "v:1"],
            id="another letter",
        ),
        pytest.param(
            "#{a}님 완료 #{b}",
            "홍님완료 1",
            ["v:홍", "k:님", "k:완료 ", "v:1"],
            id="a letter is missing",
        ),
        pytest.param(
            "#{a}님 완료 #{b}",
            "홍님  완료 1",
            ["v:홍", "k:님 ", ".", "k:완료 ", "v:1"],
            id="one too many",
        ),
        pytest.param("완료 #{a}.", "완료 1", ["k:완료 ", "v:1"], id="the end is missing"),
        pytest.param("완료", "완로", ["k:완", "."], id="no variable, and not equal"),
        pytest.param("가나다", "라마바사아자차", ["."], id="nothing is alike"),
    ],
)
def test_parts(template: str, text: str, expected: list[str]) -> None:
    assert parts(template, text) == expected


def test_a_difference_is_found_in_the_template_too() -> None:
    drawn = beside({"text": "#{이름}님, 주문"}, {"text": "홍님,\u00a0주문"})
    (span,) = drawn.on_template.values()
    assert span == (7, 8)  # the space behind the comma
    (end,) = beside({"text": "완료"}, {"text": "완료!"}).on_template.values()
    assert end == (2, 2)


def test_a_doubtful_value_is_found_at_its_variable() -> None:
    drawn = beside({"text": "#{a} #{b}"}, {"text": "홍 None"})
    assert [(f.rule, span) for f, span in drawn.on_template.items()] == [
        ("empty-looking-value", (5, 9))
    ]


def test_what_has_no_place_in_the_template_is_left_out() -> None:
    template = {"text": "완료\n감사"}
    drawn = beside(template, {"text": "완료\r\n감사", "title": "없음"})
    assert drawn.on_template == {}  # another line ending, and a title that it lacks
    strange = Finding("foreign-letters", "/text", {"number": 9}, span=(0, 1))
    assert Beside({"text": "완료"}, template, [("/text", strange)]).on_template == {}


def test_values_are_told_once() -> None:
    link = "https://a.kr/1"
    message = {
        "text": "홍님, 주문 1 완료",
        "title": "완료: 2",
        "buttons": [{"type": "WL", "name": "보기", "urlMobile": link}],
    }
    drawn = beside(TEMPLATE, message)
    assert drawn.values() == [("이름", "홍"), ("번호", "1"), ("번호", "2")]
    assert drawn.parts_of("/extra", "") == ()


def test_a_string_that_the_template_lacks_has_no_parts() -> None:
    assert (
        beside({"text": "완료"}, {"text": "완료", "header": "완료"}).parts_of("/header", "") == ()
    )


def test_templates_are_filled() -> None:
    fill = parts_of_template(TEMPLATE, {"번호": "17"})
    name, number = fill("/text", "#{이름}님, 주문 #{번호} 완료")
    assert (name.kind, name.name, name.text) == ("variable", "이름", None)
    assert (number.kind, number.name, number.text) == ("value", "번호", "17")
    (fixed,) = fill("/buttons/0/name", "#{번호}")  # where no variable may stand
    assert fixed.kind == "variable"
