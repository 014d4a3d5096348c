"""Gateways' requests, and registrations of templates: mended where they stand, in their words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain, groupby
from typing import Any

from alimtalk_rules.asking import message_report
from alimtalk_rules.check import check_template
from alimtalk_rules.gateways import found_in_filled, has_place
from alimtalk_rules.mending.around import edits_around
from alimtalk_rules.mending.edits import Edit, edited, value_at
from alimtalk_rules.mending.messages import Task, are_equal, edits_of_strings
from alimtalk_rules.mending.rewriting import as_sent
from alimtalk_rules.payloads.gateway import Form, Gateway, Registration
from alimtalk_rules.payloads.parts import Filling, Part, fillings_of, parts_of
from alimtalk_rules.report import Choices, Report, choices, pointer
from alimtalk_rules.structure.openings import Opened
from alimtalk_rules.templates.book import TemplateBook
from alimtalk_rules.templates.compiled import CompiledTemplate
from alimtalk_rules.templates.difference import Budget


def edits_of_request(
    payload: object, gateway: Gateway, book: TemplateBook | None, chosen: Choices, *, unsafe: bool
) -> list[Edit]:
    """All edits of a request, but of names that nobody knows."""
    request = Opened(payload, gateway.openings)
    whole = request.document
    found: list[list[Edit]] = []
    for part in parts_of(whole, gateway):
        templates = _named_by(part, whole, gateway, book)
        if not part.is_filled:
            found.append(_of_sent(part, whole, templates, chosen, unsafe=unsafe))
            continue
        for template in templates:
            found += (
                _of_values(filling, whole, template, chosen, unsafe=unsafe)
                for filling in fillings_of(whole, part, gateway)
            )
    edits = [*_once(found), *edits_around(whole, gateway, chosen, unsafe=unsafe)]
    return _closed(edits, payload, request, gateway)


def _once(found: Iterable[list[Edit]]) -> Iterator[Edit]:
    """The edits of several messages: a string that they share is mended as the first has it."""
    edits: dict[str, list[Edit]] = {}
    for listed in found:
        for path, group in groupby(listed, lambda edit: edit.path):
            edits.setdefault(path, [*group])
    return chain.from_iterable(edits.values())


def edits_of_registration(
    document: object, form: Registration, chosen: Choices, *, unsafe: bool
) -> list[Edit]:
    """All edits of the strings of a template in a gateway's words."""
    registration = Opened(document, form.openings)
    whole = registration.document
    edits: list[Edit] = []
    for part in parts_of(whole, form):
        marks_are_right = form.other_marks is not None and part.says(form.other_marks)
        ignored = chosen.ignored | ({"wrong-variable-mark"} if marks_are_right else set())
        judge = partial(
            check_template, profile=chosen.profile, ignore=ignored, severity=chosen.severities
        )
        template = part.message(absent=None)
        found = edits_of_strings(template, Task(judge, ignored, unsafe, "template"))
        places = {edit.path: part.place_of(edit.path) for edit in found}
        edits += _placed(found, places, template, whole)
    return _closed(edits, document, registration, form)


def _closed(edits: Collection[Edit], document: object, opened: Opened, form: Form) -> list[Edit]:
    """Edits of an opened document as edits of it as it is sent; none if they do not say the same.

    They do not where a name stands twice in JSON that is a string, or where what is left empty is
    as good as absent.
    """
    if not form.openings:
        return [*edits]
    sent = as_sent(edits, document, opened.sent)
    then = Opened(edited(document, sent), form.openings).document
    return sent if then == edited(opened.document, edits) else []


def _named_by(
    part: Part, whole: object, gateway: Gateway, book: TemplateBook | None
) -> list[CompiledTemplate]:
    """The templates whose codes stand in a request for one of its messages."""
    codes = (code for _, code in part.located(whole, gateway.template_code) if type(code) is str)
    return [] if book is None else [book.compiled(code) for code in codes if code in book]


def _of_sent(
    part: Part,
    whole: object,
    templates: list[CompiledTemplate],
    chosen: Choices,
    *,
    unsafe: bool,
) -> list[Edit]:
    """Edits of the strings of a message that is sent as its recipients will see it."""

    def is_equal(message: object, template: CompiledTemplate) -> bool:
        differences = template.expected.differences(message, Budget(0), choices(chosen.profile))
        return are_equal(each for each in differences if has_place(part.gateway, each.path))

    message = part.message()
    judge = partial(message_report, chosen=chosen)
    task = Task(judge, chosen.ignored, unsafe, "message", templates, is_equal)
    edits = edits_of_strings(message, task)
    places = {edit.path: part.place_of(edit.path) for edit in edits}
    return _placed(edits, places, message, whole)


def _of_values(
    filling: Filling, whole: object, template: CompiledTemplate, chosen: Choices, *, unsafe: bool
) -> list[Edit]:
    """Edits of the values with which a gateway fills a template: so they make a message equal."""
    values = dict(filling.values)
    places = {pointer(name): filling.path_of(name) for name in values}
    ours = {place: path for path, place in places.items()}

    def judge(values: Any) -> Report:
        found = found_in_filled(template, filling._replace(values=values), "", chosen)
        return Report("match", tuple(replace(each, path=ours.get(each.path, "")) for each in found))

    edits = edits_of_strings(values, Task(judge, chosen.ignored, unsafe, "matched"))
    return _placed(edits, places, values, whole)


def _placed(
    edits: list[Edit], places: Mapping[str, str], document: object, whole: object
) -> list[Edit]:
    """The edits in their places in the request; none, if one has no place of its own there."""
    if any(value_at(whole, places[edit.path]) != value_at(document, edit.path) for edit in edits):
        return []
    return [replace(edit, path=places[edit.path]) for edit in edits]
