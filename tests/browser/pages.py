"""Pages in a real browser: what is seen, what is marked where, what can be reached; nothing leaves.

``tests/browser/run`` installs what this needs and runs it; the suite does without a browser.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, Request

from alimtalk_rules import KAKAO, TemplateBook, check_message, check_payload, preview_html
from alimtalk_rules.preview import pages
from alimtalk_rules.preview.campaign import Broken, Outcome
from alimtalk_rules.preview.documents import shown
from alimtalk_rules.preview.views import Look
from tests.browser.chromium import chromium
from tests.preview.hostile import HOSTILE, hostile_document

ROOT = Path(__file__).resolve().parents[2]
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
SCHEMES = ("light", "dark")
LANGUAGES = ("en", "ko")


def example(name: str) -> Any:
    return json.loads((ROOT / "examples" / name).read_text(encoding="utf-8"))


FAULTY = example("many-faults.json")


def campaign(lang: str) -> str:
    look = Look(lang=lang, is_masked=True)
    report = check_message(FAULTY)
    rules = dict.fromkeys(found.rule for found in report.findings)
    broken = [Broken(rule, 30, 20, "campaign.jsonl:7:9", FAULTY, report) for rule in rules]
    part = pages.campaign_part(
        Outcome(2989, 91, 14), [*broken, Broken("not-json", 14, 14, "")], look
    )
    problems = pages.Remarks(["broken.json: This is not JSON."], 3, 3000)
    return pages.page("campaign", [part], look, problems)


@cache
def kinds(lang: str) -> dict[str, str]:
    """A page of each kind."""
    request = example("request-infobip.json")
    items = example("template-item-list.json")
    options: dict[str, Any] = {"lang": lang}
    banner, values = ROOT / "examples" / "banner-bad.png", {"고객명": "홍길동"}
    return {
        "faults": preview_html(FAULTY, **options),
        "fine": preview_html(example("order-ko.json"), **options),
        "request": preview_html(request, **options),
        "items": preview_html(example("message-item-list.json"), profile="kakao", **options),
        "template": preview_html(
            items, profile="kakao", values=values, image=banner, thumbnail=banner, **options
        ),
        "match": preview_html(
            example("order-mismatch.json"), templates=[example("template-order.json")], **options
        ),
        "campaign": campaign(lang),
        "hostile": preview_html(hostile_document(0), profile="kakao", **options),
    }


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


class Visit(NamedTuple):
    """A page in the browser, and what it does besides.

    Attributes:
        page: the page.
        requests: the addresses that it asked for.
        refused: those of them that its policy refused.
        complaints: what the browser or a script said.
    """

    page: Page
    requests: list[str]
    refused: list[str]
    complaints: list[str]

    def asked_for(self) -> list[str]:
        """What the page asked for: not itself, and not what is inside it."""
        return [url for url in self.requests[1:] if not url.startswith("data:")]


Opened = Callable[..., Visit]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Opens a page from a file of its own; options are those of ``new_context``."""
    contexts = []

    def open_page(html: str, **options: Any) -> Visit:
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8")
        context = browser.new_context(**{"viewport": {"width": 1160, "height": 800}, **options})
        contexts.append(context)
        visit = Visit(context.new_page(), [], [], [])
        visit.page.on("request", lambda request: visit.requests.append(request.url))
        visit.page.on("requestfailed", lambda request: _note_refusal(visit, request))
        visit.page.on("console", lambda message: visit.complaints.append(message.text))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.on("dialog", lambda dialog: _note_dialog(visit, dialog))
        visit.page.goto(file.as_uri())
        return visit

    yield open_page
    for context in contexts:
        context.close()


def _note_refusal(visit: Visit, request: Request) -> None:
    if request.failure == "csp":
        visit.refused.append(request.url)


def _note_dialog(visit: Visit, dialog: Dialog) -> None:
    visit.complaints.append(f"dialog: {dialog.message}")
    dialog.dismiss()


# --------------------------------------------------------------------------- nothing leaves


@pytest.mark.parametrize("kind", kinds("en"))
def test_nothing_is_loaded_and_nothing_complains(opened: Opened, kind: str) -> None:
    visit = opened(kinds("en")[kind])
    visit.page.wait_for_load_state("networkidle")
    assert (visit.asked_for(), visit.complaints) == ([], [])
    yellow = "rgb(254, 229, 0)"
    bar = visit.page.locator(".bar").first
    assert (
        bar.evaluate("bar => getComputedStyle(bar).backgroundColor") == yellow
    )  # the style counts


