"""What of a message stands where in its bubble."""

from typing import Any

import pytest

from alimtalk_rules import INFOBIP, Finding, ImageFacts
from alimtalk_rules.limits import MOST_DRAWN
from alimtalk_rules.preview.bubble import Bubble, Drawing, Embedded, Pair, Picture
from alimtalk_rules.preview.marks import Line, Marks, Noted
from alimtalk_rules.preview.values import parts_of_template

LONG = "가나다라마바사아자차" * 3
LINKED = {"type": "WL", "name": "보기", "urlMobile": "https://a.kr/", "target": "out"}
MESSAGE: dict[str, Any] = {
    "text": "주문이 완료되었습니다.",
    "title": "주문 완료",
    "subtitle": "하늘상점",
    "header": "머리",
    "highlight": {"title": "1,000원\\s", "description": "결제", "image": {"width": 108}},
    "items": [{"title": "상품", "description": "사과"}, {"title": "수량"}],
    "summary": {"title": "합계", "description": "1,000원"},
    "extra": "문의 1588-0000",
    "image": {"format": "jpeg", "width": 800, "height": 400, "bytes": 48_640},
    "buttons": [{"type": "AC", "name": "채널 추가"}, LINKED],
    "quickReplies": [{"type": "BK", "name": "취소"}],
    "representLink": {"urlMobile": "https://a.kr/all"},
    "preview": "미리 보기",
    "security": True,
}


def text_of(line: Line | None) -> str | None:
    return None if line is None else "".join(piece.text for piece in line.pieces)


def drawn(
    message: object,
    *paths: str,
    lang: str = "en",
    is_template: bool = False,
    values: dict[str, str] | None = None,
    image: Embedded | None = None,
    thumbnail: Embedded | None = None,
) -> Bubble:
    """The bubble, with a fault at each of ``paths``, numbered from 1."""
    noted = [
        Noted(number, Finding("wrong-type", path), path, "") for number, path in enumerate(paths, 1)
    ]
    parts_of = parts_of_template(message, values or {})
    marks = Marks(noted, lang, parts_of) if is_template else Marks(noted, lang)
    drawing = Drawing(message, marks, lang, INFOBIP.limits, is_template=is_template)
    return drawing.bubble(image, thumbnail)


def numbers(noted: Any) -> list[int]:
    return [each.number for each in noted]


def pair(told: Pair | None) -> tuple[str | None, str | None] | None:
    return told and (text_of(told.title), text_of(told.description))


def test_all_parts_stand_in_their_places() -> None:
    bubble = drawn(MESSAGE)
    assert text_of(bubble.text) == MESSAGE["text"]
    assert text_of(bubble.title) == "주문 완료"
    assert text_of(bubble.subtitle) == "하늘상점"
    assert text_of(bubble.header) == "머리"
    assert pair(bubble.highlight) == ("1,000원", "결제")
    assert [pair(row) for row in bubble.items.members] == [("상품", "사과"), ("수량", "")]
    assert pair(bubble.summary) == ("합계", "1,000원")
    assert text_of(bubble.extra) == "문의 1588-0000"
    assert bubble.image == Picture("800 × 400 px · JPEG · 48 KB", "", ())
    assert [(each.kind, text_of(each.name)) for each in bubble.buttons.members] == [
        ("AC", "채널 추가"),
        ("WL", "보기"),
    ]
    assert [text_of(each.name) for each in bubble.replies.members] == ["취소"]
    assert bubble.adds_channel
    assert bubble.lang == "ko"


def test_what_no_phone_shows_stands_behind() -> None:
    sections = {
        section.title: [(label, text_of(line)) for label, line in section.rows]
        for section in drawn(MESSAGE, lang="ko").behind
    }
    assert sections == {
        "버튼 2 · 웹링크(WL)": [("모바일 링크", "https://a.kr/"), ("링크 여는 방식", "out")],
        "대표 링크": [("모바일 링크", "https://a.kr/all")],
        "템플릿": [("미리보기 메시지", "미리 보기"), ("보안 템플릿 설정", "예")],
    }


@pytest.mark.parametrize(("digits", "rows"), [(1, ["9"]), (22, []), (5000, [])])
def test_a_number_too_large_to_be_shown_is_not(digits: int, rows: list[str]) -> None:
    bubble = drawn({"buttons": [{"type": "BF", "name": "예약", "bizFormId": 10**digits - 1}]})
    assert [text_of(line) for each in bubble.behind for _, line in each.rows] == rows


