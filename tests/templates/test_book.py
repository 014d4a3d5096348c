"""Books of templates: where they come from, and the template that a message was meant for."""

import copy
import json
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alimtalk_rules.profiles import INFOBIP, KAKAO
from alimtalk_rules.templates.book import TemplateBook, _in_common
from alimtalk_rules.templates.compiled import match_template
from alimtalk_rules.templates.filling import render_template
from tests.fillings import templates
from tests.values import Liar, Silent, nested, python_values, spoiled_messages

BUTTON = {"type": "WL", "name": "보기", "urlMobile": "https://a.example/#{번호}"}
DONE: dict[str, Any] = {
    "code": "done",
    "text": "#{이름}님, 주문이 완료되었습니다.\n주문 번호: #{번호}",
    "buttons": [BUTTON],
}
SENT = {"code": "sent", "text": "#{이름}님, 주문하신 상품이 발송되었습니다.\n송장 번호: #{번호}"}
SENT_2 = {**SENT, "code": "sent-2", "title": "발송 안내"}
ANY = {"code": "any", "text": "#{내용}번#{나머지}"}
BOOK = TemplateBook([DONE, SENT, SENT_2, ANY])
VALUES = {"이름": "홍길동", "번호": "123"}

# --------------------------------------------------------------------------- a book


def test_a_book_gives_templates_in_their_order_and_by_code() -> None:
    assert list(BOOK) == [DONE, SENT, SENT_2, ANY]
    assert len(BOOK) == 4
    assert BOOK["sent"] == BOOK.get("sent") == SENT
    assert BOOK.compiled("sent").match(render_template(SENT, VALUES)).ok
    assert BOOK.get("none") is None
    assert "any" in BOOK
    assert "none" not in BOOK
    with pytest.raises(KeyError, match=r"^'no template has this code'$"):
        BOOK["홍길동"]