def test_what_would_be_loaded_would_be_noticed_and_refused(opened: Opened) -> None:
    """The test above could not fail if nothing was noticed."""
    address = "https://evil.example/a.png"
    evil = f'<img src="{address}"><style>p{{color:red}}</style><script>alert(1)</script>'
    html = preview_html({"text": "가"}).replace("<main>", f"<main>{evil}")
    visit = opened(html)
    assert len([text for text in visit.complaints if "Content Security Policy" in text]) == 3
    assert visit.asked_for() == visit.refused == [address]
    visit = opened(html.replace("Content-Security-Policy", "X-No-Policy"))
    assert visit.asked_for() == [address]
    assert visit.refused == []
    assert "dialog: 1" in visit.complaints


def test_hostile_text_stays_text(opened: Opened) -> None:
    look = Look(profile=KAKAO)
    documents = [hostile_document(start) for start in range(len(HOSTILE))]
    parts = [
        pages.document_part(
            shown(HOSTILE[number], document, check_message(document, profile=KAKAO), look),
            look,
            number,
        )
        for number, document in enumerate(documents)
    ]
    visit = opened(pages.page("preview", parts, look))
    assert (visit.asked_for(), visit.complaints) == ([], [])
    page = visit.page
    inert = "scripts images forms embeds plugins applets"
    assert page.evaluate(f"'{inert}'.split(' ').filter(name => document[name]?.length)") == []
    assert page.evaluate("document.body.getAttributeNames()") == []
    assert page.title() == "AlimTalk preview"
    assert page.locator("article").count() == len(HOSTILE)
    assert page.locator("a").evaluate_all("all => all.every(a => a.hash.startsWith('#d'))")
    texts = page.locator("p.text").evaluate_all(
        """all => all.map(p => {
             for (const each of p.querySelectorAll(".badge, .return")) each.remove();
             return p.innerText })"""
    )
    printable = [
        (text, seen) for text, seen in zip(HOSTILE, texts, strict=True) if text.isprintable()
    ]
    assert [seen for _, seen in printable] == [text for text, _ in printable]
    assert len(printable) > 20


def test_text_does_not_turn_around(opened: Opened) -> None:
    """A right-to-left override is shown, and not obeyed."""
    page = opened(preview_html({"text": "ab\u202ecd"})).page
    ends = page.locator("p.text").evaluate(
        """p => [...p.childNodes].filter(n => n.nodeType == 3).map(n => {
             const range = document.createRange(); range.selectNode(n);
             return [n.data, range.getBoundingClientRect().left] })"""
    )
    assert [text for text, _ in sorted(ends, key=lambda end: end[1])] == ["ab", "cd"]


# --------------------------------------------------------------------------- what is where


