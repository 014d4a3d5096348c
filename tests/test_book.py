"""Books of templates: where they come from, and the template that a message was meant for."""

import copy
import gzip
import json
import time
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alimtalk_rules.book import Candidate, TemplateBook, _in_common
from alimtalk_rules.matching import match_template
from alimtalk_rules.templates import render_template, variables_of
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

# --------------------------------------------------------------------------- a book


def test_a_book_gives_templates_in_their_order_and_by_code() -> None:
    assert list(BOOK) == [DONE, SENT, SENT_2, ANY]
    assert len(BOOK) == 4
    assert BOOK["sent"] == SENT
    assert BOOK.get("done") == DONE
    assert BOOK.get("none") is None
    assert "any" in BOOK
    assert "none" not in BOOK
    with pytest.raises(KeyError):
        BOOK["none"]


def test_an_empty_book() -> None:
    assert list(TemplateBook()) == []
    assert TemplateBook([]).closest({"text": ""}) == ()


def test_what_becomes_of_a_template_later_is_not_the_books() -> None:
    template = copy.deepcopy(DONE)
    book = TemplateBook(iter([template]))
    template["text"] = ""
    template["buttons"][0]["name"] = ""
    assert book["done"] == DONE


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        pytest.param([DONE, 5], "template 2: this is no object with a code", id="a number"),
        pytest.param([{"text": ""}], "template 1: this is no object with a code", id="no code"),
        pytest.param([{"code": 5}], "template 1: this is no object with a code", id="of a number"),
        pytest.param(
            [SENT, DONE, SENT_2, SENT],
            "template 4: template 1 has the code 'sent' too",
            id="one code twice",
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
        pytest.param(json.dumps([DONE, SENT]), id="text"),
        pytest.param("\ufeff" + json.dumps([DONE, SENT]), id="text with a byte order mark"),
        pytest.param(json.dumps([DONE, SENT], ensure_ascii=False).encode(), id="UTF-8"),
        pytest.param(json.dumps([DONE, SENT]).encode("utf-8-sig"), id="UTF-8 with the mark"),
    ],
)
def test_from_an_array(data: str | bytes) -> None:
    assert list(TemplateBook.from_json(data)) == [DONE, SENT]


def test_from_one_template() -> None:
    assert list(TemplateBook.from_json(json.dumps(DONE))) == [DONE]


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


def test_a_class_of_its_own_stays() -> None:
    class Ours(TemplateBook):
        pass

    assert type(Ours.from_json("[]")) is Ours


# --------------------------------------------------------------------------- from files


def written(path: Path, *templates: object) -> Path:
    path.write_text("\n".join(map(json.dumps, templates)), encoding="utf-8")
    return path


def test_from_gzip_files(tmp_path: Path) -> None:
    for name, data in {
        "a.json.gz": json.dumps([DONE, SENT]),
        "a.jsonl.gz": f"{json.dumps(DONE)}\n{json.dumps(SENT)}",
    }.items():
        (tmp_path / name).write_bytes(gzip.compress(data.encode()))
        assert list(TemplateBook.load(tmp_path / name)) == [DONE, SENT]


@pytest.mark.parametrize("name", ["a.json", "a", "a.txt"])
def test_from_a_file(tmp_path: Path, name: str) -> None:
    assert list(TemplateBook.load(written(tmp_path / name, [DONE, SENT]))) == [DONE, SENT]


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson"])
def test_from_json_lines(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / name, DONE)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b"\r\n \n" + json.dumps(SENT).encode())
    assert list(TemplateBook.load(str(path))) == [DONE, SENT]


def test_from_a_folder_by_name(tmp_path: Path) -> None:
    letters = [*"tghabkcsdefijlmnopqr"]
    for letter in letters:
        written(tmp_path / f"{letter}.json", {"code": letter})
    written(tmp_path / "z.json", [DONE, ANY])
    written(tmp_path / "c.jsonl", SENT_2)
    (tmp_path / "readme.md").write_text("no template", encoding="utf-8")
    loaded = [template["code"] for template in TemplateBook.load(tmp_path)]
    assert loaded == [*sorted(letters), "done", "any"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        pytest.param("a.json", "[5]", "{file}, template 1: this is no object", id="an array"),
        pytest.param("a.json", "{", "{file}, line 1, column 2: this is not JSON", id="no JSON"),
        pytest.param("a.json", "{}\n{}", "{file}, line 2, column 1: this is not", id="two values"),
        pytest.param("a.jsonl", "\n5", "{file}, line 2: this is no object", id="a line"),
        pytest.param(
            "a.jsonl", "\n\n{", "{file}, line 3, column 2: this is not JSON", id="no JSON on it"
        ),
    ],
)
def test_what_is_no_file_of_templates(tmp_path: Path, name: str, text: str, message: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="^" + message.format(file=file)):
        TemplateBook.load(file)


def test_one_code_in_two_files(tmp_path: Path) -> None:
    first = written(tmp_path / "a.json", [DONE, SENT])
    second = written(tmp_path / "b.json", SENT)
    with pytest.raises(ValueError, match=f"^{second}, template 1: {first}, template 2 has"):
        TemplateBook.load(tmp_path)


@pytest.mark.parametrize("name", ["none.json", "a\0b", "\ud800"])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNotFoundError):
        TemplateBook.load(tmp_path / name)


# --------------------------------------------------------------------------- the closest


def codes(message: object, **options: Any) -> list[str]:
    return [candidate.code for candidate in BOOK.closest(message, **options)]


