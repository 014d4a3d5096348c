"""A message as KakaoTalk draws it: its parts in their order, each with its faults."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from alimtalk_rules.images import ImageFacts
from alimtalk_rules.limits import MOST_DRAWN, MOST_LETTERS, Limits
from alimtalk_rules.payloads.parts import items_of, members_of
from alimtalk_rules.preview.marks import Line, Marks, Noted
from alimtalk_rules.preview.phrases import button_type, said
from alimtalk_rules.preview.places import name_of, place_in_words
from alimtalk_rules.rules.parts import STRIKE, text_limit, without_strike
from alimtalk_rules.rules.text import title_shown
from alimtalk_rules.structure.plain import plain, plain_or_none
from alimtalk_rules.templates.total import count_template


class Embedded(NamedTuple):
    """An image file to be shown in the page.

    Attributes:
        facts: what was measured of it.
        data: its bytes; None if they are not to be shown.
    """

    facts: ImageFacts
    data: bytes | None = None


class Picture(NamedTuple):
    """An image in its place.

    Attributes:
        facts: what is known of it, for people.
        url: the image itself as a ``data:`` URL; empty if it is not shown.
        noted: its faults.
    """

    facts: str
    url: str = ""
    noted: Sequence[Noted] = ()


class Pair(NamedTuple):
    """A title and what it is the title of: a row of the item list, the highlight, the summary."""

    title: Line
    description: Line
    noted: Sequence[Noted] = ()
    is_beyond: bool = False
    is_struck: bool = False
    picture: Picture | None = None


class Pressed(NamedTuple):
    """A button, or a quick reply; ``noted`` has the faults of all but its name."""

    name: Line
    kind: str
    noted: Sequence[Noted] = ()
    is_beyond: bool = False


class Group(NamedTuple):
    """Several of one kind: those that are drawn, and how many are not."""

    members: Sequence[Any] = ()
    noted: Sequence[Noted] = ()
    left_out: int = 0

    def __bool__(self) -> bool:
        return bool(self.members or self.noted)


class Section(NamedTuple):
    """What nobody sees in the bubble, such as where a button leads: names and strings."""

    title: str
    rows: Sequence[tuple[str, Line]]


class Count(NamedTuple):
    """How long something is in code points, and how long it may be."""

    length: int
    limit: int

    @property
    def is_over(self) -> bool:
        """True if it is too long."""
        return self.length > self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """What a phone shows of a message, and what it does not show.

    A part that the message does not have is None, or empty.

    Attributes:
        lang: of the message: ``"ko"`` if there is any Hangul in its text.
        instead: what is said where it has no text.
        count: how long the text is.
        together: the same with what Kakao adds to it; None if that is nothing.
        behind: what is not seen in the bubble.
        noted: the faults that have no other place.
    """

    lang: str
    image: Picture | None
    subtitle: Line | None
    title: Line | None
    is_struck: bool
    header: Line | None
    highlight: Pair | None
    items: Group
    summary: Pair | None
    instead: str
    text: Line
    extra: Line | None
    adds_channel: bool
    count: Count
    together: Count | None
    buttons: Group
    replies: Group
    behind: Sequence[Section]
    noted: Sequence[Noted]


_HANGUL: Final = re.compile("[가-힣]")
_REGISTERED: Final = ("code", "name", "messageType", "emphasis", "category", "preview", "security")
_LINKS: Final = ("urlMobile", "urlPc", "schemeAndroid", "schemeIos")
_FURTHER: Final = (
    *("target", "chatExtra", "chatEvent", "bizFormId", "pluginId"),
    *("relayId", "oneClickId", "productId", "telNumber"),
)


class Drawing:
    """Draws one message, however broken: what is of a wrong type counts as absent.

    Args:
        message: a message or a template.
        marks: its faults.
        lang: the language of what is said about it.
        limits: what it is held to.
        is_template: whether it is a template.
    """

    def __init__(
        self, message: object, marks: Marks, lang: str, limits: Limits, *, is_template: bool
    ) -> None:
        self._message = members_of(message)
        self._marks = marks
        self._lang = lang
        self._limits = limits
        self._is_sent = not is_template

    def bubble(
        self,
        image: Embedded | None = None,
        thumbnail: Embedded | None = None,
        further: Sequence[Section] = (),
        instead: str = "",
    ) -> Bubble:
        """The whole bubble.

        Args:
            image: its image, if that is to be shown.
            thumbnail: likewise, the small one beside the highlight.
            further: what is to be told below it.
            instead: what is said where it has no text, if not that.
        """
        message, limits = self._message, self._limits
        text = _string(message, "text") or ""
        title = _string(message, "title") or ""
        shown = self._marks.shown("/text", text)
        lengths = count_template({**message, "text": shown})
        has_more = lengths.total > lengths.text
        return Bubble(
            lang="ko" if _HANGUL.search(text) else "en",
            image=self._picture("/image", message.get("image"), image),
            subtitle=self._cut_line("subtitle", limits.subtitle_shown, limits.subtitle_shown_ios),
            title=self._cut_line("title", limits.title_shown, limits.title_shown_ios),
            is_struck=self._is_struck(title),
            header=self._line("header"),
            highlight=self._highlight(thumbnail),
            items=self._items(),
            summary=self._pair("/summary", message.get("summary")),
            instead=instead or said(self._lang, "no-text"),
            text=self._marks.line("/text", text, most=max(MOST_LETTERS, limits.text)),
            extra=self._line("extra"),
            adds_channel=lengths.channel_text > 0,
            count=Count(lengths.text, text_limit(message, limits)),
            together=Count(lengths.total, limits.text) if has_more else None,
            buttons=self._pressed("buttons", self._most_buttons()),
            replies=self._pressed("quickReplies", limits.quick_replies),
            behind=[*further, *self._behind()],
            noted=self._marks.rest(""),
        )

    # ---------------------------------------------------------------------- strings

    def _line(self, name: str) -> Line | None:
        string = _string(self._message, name)
        return None if string is None else self._marks.line(f"/{name}", string)

    def _cut_line(self, name: str, android: int, ios: int) -> Line | None:
        """A title or a subtitle, with marks where phones show no more of it."""
        string, path = _string(self._message, name), f"/{name}"
        if string is None:
            return None
        if self._is_struck(string):
            string = without_strike(string)
        shown = self._marks.shown(path, string)
        systems = [("Android", title_shown(shown, android)), ("iOS", title_shown(shown, ios))]
        cuts = [(at, system) for system, at in systems if at < len(shown.rstrip("\n"))]
        return self._marks.line(path, string, cuts=cuts)

    def _is_struck(self, title: str) -> bool:
        return self._is_sent and title.endswith(STRIKE)

    def _member_line(self, path: str, members: Mapping[str, Any], name: str) -> Line:
        return self._marks.line(f"{path}/{name}", _string(members, name) or "")

    # ---------------------------------------------------------------------- parts

    def _picture(self, path: str, told: object, file: Embedded | None) -> Picture | None:
        if file is None and told is None:
            return None
        members = members_of(told)
        told_facts = {name: plain_or_none(members.get(name)) for name in _FACTS}
        facts = file.facts.to_dict() if file else told_facts
        url = ""
        if file and file.data and file.facts.format in _MIME:
            url = f"data:{_MIME[file.facts.format]};base64,{b64encode(file.data).decode()}"
        return Picture(_facts_in_words(facts, self._lang), url, self._marks.rest(path))

    def _highlight(self, thumbnail: Embedded | None) -> Pair | None:
        told = self._message.get("highlight")
        members = members_of(told)
        picture = self._picture("/highlight/image", members.get("image"), thumbnail)
        pair = self._pair("/highlight", told)
        return pair and pair._replace(picture=picture)

    def _pair(self, path: str, told: object, *, is_beyond: bool = False) -> Pair | None:
        if told is None:
            return None
        members = members_of(told)
        title = _string(members, "title") or ""
        is_struck = path == "/highlight" and self._is_struck(title)
        title_line = self._marks.line(
            f"{path}/title", without_strike(title) if is_struck else title
        )
        description = self._member_line(path, members, "description")
        return Pair(title_line, description, self._marks.rest(path), is_beyond, is_struck)

    def _items(self) -> Group:
        rows = items_of(self._message.get("items"))
        most = self._limits.items
        pairs = [
            self._pair(f"/items/{index}", members_of(row), is_beyond=index >= most)
            for index, row in enumerate(rows[:MOST_DRAWN])
        ]
        return Group(pairs, self._marks.rest("/items"), len(rows) - len(pairs))

    def _most_buttons(self) -> int:
        if items_of(self._message.get("quickReplies")):
            return self._limits.buttons_beside_quick_replies
        return self._limits.buttons

    def _pressed(self, part: str, most: int) -> Group:
        listed = items_of(self._message.get(part))
        drawn = []
        for index, each in enumerate(listed[:MOST_DRAWN]):
            path, members = f"/{part}/{index}", members_of(each)
            name = self._member_line(path, members, "name")
            kind = _string(members, "type") or ""
            drawn.append(Pressed(name, kind, self._marks.rest(path), index >= most))
        return Group(drawn, self._marks.rest(f"/{part}"), len(listed) - len(drawn))

    # ---------------------------------------------------------------------- behind the bubble

    def _behind(self) -> Iterator[Section]:
        for part, title in (("buttons", "button"), ("quickReplies", "reply")):
            for index, each in enumerate(items_of(self._message.get(part))[:MOST_DRAWN]):
                members = members_of(each)
                kind = button_type(plain(members.get("type")), self._lang)
                named = said(self._lang, title, number=index + 1, kind=kind)
                yield from self._section(named, f"/{part}/{index}", members, (*_LINKS, *_FURTHER))
        link = members_of(self._message.get("representLink"))
        title = place_in_words("/representLink", self._lang)
        yield from self._section(title, "/representLink", link, _LINKS)
        title = said(self._lang, "template-facts")
        yield from self._section(title, "", self._message, _REGISTERED)

    def _section(
        self, title: str, path: str, members: Mapping[str, Any], names: Sequence[str]
    ) -> Iterator[Section]:
        """The strings of an object that stand in no bubble, if it has any."""
        rows = []
        for name in names:
            value = plain_or_none(members.get(name))
            if isinstance(value, bool):
                value = said(self._lang, "yes" if value else "no")
            if isinstance(value, str | int):
                line = self._marks.line(f"{path}/{name}", str(value))
                label = (
                    name_of(name, self._lang) if path else place_in_words(f"/{name}", self._lang)
                )
                rows.append((label, line))
        if rows:
            yield Section(title, rows)


_FACTS: Final = ("format", "width", "height", "bytes")
_MIME: Final = {"jpeg": "image/jpeg", "png": "image/png"}


def _facts_in_words(facts: Mapping[str, object], lang: str) -> str:
    """What is known of an image, such as ``800 × 400 px · JPEG · 47 KB``."""
    told = []
    match facts:
        case {"width": int(width), "height": int(height)}:
            told.append(said(lang, "pixels", width=width, height=height))
    match facts:
        case {"format": ("jpeg" | "png") as form}:
            told.append(form.upper())
    match facts:
        case {"bytes": int(size)}:
            told.append(said(lang, "kilobytes", size=size / 1024))
    return " · ".join(told)


def _string(members: Mapping[str, Any], name: str) -> str | None:
    value = plain(members.get(name))
    return value if isinstance(value, str) else None
