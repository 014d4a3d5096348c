"""What is found in a document that is drawn, its image files included."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Final

from alimtalk_rules.check import ImageKind, Kind, check_image, check_template, document_checker
from alimtalk_rules.images import ImageSource, read_image
from alimtalk_rules.images.sources import take
from alimtalk_rules.limits import MOST_EMBEDDED
from alimtalk_rules.preview.bubble import Embedded
from alimtalk_rules.preview.views import Look
from alimtalk_rules.profiles import Profile, Severity
from alimtalk_rules.report import NO_CHANGES, Finding, Report, choices, with_findings
from alimtalk_rules.rules import IMAGE_RULES, THUMBNAIL_RULES
from alimtalk_rules.templates.book import TemplateBook


def embedded(source: ImageSource, profile: Profile) -> Embedded:
    """An image with what was measured of it; without its bytes if it is much too large.

    Raises:
        OSError: the file cannot be opened or read.
        TypeError: the source is no path, no bytes and no binary file object.
    """
    most = max(MOST_EMBEDDED, profile.limits.image_bytes + 1)
    data, size, name = take(source, most)
    facts = replace(read_image(data, profile=profile), bytes=size, name=name)
    return Embedded(facts, data if size <= MOST_EMBEDDED else None)


_OF_IMAGES: Final[Mapping[str, tuple[ImageKind, frozenset[str]]]] = {
    "/image": ("image", frozenset(rule.name for rule in IMAGE_RULES.rules)),
    "/highlight/image": ("thumbnail", frozenset(rule.name for rule in THUMBNAIL_RULES.rules)),
}
"""For each place of an image what it is, and the rules that judge it."""


def checker(
    look: Look,
    *,
    kind: Kind | None = None,
    gateway: str | None = None,
    templates: TemplateBook | None = None,
    ignore: Collection[str] = (),
    severity: Mapping[str, Severity | str] = NO_CHANGES,
) -> Callable[[object], Report]:
    """What checks a document with the images of ``look``: what they are said to be does not count.

    Raises:
        TypeError: an option is of a wrong type.
        ValueError: there is no such kind, gateway, rule or severity.
    """
    profile = look.profile
    check = document_checker(
        kind, gateway, templates=templates, profile=profile, ignore=ignore, severity=severity
    )
    chosen = choices(profile, ignore, severity)
    of_files = [*_found_in_files(look)]
    places = {place for place, file in _files_of(look).items() if file}

    def checked(document: object) -> Report:
        report = check(document)
        if not places or report.gateway or report.document == "payload":  # no image has a place
            return report
        if report.document == "template" and look.image:
            facts = look.image.facts
            report = check_template(
                document, image=facts, profile=profile, ignore=ignore, severity=severity
            )
        told = (found for found in report.findings if not _is_of_image(found, places))
        return with_findings(replace(report, findings=tuple(told)), of_files, chosen)

    return checked


def _files_of(look: Look) -> Mapping[str, Embedded | None]:
    return dict(zip(_OF_IMAGES, (look.image, look.thumbnail), strict=True))


def _found_in_files(look: Look) -> Iterator[Finding]:
    for place, file in _files_of(look).items():
        if file:
            report = check_image(file.facts, kind=_OF_IMAGES[place][0], profile=look.profile)
            yield from (replace(each, path=f"{place}{each.path}") for each in report.findings)


def _is_of_image(found: Finding, places: Collection[str]) -> bool:
    """True if a rule about images found it at one of the places."""
    return any(
        f"{found.path}/".startswith(f"{place}/") and found.rule in _OF_IMAGES[place][1]
        for place in places
    )
