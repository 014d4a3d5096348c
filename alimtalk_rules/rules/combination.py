"""Which parts stand together in a message: the guide's table of combinations."""

from collections.abc import Iterator
from typing import Final

from alimtalk_rules.documents import Message
from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.examples import DONE
from alimtalk_rules.rules.rule import ERROR, Place, rule
from alimtalk_rules.rules.sources import GUIDE, KAKAO_CONTENT
from alimtalk_rules.rules.where import MESSAGES

COMBINATIONS = (
    "text",
    "text+title",
    "text+image",
    "text+buttons",
    "text+title+buttons",
    "text+image+buttons",
)
"""The rows of the guide's table (Infobip, Alim Talk)."""

_BESIDE_TEXT: Final = ("title", "image", "buttons")


def combination_of(message: Message) -> str | None:
    """The row of the guide's table that ``message``, or a template, is; None where no row fits.

    A list of no buttons is no buttons. A part that the structure rejected fits no row.
    """
    if message.get("text") is None:
        return None
    present = "text"
    for part in _BESIDE_TEXT:
        if part in message:
            value = message[part]
            if value is None:
                return None
            if value != []:
                present = f"{present}+{part}"
    return present if present in COMBINATIONS else None


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
    unless=lambda seen, _: seen.title == "" or seen.image is None,
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
