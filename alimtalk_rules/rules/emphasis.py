"""Emphasis and message type: the parts that each needs, and those that it cannot have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from alimtalk_rules.limits import MOST_PLACES, Limits
from alimtalk_rules.rules.examples import DONE, template
from alimtalk_rules.rules.parts import ITEM_PARTS, Document, adds_channel, emphasis_of, has
from alimtalk_rules.rules.rule import ERROR, NOTE, WARNING, Place, rule
from alimtalk_rules.rules.seen import Seen, has_no_further_parts
from alimtalk_rules.rules.sources import (
    KAKAO_CONTENT,
    LUNASOFT_CENTRE,
    LUNASOFT_SEND,
    MTS_CENTRE,
    MTS_SEND,
    NHN,
    NHN_ERRORS,
    SENS,
)
from alimtalk_rules.rules.text import is_short, too_long
from alimtalk_rules.rules.where import MESSAGES, TEMPLATE
from alimtalk_rules.variables import VARIABLE

ADD_CHANNEL = {"type": "AC", "name": "채널 추가"}
ROWS = [
    {"title": "상품", "description": "사과 한 상자"},
    {"title": "수량", "description": "2개"},
]


_KEPT = frozenset({"subtitle", "extra", "preview", "security", "emphasis", "title"})


def _has_only_what_is_sent(seen: Seen, _: Limits) -> bool:
    """An ``unless`` of rules about what is the template's, and about a title beside other parts."""
    further = seen.further
    return further is None or _KEPT.isdisjoint(further)


# ---------------------------------------------------------------------------- the message type


@rule(
    ERROR,
    TEMPLATE,
    "/extra",
    sources=(
        (NHN_ERRORS, "-3018, -3020: the message types EX and MI need the extra text."),
        (LUNASOFT_CENTRE, "EX and MI have an extra text."),
    ),
    example=template(messageType="EX"),
    unless=has_no_further_parts,
    codes={
        "nhn": (
            "-3018",
            "-3020",
        )
    },
    en=(
        "The message type {type} needs the extra text.",
        "Add extra, or choose the message type that fits: BA, or AD with a button that adds the channel.",
    ),
    ko=(
        "메시지 유형 {type}에는 부가 정보가 필요합니다.",
        "부가 정보(extra)를 추가하거나, 맞는 메시지 유형(BA, 채널 추가 버튼이 있으면 AD)으로 바꾸세요.",
        "부가 정보형(EX) 또는 복합형(MI) 템플릿에 부가 정보가 없습니다.",
        "카카오가 템플릿 등록을 거부합니다.",
    ),
)
def extra_missing(template: Document, _: Limits) -> Iterator[Place]:
    """A template of the message type EX or MI has no extra text.

    Kakao refuses to register the template.
    """
    kind = template.get("messageType")
    if kind in ("EX", "MI") and not has(template, "extra"):
        yield Place("/extra", {"type": kind})


@rule(
    ERROR,
    TEMPLATE,
    "/extra",
    sources=((NHN_ERRORS, "-3028, -3030: the message types BA and AD have no extra text."),),
    example=template(messageType="BA", extra="고객센터 1588-0000"),
    unless=has_no_further_parts,
    codes={
        "nhn": (
            "-3028",
            "-3030",
        )
    },
    en=(
        "The message type {type} cannot have an extra text.",
        "Remove extra, or choose EX, or MI with a button that adds the channel.",
    ),
    ko=(
        "메시지 유형 {type}에는 부가 정보를 쓸 수 없습니다.",
        "부가 정보(extra)를 빼거나, 메시지 유형을 EX(채널 추가 버튼이 있으면 MI)로 바꾸세요.",
        "기본형(BA) 또는 채널 추가형(AD) 템플릿에 부가 정보가 있습니다.",
        "카카오가 템플릿 등록을 거부합니다.",
    ),
)
def extra_not_allowed(template: Document, _: Limits) -> Iterator[Place]:
    """A template of the message type BA or AD has an extra text.

    Kakao refuses to register the template.
    """
    kind = template.get("messageType")
    if kind in ("BA", "AD") and has(template, "extra"):
        yield Place("/extra", {"type": kind})