def test_a_template_that_matches_comes_first() -> None:
    message = render_template(SENT, {"이름": "홍길동", "번호": "123"})
    first, second, *_ = BOOK.closest(message)
    assert (first.code, first.match.ok, first.lacking) == ("sent", True, 0)
    assert first.match == match_template(message, SENT)
    assert first.template is BOOK["sent"]
    assert (second.code, second.match.ok) == ("any", True)
    assert codes(message, most=4) == ["sent", "any", "sent-2", "done"]
    assert codes(message, most=1) == ["sent"]


def test_of_those_that_fail_the_one_that_lacks_least_comes_first() -> None:
    message = render_template(DONE, {"이름": "홍길동", "번호": "123"})
    message["text"] = message["text"].replace("완료", "완 료").replace("번호:", "번호")
    first, *_ = BOOK.closest(message)
    fixed = "님, 주문이 완료되었습니다.\n주문 번호: 보기https://a.example/"
    assert (first.code, first.match.ok) == ("done", False)
    assert (first.lacking, first.fixed) == (1, len(fixed))
    assert first.match == match_template(message, DONE)


def test_where_as_much_is_lacking_the_one_with_fewer_errors_comes_first() -> None:
    pictured = {"code": "pictured", "text": "번호", "image": {}}
    book = TemplateBook([{"code": "plain", "text": "번호"}, pictured])
    first, second = book.closest({"text": "번호:", "image": {}})
    assert (first.code, second.code) == ("pictured", "plain")
    assert (first.fixed, first.lacking) == (second.fixed, second.lacking)


def test_of_those_that_match_the_one_with_more_of_its_own_comes_first() -> None:
    message = render_template(SENT, {"이름": "홍길동", "번호": "123"})
    matching = TemplateBook([ANY, SENT]).closest(message)
    assert [candidate.code for candidate in matching] == ["sent", "any"]


def test_the_same_text_with_other_buttons_is_another_template() -> None:
    variants = [
        {**DONE, "code": str(number), "buttons": DONE["buttons"] * number} for number in range(5)
    ]
    book = TemplateBook(variants)
    message = render_template(variants[3], {"이름": "홍길동", "번호": "123"})
    assert [each.code for each in book.closest(message) if each.match.ok] == ["3"]


def test_a_message_without_anything_lacks_everything() -> None:
    nothing: list[Any] = [None, {}, [], "text", {"text": 5}]
    for message in nothing:
        for candidate in BOOK.closest(message, most=4):
            assert not candidate.match.ok
            assert candidate.lacking == candidate.fixed


def test_a_template_without_anything_lacks_nothing() -> None:
    (candidate,) = TemplateBook([{"code": "a"}]).closest({"text": "x"})
    assert (candidate.match.ok, candidate.lacking, candidate.fixed) == (False, 0, 0)


def test_no_fewer_than_one() -> None:
    with pytest.raises(ValueError, match="most"):
        BOOK.closest({}, most=0)


def test_a_candidate_is_frozen_and_shows_no_text() -> None:
    candidate: Any = BOOK.closest(DONE)[0]
    with pytest.raises(AttributeError):
        candidate.lacking = 0
    assert "님" not in repr(candidate)
    assert len({candidate, *BOOK.closest(DONE, most=1)}) == 1
    assert isinstance(candidate, Candidate)


@given(
    st.lists(templates(), max_size=3),
    spoiled_messages(python_values()) | templates() | python_values(),
)
def test_it_never_raises_on_data(found: list[dict[str, Any]], message: object) -> None:
    book = TemplateBook({**template, "code": str(number)} for number, template in enumerate(found))
    candidates = book.closest(message)
    assert len(candidates) == len(found)
    oks = [candidate.match.ok for candidate in candidates]
    assert oks == sorted(oks, reverse=True)
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
    words = ["".join(word) for size in range(5) for word in product("ab", repeat=size)]
    for fixed, text in product(words, words):
        assert _in_common(fixed, text) == longest_common_subsequence(fixed, text)
    random = Random(7)
    for _ in range(100):
        fixed, text = ("".join(random.choices("abcd", k=random.randint(50, 99))) for _ in "ab")
        assert _in_common(fixed, text) == longest_common_subsequence(fixed, text)


WORDS = (
    *(
        "주문",
        "결제",
        "배송",
        "예약",
        "안내",
        "고객님",
        "감사합니다",
        "완료되었습니다",
        "내용을",
        "확인해",
    ),
    *(
        "주세요",
        "문의",
        "상담",
        "센터",
        "시간",
        "날짜",
        "금액",
        "상품",
        "매장",
        "방문",
        "취소",
        "변경",
    ),
    *("쿠폰", "포인트", "적립", "회원", "가입", "인증", "번호", "입니다", "바랍니다"),
)


def some_template(random: Random, number: int) -> dict[str, Any]:
    lines = [
        " ".join(random.choices(WORDS, k=random.randint(2, 6))) + random.choice((".", ": #{값}"))
        for _ in range(random.randint(3, 8))
    ]
    return {"code": str(number), "text": "\n".join(lines), "title": " ".join(lines[0].split()[:2])}


def test_among_a_thousand_the_one_that_was_meant_is_found_in_milliseconds() -> None:
    random = Random(8)
    many = [some_template(random, number) for number in range(1000)]
    book = TemplateBook(many)
    start = time.process_time()
    for template in random.sample(many, 40):
        values = {variable.name: "홍길동 17" for variable in variables_of(template)}
        message = render_template(template, values)
        for _ in range(random.randint(0, 4)):
            at = random.randrange(len(message["text"]))
            spoilt = (
                message["text"][:at] + random.choice(("", "x", " ")) + message["text"][at + 1 :]
            )
            message["text"] = spoilt
        assert book.closest(message, most=1)[0].code == template["code"]
    assert (time.process_time() - start) / 40 < 1
