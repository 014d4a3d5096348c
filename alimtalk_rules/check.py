"""The checks, each a short paragraph: the structure first, then the rules on what it left."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any, Final, Literal

from alimtalk_rules.asking import (
    facts_of,
    found_by,
    found_by_rule,
    found_in_images,
    message_report,
    once_each,
)
from alimtalk_rules.documents import Image, Message
from alimtalk_rules.images import ImageFacts, ImageSource, read_image
from alimtalk_rules.limits import MOST_FINDINGS
from alimtalk_rules.payloads import GATEWAYS, gateway_named, recognized
from alimtalk_rules.payloads.gateway import Form, Gateway
from alimtalk_rules.payloads.parts import (
    Filling,
    Part,
    everywhere,
    fillings_of,
    lacking_in,
    others_in,
    parts_of,
    request_of,
)
from alimtalk_rules.profiles import INFOBIP, KAKAO, Profile, Severity
from alimtalk_rules.report import (
    NO_CHANGES,
    Choices,
    Finding,
    Report,
    choices,
    finding,
    in_order,
    with_findings,
)
from alimtalk_rules.rules import (
    IMAGE_RULES,
    PAYLOAD_RULES,
    REQUEST_RULES,
    RULES,
    TEMPLATE_RULES,
    THUMBNAIL_RULES,
    Rules,
)
from alimtalk_rules.rules.combination import combination_of
from alimtalk_rules.rules.links import OF_IMAGES
from alimtalk_rules.rules.seen import Seen
from alimtalk_rules.structure import read as read_structure
from alimtalk_rules.structure.beyond import told_once
from alimtalk_rules.structure.openings import opened, sent_path
from alimtalk_rules.templates.book import TemplateBook
from alimtalk_rules.templates.compiled import CompiledTemplate
from alimtalk_rules.templates.difference import Budget
from alimtalk_rules.templates.filling import TemplateValueError, render_template
from alimtalk_rules.templates.placing import placed
from alimtalk_rules.templates.slots import is_code, read_slots

Kind = Literal["message", "template", "payload"]
"""What a document in JSON can be."""

ImageKind = Literal["image", "thumbnail"]
"""What an image is for: the large one, or the small square one beside a highlight."""


def check_message(
    message: object,
    *,
    profile: Profile | str = INFOBIP,
    ignore: Collection[str] = (),
    severity: Mapping[str, Severity | str] = NO_CHANGES,
) -> Report:
    """Check a message as it is sent, its variables filled.

    Args:
        message: a JSON object as ``json.loads`` gives it; ``schemas/message.schema.json``
            describes it. Anything else gives a report with errors.
        profile: what to hold it to, such as ``"kakao"``; Infobip's guide by default.
        ignore: names of rules whose findings are left out.
        severity: rules that are to be of another severity, such as
            ``{"foreign-letters": "error"}``.

    Raises:
        TypeError: an option is of a wrong type.
        ValueError: there is no such profile, rule or severity.
    """
    return message_report(message, choices(profile, ignore, severity))


def check_template(
    template: object,
    *,
    image: ImageSource | ImageFacts | None = None,
    profile: Profile | str = INFOBIP,
    ignore: Collection[str] = (),
    severity: Mapping[str, Severity | str] = NO_CHANGES,
) -> Report:
    """Check a template as it is registered, its variables written ``#{name}``.

    The rules of messages hold for it. Its lengths are those of what is registered; names of
    variables, which readers never see, may be in any script; and nothing is said against a URL,
    a scheme or a parcel that a variable could make right.

    Args:
        template: a JSON object as ``json.loads`` gives it; ``schemas/template.schema.json``
            describes it. Anything else gives a report with errors.
        image: the template's image, to be measured: a file's path, its bytes or an open binary
            file; or ``ImageFacts``. What is found in it stands at ``/image``, and the facts that
            the template itself tells are not judged.
        profile: what to hold it to, such as ``"kakao"``; Infobip's guide by default.
        ignore: names of rules whose findings are left out.
        severity: rules that are to be of another severity, such as
            ``{"foreign-letters": "error"}``.

    Raises:
        OSError: the image's file cannot be opened or read.
        TypeError: an argument other than the template is of a wrong type.
        ValueError: there is no such profile, rule or severity.
    """
    chosen = choices(profile, ignore, severity, registered=True)
    held_to = chosen.profile
    read, faults = read_structure(
        template, held_to.template, held_to.limits, ignored=chosen.ignored
    )
    if faults and held_to.template != KAKAO.template:
        faults = [*told_once(template, faults, KAKAO, KAKAO.template)]
    measured = None if image is None else _measured(image, held_to)
    own = read.get("image") or Image()
    if measured is not None:
        read = read | {"image": own}
    found = chain(
        faults,
        found_by(TEMPLATE_RULES, read, Seen(read), chosen),
        found_in_images(read, chosen, measured),
    )
    combination = combination_of(read)
    return _report("template", found, chosen, combination=combination, image=measured)


def check_payload(
    payload: object,
    gateway: str | None = None,
    *,
    templates: TemplateBook | Sequence[Mapping[str, Any]] | None = None,
    profile: Profile | str | None = None,
    ignore: Collection[str] = (),
    severity: Mapping[str, Severity | str] = NO_CHANGES,
) -> Report:
    """Check the body of a gateway's request: all its messages, and what is around them.

    Paths lead into the request, and names of fields and types of buttons are the gateway's.

    Args:
        payload: the body as ``json.loads`` gives it; ``schemas/payloads/`` describes it.
        gateway: ``"infobip"`` (``POST /kakao-alim/1/messages``), ``"infobip-omni"``
            (``POST /omni/1/advanced``) or ``"sens"`` (NAVER Cloud); None to recognize it.
        templates: the approved templates, best as one book for all requests. If given, each message
            must be equal to the one that its template code names. Images are not compared: no
            request holds them.
        profile: what to hold it to; the gateway's own by default.
        ignore: names of rules whose findings are left out.
        severity: rules that are to be of another severity, such as
            ``{"foreign-letters": "error"}``.

    Raises:
        TypeError: an argument other than the payload is of a wrong type.
        ValueError: there is no such gateway, profile, rule or severity, or the templates make no
            book.
    """
    known = recognized(payload) if gateway is None else gateway_named(gateway)
    book = None if templates is None else _book(templates)
    own = INFOBIP if known is None else known.profile
    chosen = choices(own if profile is None else profile, ignore, severity)
    if known is None:
        unknown = finding("unknown-gateway", "", {"known": tuple(GATEWAYS)})
        return _report("payload", [unknown], chosen)
    read, faults = _read_form(payload, known, chosen)
    request = request_of(read, known)
    around = chain(faults, found_by(REQUEST_RULES, request, None, chosen))
    found = _found_in_messages(parts_of(read, known), chosen)
    if book is not None:
        missing = {fault.path for fault in faults if fault.rule == "missing-field"}
        unlike = _beside_templates(read, known, book, chosen)
        found = once_each(found, (each for each in unlike if each.path not in missing))
    filled = _found_where_filled(read, known, book, chosen) if known.variables else ()
    sent = _as_sent(chain(around, found, filled), payload, known)
    return _report("payload", sent, chosen, gateway=known.name)


def _read_form(document: object, form: Form, chosen: Choices) -> tuple[Any, list[Finding]]:
    """What of a gateway's document the rules can read, opened, and what is wrong with the rest."""
    read, faults = read_structure(
        opened(document, form.openings) if form.openings else document,
        form.schema,
        chosen.profile.limits,
        places=form.places.get,
        ignored=chosen.ignored,
        openings=form.openings,
    )
    return read, [*faults, *lacking_in(read, form), *others_in(read, form)]


