"""Messages and templates mended in turn: what is safe, what is done on request, and what never."""

from typing import Any

import pytest

from alimtalk_rules import mend

TEXT = "주문이 완료되었습니다."
TEMPLATE = {"code": "order-done", "text": f"#{{이름}}님, {TEXT} \n번호: #{{번호}}"}
LINK = "https://shop.example.com/orders"


def with_link(document: dict[str, Any], link: str) -> dict[str, Any]:
    return document | {"buttons": [{"type": "WL", "name": "주문 보기", "urlMobile": link}]}


def template(text: str = TEXT) -> dict[str, Any]:
    return {"code": "draft", "text": text}


# --------------------------------------------------------------------------- drafts


@pytest.mark.parametrize(
    ("draft", "mended"),
    [
        pytest.param(template(f"{TEXT}\u200b"), template(), id="an invisible character"),
        pytest.param(template(f"\u110c\u116e문.\r\n{TEXT}"), template(f"주문.\n{TEXT}"), id="two"),
        pytest.param(
            with_link(template(), f" {LINK}/#{{번호}}\n"),
            with_link(template(), f"{LINK}/#{{번호}}"),
            id="white space around a link",
        ),
    ],
)
def test_drafts_are_mended(draft: dict[str, Any], mended: dict[str, Any]) -> None:
    found = mend(draft)
    assert found.document == mended
    assert found.report.findings == ()
    assert all(edit.safe for edit in found.edits)


@pytest.mark.parametrize(
    ("draft", "mended"),
    [
        pytest.param(template(f"{TEXT}\u0007"), template(), id="a control character"),
        pytest.param(template(f"${{이름}} {TEXT}"), template(f"#{{이름}} {TEXT}"), id="a mark"),
        pytest.param(
            with_link(template(), f"{LINK}/주문"),
            with_link(template(), f"{LINK}/%EC%A3%BC%EB%AC%B8"),
            id="a link",
        ),
    ],
)
def test_others_on_request(draft: dict[str, Any], mended: dict[str, Any]) -> None:
    assert mend(draft).edits == ()
    found = mend(draft, unsafe=True)
    assert found.document == mended
    assert not any(edit.safe for edit in found.edits)


@pytest.mark.parametrize(
    "draft",
    [
        pytest.param(template(f"#\u200b{{이름}}님, {TEXT}"), id="a variable more"),
        pytest.param(template(f"#{{이\u200b름}}님, {TEXT}"), id="a variable by another name"),
        pytest.param(template(f"{TEXT}\u3164"), id="what may be meant"),
        pytest.param({"code": "draft", "text": 1}, id="no text at all"),
        pytest.param(template(f"${{ }} {TEXT}"), id="a variable without a name"),
    ],
)
@pytest.mark.parametrize("unsafe", [False, True])
def test_drafts_that_stay(draft: dict[str, Any], unsafe: bool) -> None:  # noqa: FBT001 - tried
    found = mend(draft, unsafe=unsafe)
    assert found.report.findings
    assert found.document is draft
    assert found.edits == ()


# --------------------------------------------------------------------------- messages


def message(text: str = f"홍길동님, {TEXT} \n번호: 1", **more: Any) -> dict[str, Any]:
    return {"text": text, **more}


ALIKE = message(f"홍길동님,\u00a0{TEXT}\r\n번호: 1")


def test_a_message_as_its_template_has_it() -> None:
    found = mend(ALIKE, template=TEMPLATE)
    assert found.document == message()
    assert [(edit.rule, edit.span, edit.replacement) for edit in found.edits] == [
        ("text-mismatch", (5, 6), " "),
        ("text-mismatch", (18, 19), " "),
    ]
    assert all(edit.safe for edit in found.edits)
    assert found.report.findings == ()
    assert found.report.template == "order-done"


def test_values_are_mended_too() -> None:
    found = mend(message(f"홍\u200b길동님, {TEXT} \n번호: \u0007\u110c\u116e1"), template=TEMPLATE)
    assert found.document == message(f"홍길동님, {TEXT} \n번호: 주1")
    assert {edit.rule for edit in found.edits} == {
        *("unprintable-character", "invisible-character", "text-decomposed")
    }
    assert all(edit.safe for edit in found.edits)


@pytest.mark.parametrize(
    ("faulty", "mended"),
    [
        pytest.param(ALIKE, message(f"홍길동님,\u00a0{TEXT}\n번호: 1"), id="a message alone"),
        pytest.param(message(title="a\u200b"), message(title="a"), id="a title"),
    ],
)
def test_a_message_alone_only_on_request(faulty: dict[str, Any], mended: dict[str, Any]) -> None:
    assert mend(faulty).document is faulty
    found = mend(faulty, unsafe=True)
    assert found.document == mended
    assert not any(edit.safe for edit in found.edits)


@pytest.mark.parametrize(
    "faulty",
    [
        pytest.param(message(ALIKE["text"], title="제목"), id="something else differs"),
        pytest.param(message(f"홍길동님,\u00a0{TEXT}\n번호 1"), id="the text itself differs"),
        pytest.param(message(f"홍\u200b길동님, {TEXT} \n번호 1"), id="no mend makes it equal"),
    ],
)
def test_what_is_not_equal_then_only_on_request(faulty: dict[str, Any]) -> None:
    assert mend(faulty, template=TEMPLATE).edits == ()
    found = mend(faulty, template=TEMPLATE, unsafe=True)
    assert not any(edit.safe for edit in found.edits)


