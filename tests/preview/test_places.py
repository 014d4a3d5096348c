"""Places in words."""

import pytest

from alimtalk_rules.documents import (
    Button,
    Described,
    Highlight,
    Image,
    Message,
    RepresentLink,
    Template,
)
from alimtalk_rules.preview.places import FIELDS, PARTS, name_of, place_in_words


@pytest.mark.parametrize(
    ("path", "english", "korean"),
    [
        ("", "the whole message", "메시지 전체"),
        ("/text", "text", "본문"),
        ("/buttons", "buttons", "버튼"),
        ("/buttons/1", "button 2", "버튼 2"),
        ("/buttons/1/urlMobile", "mobile link of button 2", "버튼 2의 모바일 링크"),
        ("/quickReplies/0/name", "name of quick reply 1", "바로연결 1의 이름"),
        (
            "/items/2/description",
            "description of row 3 of the item list",
            "아이템 리스트 3번째 줄의 내용",
        ),
        ("/highlight/image/width", "width of thumbnail of highlight", "하이라이트의 썸네일의 너비"),
        ("/image/bytes", "file size of image", "이미지의 용량"),
        ("/representLink/urlPc", "PC link of link of the whole message", "대표 링크의 PC 링크"),
        ("/name", "template name", "템플릿 이름"),
        ("/destinations/0", "recipient 1", "받는 사람 1"),
        ("/messages/3", "message 4", "메시지 4"),
        ("/messages/3/buttons/0/name", "name of button 1 of message 4", "메시지 4의 버튼 1의 이름"),
        ("/buttons/5/url_mobile", "url_mobile of button 6", "버튼 6의 url_mobile"),
        ("/foo", "foo", "foo"),
        ("/foo/0", "0 of foo", "foo의 0"),
        ("/buttons/²", "² of buttons", "버튼의 ²"),
    ],
)
def test_place(path: str, english: str, korean: str) -> None:
    assert place_in_words(path, "en") == english
    assert place_in_words(path, "ko") == korean


def test_every_part_and_every_field_has_words() -> None:
    parts = Template.__annotations__.keys() | Message.__annotations__.keys()
    held = (Button, Described, Highlight, Image, RepresentLink)
    assert parts - PARTS.keys() == set()
    assert {name for kind in held for name in kind.__annotations__} - FIELDS.keys() == set()


def test_names() -> None:
    assert (name_of("name", "en"), name_of("name", "ko")) == ("name", "이름")
    assert name_of("foo", "ko") == "foo"
