"""Documents of gateways on a page: each message of a request, the template of a registration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final, NamedTuple

from alimtalk_rules.check import check_message
from alimtalk_rules.limits import MOST_DRAWN
from alimtalk_rules.payloads.gateway import Form, Gateway, each_name
from alimtalk_rules.payloads.parts import (
    Filling,
    Part,
    fillings_of,
    items_of,
    members_of,
    parts_of,
)
from alimtalk_rules.preview.bubble import Section
from alimtalk_rules.preview.marks import Line, Marks, Piece, legible
from alimtalk_rules.preview.phrases import said
from alimtalk_rules.preview.places import place_in_words
from alimtalk_rules.preview.views import Located, Look, Message, Shown, numbered, view_of
from alimtalk_rules.profiles import Profile
from alimtalk_rules.report import Finding, Report
from alimtalk_rules.structure.openings import Opened
from alimtalk_rules.structure.plain import plain
from alimtalk_rules.templates.compiled import match_template
from alimtalk_rules.templates.filling import Variable, variables_of


def shown_of_gateway(name: str, document: object, form: Form, report: Report, look: Look) -> Shown:
    """A gateway's document as a page shows it.

    Args:
        name: where it comes from.
        document: the document as it was sent, however broken.
        form: what document it is.
        report: what was found in it.
        look: how to show it.
    """
    opened = Opened(document, form.openings)
    plainly = opened.document
    drawn, left_out = _drawn(plainly, form, look)
    places = _places(opened, form, drawn)
    located: list[list[Located]] = [[] for _ in (*drawn, None)]
    profile = look.profile.over(form.profile)
    for found in report.findings:
        index, where = _located(found, places, look.lang)
        if index is not None and drawn[index].part.recipient is not None:
            index, where = _of_recipient(index, where, drawn, profile)
        located[-1 if index is None else index].append(where)  # the last are around the messages
    around = numbered(located.pop(), look.lang)
    views, count = [], len(around)
    for number, (each, own) in enumerate(zip(drawn, located, strict=True), 1):
        noted = numbered(own, look.lang, count + 1)
        count += len(noted)
        message = Message(
            each.document,
            profile.limits,
            each.approved,
            is_template=not isinstance(form, Gateway),
            values=None if each.filling is None else each.filling.values,
            title=said(look.lang, "message-number", number=number) if len(drawn) > 1 else "",
            further=partial(_around, plainly, each, look.lang),
        )
        views.append(view_of(message, noted, look))
    return Shown(name, report, views, around, left_out)


# --------------------------------------------------------------------------- messages


class _Drawn(NamedTuple):
    """A message of a request, or the template of a registration.

    Attributes:
        part: where it is.
        document: what is drawn: of what the gateway fills, the approved template, if it is given.
        approved: the template that it stands beside, if one was given.
        filling: the values with which the gateway fills the template; None if it does not.
        is_for_one: whether it is for one of several recipients, who have values of their own.
    """

    part: Part
    document: object
    approved: object = None
    filling: Filling | None = None
    is_for_one: bool = False

    @classmethod
    def of(cls, plainly: object, part: Part, form: Form, look: Look) -> _Drawn:
        """That of a part which is sent as it is, or registered."""
        message = part.message(absent=None)
        if not isinstance(form, Gateway):
            return cls(part, message)
        approved = look.approved(_string_at(plainly, part, form.template_code))
        return cls(part, message, approved, is_for_one=part.recipient is not None)

    def filled(self, filling: Filling, *, is_for_one: bool) -> _Drawn:
        """The same as the gateway fills its template, as far as that was given."""
        document = self.document if self.approved is None else self.approved
        return _Drawn(self.part, document, None, filling, is_for_one)


def _drawn(plainly: object, form: Form, look: Look) -> tuple[list[_Drawn], int]:
    """The messages that are drawn, each filled for each recipient, and how many are not."""
    drawn: list[_Drawn] = []
    count = 0
    for part in parts_of(plainly, form):
        fillings = list[Filling]()
        if isinstance(form, Gateway) and part.is_filled:
            fillings = fillings_of(plainly, part, form)
        room = MOST_DRAWN - count
        if room > 0:
            whole = _Drawn.of(plainly, part, form, look)
            is_for_one = len(fillings) > 1
            of_part = [whole.filled(each, is_for_one=is_for_one) for each in fillings[:room]]
            drawn += of_part or [whole]
        count += len(fillings) or 1
    return drawn, count - len(drawn)


def _string_at(plainly: object, part: Part, place: str) -> str | None:
    """The first string at a place of the gateway's that belongs to a message."""
    values = (plain(value) for _, value in part.located(plainly, place))
    return next((value for value in values if isinstance(value, str)), None)


