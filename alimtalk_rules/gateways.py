"""What is found in the documents of gateways: requests, and registrations of templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from alimtalk_rules.asking import found_by, once_each
from alimtalk_rules.documents import Message
from alimtalk_rules.limits import MOST_FINDINGS
from alimtalk_rules.payloads.gateway import Form, Gateway, Registration
from alimtalk_rules.payloads.parts import (
    Filling,
    Part,
    everywhere,
    fillings_of,
    lacking_in,
    multiplied_in,
    odd_orders_in,
    others_in,
    parts_again,
    parts_of,
    request_of,
)
from alimtalk_rules.profiles import Severity
from alimtalk_rules.report import Choices, Finding, finding
from alimtalk_rules.rules import PAYLOAD_RULES, REQUEST_RULES, TEMPLATE_RULES
from alimtalk_rules.rules.seen import Seen
from alimtalk_rules.structure import read as read_structure
from alimtalk_rules.structure.openings import NUMBERED, Opened
from alimtalk_rules.templates.book import TemplateBook
from alimtalk_rules.templates.compiled import CompiledTemplate
from alimtalk_rules.templates.difference import Budget
from alimtalk_rules.templates.placing import placed
from alimtalk_rules.templates.slots import read_slots


def found_in_request(
    payload: object, gateway: Gateway, book: TemplateBook | None, chosen: Choices
) -> Iterable[Finding]:
    """What is found in the body of a request: in its messages, and around them."""
    opened = Opened(payload, gateway.openings)
    read, faults = read_form(opened.document, gateway, chosen)
    faults += multiplied_in(read, gateway)
    around = chain(faults, found_by(REQUEST_RULES, request_of(read, gateway), None, chosen))
    parts = parts_again(read, gateway)
    found = _found_in_messages(parts(), chosen)
    if book is not None:
        missing = {fault.path for fault in faults if fault.rule == "missing-field"}
        unlike = _beside_templates(read, parts(), gateway, book, chosen)
        found = once_each(found, (each for each in unlike if each.path not in missing))
    if gateway.variables:
        found = chain(found, _found_where_filled(read, parts(), gateway, book, chosen))
    return _as_sent(chain(around, found), opened, gateway)


def found_in_registration(
    document: object, form: Registration, chosen: Choices
) -> Iterable[Finding]:
    """What is found in the body that registers a template."""
    opened = Opened(document, form.openings)
    read, faults = read_form(opened.document, form, chosen)
    found = chain.from_iterable(
        _found_in_template(part, form, chosen) for part in parts_of(read, form)
    )
    return _as_sent(chain(faults, found), opened, form)


def _found_in_template(part: Part, form: Registration, chosen: Choices) -> Iterator[Finding]:
    template = part.message()
    if form.image is not None and part.located(part.value, form.image):
        template = {**template, "image": {}}
    for each in found_by(TEMPLATE_RULES, template, Seen(template), chosen):
        if each.rule != "wrong-variable-mark" or not _says(part, form.other_marks):
            yield part.in_payload(each)
    if _says(part, form.group) and template.get("messageType") in ("AD", "MI"):
        yield finding("group-profile-with-channel-add", part.place_of("/messageType"))
    if form.pc_links:
        for index, button in enumerate(template.get("buttons") or ()):
            if button and button.get("type") == "WL" and not button.get("urlPc"):
                yield finding("pc-link-missing", part.place_of(f"/buttons/{index}/urlPc"))


def _says(part: Part, said: tuple[str, str] | None) -> bool:
    """True if a template has that word at that place."""
    return said is not None and part.says(said)


def read_form(document: object, form: Form, chosen: Choices) -> tuple[Any, list[Finding]]:
    """What of a gateway's document, opened, the rules can read, and what is wrong with the rest."""
    read, faults = read_structure(
        document,
        form.schema,
        chosen.profile.limits,
        places=form.places.get,
        ignored=chosen.ignored,
        openings=form.openings,
    )
    missing = tuple(f"{fault.path}/" for fault in faults if fault.rule == "missing-field")
    lacking = (each for each in lacking_in(read, form) if not each.path.startswith(missing))
    return read, [*faults, *lacking, *odd_orders_in(read, form), *others_in(read, form)]


