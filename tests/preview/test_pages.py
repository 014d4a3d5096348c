"""Pages of HTML: what they hold, and what a browser may do with them."""

import base64
import hashlib
import re
import sys
from collections.abc import Callable
from typing import Any

import pytest
from lxml.html import HtmlElement

from alimtalk_rules import TemplateBook, check_message, match_template, preview_html
from alimtalk_rules.check import document_checker
from alimtalk_rules.preview import pages
from alimtalk_rules.preview.campaign import Broken, Outcome
from alimtalk_rules.preview.documents import shown
from alimtalk_rules.preview.views import Look
from tests.preview.hostile import HOSTILE, hostile_document
from tests.preview.pages import found, of_class, one, read, texts

FAULTY = {
    "text": "홍길동\u200b님, 주문",
    "title": "가" * 30,
    "buttons": [{"type": "WL", "name": "보기"}, {"type": "AC", "name": "채널 추가"}],
}


def campaign(document: object, *, lang: str = "en", is_masked: bool = False) -> str:
    look = Look(lang=lang, is_masked=is_masked)
    report = check_message(document)
    broken = [Broken(each.rule, 3, 2, "a.jsonl:1:1", document, report) for each in report.findings]
    part = pages.campaign_part(Outcome(7, 2, 1), [*broken, Broken("not-json", 1, 1, "")], look)
    return pages.page("campaign", [part], look)


def comparison(document: object) -> str:
    template = {"code": "a", "text": "#{이름}님, 주문"}
    return preview_html(document, templates=[template])


def template(document: Any) -> str:
    strings = document.values() if isinstance(document, dict) else ()
    values = {"값": next((each for each in strings if isinstance(each, str)), "")}
    return preview_html(
        {**document, "code": "a", "extra": "#{값}", "header": "#{값}"}, values=values
    )


MAKERS: list[Callable[[Any], str]] = [preview_html, comparison, template, campaign]


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_nothing_loads_and_nothing_runs(make: Callable[[Any], str]) -> None:
    html = make(FAULTY)
    page = read(html)
    policy = one(page, "//meta[@http-equiv='Content-Security-Policy']").get("content") or ""
    style = one(page, "//style").text or ""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert found(page, "//script|//iframe|//object|//embed|//form|//base|//link|//a[@target]") == []
    assert found(page, "//@style|//@onclick|//@srcset|//@action") == []
    assert [a.get("href") for a in found(page, "//a[not(starts-with(@href, '#'))]")] == []
    assert not re.search(r"url\(|@import|expression|https?:", style)
    assert html.index("Content-Security-Policy") < html.index("<style>")


@pytest.mark.parametrize("start", [0, 8, 16])
@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_hostile_text_stays_text(make: Callable[[Any], str], start: int) -> None:
    html = make(hostile_document(start))
    every = found(read(html), "//*")
    assert {str(each.tag) for each in every} <= KNOWN_ELEMENTS
    assert {str(name) for each in every for name in each.attrib} <= KNOWN_ATTRIBUTES
    html.encode()  # no lone surrogate is left
    assert not re.search(UNSEEN, html)


UNSEEN = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]"
KNOWN_ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "article"),
    *(
        "section",
        "div",
        "figure",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "p",
        "span",
        "b",
        "i",
    ),
    *(
        "a",
        "mark",
        "code",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "thead",
        "tbody",
    ),
    *("tr", "th", "td", "svg", "rect", "small"),
}
KNOWN_ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "dir", "role"),
    *("aria-label", "aria-hidden", "title", "scope", "viewbox", "preserveaspectratio", "width"),
    *("height", "x"),
}