def test_what_is_restored_on_request() -> None:
    found = mend(message(ALIKE["text"], title="제목"), template=TEMPLATE, unsafe=True)
    assert found.document == message(title="제목")
    assert [each.rule for each in found.report.findings] == ["title-mismatch"]


@pytest.mark.parametrize(
    ("approved", "faulty", "mended", "left"),
    [
        pytest.param(
            "주문\u200b 완료", "주문 완료", "주문\u200b 완료", "invisible-character", id="unseen"
        ),
        pytest.param("주문\r\n완료", "주문\n완료", "주문\r\n완료", "carriage-return", id="CRLF"),
        pytest.param(
            "\u110c\u116e문", "주문", "\u110c\u116e문", "text-decomposed", id="decomposed"
        ),
    ],
)
def test_what_was_approved_stays(approved: str, faulty: str, mended: str, left: str) -> None:
    """Even where a rule speaks against it: the mend of that rule would break the message."""
    own = {"code": "t", "text": f"{approved}. #{{이름}}님"}
    found = mend(message(f"{faulty}. 홍길동님"), template=own, unsafe=True)
    assert found.document == message(f"{mended}. 홍길동님")
    assert [each.rule for each in found.report.findings] == [left]
    assert mend(found.document, template=own, unsafe=True).edits == ()


def test_no_error_comes_from_the_template() -> None:
    """A button's name has no variables: there, it would be sent as it is."""
    own = template() | {"buttons": [{"type": "MD", "name": "#{메뉴} 문의"}]}
    sent = message(TEXT, buttons=[{"type": "MD", "name": "커피 문의"}])
    assert mend(sent, template=own, unsafe=True).edits == ()


def test_what_is_not_compared_is_not_proved() -> None:
    """The subtitle is the template's own: nobody knows what of a message's would be right."""
    faulty = message(subtitle="안내\u200b")
    options: Any = {"template": TEMPLATE, "profile": "kakao"}
    assert mend(faulty, **options).document is faulty
    (edit,) = mend(faulty, unsafe=True, **options).edits
    assert (edit.path, edit.safe) == ("/subtitle", False)


# --------------------------------------------------------------------------- which template


OTHER = {"code": "other", "text": f"#{{이름}}님, {TEXT}\n번호: #{{번호}}"}


@pytest.mark.parametrize(
    ("text", "templates", "mended"),
    [
        pytest.param(ALIKE["text"], [TEMPLATE], message()["text"], id="the only one"),
        pytest.param(ALIKE["text"], [OTHER, TEMPLATE], None, id="one of two alike"),
        pytest.param(OTHER["text"].replace("#", ""), [TEMPLATE, OTHER], None, id="it is one's"),
        pytest.param(
            f"홍길동님,\u00a0{TEXT}\n번호: 1",
            [template("전혀 다른 안내입니다."), OTHER],
            f"홍길동님, {TEXT}\n번호: 1",
            id="the closest",
        ),
        pytest.param(ALIKE["text"], [], None, id="none"),
    ],
)
def test_of_several_templates(
    text: str, templates: list[dict[str, Any]], mended: str | None
) -> None:
    found = mend(message(text), templates=templates)
    assert found.document == message(mended or text)
    assert all(edit.safe for edit in found.edits)


def test_one_of_two_alike_is_chosen_on_request() -> None:
    found = mend(ALIKE, templates=[OTHER, TEMPLATE], unsafe=True)
    assert found.document in (message(), message(f"홍길동님, {TEXT}\n번호: 1"))
    assert not any(edit.safe for edit in found.edits)


# --------------------------------------------------------------------------- choices


def test_what_is_ignored_is_not_mended() -> None:
    faulty = message(f"홍\u200b길동님,\u00a0{TEXT} \n번호: 1")
    assert mend(faulty, template=TEMPLATE, ignore=["text-mismatch"]).edits == ()
    found = mend(faulty, template=TEMPLATE, ignore=["invisible-character"])
    assert found.document == message(f"홍\u200b길동님, {TEXT} \n번호: 1")


def test_severities_are_those_of_the_report() -> None:
    found = mend(message(f"{TEXT}\u3164"), severity={"invisible-character": "error"})
    assert not found.report.ok


def test_a_profile_may_send_no_image() -> None:
    own = TEMPLATE | {"image": {"url": "https://img.example.com/a.png"}}
    assert mend(ALIKE, template=own).edits == ()
    assert mend(ALIKE, template=own, profile="kakao").document == message()


def test_what_only_uncovers_something_else_is_left() -> None:
    """Without the character between them, the letters would be found decomposed."""
    draft = template(f"\u110c\u200b\u116e문 {TEXT}")
    assert mend(draft, unsafe=True).document is draft


def test_all_is_mended_however_little_of_it_is_told_at_once() -> None:
    def items(name: str) -> list[dict[str, str]]:
        return [{"title": name.format(n), "description": f"{n}개"} for n in range(9)]

    replies = [{"type": "BK", "name": f"조\u200b회\u200b{n}"} for n in range(9)]
    draft = template() | {"items": items("상\u200b품{}"), "quickReplies": replies}
    found = mend(draft, profile="kakao")
    assert found.document["items"] == items("상품{}")
    assert {each.rule for each in found.report.findings}.isdisjoint({"invisible-character"})