@rule(
    ERROR,
    TEMPLATE,
    "/buttons",
    sources=(
        (NHN_ERRORS, "-3050: the message types AD and MI need a button that adds the channel."),
        (LUNASOFT_CENTRE, "AD and MI have an AC button."),
    ),
    example=template(messageType="AD"),
    unless=has_no_further_parts,
    codes={"nhn": ("-3050",)},
    en=(
        "The message type {type} needs a button that adds the channel (AC).",
        "Put it first, or choose BA, or EX with an extra text.",
    ),
    ko=(
        "메시지 유형 {type}에는 채널 추가(AC) 버튼이 필요합니다.",
        "채널 추가 버튼을 맨 앞에 추가하거나, 메시지 유형을 BA(부가 정보가 있으면 EX)로 바꾸세요.",
        "채널 추가형(AD) 또는 복합형(MI) 템플릿에 채널 추가 버튼이 없습니다.",
        "카카오가 템플릿 등록을 거부합니다.",
    ),
)
def add_channel_missing(template: Document, _: Limits) -> Iterator[Place]:
    """A template of the message type AD or MI has no button that adds the channel (AC).

    Kakao refuses to register the template.
    """
    kind = template.get("messageType")
    buttons = template.get("buttons", [])
    if kind not in ("AD", "MI") or buttons is None or None in buttons:
        return  # what was rejected may be the one
    if not any(button["type"] == "AC" for button in buttons):
        yield Place("/buttons", {"type": kind})


@rule(
    ERROR,
    TEMPLATE,
    "/buttons/*",
    sources=(
        (NHN_ERRORS, "-3024: only AD and MI have a button that adds the channel."),
        (LUNASOFT_CENTRE, "AC: for the message types AD and MI."),
    ),
    example=template(messageType="BA", buttons=[ADD_CHANNEL]),
    unless=has_no_further_parts,
    codes={"nhn": ("-3024",)},
    en=(
        "The message type {type} cannot have a button that adds the channel (AC).",
        "Remove the button, or choose AD, or MI with an extra text.",
    ),
    ko=(
        "메시지 유형 {type}에는 채널 추가(AC) 버튼을 쓸 수 없습니다.",
        "버튼을 빼거나, 메시지 유형을 AD(부가 정보가 있으면 MI)로 바꾸세요.",
        "기본형(BA) 또는 부가 정보형(EX) 템플릿에 채널 추가 버튼이 있습니다.",
        "카카오가 템플릿 등록을 거부합니다.",
    ),
)
def add_channel_not_allowed(template: Document, _: Limits) -> Iterator[Place]:
    """A template of the message type BA or EX has a button that adds the channel (AC).

    Kakao refuses to register the template.
    """
    kind = template.get("messageType")
    if kind in ("BA", "EX"):
        for index, button in enumerate(template.get("buttons") or ()):
            if button is not None and button["type"] == "AC":
                yield Place(f"/buttons/{index}", {"type": kind})


# -------------------------------------------------------------------------------- the extra text


@rule(
    ERROR,
    MESSAGES,
    "/extra",
    sources=(
        (KAKAO_CONTENT, "The extra text has at most 500 characters."),
        (LUNASOFT_SEND, "3046: the extra text is too long."),
    ),
    example=template(extra="가" * 501),
    kakao=("3046",),
    unless=_has_only_what_is_sent,
    en=(
        "The extra text has {length} characters; at most {limit} are allowed.",
        "Shorten it by at least {over}.",
    ),
    ko=(
        "부가 정보가 너무 깁니다. 현재 {length}자, 최대 {limit}자입니다.",
        "{over}자 이상 줄이세요.",
        "부가 정보가 500자를 넘습니다.",
        "카카오가 템플릿 등록을 거부합니다.",
    ),
)
def extra_too_long(message: Document, limits: Limits) -> Iterator[Place]:
    """The extra text has more than 500 characters.

    Kakao refuses to register the template.
    """
    yield from too_long("/extra", message.get("extra") or "", limits.extra)