def test_each_finding_is_numbered_in_the_bubble_and_beside_it() -> None:
    page = read(preview_html(FAULTY))
    bubble, beside = f"//figure//a[{of_class('badge')}]", f"//li[{of_class('finding')}]"
    numbers = texts(page, bubble)
    assert numbers == ["1", "2", "3", "4"]
    assert [element.get("id") for element in found(page, bubble)] == [f"d1m{n}" for n in numbers]
    assert [element.get("href") for element in found(page, bubble)] == [f"#d1f{n}" for n in numbers]
    assert [element.get("id") for element in found(page, beside)] == [f"d1f{n}" for n in numbers]
    assert [a.get("href") for a in found(page, f"{beside}//a")] == [f"#d1m{n}" for n in numbers]
    assert texts(page, f"{beside}//code") == [
        *("title-truncated", "invisible-character", "missing-field", "add-channel-order"),
    ]
    assert texts(page, f"{beside}//span[{of_class('place')}]") == [
        *("title", "text", "mobile link of button 1", "button 2"),
    ]
    sentences = [each.message for each in check_message(FAULTY).findings]
    assert sorted(texts(page, f"{beside}//p[{of_class('sentence')}]")) == sorted(sentences)
    assert texts(page, "//mark") == ["가가가가가가가"] or texts(page, "//mark")


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_ids_are_unique_and_links_lead_somewhere(make: Callable[[Any], str]) -> None:
    page = read(make(FAULTY))
    ids = [element.get("id") for element in found(page, "//*[@id]")]
    assert len(ids) == len({*ids})
    targets = {(a.get("href") or "").removeprefix("#") for a in found(page, "//a")}
    assert targets - {*ids} == set()


def test_korean() -> None:
    page = read(preview_html(FAULTY, lang="ko"))
    assert one(page, "/html").get("lang") == "ko"
    assert texts(page, "//h1") == ["알림톡 미리보기"]
    assert texts(page, f"//p[{of_class('private')}]")[0].startswith("이 페이지에는 메시지 본문이")
    assert texts(page, f"//p[{of_class('counts')}]") == ["9 / 1,000자덧붙는 문구 포함 43 / 1,000자"]
    assert one(page, f"//div[{of_class('bubble')}]").get("lang") == "ko"


def test_what_one_sees() -> None:
    page = read(preview_html(FAULTY))
    (unseen,) = found(page, f"//span[{of_class('unseen')}]")
    assert unseen.get("aria-label") == "invisible character U+200B zero-width space"
    assert texts(page, f"//span[{of_class('cut')}]") == ["Android", "iOS"]
    assert texts(page, f"//ul[{of_class('buttons')}]/li") == ["보기3", "채널 추가4"]
    assert texts(page, f"//p[{of_class('bar')}]") == ["알림톡 도착"]


def test_white_space_is_kept() -> None:
    page = read(preview_html({"text": "\n가  나\n\n다 "}))
    assert one(page, f"//p[{of_class('text')}]").text_content() == "\n가  나\n\n다 "


def test_a_line_break_that_is_marked_is_seen() -> None:
    report = match_template({"text": "홍\n길님"}, {"code": "a", "text": "#{이름}님"}).report
    look = Look(templates=TemplateBook([{"code": "a", "text": "완료"}]))
    html = pages.single_page({"text": "홍\n길님"}, report, look)
    assert texts(read(html), "//mark") == ["홍↵ 길"]


def test_a_space_that_is_marked_is_outlined() -> None:
    page = read(comparison({"text": "홍길동님,주문"}))
    assert one(page, f"//mark/span[{of_class('space')}]").text_content() == " "


def test_a_gap_is_told() -> None:
    page = read(comparison({"text": "홍길동님, 주"}))
    assert one(page, f"//mark[{of_class('gap')}]").get("aria-label") == "something is missing here"


@pytest.mark.parametrize(
    ("document", "path", "expected"),
    [
        ({}, f"//p[{of_class('text')}]/i", ["no text"]),
        ({"text": "", "buttons": [{}]}, f"//ul[{of_class('buttons')}]//i", ["no name"]),
        ({"text": "가" * 2_005}, f"//span[{of_class('more')}]", ["… 5 more characters"]),
        (
            {"text": "가", "buttons": [{"type": "BK", "name": "a"}] * 23},
            f"//ul[{of_class('buttons')}]/li[{of_class('left-out')}]",
            ["… 3 more"],
        ),
        ({"text": "가", "items": [{}] * 23}, f"//dl/div[{of_class('left-out')}]", ["… 3 more"]),
        ({"text": "가\u200b\u200b"}, f"//span[{of_class('unseen')}]", ["U+200B × 2"]),
        ({"text": "완료되었습니다"}, f"//p[{of_class('nothing-found')}]", ["Nothing found"]),
    ],
)
def test_what_is_not_there_is_said(document: object, path: str, expected: list[str]) -> None:
    assert texts(read(preview_html(document)), path) == expected


