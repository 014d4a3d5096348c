"""Which parts stand together in a message: the guide's table of combinations, and Kakao's."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Final

from alimtalk_rules.documents import Message
from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.examples import DONE
from alimtalk_rules.rules.rule import ERROR, Place, rule
from alimtalk_rules.rules.seen import title_is_usual
from alimtalk_rules.rules.sources import GUIDE, KAKAO_CONTENT
from alimtalk_rules.rules.where import MESSAGES

GUIDES: Final = (
    "text",
    "text+title",
    "text+image",
    "text+buttons",
    "text+title+buttons",
    "text+image+buttons",
)
"""The rows of the guide's table (Infobip, Alim Talk)."""

COMBINATIONS: Final = tuple(
    "".join(parts)
    for parts in product(
        ("text", "text+title", "text+image", "text+item-list", "text+image+item-list"),
        ("", "+buttons"),
        ("", "+quick-replies"),
    )
)
"""The same and what Kakao has besides: emphasis by a title, an image or an item list, or none."""

_BESIDE_TEXT: Final = {
    "title": "title",
    "image": "image",
    **dict.fromkeys(("header", "highlight", "items", "summary"), "item-list"),
    "buttons": "buttons",
    "quickReplies": "quick-replies",
}
"""The parts in the order in which they are named, each with its name there."""


def combination_of(message: Message) -> str | None:
    """The combination that ``message``, or a template, is; None where none fits.

    A list of nothing is no part. With a part that the structure rejected, none fits.
    """
    if message.get("text") is None:
        return None
    parts: Mapping[str, object] = message
    present = ["text"]
    for part, name in _BESIDE_TEXT.items():
        if part in parts:
            value = parts[part]
            if value is None:
                return None
            if value != [] and name != present[-1]:
                present.append(name)
    combination = "+".join(present)
    return combination if combination in COMBINATIONS else None


@rule(
    ERROR,
    MESSAGES,
    "",
    sources=(
        (GUIDE, "No row of the table of combinations has both a title and an image."),
        (KAKAO_CONTENT, "A template emphasises by text or by image, not both."),
    ),
    example={"text": DONE, "title": "주문 완료", "image": {"width": 800, "height": 400}},
    kakao=("3030",),
    enforced_by="strict",
    unless=title_is_usual,
    en=(
        "A message can have a title or an image, but not both.",
        "Remove the one that the approved template does not have.",
    ),
    ko=(
        "제목(강조 표기)과 이미지는 함께 쓸 수 없습니다.",
        "둘 중 승인된 템플릿에 없는 것을 빼세요.",
        "한 메시지에 제목과 이미지가 함께 있습니다.",
        "카카오는 제목과 이미지가 모두 있는 템플릿을 승인하지 않으므로, 일치하는 템플릿이 없습니다.",
    ),
)
def title_with_image(message: Message, _: Limits) -> Iterator[Place]:
    """A message has both a title and an image.

    Kakao approves templates with one of the two at most, so the message matches none.
    """
    if message.get("title") is not None and message.get("image") is not None:
        yield Place("", related=("/image", "/title"))
