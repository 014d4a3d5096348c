"""The checks, each a short paragraph: the structure first, then the rules on what it left."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any, Final, Literal, get_args

from alimtalk_rules.asking import (
    beside_template,
    facts_of,
    fine_report,
    found_by,
    found_by_rule,
    found_in_images,
    message_report,
)
from alimtalk_rules.documents import Image, Message
from alimtalk_rules.gateways import found_in_registration, found_in_request
from alimtalk_rules.images import ImageFacts, ImageSource, read_image
from alimtalk_rules.payloads import (
    GATEWAYS,
    form_of,
    gateway_named,
    recognized,
    registration_named,
)
from alimtalk_rules.payloads.gateway import Form, Registration
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
from alimtalk_rules.templates.book import TemplateBook
from alimtalk_rules.templates.compiled import CompiledTemplate
from alimtalk_rules.templates.slots import is_code

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


def check_template(  # noqa: PLR0913 - the options are named
    template: object,
    gateway: str | None = None,
    *,
    image: ImageSource | ImageFacts | None = None,
    samples: Mapping[str, str] | Sequence[Mapping[str, str]] = (),
    profile: Profile | str | None = None,
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
        gateway: the gateway in whose words it is, such as ``"solapi"``; None for our own. Findings
            are then in the gateway's words, and its image is not measured.
        image: the template's image, to be measured: a file's path, its bytes or an open binary
            file; or ``ImageFacts``. What is found in it stands at ``/image``, and the facts that
            the template itself tells are not judged.
        samples: values of its variables, by their names, or several such mappings. What each makes
            of the template is judged as a message is; ``variable-missing`` and ``variable-unknown``
            tell that names differ. Findings stand where they are in the template, a variable for
            its value, and their param ``sample`` tells which of the mappings it was, from 1.
        profile: what to hold it to, such as ``"kakao"``; by default the gateway's own, or Infobip's
            guide.
        ignore: names of rules whose findings are left out.
        severity: rules that are to be of another severity, such as
            ``{"foreign-letters": "error"}``.

    Raises:
        OSError: the image's file cannot be opened or read.
        TypeError: an argument other than the template is of a wrong type; so is a sample in which
            a value, or its name, is no string.
        ValueError: there is no such gateway, profile, rule or severity, or an image or samples are
            given for the template of a gateway.
    """
    given = _mappings(samples)
    if gateway is not None:
        if image is not None or given:
            raise ValueError("an image, and samples, are for templates in our own words only")
        form = registration_named(gateway)
        held = form.profile if profile is None else profile
        chosen = choices(held, ignore, severity, registered=True)
        return _report(
            "template", found_in_registration(template, form, chosen), chosen, gateway=gateway
        )
    sent = INFOBIP if profile is None else profile
    chosen = choices(sent, ignore, severity, registered=True)
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
    found: Iterable[Finding] = chain(
        faults,
        found_by(TEMPLATE_RULES, read, Seen(read), chosen),
        found_in_images(read, chosen, measured),
    )
    if given and isinstance(template, dict):
        compiled = CompiledTemplate(template)
        check = partial(compiled.check, profile=sent, ignore=ignore, severity=severity)
        found = _with_samples(found, compiled, ((check(values), values) for values in given))
    combination = combination_of(read)
    return _report("template", found, chosen, combination=combination, image=measured)


def _mappings(samples: object) -> Sequence[Mapping[str, str]]:
    if isinstance(samples, Mapping):
        return (samples,)
    if isinstance(samples, list | tuple) and all(isinstance(each, Mapping) for each in samples):
        return samples
    raise TypeError("samples must be a mapping from names to strings, or a list of such mappings")


def _with_samples(
    found: Iterable[Finding],
    template: CompiledTemplate,
    samples: Iterable[tuple[Report, Mapping[str, str]]],
) -> Iterator[Finding]:
    """What is found in a template, and what each sample adds to it.

    What is found in a value is told of each variable; of other places a rule is told once.
    """
    told = set()
    for each in found:
        told |= {(each.rule, each.path), (each.rule, each.path, each.span)}
        yield each
    for number, (report, values) in enumerate(samples, 1):
        for each in report.findings:
            span, is_of_value = template.place_of(each, values)
            if not is_of_value and span and "template" not in RULES[each.rule].documents:
                continue  # the template's own rules tell what is wrong there
            place = (each.rule, each.path, span) if is_of_value else (each.rule, each.path)
            if place not in told:
                told.add(place)
                yield replace(each, params={**each.params, "sample": number}, span=span)


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
        gateway: the gateway's name, such as ``"solapi"`` or ``"sens"``; None to recognize it.
        templates: the approved templates, best as one book for all requests. If given, each message
            must be equal to the one that its template code names; where the gateway fills the
            template, the filled message is checked. Images are not compared: no request holds them.
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
    book = None if templates is None else book_of(templates)
    own = INFOBIP if known is None else known.profile
    chosen = choices(own if profile is None else profile, ignore, severity)
    if known is None:
        unknown = finding("unknown-gateway", "", {"known": tuple(GATEWAYS)})
        return _report("payload", [unknown], chosen)
    return _report(
        "payload", found_in_request(payload, known, book, chosen), chosen, gateway=known.name
    )