def _as_sent(found: Iterable[Finding], document: Opened, form: Form) -> Iterable[Finding]:
    """The findings in the places of the document as it was sent, each once."""
    if form.openings:
        found = (_moved(each, document.sent) for each in found)
    elif not getattr(form, "fills_text", False):
        return found
    return {(each.rule, each.path, each.span): each for each in found}.values()


def _moved(found: Finding, at: Callable[[str], str]) -> Finding:
    path = at(found.path)
    params = found.params
    if found.rule == "missing-field":
        params = {**params, "field": path.rpartition("/")[2]}
    if isinstance(known := params.get("known"), tuple):
        params = {**params, "known": tuple(name for name in known if NUMBERED not in name)}
    return replace(found, path=path, params=params, related=tuple(map(at, found.related)))


def _found_where_filled(
    payload: object,
    parts: Iterable[Part],
    gateway: Gateway,
    book: TemplateBook | None,
    chosen: Choices,
) -> Iterator[Finding]:
    """What is found in messages that the gateway makes of templates and values.

    Of what is wrong with a template each place is told once, however many messages it makes.
    """
    told: set[tuple[str, str]] = set()
    for part in parts:
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
            for each in found_in_filled(template, filling, path, chosen):
                severity = chosen.severities.get(each.rule, each.severity)
                has_room = len(told) < MOST_FINDINGS or severity is Severity.ERROR
                if has_room and (each.rule, each.path) not in told:
                    told.add((each.rule, each.path))
                    yield each


def found_in_filled(
    template: CompiledTemplate, filling: Filling, code: str, chosen: Choices
) -> Iterator[Finding]:
    """What is found in one message that the gateway makes, where its values stand, or its code."""
    names, values = template.names, filling.values
    if not names == filling.names == values.keys():
        for name in sorted(names - filling.names):
            yield finding("variable-missing", filling.path_of(name))
        for name in sorted(filling.names - names):
            yield finding("variable-unknown", filling.path_of(name))
        if not names <= values.keys():
            return
        values = {name: values[name] for name in names}
    found = template.judged(values, chosen).findings
    strings = read_slots(template.template).strings if found else {}
    for each in found:
        yield placed(each, strings, values, filling.path_of, code)


def _found_in_messages(parts: Iterable[Part], chosen: Choices) -> Iterator[Finding]:
    """What is found in messages: errors alone behind as many findings as are shown."""
    rules, count = PAYLOAD_RULES, 0
    for part in parts:
        message = part.message()
        if not message:
            continue  # the gateway makes it
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
    payload: object,
    parts: Iterable[Part],
    gateway: Gateway,
    templates: TemplateBook,
    chosen: Choices,
) -> Iterator[Finding]:
    """Codes of no template, and where messages differ from their templates."""
    for path, code in everywhere(payload, gateway, gateway.template_code):
        if code is not None and code not in templates:
            yield finding("unknown-template", path)
    budget = Budget()
    for part in parts:
        for _, code in part.located(payload, gateway.template_code):
            if code not in templates:
                continue
            template = templates.compiled(code)
            yield from _of_wrong_kind(payload, part, gateway, template)
            if not part.is_filled:
                found = _unlike(part.message(), template, budget, chosen)
                known = (each for each in found if has_place(gateway, each.path))
                yield from map(part.in_payload, known)


def _of_wrong_kind(
    payload: object, part: Part, gateway: Gateway, template: CompiledTemplate
) -> Iterator[Finding]:
    """The word that says that the template has an image, or has none, where it is the other way."""
    approved = template.template
    emphasis = approved.get("emphasis")
    for path, word in part.located(payload, gateway.kind) if gateway.kind is not None else ():
        says_image = type(word) is str and word.upper() == gateway.kinds[1].upper()
        has_image = emphasis == "IMAGE" or (emphasis is None and "image" in approved)
        if says_image != has_image and (has_image or emphasis in ("NONE", "TEXT")):
            yield finding("message-kind-mismatch", path, {"expected": gateway.kinds[has_image]})


def has_place(gateway: Form, path: str) -> bool:
    """True if the gateway's request has a place of its own for what of a message is at ``path``."""
    place = "/".join("*" if step.isdecimal() else step for step in path.split("/"))
    return place in gateway.their_places


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