def test_what_becomes_of_a_template_later_is_not_the_books() -> None:
    template = copy.deepcopy(DONE)
    book = TemplateBook(iter([template]))
    template["text"] = template["buttons"][0]["name"] = ""
    assert book["done"] == DONE


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        pytest.param([DONE, 5], "template 2: this is no object with a code", id="a number"),
        pytest.param([{"code": 5}], "template 1: this is no object with a code", id="no code"),
        pytest.param(
            [SENT, DONE, SENT], "template 3: template 1 has the code 'sent' too", id="two"
        ),
        pytest.param(
            [{"code": "홍길동"}] * 2, "template 2: template 1 has the same code too", id="unsafe"
        ),
    ],
)
def test_what_is_no_book(given_: list[Any], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        TemplateBook(given_)


# --------------------------------------------------------------------------- from JSON


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("\ufeff" + json.dumps([DONE, SENT]), id="text with a byte order mark"),
        pytest.param(json.dumps([DONE, SENT], ensure_ascii=False).encode(), id="UTF-8"),
        pytest.param(json.dumps([DONE, SENT]).encode("utf-8-sig"), id="UTF-8 with the mark"),
    ],
)
def test_from_json(data: str | bytes) -> None:
    assert list(TemplateBook.from_json(data)) == [DONE, SENT]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(
            "[\n  5,\n]",
            r"JSON, line 2, column 4: this is not JSON \(trailing comma\)",
            id="a comma",
        ),
        pytest.param(b"\xb0\xa1", "JSON, line 1, column 1: this is not UTF-8", id="CP949"),
        pytest.param(
            "[" * 100_000,
            r"JSON, line 1, column 101: this is not JSON \(too deep\)",
            id="deep",
        ),
        pytest.param(
            f"[\n{'9' * 4301}]",
            r"JSON, line 2, column 1: this is not JSON \(number too long\)",
            id="digits",
        ),
        pytest.param("[5]", "JSON, template 1: this is no object with a code", id="a number"),
    ],
)
def test_what_is_no_json_of_templates(data: str | bytes, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        TemplateBook.from_json(data)


def test_from_files_and_folders_by_name(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(json.dumps([DONE, SENT]), encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(ANY), encoding="utf-8")
    lines = tmp_path / "c.ndjson"
    lines.write_bytes(f"\ufeff{json.dumps(SENT_2)}\r\n \n{json.dumps(ANY)}".encode())
    assert list(TemplateBook.load(tmp_path)) == [ANY, DONE, SENT]
    assert list(TemplateBook.load(str(lines))) == [SENT_2, ANY]
    with pytest.raises(FileNotFoundError):
        TemplateBook.load(tmp_path / "none.json")
    (tmp_path / "d.json").write_text(json.dumps([SENT]), encoding="utf-8")
    with pytest.raises(ValueError, match=r"d\.json, template 1: .*b\.json, template 2 has"):
        TemplateBook.load(tmp_path)
    lines.write_bytes(b"\n\n{")
    with pytest.raises(ValueError, match=r"c\.ndjson, line 3, column \d: this is not JSON"):
        TemplateBook.load(lines)


# --------------------------------------------------------------------------- the closest


def codes(message: object, **options: Any) -> list[str]:
    return [candidate.code for candidate in BOOK.closest(message, **options)]


def test_a_template_that_matches_comes_first_the_one_with_more_of_its_own_before() -> None:
    message = render_template(SENT, VALUES)
    first, second, *_ = BOOK.closest(message)
    assert (first.code, first.match.ok, first.lacking) == ("sent", True, 0)
    assert first.match == match_template(message, SENT)
    assert first.template is BOOK["sent"]
    assert (second.code, second.match.ok) == ("any", True)
    assert codes(message, most=4) == ["sent", "any", "sent-2", "done"]
    assert codes(message, most=1) == ["sent"]
    assert "님" not in repr(first)
    assert len({first, *BOOK.closest(message, most=1)}) == 1


def test_of_those_that_fail_the_one_that_lacks_least_comes_first() -> None:
    message = render_template(DONE, VALUES)
    message["text"] = message["text"].replace("완료", "완 료").replace("번호:", "번호")
    first, *_ = BOOK.closest(message)
    fixed = "님, 주문이 완료되었습니다.\n주문 번호: 보기https://a.example/"
    assert (first.code, first.lacking, first.fixed) == ("done", 1, len(fixed))
    assert first.match == match_template(message, DONE)


@pytest.mark.parametrize(
    ("short", "text", "expected"),
    [
        pytest.param("가나다", "가나마바사", [("short", 1), ("long", 5)], id="2/4 before 6/11"),
        pytest.param("파하", "가나다라파", [("long", 6), ("short", 1)], id="7/11 before 2/3"),
    ],
)
def test_one_more_counts_as_lacking(short: str, text: str, expected: list[tuple[str, int]]) -> None:
    long = {"code": "long", "text": "가나다라마바사아자차"}
    found = TemplateBook([long, {"code": "short", "text": short}]).closest({"text": text})
    assert [(each.code, each.lacking) for each in found] == expected


@pytest.mark.parametrize("image", [{}, {"image": {"url": "https://a.example/1.png"}}], ids=str)
@pytest.mark.parametrize(
    "text", ["홍길동님, 예약이 확정되었습니다.", "홍길동님 예약이 확정됐습니다."]
)
def test_a_match_is_that_of_the_profile(text: str, image: dict[str, Any]) -> None:
    """Messages at Kakao hold no image."""
    template = {"code": "booked", "text": "#{이름}님, 예약이 확정되었습니다.", **image}
    book = TemplateBook([{"code": "any", "text": "#{내용}되었습니다."}, template])
    for _ in range(2):  # from the second time on, an expression is asked first
        closest, _ = book.closest({"text": text}, profile="kakao")
        assert closest.code == "booked"
        assert closest.match == match_template({"text": text}, template, profile="kakao")
        assert closest.match.report.profile == "kakao"


def test_where_as_much_is_lacking_the_one_with_fewer_errors_comes_first() -> None:
    pictured = {"code": "pictured", "text": "번호", "image": {}}
    book = TemplateBook([{"code": "plain", "text": "번호"}, pictured])
    first, second = book.closest({"text": "번호:", "image": {}})
    assert (first.code, second.code) == ("pictured", "plain")
    assert (first.fixed, first.lacking) == (second.fixed, second.lacking)


def test_the_nearest_are_those_that_are_closest() -> None:
    """That an image is lacking is an error at Infobip alone."""
    pictured = {"code": "pictured", "text": "번호", "image": {"url": "https://a.example/1.png"}}
    plain = {"code": "plain", "text": "번호"}
    book = TemplateBook([pictured, plain, SENT])
    for profile, codes in ((KAKAO, ["pictured", "plain"]), (INFOBIP, ["plain", "pictured"])):
        nearest = book.nearest({"text": "번호:"}, 2, profile)
        closest = book.closest({"text": "번호:"}, most=2, profile=profile)
        assert [each.template["code"] for each in nearest] == codes
        assert [each.code for each in closest] == codes


@pytest.mark.parametrize(
    ("part", "fixed"),
    [
        pytest.param({"text": "#{이름}님, 주문 #{번호}"}, "님, 주문 ", id="a text"),
        pytest.param({"text": "가", "title": "발송", "header": "안내"}, "가발송안내", id="titles"),
        pytest.param({"buttons": [BUTTON]}, "보기https://a.example/", id="a button, not its type"),
        pytest.param({"image": {"url": "https://a.example/1.png"}}, "", id="no image"),
        pytest.param({"buttons": [{"type": "TN", "telNumber": "1588"}]}, "", id="no phone number"),
    ],
)
def test_what_people_read_or_follow_counts(part: dict[str, Any], fixed: str) -> None:
    (candidate,) = TemplateBook([{"code": "a", **part}]).closest({"text": ""})
    assert (candidate.fixed, candidate.lacking) == (len(fixed), len(fixed))


def test_the_same_text_with_other_buttons_is_another_template() -> None:
    variants = [{**DONE, "code": str(n), "buttons": DONE["buttons"] * n} for n in range(5)]
    message = render_template(variants[3], VALUES)
    found = TemplateBook(variants).closest(message)
    assert [candidate.code for candidate in found if candidate.match.ok] == ["3"]


def test_what_no_line_tells_apart_may_match() -> None:
    """Neither other line endings nor a text of nothing but variables hides a template."""
    lines = {"code": "lines", "text": "안내\n\n#{a}\n감사합니다."}
    book = TemplateBook([lines, {"code": "any", "text": "#{a}"}])
    found = book.closest({"text": "안내\r\n\r\n1\r\n감사합니다."})
    assert [(each.code, each.match.ok) for each in found] == [("lines", True), ("any", True)]
    assert [finding.rule for finding in found[0].match.report.findings] == ["line-endings-differ"]
    (only,) = book.closest({"text": "안내"}, most=1)
    assert (only.code, only.match.ok) == ("any", True)


def test_a_message_without_anything_lacks_everything() -> None:
    for candidate in BOOK.closest({"text": 5}, most=4):
        assert (candidate.match.ok, candidate.lacking) == (False, candidate.fixed)
    (candidate,) = TemplateBook([{"code": "a"}]).closest({"text": "x"})
    assert (candidate.match.ok, candidate.lacking, candidate.fixed) == (False, 0, 0)
    assert TemplateBook().closest({"text": ""}) == ()
    with pytest.raises(ValueError, match=r"^most must be at least 1$"):
        BOOK.closest({}, most=0)


@given(
    st.lists(templates(), max_size=3),
    spoiled_messages(python_values()) | templates() | python_values(),
)
def test_it_never_raises_on_data(found: list[dict[str, Any]], message: object) -> None:
    book = TemplateBook({**template, "code": str(number)} for number, template in enumerate(found))
    candidates = book.closest(message)
    oks = [candidate.match.ok for candidate in candidates]
    assert (len(oks), oks) == (len(found), sorted(oks, reverse=True))
    assert all(0 <= candidate.lacking <= candidate.fixed for candidate in candidates)


def test_it_never_raises_on_hostile_data() -> None:
    for message in (Liar(), Silent(), nested(5_000), nested(5_000, by="text"), {5: 5}):
        assert len(BOOK.closest(message)) == 3


def longest_common_subsequence(one: str, other: str) -> int:
    row = [0] * (len(other) + 1)
    for character in one:
        above, row = row, [0]
        for at, twin in enumerate(other):
            row.append(above[at] + 1 if character == twin else max(above[at + 1], row[at]))
    return row[-1]


def test_what_is_in_common_is_the_longest_common_subsequence() -> None:
    words = ["".join(word) for size in range(4) for word in product("ab", repeat=size)]
    random = Random(7)
    long = ["".join(random.choices("abcd", k=random.randint(50, 99))) for _ in range(6)]
    for fixed, text in [*product(words, words), *product(long, long)]:
        assert _in_common(fixed, text) == longest_common_subsequence(fixed, text)


WORDS = "주문 결제 배송 예약 안내 고객님 완료되었습니다 내용을 확인해 주세요 문의 상담 센터 날짜"


def test_among_many_the_one_that_was_meant_is_found() -> None:
    random = Random(8)
    words = WORDS.split()
    many = [
        {"code": str(n), "text": " ".join(random.choices(words, k=9)) + ": #{값}."}
        for n in range(200)
    ]
    book = TemplateBook(many)
    for template in random.sample(many, 20):
        text = render_template(template, {"값": "홍길동 17"})["text"]
        for _ in range(random.randint(0, 3)):
            at = random.randrange(len(text))
            text = text[:at] + random.choice(("", "x", " ")) + text[at + 1 :]
        assert book.closest({"text": text}, most=1)[0].code == template["code"]