def book_of(templates: object) -> TemplateBook:
    """The book of a list of templates; a book itself.

    Raises:
        TypeError: it is neither.
        ValueError: the templates make no book.
    """
    if isinstance(templates, list | tuple):
        return TemplateBook(templates)
    if not isinstance(templates, TemplateBook):
        raise TypeError("templates must be a TemplateBook or a list of templates")
    return templates


def _beside_closest(
    message: object, report: Report, templates: TemplateBook, chosen: Choices
) -> Report:
    """The report, and where the message differs from the template that it is closest to."""
    nearest = templates.closest(message, most=1, profile=chosen.profile)
    if not nearest:
        return with_findings(report, [finding("unknown-template", "")], chosen)
    unlike = nearest[0].match.report.findings
    found = beside_template(report, unlike, chosen) if unlike else report
    return _with_template(found, nearest[0].code)


def _with_template(report: Report, code: str) -> Report:
    shown = code if is_code(code) else None
    if report.findings:
        return replace(report, template=shown)
    return fine_report(report.document, report.combination, template=shown, profile=report.profile)


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

    What has what only a gateway's request has, or its registration of a template, is that; of the
    rest, what has a code is a template. With ``templates``, a request's messages are compared with
    those that they name, and a message by itself with the one that it is closest to.

    Raises:
        TypeError: an option is of a wrong type.
        ValueError: there is no such kind, profile, rule or severity, no gateway has that name, or a
            gateway is given for a message.
    """
    if kind not in (None, *get_args(Kind)):
        raise ValueError(f"kind must be one of {', '.join(get_args(Kind))}, or None")
    chosen = choices(profile, ignore, severity)
    book = None if templates is None else book_of(templates)
    named: Form | None = None
    if gateway is not None:
        if kind == "message":
            raise ValueError("a gateway is for payloads and templates only")
        kind = kind or "payload"
        named = gateway_named(gateway) if kind == "payload" else registration_named(gateway)

    def held_to(document: object, form: Form | None) -> Profile | None:
        """What a document is held to: None for its gateway's own profile."""
        if chosen.profile is INFOBIP:
            return None
        own = named or form or (recognized(document) if kind == "payload" else None)
        return chosen.profile.over(INFOBIP if own is None else own.profile)

    def check(document: object) -> Report:
        form = None if kind or _is_ours(document) else form_of(document)
        as_what = kind or _kind_of(document, form)
        if as_what == "message":
            report = message_report(document, chosen)
            return report if book is None else _beside_closest(document, report, book, chosen)
        if as_what == "template":
            at = gateway if form is None else form.name
            held = held_to(document, form)
            return check_template(document, at, profile=held, ignore=ignore, severity=severity)
        return check_payload(
            document,
            gateway,
            templates=book,
            profile=held_to(document, form),
            ignore=ignore,
            severity=severity,
        )

    return check


def _is_ours(document: object) -> bool:
    """True if it is surely none of a gateway's: only a message or template of ours has a text."""
    return isinstance(document, dict) and "text" in document


def _kind_of(document: object, form: Form | None) -> Kind:
    if form is not None:
        return "template" if isinstance(form, Registration) else "payload"
    return "template" if isinstance(document, dict) and "code" in document else "message"


_OF_REQUESTS: Final = frozenset(
    {"unknown-template", "variable-missing", "missing-field", "wrong-type", "too-many-findings"}
)
"""What may keep a request's message from being compared."""

_NOT_OF_MATCHES: Final = frozenset(
    name for name, rule in RULES.items() if "match" not in rule.documents
).difference(_OF_REQUESTS)


def document_matcher(
    templates: TemplateBook | Sequence[Mapping[str, Any]],
    *,
    profile: Profile | str = INFOBIP,
    ignore: Collection[str] = (),
    severity: Mapping[str, Severity | str] = NO_CHANGES,
) -> Callable[[object], Report]:
    """What compares a document with its template, and asks nothing else of it.

    A message is compared with the template that it is closest to, and each message of a request
    with the one that its code names.

    Raises:
        TypeError: an option is of a wrong type.
        ValueError: there is no such profile, rule or severity, or the templates make no book.
    """
    chosen = choices(profile, ignore, severity)
    book = book_of(templates)
    in_requests = document_checker(
        "payload",
        templates=book,
        profile=profile,
        ignore=_NOT_OF_MATCHES.union(ignore),
        severity=severity,
    )

    def match(document: object) -> Report:
        if not _is_ours(document) and recognized(document) is not None:
            return in_requests(document)
        nearest = book.closest(document, most=1, profile=chosen.profile)
        if not nearest:
            return _report("match", [finding("unknown-template", "")], chosen)
        code, report = nearest[0].code, nearest[0].match.report
        if report.findings:  # not all of them may be wanted
            report = book.compiled(code).expected.match(document, chosen).report
        return _with_template(report, code)

    return match