def _as_sent(found: Iterable[Finding], document: object, form: Form) -> Iterable[Finding]:
    """The findings, in the places of the document as it was sent."""
    if not form.openings:
        return found
    at = partial(sent_path, document=document, openings=form.openings)
    return (
        replace(each, path=at(each.path), related=tuple(map(at, each.related))) for each in found
    )


def _found_where_filled(
    payload: object, gateway: Gateway, book: TemplateBook | None, chosen: Choices
) -> Iterator[Finding]:
    """What is found in messages that the gateway makes of templates and values.

    Of what is wrong with a template each place is told once, however many messages it makes.
    """
    told: set[tuple[str, str]] = set()
    for part in parts_of(payload, gateway):
        if not part.is_filled:
            continue
        codes = part.located(payload, gateway.template_code)
        path, code = codes[0] if codes else (part.path, None)
        if book is None:
            yield finding("template-not-given", path)
            return
        if type(code) is not str or code not in book:
            continue
        template = book.compiled(code)
        for filling in fillings_of(payload, part, gateway):
            for each in _filled(template, filling, path, chosen):
                has_room = len(told) < MOST_FINDINGS or RULES[each.rule].severity is Severity.ERROR
                if has_room and (each.rule, each.path) not in told:
                    told.add((each.rule, each.path))
                    yield each


