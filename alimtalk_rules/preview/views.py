"""What a page shows of a document: its messages as bubbles, and beside them what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Final, NamedTuple

from alimtalk_rules.limits import MOST_LETTERS, MOST_VALUES, Limits
from alimtalk_rules.preview.bubble import Bubble, Drawing, Embedded, Section
from alimtalk_rules.preview.marks import Marks, Noted, PartsOf, legible, masked, no_parts
from alimtalk_rules.preview.phrases import said
from alimtalk_rules.preview.places import place_in_words
from alimtalk_rules.preview.values import Beside, parts_of_template, parts_when_filled
from alimtalk_rules.profiles import INFOBIP, Profile
from alimtalk_rules.report import Finding, Report
from alimtalk_rules.rules import RULES
from alimtalk_rules.templates.book import TemplateBook


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How documents are shown.

    Attributes:
        lang: the language of what is said about them.
        profile: what they are held to; of a gateway's documents the default only with the numbers
            that differ in it, over the gateway's own.
        is_masked: whether letters and digits of messages are hidden.
        draws_all: whether documents are drawn in which nothing is found.
        values: what stands in the place of a template's variables, by their names.
        image: the image of all messages, if there is one.
        thumbnail: likewise, the one beside the highlight.
        templates: the approved templates with which messages were compared, if they were.
    """

    lang: str = "en"
    profile: Profile = INFOBIP
    is_masked: bool = False
    draws_all: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    image: Embedded | None = None
    thumbnail: Embedded | None = None
    templates: TemplateBook | None = None

    def approved(self, code: str | None) -> object:
        """The approved template of a code, or None."""
        return None if self.templates is None or code is None else self.templates.get(code)


class View(NamedTuple):
    """One message: bubbles side by side, what was found, and what variables stand for.

    Attributes:
        title: what it is, where a document has several; or empty.
        bubbles: each with what it is.
        noted: what was found.
        variables: what each variable of the template stands for.
    """

    title: str
    bubbles: Sequence[tuple[str, Bubble]]
    noted: Sequence[Noted]
    variables: Sequence[tuple[str, str]] = ()


class Shown(NamedTuple):
    """A document on a page.

    Attributes:
        name: where it comes from.
        report: what was found in it.
        views: its messages.
        around: what was found around its messages.
        left_out: how many of its messages are not drawn.
    """

    name: str
    report: Report
    views: Sequence[View]
    around: Sequence[Noted] = ()
    left_out: int = 0


# --------------------------------------------------------------------------- numbers


class Located(NamedTuple):
    """A finding, and where it is in the message that is drawn.

    Attributes:
        path: JSON Pointer in the names of this library.
        found: the finding.
        place: its words; none to make them of the path.
    """

    path: str
    found: Finding
    place: str = ""


_FROM_THE_TOP: Final = (
    *("", "image", "subtitle", "title", "header", "highlight", "items", "summary", "text", "extra"),
    *("buttons", "quickReplies", "templateCode", "destinations", "failover", "representLink"),
)
"""The parts of a message in the order in which they are drawn; others are last."""


def numbered(located: Iterable[Located], lang: str, begin: int = 1) -> list[Noted]:
    """The findings with numbers from the top of the bubble to its end."""
    return [
        Noted(number, each.found, each.path, each.place or place_in_words(each.path, lang))
        for number, each in enumerate(sorted(located, key=_from_the_top), begin)
    ]


def _from_the_top(each: Located) -> tuple[Any, ...]:
    part, *rest = each.path.split("/")[1:] or [""]
    order = _FROM_THE_TOP.index(part) if part in _FROM_THE_TOP else len(_FROM_THE_TOP)
    steps = [(0, int(step), "") if step.isdecimal() else (1, 0, step) for step in rest]
    return order, steps, each.found.span or (0, 0)


# --------------------------------------------------------------------------- one message


class Message(NamedTuple):
    """A message that is drawn.

    Attributes:
        document: the message or template itself.
        limits: what it is held to.
        approved: the template that it stands beside; None if it stands alone.
        is_template: whether it is a template itself.
        values: with what the gateway fills ``document``, which is the template then; None if the
            message is sent as it is.
        title: what it is called, where a document has several.
        further: what else is told below it.
    """

    document: object
    limits: Limits
    approved: object = None
    is_template: bool = False
    values: Mapping[str, str] | None = None
    title: str = ""
    further: Callable[[Marks], Iterable[Section]] = lambda _: ()


def view_of(message: Message, noted: Sequence[Noted], look: Look) -> View:
    """A message by itself, or beside its template."""
    if message.approved is not None and message.values is None:
        return _beside(message, noted, look)
    document, is_template, lang = message.document, message.is_template, look.lang
    parts_of: PartsOf = no_parts
    caption, instead = "phone", ""
    if message.values is not None:
        parts_of = parts_when_filled(document, message.values)
        caption, instead = "filled", said(lang, "filled-later")
    elif is_template:
        parts_of = parts_of_template(document, look.values)
    marks = Marks(noted, lang, parts_of, is_masked=look.is_masked and not is_template)
    drawing = Drawing(document, marks, lang, message.limits, is_template=is_template)
    further = [*message.further(marks)]
    bubble = drawing.bubble(look.image, look.thumbnail, further, instead)
    values = _legible((message.values or {}).items(), look)
    return View(message.title, [(said(lang, caption), bubble)], noted, values)


def _beside(message: Message, noted: Sequence[Noted], look: Look) -> View:
    document, limits, approved, lang = message.document, message.limits, message.approved, look.lang
    beside = Beside(document, approved, [(each.path, each.found) for each in noted])
    left = Marks(_on_template(noted, beside), lang, parts_of_template(approved, {}))
    right = Marks(noted, lang, beside.parts_of, is_masked=look.is_masked)
    of_template = Drawing(approved, left, lang, limits, is_template=True)
    of_message = Drawing(document, right, lang, limits, is_template=False)
    images = (look.image, look.thumbnail)
    bubbles = [
        (said(lang, "approved"), of_template.bubble(*images)),
        (said(lang, "message"), of_message.bubble(*images, [*message.further(right)])),
    ]
    return View(message.title, bubbles, noted, _legible(beside.values(), look))


def _legible(values: Iterable[tuple[str, str]], look: Look) -> list[tuple[str, str]]:
    """The values of variables as far as they help, and may be shown."""
    some = ((name[:MOST_LETTERS], value[:MOST_LETTERS]) for name, value in values)
    return [
        (legible(name), legible(masked(value) if look.is_masked else value))
        for name, value in islice(some, MOST_VALUES)
    ]


def _on_template(noted: Iterable[Noted], beside: Beside) -> Iterator[Noted]:
    """What was found beside a template, where it is in the template."""
    for each in noted:
        if each.found in beside.on_template:
            found = replace(each.found, span=beside.on_template[each.found])
            yield each._replace(found=found)
        elif each.found.span is None and "match" in RULES[each.found.rule].documents:
            yield each
