"""Documents as a page shows them: messages and templates, and what was found where."""

from typing import Any

import pytest

from alimtalk_rules import Finding, ImageFacts, Report, TemplateBook, check_image, check_payload
from alimtalk_rules.check import document_checker
from alimtalk_rules.limits import MOST_LETTERS, MOST_VALUES
from alimtalk_rules.preview.documents import shown
from alimtalk_rules.preview.marks import Noted
from alimtalk_rules.preview.views import Look, Shown, View

TEMPLATE = {"code": "done", "text": "#{이름}님, 주문이 완료되었습니다."}
BOOK = TemplateBook([TEMPLATE])


def seen(document: object, **look: Any) -> Shown:
    """What a page shows of a document and of all that is found in it."""
    how = Look(**look)
    check = document_checker(None, templates=how.templates, profile=how.profile)
    return shown("a.json", document, check(document), how)


def told(noted: Any) -> list[str]:
    """Each finding by its number, its rule and its place."""
    return [f"{each.number} {each.found.rule}: {each.place}" for each in noted]


def text_of(view: View, bubble: int = 0) -> str:
    return "".join(piece.text for piece in view.bubbles[bubble][1].text.pieces)


def test_a_message() -> None:
    document = {
        "text": "주문이\u200b 완료",
        "title": "가" * 51,
        "buttons": [{"type": "WL"}],
        "foo": 1,
    }
    drawn = seen(document)
    (view,) = drawn.views
    assert (drawn.name, view.title, drawn.around, drawn.left_out) == ("a.json", "", (), 0)
    assert [caption for caption, _ in view.bubbles] == ["As a phone shows it"]
    assert told(view.noted) == [
        "1 title-too-long: title",
        "2 invisible-character: text",
        "3 missing-field: name of button 1",
        "4 missing-field: mobile link of button 1",
        "5 unknown-field: foo",
    ]
    assert text_of(view) == "주문이U+200B 완료"


def test_a_template_with_its_variables() -> None:
    (view,) = seen(TEMPLATE, is_masked=True).views
    assert text_of(view) == "이름님, 주문이 완료되었습니다."  # never masked: it is about nobody
    (view,) = seen(TEMPLATE, values={"이름": "홍길동"}).views
    assert text_of(view) == "홍길동님, 주문이 완료되었습니다."


def test_a_message_may_be_masked() -> None:
    (view,) = seen({"text": "홍길동 1."}, is_masked=True).views
    assert text_of(view) == "●●● ●."


@pytest.mark.parametrize("is_masked", [False, True])
def test_a_message_beside_its_template(is_masked: bool) -> None:  # noqa: FBT001
    message = {"text": "홍길동님, 주문이\u00a0완료되었습니다."}
    (view,) = seen(message, templates=BOOK, is_masked=is_masked).views
    assert [caption for caption, _ in view.bubbles] == ["Approved template", "Message"]
    assert text_of(view) == "이름님, 주문이 완료되었습니다."
    name = "●●●" if is_masked else "홍길동"
    assert text_of(view, 1) == f"{name}님, 주문이U+00A0완료되었습니다."
    assert view.variables == [("이름", name)]
    (number,) = view.noted
    for _, bubble in view.bubbles:
        assert [piece.noted[0].number for piece in bubble.text.pieces if piece.noted] == [
            number.number
        ]
    marked = [[p.text for p in bubble.text.pieces if p.severity] for _, bubble in view.bubbles]
    assert marked == [[" "], ["U+00A0"]]


def test_what_a_message_lacks_is_told_on_both_sides() -> None:
    template = TEMPLATE | {"buttons": [{"type": "BK", "name": "취소"}]}
    message = {"text": "홍길동님, 주문이 완료되었습니다.", "title": "\u200b완료"}
    (view,) = seen(message, templates=TemplateBook([template])).views
    assert told(view.noted) == [
        "1 title-mismatch: title",
        "2 invisible-character: title",
        "3 button-mismatch: buttons",
    ]
    left, right = (bubble for _, bubble in view.bubbles)
    assert [each.number for each in left.buttons.noted] == [3]
    assert [each.number for each in left.noted] == [1]  # of the title that it has not
    assert [each.number for each in right.buttons.noted] == [3]
    assert right.title
    assert [each.number for each in right.title.noted] == [1]


def test_names_of_variables_and_values_can_be_read() -> None:
    template = {"code": "a", "text": "#{이\u200b름}님, 완료되었습니다"}
    (view,) = seen({"text": "홍\u0000님, 완료되었습니다"}, templates=TemplateBook([template])).views
    assert view.variables == [("이<U+200B>름", "홍<U+0000>")]


@pytest.mark.parametrize(
    ("document", "report", "places"),
    [
        pytest.param(
            *({"a": 1}, check_payload({"a": 1}), ["1 unknown-gateway: the whole request"]),
            id="a request of no known gateway",
        ),
        pytest.param(
            *(None, check_image(ImageFacts(width=5)), ["1 image-too-narrow: width of image"]),
            id="an image",
        ),
    ],
)
def test_what_is_not_drawn_is_told(document: object, report: Report, places: list[str]) -> None:
    drawn = shown("", document, report, Look())
    assert drawn.views == ()
    assert told(drawn.around) == places


def test_names_of_documents_can_be_read() -> None:
    assert shown("a\u202e.json", {}, Report("message"), Look()).name == "a<U+202E>.json"


def test_findings_know_where_they_stand() -> None:
    (view,) = seen({"text": ""}).views
    (noted,) = view.noted
    assert isinstance(noted, Noted)
    assert noted.path == noted.found.path == "/text"


def test_of_many_values_only_some_are_told() -> None:
    many = ".".join(f"#{{{n}}}" for n in range(MOST_VALUES + 9))
    book = TemplateBook([{"code": "a", "text": many}])
    (view,) = seen({"text": ".".join(map(str, range(MOST_VALUES + 9)))}, templates=book).views
    assert view.variables == [(str(n), str(n)) for n in range(MOST_VALUES)]
    book = TemplateBook([{"code": "a", "text": "#{a}님"}])
    (view,) = seen({"text": "홍" * 9000 + "님"}, templates=book).views
    assert [(name, len(value)) for name, value in view.variables] == [("a", MOST_LETTERS)]


def test_a_row_that_becomes_no_message_has_no_bubble() -> None:
    report = Report("row", (Finding("variable-missing", "/text"),))
    drawn = shown("rows.csv:2", None, report, Look())
    assert (drawn.views, told(drawn.around)) == ((), ["1 variable-missing: text"])
    (view,) = shown("rows.csv:2", {"text": "가"}, report, Look()).views
    assert text_of(view) == "가"