@rule(
    ERROR,
    MESSAGES,
    "/text",
    sources=(
        (KAKAO_CONTENT, "Text, extra text and channel-add text count together."),
        (MTS_SEND, "They must be within the limit of the text."),
        (NHN, "So they are when sent."),
    ),
    example=template("가" * 990, extra="고객센터 1588-0000"),
    kakao=("506", "3014"),
    unless=is_short,
    en=(
        "The text with what is added to it has {length} characters (text {text}, extra text {extra}, channel-add text {channel}); at most {limit} are allowed.",
        "Shorten the text or the extra text by at least {over}.",
    ),
    ko=(
        "본문과 덧붙는 문구를 합해 {length}자입니다(본문 {text}자, 부가 정보 {extra}자, 채널 추가 안내 {channel}자). 최대 {limit}자입니다.",
        "본문이나 부가 정보를 {over}자 이상 줄이세요.",
        "본문, 부가 정보, 채널 추가 안내 문구(채널 추가 버튼이 있으면 34자)를 합해 1,000자를 넘습니다.",
        "카카오가 템플릿 등록을 거부하거나 메시지를 거부합니다.",
    ),
)
def text_with_extra_too_long(message: Document, limits: Limits) -> Iterator[Place]:
    """Text, extra text and, where the channel is added (AD, MI, or an AC button), its text of 34 characters have together more than 1,000.

    Kakao refuses to register the template, or refuses the message.
    """
    text, extra, channel = _lengths(message, limits)
    length = text + extra + channel
    if text <= limits.text < text + min(extra, limits.extra) + channel:
        lengths = {"length": length, "text": text, "extra": extra, "channel": channel}
        yield Place("/text", {**lengths, "limit": limits.text, "over": length - limits.text})


@rule(
    WARNING,
    MESSAGES,
    "/text",
    sources=(
        (NHN, "About 40 characters are needed for the channel-add text."),
        (MTS_SEND, "The channel-add text takes about 40 characters."),
        (LUNASOFT_CENTRE, "The older channel-add text has 36 characters."),
    ),
    example={"text": "가" * 964, "buttons": [ADD_CHANNEL]},
    unless=is_short,
    en=(
        "Text and extra text have {length} characters; beside the channel-add text there is room for {limit} with certainty.",
        "Shorten them by {over}: what Kakao adds has 34 characters or, in older templates, 36; dealers reserve {reserve}.",
    ),
    ko=(
        "본문과 부가 정보를 합해 {length}자입니다. 채널 추가 안내 문구를 생각하면 {limit}자까지가 안전합니다.",
        "{over}자 줄이세요. 덧붙는 안내 문구는 34자(예전 문구는 36자)이며, 딜러사는 {reserve}자를 비워 두도록 안내합니다.",
        "채널 추가 안내 문구가 붙는데, 본문과 부가 정보를 합해 960자를 넘습니다.",
        "안내 문구의 길이는 템플릿마다 달라 1,000자를 넘을 수 있고, 그러면 거부됩니다.",
    ),
)
def no_room_for_channel_text(message: Document, limits: Limits) -> Iterator[Place]:
    """Text and extra text have more than 960 characters where the channel is added (AD, MI, or an AC button).

    The text that Kakao adds is not equally long in all templates: together they may be too long.
    """
    text, extra, channel = _lengths(message, limits)
    room = limits.text - limits.channel_text_reserve
    length = text + extra
    if channel and room < length <= limits.text - channel:
        params = {"length": length, "limit": room, "over": length - room}
        yield Place("/text", {**params, "reserve": limits.channel_text_reserve})


def _lengths(message: Document, limits: Limits) -> tuple[int, int, int]:
    """The lengths of the text, the extra text and the channel-add text."""
    channel = limits.channel_text if adds_channel(message) else 0
    return len(message.get("text") or ""), len(message.get("extra") or ""), channel


# ----------------------------------------------------------------------------------- the emphasis


