"""The quick replies (바로연결): how many there may be, also beside buttons."""

from __future__ import annotations

from collections.abc import Iterator

from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.examples import DONE
from alimtalk_rules.rules.parts import Document
from alimtalk_rules.rules.rule import ERROR, Place, rule
from alimtalk_rules.rules.seen import Seen
from alimtalk_rules.rules.sources import (
    KAKAO_CONTENT,
    LUNASOFT_CENTRE,
    MTS_CENTRE,
    NHN_CONSOLE,
    NHN_ERRORS,
)
from alimtalk_rules.rules.where import TEXTUAL

_REPLY = {"type": "BK", "name": "처음으로"}


def _are_few(seen: Seen, limits: Limits) -> bool:
    """An ``unless`` of rules about how many quick replies there are, and how many buttons."""
    if seen.further is None:
        return True
    replies = seen.further.get("quickReplies")
    return not replies or (
        len(replies) <= limits.quick_replies
        and len(seen.further.get("buttons") or ()) <= limits.buttons_beside_quick_replies
    )


@rule(
    ERROR,
    TEXTUAL,
    "/quickReplies",
    sources=(
        (KAKAO_CONTENT, "At most ten quick replies."),
        (LUNASOFT_CENTRE, "510: too many of them."),
        (NHN_CONSOLE, "Up to ten."),
    ),
    example={
        "text": DONE,
        "quickReplies": [{"type": "BK", "name": f"문의 {n}"} for n in range(1, 12)],
    },
    kakao=("510", "3027"),
    unless=_are_few,
    en=(
        "There are {count} quick replies; at most {limit} are allowed.",
        "Remove quick replies until at most {limit} are left.",
    ),
    ko=(
        "바로연결이 너무 많습니다. 현재 {count}개, 최대 {limit}개입니다.",
        "꼭 필요한 바로연결만 {limit}개 이하로 남기세요.",
        "바로연결이 10개를 넘습니다.",
        "카카오가 템플릿 등록을 거부하므로, 일치하는 템플릿이 없습니다.",
    ),
)
def too_many_quick_replies(message: Document, limits: Limits) -> Iterator[Place]:
    """There are more than ten quick replies.

    Kakao refuses to register the template, so the message matches none.
    """
    count = len(message.get("quickReplies") or ())
    if count > limits.quick_replies:
        yield Place("/quickReplies", {"count": count, "limit": limits.quick_replies})


@rule(
    ERROR,
    TEXTUAL,
    "/buttons",
    sources=(
        (NHN_ERRORS, "-2505: beside quick replies there are at most two buttons."),
        (LUNASOFT_CENTRE, "With quick replies, at most two buttons."),
        (MTS_CENTRE, "With quick replies, at most two buttons."),
    ),
    example={
        "text": DONE,
        "buttons": [{"type": "BK", "name": f"문의 {n}"} for n in range(1, 4)],
        "quickReplies": [_REPLY],
    },
    kakao=("510", "3027"),
    unless=_are_few,
    codes={"nhn": ("-2505",)},
    en=(
        "There are {count} buttons beside quick replies; at most {limit} are allowed.",
        "Remove buttons, or make them quick replies.",
    ),
    ko=(
        "바로연결과 함께 쓰는 버튼이 {count}개입니다. 최대 {limit}개입니다.",
        "버튼을 줄이거나, 바로연결로 옮기세요.",
        "바로연결이 있는데 버튼이 2개를 넘습니다.",
        "카카오가 템플릿 등록을 거부하므로, 일치하는 템플릿이 없습니다.",
    ),
)
def too_many_buttons_with_quick_replies(message: Document, limits: Limits) -> Iterator[Place]:
    """There are more than two buttons beside quick replies.

    Kakao refuses to register the template, so the message matches none.
    """
    count, limit = len(message.get("buttons") or ()), limits.buttons_beside_quick_replies
    if message.get("quickReplies") and limit < count <= limits.buttons:
        yield Place("/buttons", {"count": count, "limit": limit})