def inside(inner: Locator, outer: Locator) -> bool:
    """True if one box is in the other, to the pixel."""
    small, large = inner.bounding_box(), outer.bounding_box()
    assert small
    assert large
    return bool(
        large["x"] - 1 <= small["x"]
        and large["y"] - 1 <= small["y"]
        and small["x"] + small["width"] <= large["x"] + large["width"] + 1
        and small["y"] + small["height"] <= large["y"] + large["height"] + 1
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_faults_are_marked_where_they_are(opened: Opened, lang: str) -> None:
    page = opened(preview_html(FAULTY, lang=lang)).page
    buttons = page.locator("ul.buttons > li")
    places = {
        ".bar": ["title-with-image"],
        ".image": ["image-not-2-to-1", "image-too-large"],
        "p.title": ["title-truncated"],
        "p.text": [
            "unfilled-variable",
            "foreign-letters",
            "hanja",
            "foreign-letters",
            "carriage-return",
        ],
        "p.of-group": ["too-many-buttons"],
    }
    numbers = iter(range(1, 100))

    def assert_in(place: Locator, rules: list[str]) -> None:
        for rule in rules:
            number = next(numbers)
            badge = page.locator(f"#d1m{number}")
            assert inside(badge, place), rule
            assert page.locator(f"#d1f{number} code").inner_text() == rule
            assert badge.inner_text() == str(number)

    for selector, rules in places.items():
        assert_in(page.locator(selector), rules)
    of_buttons = [
        ["delivery-details-missing"],
        ["missing-field"],
        ["app-link-needs-two"],
        ["payment-word-on-button", "bad-url"],
        ["bad-chat-value"],
        ["unknown-field"],
    ]
    for index, rules in enumerate(of_buttons):
        assert_in(buttons.nth(index), rules)
    assert page.locator("p.text mark").all_inner_texts() == [
        "#{고객명}",
        "ご",
        "注文",
        "ありがとうございます",
    ]
    assert page.locator("p.title mark").all_inner_texts() == ["될 예정", "입니다"]
    assert page.locator("li.beyond").all_inner_texts() == [buttons.nth(5).inner_text()]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_bubble_in_another_page_looks_the_same_and_changes_nothing(
    opened: Opened, scheme: str
) -> None:
    look = Look(lang="ko")
    drawn = shown("", FAULTY, check_message(FAULTY), look)
    (fragment,) = pages.bubble_fragments(drawn, look)
    own = "p, li { margin: 9px; color: green; font: 30px serif } ul { padding: 30px }"
    styles = f"<style>{own}</style><style>{pages.fragment_style()}</style>"
    outside = '<p class="text title" id="own">가</p>'
    looks = """box => ["color", "fontSize", "fontFamily", "margin", "padding", "backgroundColor"]
        .map(name => getComputedStyle(box)[name])"""
    whole = opened(preview_html(FAULTY, lang="ko"), color_scheme=scheme).page
    seen = [
        [page.locator(f".chat {part}").first.evaluate(looks) for part in PARTS]
        for page in (whole, opened(f"<!doctype html>{styles}{fragment}", color_scheme=scheme).page)
    ]
    assert seen[0] == seen[1]
    host = [
        opened(f"<!doctype html><style>{own}</style>{more}{outside}").page.locator("#own")
        for more in ("", styles)
    ]
    assert host[0].evaluate(looks) == host[1].evaluate(looks)


PARTS = (".bar", ".image", ".title", ".text", ".buttons", ".buttons li", ".badge", "mark", ".cut")


def test_a_bubble_is_as_wide_as_on_a_phone_and_its_image_twice_as_wide_as_high(
    opened: Opened,
) -> None:
    page = opened(kinds("ko")["template"]).page
    bubble, image = (
        page.locator(".bubble").bounding_box(),
        page.locator(".image img").bounding_box(),
    )
    assert bubble
    assert image
    assert bubble["width"] == image["width"] == 2 * image["height"] == 280
    assert page.locator("img").evaluate_all("all => all.every(image => image.naturalWidth > 0)")


@pytest.mark.parametrize("kind", kinds("ko"))
def test_nothing_is_wider_than_the_window(opened: Opened, kind: str) -> None:
    page = opened(kinds("ko")[kind]).page
    for width in (360, 700, 800, 1000, 1160, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


# --------------------------------------------------------------------------- who can use it


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", kinds("en"))
def test_accessibility(opened: Opened, kind: str, lang: str, scheme: str) -> None:
    page = opened(kinds(lang)[kind], color_scheme=scheme).page
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    assert [
        (rule["id"], node["target"], node["failureSummary"])
        for rule in found["violations"]
        for node in rule["nodes"]
    ] == []


def test_the_keyboard_leads_from_a_mark_to_its_finding_and_back(opened: Opened) -> None:
    page = opened(preview_html(FAULTY)).page
    page.keyboard.press("Tab")
    first = page.locator("#d1m1")
    assert first.evaluate("badge => badge == document.activeElement")
    assert first.evaluate("badge => getComputedStyle(badge).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#d1f1"
    finding = page.locator("#d1f1")
    assert finding.evaluate("li => getComputedStyle(li).outlineStyle") == "solid"
    page.keyboard.press("Tab")
    assert finding.locator("a").evaluate("badge => badge == document.activeElement")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#d1m1"


def test_a_screen_reader_is_told_what_is_seen(opened: Opened) -> None:
    page = opened(preview_html(FAULTY, lang="ko")).page
    phone = page.get_by_role("figure", name="휴대전화에 보이는 모습")
    assert phone.get_by_role("list", name="버튼").get_by_role("listitem").count() == 6
    assert phone.get_by_role("img", name="Android에는 여기까지 표시").count() == 1
    assert phone.get_by_role("img", name="보이지 않는 문자 U+000D 캐리지 리턴").count() == 1
    assert phone.get_by_role("link", name="오류 5", exact=True).count() == 1
    assert page.get_by_role("heading", level=1).inner_text() == "알림톡 미리보기"
    assert page.get_by_role("list", name="검사 결과").get_by_role("listitem").count() == 17


def test_copied_text_has_no_numbers(opened: Opened) -> None:
    page = opened(preview_html({"text": "주문 注文 완료"})).page
    page.locator("p.text").evaluate("p => getSelection().selectAllChildren(p)")
    assert page.evaluate("getSelection().toString()") == "주문 注文 완료"


# --------------------------------------------------------------------------- on paper


@pytest.mark.parametrize("kind", kinds("ko"))
def test_print(opened: Opened, kind: str) -> None:
    page = opened(kinds("ko")[kind], color_scheme="dark").page
    page.emulate_media(media="print", color_scheme="dark")
    background = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    assert background == "rgb(255, 255, 255)"
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_requests_stand_beside_their_templates(opened: Opened) -> None:
    book = TemplateBook([example("template-order.json")])
    request = example("request-infobip.json")
    assert not check_payload(request, templates=book).ok
    page = opened(preview_html(request, templates=book)).page
    assert page.locator("figcaption").all_inner_texts() == ["Approved template", "Message"] * 2
    left, right = (page.locator("figure").nth(index).bounding_box() for index in (0, 1))
    assert left
    assert right
    assert left["x"] + left["width"] < right["x"]
    assert left["y"] == right["y"]