@rule(
    ERROR,
    TEMPLATE,
    ("/title", "/subtitle"),
    sources=(
        (NHN_ERRORS, "-3016: the emphasis TEXT needs a title and a subtitle."),
        (LUNASOFT_CENTRE, "The emphasis TEXT has both."),
    ),
    example=template(emphasis="TEXT", title="주문 완료"),
    unless=has_no_further_parts,
    codes={"nhn": ("-3016",)},
    en=(
        "The emphasis TEXT needs a title and a subtitle; the {field} is missing.",
        "Add the {field}, or choose another emphasis.",
    ),
    ko=(
        "강조 표기형(TEXT)에는 제목과 보조 문구가 모두 필요합니다. 없는 필드: {field}.",
        "{field} 필드를 추가하거나 다른 강조 표기를 고르세요.",
        "강조 표기(TEXT) 템플릿에 제목(title)이나 보조 문구(subtitle)가 없습니다.",
        "카카오가 템플릿 등록을 거부합니다.",
    ),
)
def emphasis_title_missing(template: Document, _: Limits) -> Iterator[Place]:
    """A template of the emphasis TEXT has no title or no subtitle, or one without emphasis has a subtitle alone.

    Kakao refuses to register the template.
    """
    is_told = template.get("emphasis") == "TEXT"
    if is_told or (emphasis_of(template) == "TEXT" and has(template, "subtitle")):
        for field in ("title", "subtitle"):
            if not has(template, field):
                yield Place(f"/{field}", {"field": field})


@rule(
    ERROR,
    MESSAGES,
    ("/title", "/subtitle"),
    sources=(
        (NHN_ERRORS, "-3027: the emphasis NONE has neither title nor subtitle."),
        (KAKAO_CONTENT, "A template emphasises by text, by image, or by an item list."),
    ),
    example=template(emphasis="NONE", title="주문 완료"),
    unless=_has_only_what_is_sent,
    codes={"nhn": ("-3027",)},
    en=(
        "With the emphasis {emphasis} there cannot be this field: {field}.",
        "Remove it, or choose the emphasis TEXT.",
    ),
    ko=(
        "{emphasis} 강조 표기에는 쓸 수 없는 필드입니다: {field}.",
        "필드를 빼거나 강조 표기를 강조 표기형(TEXT)으로 바꾸세요.",
        "강조 표기가 없는(NONE) 템플릿에 제목이나 보조 문구가 있거나, 아이템 리스트(ITEM_LIST)에 강조 표기 제목이 있습니다.",
        "카카오가 템플릿 등록을 거부하며, 이런 메시지와 일치하는 템플릿도 없습니다.",
    ),
)
def emphasis_title_not_allowed(message: Document, _: Limits) -> Iterator[Place]:
    """A template of the emphasis NONE has a title or a subtitle, or what has an item list has a title.

    Kakao refuses to register the template, so the message matches none.
    """
    emphasis = emphasis_of(message)
    forbidden = {"NONE": ("title", "subtitle"), "ITEM_LIST": ("title",)}.get(emphasis or "", ())
    for field in forbidden:
        if has(message, field) and not (field == "title" and message.get("image")):
            yield Place(f"/{field}", {"emphasis": str(emphasis), "field": field})


@rule(
    ERROR,
    MESSAGES,
    "/subtitle",
    sources=((NHN_ERRORS, "-2000: the subtitle has more than 50 characters."),),
    example=template(title="주문 완료", subtitle="가 " * 26),
    unless=_has_only_what_is_sent,
    en=(
        "The subtitle has {length} characters; at most {limit} are allowed.",
        "Shorten it by at least {over}.",
    ),
    ko=(
        "강조 표기 보조 문구가 너무 깁니다. 현재 {length}자, 최대 {limit}자입니다.",
        "{over}자 이상 줄이세요.",
        "강조 표기 보조 문구가 50자를 넘습니다.",
        "템플릿을 등록할 수 없습니다.",
    ),
)
def subtitle_too_long(message: Document, limits: Limits) -> Iterator[Place]:
    """The subtitle has more than 50 characters.

    The template is not registered.
    """
    yield from too_long("/subtitle", message.get("subtitle") or "", limits.subtitle)


