"""Asks the rules: what is found in a message, in a document that the structure has read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice
from typing import Any, Final, cast

from alimtalk_rules.documents import Image, Message
from alimtalk_rules.images import ImageFacts
from alimtalk_rules.limits import MOST_FINDINGS, Limits
from alimtalk_rules.profiles import INFOBIP, KAKAO
from alimtalk_rules.report import Choices, Finding, Report, finding, in_order, with_findings
from alimtalk_rules.rules import IMAGE_RULES, MESSAGE_RULES, THUMBNAIL_RULES, Rules
from alimtalk_rules.rules.combination import GUIDES, combination_of
from alimtalk_rules.rules.rule import Find, Rule
from alimtalk_rules.rules.seen import Seen
from alimtalk_rules.structure import read as read_structure
from alimtalk_rules.structure.beyond import told_once


def message_report(message: object, chosen: Choices) -> Report:
    """What is found in a message by itself."""
    profile = chosen.profile
    read, faults = read_structure(message, profile.message, profile.limits, ignored=chosen.ignored)
    seen = Seen(read)
    found = found_by(MESSAGE_RULES, read, seen, chosen)
    of_images = found_in_images(read, chosen) if seen.image or "highlight" in read else ()
    is_whole = read is message
    if is_whole and not found and not of_images:
        if profile.message == INFOBIP.message and profile.name == INFOBIP.name:
            return _FINE[seen.title != "", seen.image is not None, seen.buttons != []]
        return fine_report("message", combination_of(read), profile=profile.name)
    if faults and profile.message != KAKAO.message:
        faults = [*told_once(message, faults, KAKAO, KAKAO.message)]
    findings = in_order(chain(faults, found, of_images), chosen)
    return Report("message", findings, combination_of(read), profile=profile.name)


_FINE: Final = {
    ("title" in parts, "image" in parts, "buttons" in parts): Report("message", combination=parts)
    for parts in GUIDES
}
"""The report on a message in which nothing is found, by whether it has title, image, buttons."""


@lru_cache(maxsize=1024)  # a campaign has one: to make it anew would take as long as to match
def fine_report(
    document: str, combination: str | None = None, *, template: str | None = None, profile: str
) -> Report:
    """The report on a document in which nothing is found."""
    return Report(document, combination=combination, template=template, profile=profile)


def once_each(found: Iterable[Finding], unlike: Iterable[Finding]) -> Iterator[Finding]:
    """What is found in messages, and beside their templates what is not that again."""
    told = set()
    for each in found:
        told.add((each.rule, each.path))
        yield each
    for each in unlike:
        if (_IN_MESSAGES.get(each.rule, each.rule), each.path) not in told:
            yield each


def beside_template(report: Report, unlike: Iterable[Finding], chosen: Choices) -> Report:
    """The report on a message, with what is found beside its template and is not that again."""
    every = [*once_each(report.findings, unlike)]
    return with_findings(report, every[len(report.findings) :], chosen)


_IN_MESSAGES: Final = {"variable-in-value": "unfilled-variable"}
"""What a rule of matches is called where a message is checked by itself."""


def found_by(
    rules: Rules,
    document: Any,
    seen: Seen | ImageFacts | None,
    chosen: Choices,
) -> Iterable[Finding]:
    """What the rules find in a document as the structure read it; ``()`` if certainly nothing."""
    limits = chosen.profile.limits
    to_ask = rules.to_ask(seen, limits)
    return (
        chain.from_iterable(
            found_by_rule(rule, document, limits)
            for rule in to_ask
            if rule.name not in chosen.ignored
        )
        if to_ask
        else ()
    )


def found_by_rule(rule: Rule, document: Any, limits: Limits) -> Iterator[Finding]:
    """What a rule finds: as much as can be shown, and one more to tell that there is more."""
    places = cast("Find", rule.find)(document, limits)
    for place in islice(places, MOST_FINDINGS + 1):
        yield finding(rule.name, place.path, place.params, span=place.span, related=place.related)


def found_in_images(
    read: Message, chosen: Choices, measured: ImageFacts | None = None
) -> list[Finding]:
    """What is found in the image, as told or as measured, and in the highlight's thumbnail."""
    found = _found_in_image(IMAGE_RULES, "/image", measured or read.get("image"), chosen)
    if highlight := read.get("highlight"):
        place = "/highlight/image"
        found += _found_in_image(THUMBNAIL_RULES, place, highlight.get("image"), chosen)
    return found


def _found_in_image(
    rules: Rules, place: str, image: ImageFacts | Image | None, chosen: Choices
) -> list[Finding]:
    if image is None:
        return []
    facts = image if isinstance(image, ImageFacts) else facts_of(image)
    found = found_by(rules, facts, facts, chosen)
    return [replace(each, path=f"{place}{each.path}") for each in found]


def facts_of(image: Image) -> ImageFacts:
    """The facts that a document tells of an image."""
    get = image.get
    return _told(get("format"), get("width"), get("height"), get("bytes"), get("sha256"))


@lru_cache(maxsize=1024)  # a campaign has one image: its facts anew would take as long as all
def _told(
    format_: str | None,
    width: float | None,
    height: float | None,
    size: float | None,
    sha256: str | None,
) -> ImageFacts:
    w, h, b = (None if each is None else int(each) for each in (width, height, size))  # 800.0
    return ImageFacts(format=format_, width=w, height=h, bytes=b, sha256=sha256)