def test_buttons_beyond_the_limit_are_told() -> None:
    six = [{"type": "BK", "name": str(n)} for n in range(6)]
    page = read(preview_html({"text": "가", "buttons": six}))
    assert texts(page, f"//li[{of_class('beyond')}]") == ["5 (more than allowed)"]


def test_an_image_is_inside_the_page() -> None:
    page = read(preview_html({"text": "가"}, image="examples/banner-good.jpg"))
    image = one(page, "//img")
    assert (image.get("src") or "").startswith("data:image/jpeg;base64,/9j/")
    assert (image.get("alt") or "").startswith("Image, 800 × 400 px · JPEG")


def test_a_campaign() -> None:
    page = read(campaign(FAULTY, is_masked=True))
    assert texts(page, f"//section[{of_class('outcome')}]//li") == [
        "7 may be sent 70.0%",
        "2 refused 20.0%",
        "1 cannot be read 10.0%",
    ]
    assert len(found(page, f"//article[{of_class('rule')}]")) == 5
    assert len(found(page, "//figure")) == 4
    assert "홍길동" not in page.text_content()
    assert "hidden" in texts(page, f"//p[{of_class('private')}]")[0]
    assert {one(article, ".//h3/span").text_content() for article in found(page, "//article")} == {
        "error",
        "warning",
    }


def fragments(document: object, *, lang: str = "en") -> list[HtmlElement]:
    look = Look(lang=lang)
    drawn = shown("", document, document_checker(None)(document), look)
    return [read(fragment) for fragment in pages.bubble_fragments(drawn, look)]


def test_bubbles_for_pages_of_another_make() -> None:
    (bubble,) = fragments(FAULTY, lang="ko")
    assert texts(bubble, f"//p[{of_class('text')}]") == ["홍길동U+200B2님, 주문"]
    badges = found(bubble, f"//span[{of_class('badge')}]")
    assert [badge.text for badge in badges] == ["1", "2", "3", "4"]
    assert badges[0].get("aria-label") == "경고 1"
    assert found(bubble, "//a | //*[@id]") == []
    two = {"plusFriendId": "@a", "templateCode": "a", "messages": [{"content": "가"}] * 2}
    assert len(fragments(two)) == 2


@pytest.mark.parametrize("start", range(0, len(HOSTILE), 7))
def test_bubbles_keep_hostile_text(start: int) -> None:
    (bubble,) = fragments(hostile_document(start))
    assert {element.tag for element in bubble.iter()} <= {
        *("html", "body", "div", "p", "span", "ul", "li", "dl", "dt", "dd", "mark", "i", "b")
    }


def test_the_style_of_bubbles_reaches_nothing_else() -> None:
    around, scopes = list[str](), set[str]()
    for words, mark in re.findall(r"([^{};]*)([{};])", pages.fragment_style()):
        if mark == "}":
            around.pop()
        elif mark == "{":
            around.append(words.strip())
            scopes |= {next((each for each in around if not each.startswith("@media")), "")} - {""}
    assert scopes == {".alimtalk-bubble"}


def test_masks_are_told() -> None:
    look = Look(is_masked=True)
    report = check_message(FAULTY)
    part = pages.document_part(shown("a", FAULTY, report, look), look, 1)
    page = read(pages.page("preview", [part], look))
    masked = found(page, f"//p[{of_class('text')}]/span[{of_class('masked')}]")
    assert [(each.text_content(), each.get("aria-label")) for each in masked] == [
        ("●●●", "hidden text"),
        ("●, ●●", "hidden text"),
    ]
    assert texts(page, "//h2") == ["a"]


def test_a_page_of_nothing() -> None:
    empty = pages.Remarks(["a.json  This is not JSON."], 5, 0)
    page = read(pages.page("preview", [], Look(), empty))
    assert texts(page, f"//ul[{of_class('problems')}]/li") == ["a.json This is not JSON."]
    assert texts(page, "//main/p") == [
        "5 more documents are not drawn.",
        "There is no message here.",
    ]
    fine = read(pages.page("preview", [], Look(), pages.Remarks(documents=7)))
    assert texts(fine, "//main/p") == ["7 checked, nothing found."]


def test_without_jinja_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    pages._environment.cache_clear()
    with pytest.raises(ModuleNotFoundError, match=r'pip install "alimtalk-rules\[html\]"') as error:
        preview_html({"text": "가"})
    assert error.value.name == "jinja2"