@rule(
    WARNING,
    TEMPLATE,
    "/subtitle",
    sources=((KAKAO_CONTENT, "18 characters of the subtitle are shown on Android, 21 on iOS."),),
    example=template(title="주문 완료", subtitle="가" * 19),
    unless=has_no_further_parts,
    en=(
        "The subtitle has {length} characters; Android shows the first {limit}.",
        "Shorten it by {over}, or put what matters first.",
    ),
    ko=(
        "강조 표기 보조 문구가 {length}자입니다. Android에는 앞의 {limit}자까지만 표시됩니다.",
        "{over}자 이상 줄이거나, 중요한 내용을 앞에 두세요.",
        "강조 표기 보조 문구가 18자를 넘습니다.",
        "Android에서는 18자, iOS에서는 21자를 넘는 부분이 잘립니다.",
    ),
)
def subtitle_truncated(template: Document, limits: Limits) -> Iterator[Place]:
    """The subtitle has more than 18 characters, but is not too long.

    Android shows 18, iOS 21. The rest is cut.
    """
    subtitle = template.get("subtitle") or ""
    if len(subtitle) <= limits.subtitle:
        yield from too_long("/subtitle", subtitle, limits.subtitle_shown)


@rule(
    ERROR,
    TEMPLATE,
    "/image",
    sources=(
        (NHN_ERRORS, "-3032: the emphasis IMAGE needs an image."),
        (LUNASOFT_CENTRE, "The emphasis IMAGE has an image's name and URL."),
    ),
    example=template(emphasis="IMAGE"),
    unless=has_no_further_parts,
    codes={"nhn": ("-3032",)},
    en=(
        "The emphasis IMAGE needs an image.",
        "Add the image, or choose another emphasis.",
    ),
    ko=(
        "이미지형(IMAGE)에는 이미지가 필요합니다.",
        "이미지를 추가하거나 다른 강조 표기를 고르세요.",
        "이미지 강조 표기(IMAGE) 템플릿에 이미지가 없습니다.",
        "카카오가 템플릿 등록을 거부합니다.",
    ),
)
def emphasis_image_missing(template: Document, _: Limits) -> Iterator[Place]:
    """A template of the emphasis IMAGE has no image.

    Kakao refuses to register the template.
    """
    if template.get("emphasis") == "IMAGE" and not has(template, "image"):
        yield Place("/image")


@rule(
    ERROR,
    TEMPLATE,
    "",
    sources=((NHN_ERRORS, "-3035: an item list needs an image, a header, a highlight or a list."),),
    example=template(emphasis="ITEM_LIST"),
    unless=has_no_further_parts,
    codes={"nhn": ("-3035",)},
    en=(
        "The emphasis ITEM_LIST needs at least one of {parts}.",
        "Add one of them, or choose another emphasis.",
    ),
    ko=(
        "아이템 리스트형(ITEM_LIST)에는 {parts} 중 하나 이상이 필요합니다.",
        "하나 이상 추가하거나 다른 강조 표기를 고르세요.",
        "아이템 리스트(ITEM_LIST) 템플릿에 이미지, 헤더, 아이템 하이라이트, 아이템 리스트가 모두 없습니다.",
        "카카오가 템플릿 등록을 거부합니다.",
    ),
)
def item_list_empty(template: Document, _: Limits) -> Iterator[Place]:
    """A template of the emphasis ITEM_LIST has no image, no header, no highlight and no list.

    Kakao refuses to register the template.
    """
    if template.get("emphasis") == "ITEM_LIST" and not any(has(template, p) for p in _ONE_OF):
        yield Place("", {"parts": _ONE_OF})


_ONE_OF = ("image", "header", "highlight", "items")


@rule(
    WARNING,
    TEMPLATE,
    "/items",
    sources=((MTS_CENTRE, "An item list has a list, and an image, a header or a highlight."),),
    example=template(header="주문 안내"),
    unless=has_no_further_parts,
    en=(
        "This item list has no rows (items); some dealers still ask for them.",
        "Add 2 to 10 rows, or ask your dealer whether it registers the template without.",
    ),
    ko=(
        "아이템 리스트(items)가 없습니다. 아직 필수로 요구하는 딜러사가 있습니다.",
        "아이템을 2~10개 추가하거나, 없이도 등록되는지 딜러사에 확인하세요.",
        "아이템 리스트형(ITEM_LIST) 템플릿에 아이템 리스트가 없습니다.",
        "예전 규격에서는 필수라서, 일부 딜러사는 템플릿 등록을 거부합니다.",
    ),
)
def item_list_without_list(template: Document, _: Limits) -> Iterator[Place]:
    """A template of the emphasis ITEM_LIST has an image, a header or a highlight, but no list.

    It was required once, and some dealers still refuse such a template.
    """
    if emphasis_of(template) != "ITEM_LIST" or has(template, "items") or has(template, "summary"):
        return
    if any(has(template, part) for part in _ONE_OF):
        yield Place("/items")