def test_a_text_alone_is_a_bubble() -> None:
    bubble = drawn({"text": "Done."})
    parts = (bubble.image, bubble.title, bubble.subtitle, bubble.header, bubble.highlight)
    assert {*parts, bubble.summary, bubble.extra} == {None}
    assert not bubble.items
    assert not bubble.buttons
    assert not bubble.replies
    assert not bubble.behind
    assert bubble.lang == "en"


@pytest.mark.parametrize(
    ("message", "count", "together"),
    [
        pytest.param({"text": "가" * 42}, (42, 1000), None, id="a text"),
        pytest.param({"text": "가" * 9, "extra": "나" * 5}, (9, 1000), (14, 1000), id="extra text"),
        pytest.param(
            {"text": "가" * 9, "buttons": [{"type": "AC"}]}, (9, 1000), (43, 1000), id="a channel"
        ),
        pytest.param({"text": "가" * 701, "items": [{}]}, (701, 700), None, id="beside items"),
        pytest.param({}, (0, 1000), None, id="none"),
    ],
)
def test_counts(message: object, count: tuple[int, int], together: tuple[int, int] | None) -> None:
    bubble = drawn(message)
    assert bubble.count == count
    assert bubble.together == together
    assert bubble.count.is_over is (count[0] > count[1])


def test_a_text_is_drawn_as_far_as_it_may_go() -> None:
    text = "가" * 5000
    limits = INFOBIP.with_limits(text=5000).limits
    for held_to, left_out in ((INFOBIP.limits, ["3,000"]), (limits, [])):
        drawing = Drawing({"text": text}, Marks([], "en"), "en", held_to, is_template=False)
        pieces = drawing.bubble().text.pieces
        assert [piece.text for piece in pieces if piece.kind == "more"] == left_out


def test_a_filled_template_is_counted_as_it_is_shown() -> None:
    template = {"text": "#{이름}님", "title": "#{이름}님"}
    assert drawn(template, is_template=True).count.length == 6
    bubble = drawn(template, is_template=True, values={"이름": LONG})
    assert bubble.count.length == 31
    assert bubble.title
    assert [piece.text for piece in bubble.title.pieces if piece.kind == "cut"] == [
        "Android",
        "iOS",
    ]


@pytest.mark.parametrize(
    ("title", "pieces"),
    [
        pytest.param(LONG[:23], [LONG[:23]], id="short"),
        pytest.param(LONG[:25], [LONG[:23], "Android", LONG[23:25]], id="Android cuts it"),
        pytest.param(LONG, [LONG[:23], "Android", LONG[23:27], "iOS", LONG[27:]], id="both do"),
        pytest.param("가\n나\n다", ["가\n나", "Android", "iOS", "\n다"], id="a third line"),
        pytest.param("가\n나\n", ["가\n나\n"], id="an empty third line"),
    ],
)
def test_titles_are_cut(title: str, pieces: list[str]) -> None:
    line = drawn({"text": "", "title": title}).title
    assert line
    assert [piece.text for piece in line.pieces] == pieces


def test_subtitles_are_cut_sooner() -> None:
    line = drawn({"text": "", "subtitle": LONG}).subtitle
    assert line
    assert [len(piece.text) for piece in line.pieces if piece.kind == "text"] == [18, 3, 9]


def test_a_sent_title_may_be_struck_through() -> None:
    message = {"text": "", "title": "10,000원\\s", "highlight": {"title": "1\\s"}}
    sent, registered = drawn(message), drawn(message, is_template=True)
    assert sent.is_struck
    assert text_of(sent.title) == "10,000원"
    assert sent.highlight
    assert sent.highlight.is_struck
    assert not registered.is_struck
    assert text_of(registered.title) == "10,000원\\s"
    assert registered.highlight
    assert not registered.highlight.is_struck


