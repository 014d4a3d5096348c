r"""The strike-through, \s: where it may stand in a sent title, and that it is never registered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.characters import strings_of
from alimtalk_rules.rules.examples import DONE, template
from alimtalk_rules.rules.parts import STRIKE, STRUCK, Document
from alimtalk_rules.rules.rule import ERROR, WARNING, Place, rule
from alimtalk_rules.rules.seen import ordinary
from alimtalk_rules.rules.sources import KAKAO_CONTENT, NHN_ERRORS
from alimtalk_rules.rules.where import NAMES, SENT, SHOWN, TEMPLATE

_strike = re.compile(r"(?<![\\:])\\s(?![A-Za-z])").finditer
"""Not what stands in a path, such as \\\\server and C:\\source."""


@rule(
    ERROR,
    TEMPLATE,
    STRUCK,
    sources=(
        (NHN_ERRORS, r"-3047: a template's title cannot end with \s."),
        (KAKAO_CONTENT, r"\s is added when sending."),
    ),
    example=template(title=r"정가 12,000원\s"),
    unless=ordinary,
    codes={"nhn": ("-3047",)},
    en=(
        r"A template's title cannot end with \s.",
        r"Register it without \s, and add \s to the title of the messages that are sent.",
    ),
    ko=(
        r"템플릿의 제목은 \s로 끝날 수 없습니다.",
        r"\s 없이 등록하고, 발송하는 메시지의 제목 끝에 \s를 붙이세요.",
        r"템플릿의 강조 표기 제목 또는 아이템 하이라이트 제목이 취소선 표기(\s)로 끝납니다.",
        "카카오가 템플릿 등록을 거부합니다. 취소선은 발송할 때만 지정합니다.",
    ),
)
def strike_through_registered(document: Document, _: Limits) -> Iterator[Place]:
    r"""A template's title, or its highlight's, ends with \s, which strikes a sent title through.

    Kakao refuses to register the template.
    """
    for path, title in (
        ("/title", document.get("title")),
        ("/highlight/title", (document.get("highlight") or {}).get("title")),
    ):
        if title and title.endswith(STRIKE):
            yield Place(path, span=(len(title) - len(STRIKE), len(title)))


@rule(
    WARNING,
    SENT,
    ("/text", *SHOWN, *NAMES),
    sources=(
        (
            KAKAO_CONTENT,
            r"\s strikes through at the end of the title or the highlight's; elsewhere it is shown.",
        ),
    ),
    example={"text": DONE, "title": r"\s정가 12,000원"},
    unless=ordinary,
    en=(
        r"\s strikes a title through only at its end.",
        r"Move it to the end of the title or of the highlight's title, or remove it.",
    ),
    ko=(
        r"\s는 제목 끝에 있을 때만 취소선으로 표시됩니다.",
        "강조 표기 제목 또는 아이템 하이라이트 제목의 끝으로 옮기거나 지우세요.",
        r"취소선 표기(\s)가 강조 표기 제목이나 아이템 하이라이트 제목의 끝이 아닌 곳에 있습니다.",
        r"수신자에게 \s가 그대로 보이거나, 승인된 템플릿과 일치하지 않습니다.",
    ),
)
def strike_through_misplaced(message: Document, limits: Limits) -> Iterator[Place]:
    r"""\s stands elsewhere than at the end of the title or of the highlight's title.

    Readers see it as it is, or the message does not equal the template.
    """
    for path, string in strings_of(message, limits):
        for found in _strike(string):
            if not (path in STRUCK and found.end() == len(string)):
                yield Place(path, span=found.span())
                break