@rule(
    WARNING,
    TEMPLATE,
    tuple(f"/{part}" for part in ITEM_PARTS),
    sources=(
        (SENS, "Header, highlight and items are for templates with an item list only."),
        (KAKAO_CONTENT, "They are the parts of an item list."),
    ),
    example=template(emphasis="NONE", header="주문 안내"),
    kakao=("3030", "3036"),
    unless=has_no_further_parts,
    en=(
        "Only the emphasis ITEM_LIST has this part; here the emphasis is {emphasis}.",
        "Remove it, or choose the emphasis ITEM_LIST.",
    ),
    ko=(
        "아이템 리스트형(ITEM_LIST)에만 쓰는 항목입니다. 현재 강조 표기: {emphasis}.",
        "항목을 빼거나 강조 표기를 아이템 리스트형(ITEM_LIST)으로 바꾸세요.",
        "강조 표기가 아이템 리스트형(ITEM_LIST)이 아닌 템플릿에 헤더, 아이템 하이라이트, 아이템 리스트 또는 아이템 요약정보가 있습니다.",
        "등록되지 않거나, 발송할 때 템플릿 유형이 다르다고 거부됩니다.",
    ),
)
def item_list_not_expected(template: Document, _: Limits) -> Iterator[Place]:
    """A template of another emphasis than ITEM_LIST has a header, a highlight, items or a summary.

    It is not registered, or its messages are refused as of another kind.
    """
    emphasis = template.get("emphasis")
    if emphasis in ("NONE", "TEXT", "IMAGE"):
        for part in ITEM_PARTS:
            if has(template, part):
                yield Place(f"/{part}", {"emphasis": emphasis})


@rule(
    ERROR,
    TEMPLATE,
    "/security",
    sources=(
        (NHN_ERRORS, "-3036: a security template cannot have an item list."),
        (KAKAO_CONTENT, "A security template has no item list."),
    ),
    example=template(items=ROWS, security=True),
    unless=has_no_further_parts,
    codes={"nhn": ("-3036",)},
    en=(
        "A template with an item list cannot be a security template.",
        "Set security to false, or write what the list says into the text.",
    ),
    ko=(
        "아이템 리스트형 템플릿은 보안 템플릿으로 설정할 수 없습니다.",
        "보안 템플릿(security)을 끄거나, 아이템 리스트의 내용을 본문에 쓰세요.",
        "아이템 리스트(ITEM_LIST) 템플릿이 보안 템플릿으로 설정되어 있습니다.",
        "카카오가 템플릿 등록을 거부합니다.",
    ),
)
def item_list_secure(template: Document, _: Limits) -> Iterator[Place]:
    """A template with an item list is a security template.

    Kakao refuses to register the template.
    """
    if template.get("security") and emphasis_of(template) == "ITEM_LIST":
        yield Place("/security")


# ------------------------------------------------------------- preview, security and the category


@rule(
    ERROR,
    TEMPLATE,
    "/preview",
    sources=((KAKAO_CONTENT, "The preview message cannot contain variables."),),
    example=template(preview="#{이름}님, 주문 완료"),
    unless=has_no_further_parts,
    en=("The preview cannot contain a variable.", "Write it as fixed text."),
    ko=(
        "미리보기 메시지에는 변수를 쓸 수 없습니다.",
        "고정 문구로 쓰세요.",
        "미리보기 메시지에 변수가 있습니다.",
        "카카오가 템플릿 등록을 거부합니다.",
    ),
)
def preview_with_variable(template: Document, _: Limits) -> Iterator[Place]:
    """The preview contains a variable.

    Kakao refuses to register the template.
    """
    for found in islice(VARIABLE.finditer(template.get("preview") or ""), MOST_PLACES):
        yield Place("/preview", span=found.span())