def test_faults_stand_at_what_they_are_about() -> None:
    paths = (
        *("/title", "/image/width", "/highlight/image/url", "/highlight", "/items/1/description"),
        *("/items/1", "/items", "/summary/foo", "/text", "/buttons/1/name", "/buttons/1/urlMobile"),
        *("/buttons", "/quickReplies/0", "/preview", "", "/foo", "/representLink/urlMobile"),
    )
    bubble = drawn(MESSAGE, *paths)
    assert bubble.title
    assert bubble.image
    assert bubble.highlight
    assert bubble.highlight.picture
    assert bubble.summary
    second = bubble.buttons.members[1]
    assert numbers(bubble.title.noted) == [1]
    assert numbers(bubble.image.noted) == [2]
    assert numbers(bubble.highlight.picture.noted) == [3]
    assert numbers(bubble.highlight.noted) == [4]
    assert numbers(bubble.items.members[1].description.noted) == [5]
    assert numbers(bubble.items.members[1].noted) == [6]
    assert numbers(bubble.items.noted) == [7]
    assert numbers(bubble.summary.noted) == [8]
    assert numbers(bubble.text.noted) == [9]
    assert numbers(second.name.noted) == [10]
    assert numbers(second.noted) == [11]
    assert numbers(bubble.buttons.noted) == [12]
    assert numbers(bubble.replies.members[0].noted) == [13]
    assert numbers(bubble.noted) == [15, 16]
    behind = [line for section in bubble.behind for _, line in section.rows]
    assert [numbers(line.noted) for line in behind] == [[11], [], [17], [14], []]


def test_a_missing_part_has_a_place() -> None:
    bubble = drawn({"buttons": 5}, "/text", "/title", "/buttons")
    assert numbers(bubble.text.noted) == [1]
    assert numbers(bubble.noted) == [2]
    assert numbers(bubble.buttons.noted) == [3]
    assert bubble.buttons


@pytest.mark.parametrize(
    ("message", "beyond"),
    [
        pytest.param({"buttons": [LINKED] * 6}, [0, 0, 0, 0, 0, 1], id="six"),
        pytest.param({"buttons": [LINKED] * 3, "quickReplies": [LINKED]}, [0, 0, 1], id="replies"),
    ],
)
def test_buttons_beyond_the_limit(message: object, beyond: list[int]) -> None:
    assert [each.is_beyond for each in drawn(message).buttons.members] == beyond


def test_of_many_only_some_are_drawn() -> None:
    many = [LINKED] * (MOST_DRAWN + 7)
    bubble = drawn({"text": "", "buttons": many, "quickReplies": many, "items": many})
    for group in (bubble.buttons, bubble.replies, bubble.items):
        assert (len(group.members), group.left_out) == (MOST_DRAWN, 7)
        assert sum(each.is_beyond for each in group.members) > 9
    assert len(bubble.behind) == 2 * MOST_DRAWN


JPEG = ImageFacts(format="jpeg", width=800, height=400, bytes=3)


def test_image_files_are_shown() -> None:
    png = ImageFacts(format="png", width=108, height=108)
    bubble = drawn({"text": ""}, image=Embedded(JPEG, b"\xff\xd8\xff"))
    assert bubble.image == Picture("800 × 400 px · JPEG · 0 KB", "data:image/jpeg;base64,/9j/")
    bubble = drawn({"highlight": {}}, thumbnail=Embedded(png, b"\x89P"))
    assert bubble.highlight
    assert bubble.highlight.picture == Picture("108 × 108 px · PNG", "data:image/png;base64,iVA=")


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(Embedded(ImageFacts(format="svg"), b"<svg"), id="another format"),
        pytest.param(Embedded(ImageFacts(fault="unreadable"), b"GIF8"), id="none that is known"),
        pytest.param(Embedded(JPEG), id="too large"),
    ],
)
def test_other_files_are_not(file: Embedded) -> None:
    image = drawn({"text": ""}, image=file).image
    assert image
    assert image.url == ""


@pytest.mark.parametrize(
    ("told", "facts"),
    [
        ({"width": 800, "height": 400}, "800×400px"),
        ({"width": 800, "format": "png", "bytes": 512_000}, "PNG · 500KB"),
        ({"width": 2**70, "height": 400, "format": "png", "bytes": -(2**70)}, "PNG"),
        ({"width": "800", "height": 400, "format": "<b>", "bytes": None}, ""),
        ([], ""),
    ],
)
def test_facts_of_an_image(told: object, facts: str) -> None:
    image = drawn({"image": told}, lang="ko").image
    assert image
    assert image.facts == facts


@pytest.mark.parametrize(
    "message",
    [
        *(None, 5, "text", [], {}, {"text": None}, {"text": 5, "title": [], "subtitle": {}}),
        {"highlight": 5, "summary": [], "items": {}, "image": 5, "buttons": {}, "quickReplies": 1},
        {"items": [None, 5, {"title": 5}], "buttons": [None, 5, {"type": 5, "name": {}}]},
        {"highlight": None, "summary": None, "representLink": 5, "code": 10**30, "security": 1.5},
    ],
)
def test_nothing_is_too_broken(message: object) -> None:
    assert drawn(message, "", is_template=True).noted == drawn(message, "").noted