def _filled(
    template: CompiledTemplate, filling: Filling, code: str, chosen: Choices
) -> Iterator[Finding]:
    """What is found in one message that the gateway makes, where its values stand, or its code."""
    values = filling.values
    profile = chosen.profile
    try:
        message = render_template(template.template, values, profile=profile)
    except TemplateValueError as error:
        for name in error.missing:
            yield finding("variable-missing", filling.path_of(name))
        for name in error.unknown:
            yield finding("variable-unknown", filling.path_of(name))
        if error.missing:
            return
        values = {name: value for name, value in values.items() if name not in error.unknown}
        message = render_template(template.template, values, profile=profile)
    strings = read_slots(template.template).strings
    alone = message_report(message, chosen).findings
    matched = template.expected.match(read_slots(message), chosen).report
    for each in once_each(alone, matched.findings):
        yield placed(each, strings, values, filling.path_of, code)


def _book(templates: object) -> TemplateBook:
    if isinstance(templates, list | tuple):
        return TemplateBook(templates)
    if not isinstance(templates, TemplateBook):
        raise TypeError("templates must be a TemplateBook or a list of templates")
    return templates


def _found_in_messages(parts: Iterable[Part], chosen: Choices) -> Iterator[Finding]:
    """What is found in messages: errors alone behind as many findings as are shown."""
    rules, count = PAYLOAD_RULES, 0
    for part in parts:
        message = part.message()
        for found in found_by(rules, message, Seen(message), chosen):
            count += 1
            yield part.in_payload(found)
        if count > MOST_FINDINGS and rules is PAYLOAD_RULES:
            rules = rules.of(
                rule
                for rule in rules.rules
                if chosen.severities.get(rule.name, rule.severity) is Severity.ERROR
            )


def _beside_templates(
    payload: object, gateway: Gateway, templates: TemplateBook, chosen: Choices
) -> Iterator[Finding]:
    """Codes of no template, and where messages differ from their templates."""
    for path, code in everywhere(payload, gateway, gateway.template_code):
        if code is not None and code not in templates:
            yield finding("unknown-template", path)
    budget = Budget()
    for part in parts_of(payload, gateway):
        for _, code in () if part.is_filled else part.located(payload, gateway.template_code):
            if code in templates:
                template = templates.compiled(code)
                found = _unlike(part.message(), template, budget, chosen)
                known = (each for each in found if _has_place(gateway, each.path))
                yield from map(part.in_payload, known)


def _has_place(gateway: Gateway, path: str) -> bool:
    """True if the gateway's request has a place of its own for what of a message is at ``path``."""
    place = "/".join("*" if step.isdecimal() else step for step in path.split("/"))
    return place in gateway.their_places


def _beside_closest(
    message: object, report: Report, templates: TemplateBook, chosen: Choices
) -> Report:
    """The report, and where the message differs from the template that it is closest to."""
    nearest = templates.closest(message, most=1, profile=chosen.profile)
    if not nearest:
        return with_findings(report, [finding("unknown-template", "")], chosen)
    every = [*once_each(report.findings, nearest[0].match.report.findings)]
    found = with_findings(report, every[len(report.findings) :], chosen)
    code = nearest[0].code
    return replace(found, template=code if is_code(code) else None)


def _unlike(
    message: Message, template: CompiledTemplate, budget: Budget, chosen: Choices
) -> Iterator[Finding]:
    """Where a message differs, as far as the structure read it."""
    found = template.expected.differences(message, budget, chosen)
    return (each for each in found if not _is_rejected(message, each.path))


def _is_rejected(message: Message, path: str) -> bool:
    """True if the structure has rejected what stands at ``path``, or what it is part of."""
    value: Any = message
    for step in path.split("/")[1:]:
        value = value[int(step)] if isinstance(value, list) else value.get(step, "")
        if value is None:
            return True
    return False