@rule(
    ERROR,
    MESSAGES,
    "/preview",
    sources=(
        (KAKAO_CONTENT, "The preview message has at most 40 characters."),
        (MTS_CENTRE, "templatePreviewMessage: 40 characters."),
    ),
    example=template(preview="가" * 41),
    unless=_has_only_what_is_sent,
    en=(
        "The preview has {length} characters; at most {limit} are allowed.",
        "Shorten it by at least {over}.",
    ),
    ko=(
        "미리보기 메시지가 너무 깁니다. 현재 {length}자, 최대 {limit}자입니다.",
        "{over}자 이상 줄이세요.",
        "미리보기 메시지가 40자를 넘습니다.",
        "카카오가 템플릿 등록을 거부합니다.",
    ),
)
def preview_too_long(message: Document, limits: Limits) -> Iterator[Place]:
    """The preview has more than 40 characters.

    Kakao refuses to register the template.
    """
    yield from too_long("/preview", message.get("preview") or "", limits.preview)


@rule(
    ERROR,
    TEMPLATE,
    "/preview",
    sources=((KAKAO_CONTENT, "A security template cannot have a preview message."),),
    example=template(preview="주문이 완료되었습니다.", security=True),
    unless=has_no_further_parts,
    en=(
        "A security template cannot have a preview.",
        "Remove the preview, or set security to false.",
    ),
    ko=(
        "보안 템플릿에는 미리보기 메시지를 쓸 수 없습니다.",
        "미리보기 메시지를 빼거나 보안 템플릿(security)을 끄세요.",
        "보안 템플릿에 미리보기 메시지가 있습니다.",
        "카카오가 템플릿 등록을 거부합니다.",
    ),
)
def preview_on_secure(template: Document, _: Limits) -> Iterator[Place]:
    """A security template has a preview.

    Kakao refuses to register the template.
    """
    if template.get("security") and has(template, "preview"):
        yield Place("/preview")


_category = re.compile("[0-9]{6}").fullmatch


@rule(
    ERROR,
    TEMPLATE,
    "/category",
    sources=((LUNASOFT_CENTRE, "525: a category is a code of six digits, group and item."),),
    example=template(category="0001"),
    kakao=("525",),
    unless=has_no_further_parts,
    en=(
        "A category is a code of six digits.",
        "Take it from Kakao's list of categories, such as 001001.",
    ),
    ko=(
        "카테고리는 숫자 6자리 코드여야 합니다.",
        "카카오의 카테고리 목록에서 고르세요. 예: 001001",
        "카테고리 코드가 숫자 6자리가 아닙니다.",
        "카카오가 템플릿 등록을 거부합니다.",
    ),
)
def bad_category_code(template: Document, _: Limits) -> Iterator[Place]:
    """A category's code is not six digits.

    Kakao refuses to register the template.
    """
    category = template.get("category")
    if category is not None and not _category(category):
        yield Place("/category")


# ------------------------------------------------------------------------------------ when sending


@rule(
    NOTE,
    ("message",),
    ("/subtitle", "/extra", "/preview", "/security"),
    sources=((LUNASOFT_SEND, "5.4, 5.5: a message has no such fields; they are the template's."),),
    example={"text": DONE, "extra": "고객센터 1588-0000"},
    unless=_has_only_what_is_sent,
    en=(
        "This belongs to the template: Kakao takes it from there.",
        "Leave it out of the message.",
    ),
    ko=(
        "템플릿에 등록하는 항목입니다. 카카오가 템플릿에서 가져옵니다.",
        "메시지에서는 빼도 됩니다.",
        "강조 표기 보조 문구, 부가 정보, 미리보기 메시지 또는 보안 템플릿 여부가 메시지에 있습니다.",
        "발송 요청에는 이런 필드가 없습니다. 값을 바꾸어도 수신자에게 보이는 내용은 달라지지 않습니다.",
    ),
)
def template_part_sent(message: Document, _: Limits) -> Iterator[Place]:
    """A message has a subtitle, an extra text, a preview or a security mark.

    No request has a field for it: what is written there changes nothing that the recipient sees.
    """
    for part in ("subtitle", "extra", "preview", "security"):
        if has(message, part):
            yield Place(f"/{part}")