def _around(plainly: object, drawn: _Drawn, lang: str, marks: Marks) -> Iterator[Section]:
    """What a request has around a message: its recipients, the template's code, an SMS."""
    part, form = drawn.part, drawn.part.gateway
    if not isinstance(form, Gateway):
        return
    numbers = [plain(value) for _, value in part.located(plainly, form.destination)]
    count = sum(len(each) if isinstance(each, list) else 1 for each in numbers)
    if drawn.is_for_one:
        count = 1
    recipients = Piece("known", said(lang, "recipients", count=count))
    lines = {"destinations": Line([recipients], marks.rest("/destinations"))}
    failovers = [("failover", place) for place, _ in form.failovers]
    for name, place in (("templateCode", form.template_code), *failovers):
        string = _string_at(plainly, part, place)
        if string is not None and name not in lines:
            lines[name] = marks.line(f"/{name}", string)
    rows = [(place_in_words(f"/{name}", lang), line) for name, line in lines.items()]
    yield Section(said(lang, "request-facts"), rows)


# --------------------------------------------------------------------------- places


class _At(NamedTuple):
    """What a place of the document is.

    Attributes:
        message: which message it belongs to, from 0; None if to none that is drawn.
        path: where it is in that message, or what beside it, in our names; None if that has none.
        variable: the variable of which it is the value, where that stands in the template.
    """

    message: int | None
    path: str | None
    variable: Variable | None = None


def _places(document: Opened, form: Form, drawn: list[_Drawn]) -> Mapping[str, _At]:
    """What stands at the places of the document as it was sent; of two, the first."""
    sent = document.sent
    places: dict[str, _At] = {}
    beside = [*_beside(form)] if isinstance(form, Gateway) else []
    for index, each in enumerate(drawn):
        part = each.part
        for path in _paths(form, part.message()):
            places.setdefault(sent(part.place_of(path)), _At(index, path))
        for name, place, is_own in beside:
            if is_own:
                inner = place.removeprefix(form.message)
                for one in each_name(inner):
                    places.setdefault(sent(part.path + one), _At(index, f"/{name}"))
        if each.filling is not None:
            for variable in variables_of(each.document):
                at = _At(index, variable.path, variable)
                places.setdefault(sent(each.filling.path_of(variable.name)), at)
        places.setdefault(sent(part.path), _At(index, None))
    for name, place, is_own in beside:
        if not is_own:
            for one in each_name(place):
                places.setdefault(sent(one), _At(None, f"/{name}"))
    return places


def _paths(form: Form, message: Mapping[str, Any]) -> Iterator[str]:
    """The paths of all that a message has, or may have, in our names."""
    for place in form.their_places:
        before, star, field = place.partition("/*")
        if not star:
            yield place
            continue
        part = before.removeprefix("/")
        for index, item in enumerate(items_of(message.get(part))[:MOST_DRAWN]):
            kind = members_of(item).get("type")
            if not field or field.removeprefix("/") in form.names_for(part, kind):
                yield f"{before}/{index}{field}"


def _beside(form: Gateway) -> Iterator[tuple[str, str, bool]]:
    """What stands beside messages: our name, its place up to a list, whether each has its own."""
    places: tuple[tuple[str, str | None], ...] = (
        ("templateCode", form.template_code),
        ("sender", form.sender),
        ("destinations", form.destination),
        ("sendAt", form.send_time),
        *(("failover", place) for place, _ in form.failovers),
        *(("validity", place) for place, _ in form.periods),
        ("window", form.windows),
    )
    for name, place in places:
        if place is not None:
            is_own = place.startswith(f"{form.message}/")
            head = form.message if is_own else ""
            yield name, head + place.removeprefix(head).partition("/*")[0], is_own


def _located(found: Finding, places: Mapping[str, _At], lang: str) -> tuple[int | None, Located]:
    """In which message something was found, if that is drawn, and where."""
    steps, tail = found.path.split("/"), list[str]()
    while (at := places.get("/".join(steps))) is None and len(steps) > 1:
        tail.insert(0, steps.pop())
    message, path, variable = at or _At(None, None)
    below = "".join(f"/{step}" for step in tail)
    if path is None:
        where = below if message is not None else found.path or "/request"
        return message, Located("", found, place_in_words(where, lang))
    if variable is not None:
        words = said(lang, "value", name=legible(variable.name))
        return message, Located(path, replace(found, span=variable.span), words)
    if path.startswith("/destinations"):  # which are told apart, but not what each of them has
        below = "".join(f"/{step}" for step in tail if step.isdecimal())
    elif path[1:] in _WHOLE:
        below = ""
    return message, Located(path + below, found)


def _of_recipient(
    index: int, where: Located, drawn: list[_Drawn], profile: Profile
) -> tuple[int, Located]:
    """Of messages with one text, filled for each recipient, the first that breaks the rule."""
    found = where.found
    for number, each in enumerate(drawn):
        if each.part.path == drawn[index].part.path:
            alone = check_message(each.document, profile=profile).findings
            beside = match_template(each.document, each.approved or {}, profile=profile)
            for own in (*alone, *beside.report.findings):
                if (own.rule, own.path) == (found.rule, where.path):
                    return number, where._replace(found=replace(found, span=own.span))
    return index, where


_WHOLE: Final = ("templateCode", "sender", "sendAt", "failover", "validity", "window")
"""What stands beside a message, and has no parts with words of their own."""