def check_image(
    image: ImageSource | ImageFacts | Image,
    *,
    kind: ImageKind = "image",
    profile: Profile | str = INFOBIP,
    ignore: Collection[str] = (),
    severity: Mapping[str, Severity | str] = NO_CHANGES,
) -> Report:
    """Check an image: a file's path, its bytes, an open binary file, or what was measured of it.

    Args:
        image: what to check; measured facts are a dict that ``schemas/image.schema.json``
            describes, or ``ImageFacts``.
        kind: ``"thumbnail"`` for the small square image beside a highlight.
        profile: what to hold it to, such as ``"kakao"``; Infobip's guide by default.
        ignore: names of rules whose findings are left out.
        severity: rules that are to be of another severity, such as
            ``{"foreign-letters": "error"}``.

    Raises:
        OSError: the file cannot be opened or read.
        TypeError: an argument is of a wrong type.
        ValueError: there is no such kind, profile, rule or severity.
    """
    chosen = choices(profile, ignore, severity)
    if kind not in _OF_IMAGES:
        raise ValueError(f"kind must be one of {', '.join(_OF_IMAGES)}")
    rules = _OF_IMAGES[kind]
    if isinstance(image, dict):
        return _check_measured(image, rules, chosen)
    facts = _measured(image, chosen.profile)
    found = found_by(rules, facts, facts, chosen)
    return _report("image", found, chosen, image=facts)


_OF_IMAGES: Final[Mapping[ImageKind, Rules]] = {
    "image": IMAGE_RULES,
    "thumbnail": THUMBNAIL_RULES,
}


def _check_measured(image: object, rules: Rules, chosen: Choices) -> Report:
    limits = chosen.profile.limits
    read, faults = read_structure(
        image, "image", limits, places="/image{}".format, ignored=chosen.ignored
    )
    facts = facts_of(read)
    message: Message = {"image": read}
    links = (
        replace(found, path=found.path.removeprefix("/image"))
        for card in OF_IMAGES
        for found in found_by_rule(card, message, limits)
    )
    found = chain(faults, links, found_by(rules, facts, facts, chosen))
    return _report("image", found, chosen, image=facts)


def _measured(image: ImageSource | ImageFacts, profile: Profile) -> ImageFacts:
    return image if isinstance(image, ImageFacts) else read_image(image, profile=profile)


def _report(
    document: str,
    found: Iterable[Finding],
    chosen: Choices,
    *,
    combination: str | None = None,
    image: ImageFacts | None = None,
    gateway: str | None = None,
) -> Report:
    findings = in_order(found, chosen)
    return Report(document, findings, combination, image, gateway, profile=chosen.profile.name)


def document_checker(
    kind: Kind | None,
    gateway: str | None = None,
    *,
    templates: TemplateBook | Sequence[Mapping[str, Any]] | None = None,
    profile: Profile | str = INFOBIP,
    ignore: Collection[str] = (),
    severity: Mapping[str, Severity | str] = NO_CHANGES,
) -> Callable[[object], Report]:
    """What checks a document as ``kind``, or as what it looks like if that is None.

    What has a code is a template, and what has what only a gateway's request has is a payload. With
    ``templates``, a request's messages are compared with those that they name, and a message by
    itself with the one that it is closest to.

    Raises:
        TypeError: an option is of a wrong type.
        ValueError: there is no such profile, rule or severity, no gateway has that name, or a
            gateway is given for what is no payload.
    """
    chosen = choices(profile, ignore, severity)
    book = None if templates is None else _book(templates)
    if gateway is not None:
        gateway_named(gateway)
        if kind not in (None, "payload"):
            raise ValueError("a gateway is for payloads only")
        kind = "payload"
    of_payloads = None if chosen.profile is INFOBIP else chosen.profile

    def check(document: object) -> Report:
        as_what = kind or _kind_of(document)
        if as_what == "message":
            report = message_report(document, chosen)
            return report if book is None else _beside_closest(document, report, book, chosen)
        if as_what == "template":
            return check_template(document, profile=profile, ignore=ignore, severity=severity)
        return check_payload(
            document,
            gateway,
            templates=book,
            profile=of_payloads,
            ignore=ignore,
            severity=severity,
        )

    return check


def _kind_of(document: object) -> Kind:
    if not isinstance(document, dict):
        return "message"
    if "code" in document:
        return "template"
    return "message" if "text" in document or not recognized(document) else "payload"
