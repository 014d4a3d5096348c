"""One gateway's request, or registration of a template, as another's; and what that cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final, cast

from alimtalk_rules.payloads import form_of, gateway_named, registration_named
from alimtalk_rules.payloads.gateway import Form, Gateway, Registration
from alimtalk_rules.payloads.parts import everywhere, parts_of
from alimtalk_rules.payloads.translation import (
    PayloadMessage,
    fitted,
    messages_in,
    put_at,
    to_payloads,
)
from alimtalk_rules.report import Finding, finding, pointer
from alimtalk_rules.structure.openings import Opened, closed
from alimtalk_rules.structure.plain import plain
from alimtalk_rules.templates.book import TemplateBook
from alimtalk_rules.templates.filling import TemplateValueError, variables_of
from alimtalk_rules.templates.matching import differs

_KOREA: Final = timezone(timedelta(hours=9))


@dataclass(frozen=True, slots=True)
class Conversion:
    """What ``convert`` gives.

    Attributes:
        documents: the other gateway's requests, or its registration: bodies as ``json.dumps``
            takes them.
        lost: what it has no place for, by where that stands in what was converted: findings of the
            rules ``not-carried-over`` and ``template-not-given``.
    """

    documents: tuple[Any, ...] = field(repr=False)
    lost: tuple[Finding, ...] = ()


def convert(
    document: object,
    to: str,
    gateway: str | None = None,
    *,
    templates: TemplateBook | Sequence[Mapping[str, Any]] | None = None,
) -> Conversion:
    """One gateway's request, or registration of a template, as another gateway's.

    Recipients' numbers, the send time and the text of the failover SMS are written as the other
    gateway writes them. A sender stays where both call it by Kakao's key, or both by the channel's
    search id. Where one gateway fills the template and the other is sent the text, ``templates``
    has the template between them.

    Args:
        document: the body as ``json.loads`` gives it; or a template in our own words, which has a
            code or a variable.
        to: the other gateway's name, such as ``"solapi"``.
        gateway: whose document it is; None to recognize it.
        templates: the approved templates.

    Raises:
        TypeError: a name is no string.
        ValueError: no gateway has that name or, for a template, none whose registrations are
            known; or what the document is cannot be told.
    """
    source = form_of(document) if gateway is None else _named(document, gateway)
    if isinstance(source, Gateway):
        book = templates if isinstance(templates, TemplateBook) else TemplateBook(templates or ())
        return _request(document, source, gateway_named(to), book)
    if isinstance(source, Registration):
        return _registration(document, source, registration_named(to))
    template = plain(document)
    if type(template) is dict and ("code" in template or variables_of(template)):
        parts, lost = fitted(template, registration_named(to))
        return _registered(parts, [finding("not-carried-over", path) for path in lost], to)
    raise ValueError("document is no template, and of no known gateway; name the gateway")


def _named(document: object, gateway: str) -> Form:
    """What of the gateway the document is: a registration if it seems to be one, else a request."""
    seems = form_of(document)
    if isinstance(seems, Registration) and seems.name == gateway:
        return seems
    return gateway_named(gateway)


# --------------------------------------------------------------------------- requests


def _request(document: object, source: Gateway, to: Gateway, book: TemplateBook) -> Conversion:
    lost: list[Finding] = []
    messages = []
    for message in messages_in(document, source.name):
        carried = _carried(message, source, to)
        whole = _with_text(carried, to, book)
        if whole is None:
            lost.append(finding("template-not-given", message.path))
        messages.append(whole or carried)
    documents = tuple(to_payloads(messages, to.name, is_lossy=True))
    return Conversion(documents, (*lost, *_lost_in_request(document, source, to)))


def _carried(message: PayloadMessage, source: Gateway, to: Gateway) -> PayloadMessage:
    """A message with its sender, numbers and time as the other gateway writes them."""
    return replace(
        message,
        sender=message.sender if _is_sender(message.sender, to) else None,
        destinations=tuple(_number(number, to) for number in message.destinations),
        send_at=_time(message.send_at, source, to),
    )


def _is_sender(sender: object, to: Gateway) -> bool:
    """True if it names the channel there, too: a key of Kakao's, not an id of one gateway's own."""
    if type(sender) is not str or "sender" not in to.examples:
        return False
    return to.sender_form.fullmatch(sender) is not None


def _with_text(message: PayloadMessage, to: Gateway, book: TemplateBook) -> PayloadMessage | None:
    """The message as the gateway is sent it, its text or its values; None if no template tells."""
    has_text = "text" in message.message
    if ("text" in to.parts) if has_text else bool(to.variables):
        return message
    code = message.template_code
    if code is None or code not in book:
        return None
    template = book.compiled(code)
    if has_text:
        match = template.match(message.message, profile=to.profile)
        is_equal = not differs(match.report.findings)
        values = {name: found[0] for name, found in match.variables.items()}
        return replace(message, message={}, variables=values) if is_equal else None
    try:
        rendered = template.render(message.variables or {})
    except TemplateValueError:
        return None
    return replace(message, message=rendered, variables=None)


def _number(number: str, to: Gateway) -> str:
    """A Korean number as the gateway writes it; another as it is."""
    digits = re.sub(r"[^0-9]", "", number)
    national = f"0{digits[2:]}" if digits.startswith("82") else digits
    if not national.startswith("0"):
        return number
    is_international = to.examples["destination"].startswith("82")
    return f"82{national[1:]}" if is_international else national


def _time(time: str | None, source: Gateway, to: Gateway) -> str | None:
    """A time as the gateway writes it, in Korea's zone; None if it cannot be read or written."""
    if time is None or to.send_time is None or time == source.now:
        return None
    try:
        moment = _moment(time, source.send_time_format)
    except ValueError:
        return None
    if to.send_time_format == "unix":
        return str(int(moment.timestamp()))
    return moment.strftime(to.send_time_format or cast("str", to.send_time_written))


def _moment(time: str, form: str | None) -> datetime:
    if form == "unix":
        return datetime.fromtimestamp(int(time), UTC).astimezone(_KOREA)
    if form is not None:
        return datetime.strptime(time, form).replace(tzinfo=_KOREA)
    moment = datetime.fromisoformat(time)
    return moment.replace(tzinfo=_KOREA) if moment.tzinfo is None else moment.astimezone(_KOREA)


def _lost_in_request(document: object, source: Gateway, to: Gateway) -> list[Finding]:
    opened = Opened(document, source.openings)
    plainly = opened.document

    def paths(place: str | None) -> list[str]:
        return [path for path, _ in everywhere(plainly, source, place)] if place else []

    kept = [
        path
        for place in (
            *(source.template_code, source.destination, source.kind, *source.variables),
            *source.constants,
            source.send_time if to.send_time else None,
            *(place for place, _ in source.failovers[:1] if to.failovers),
        )
        for path in paths(place)
    ]
    lost: list[str] = []
    for path, sender in everywhere(plainly, source, source.sender):
        (kept if _is_sender(plain(sender), to) else lost).append(path)
    for part in parts_of(plainly, source):
        message = part.message(absent=None)
        kept += (part.place_of(f"/{name}") for name in message)
        lost += map(part.place_of, fitted(cast("Mapping[str, Any]", message), to)[1])
    return _told([*lost, *_unnamed(plainly, "", {*kept, *lost})], opened)


# --------------------------------------------------------------------------- registrations


def _registration(document: object, source: Registration, to: Registration) -> Conversion:
    opened = Opened(document, source.openings)
    plainly = opened.document
    parts: dict[str, Any] = {}
    lost: list[str] = []
    kept: set[str] = set()
    for index, part in enumerate(parts_of(plainly, source)):
        if index == 0:
            template = cast("dict[str, Any]", part.message(absent=None))
            parts, in_template = fitted(template, to)
            kept |= {part.place_of(f"/{name}") for name in template}
            lost += map(part.place_of, in_template)
    lost += _unnamed(plainly, "", {*kept, *lost})
    return _registered(parts, _told(lost, opened), to.name)


def _registered(parts: Mapping[str, Any], lost: Sequence[Finding], to: str) -> Conversion:
    form = registration_named(to)
    body: Any = [] if form.message.startswith("/*") else {}
    for part, value in parts.items():
        put_at(body, form.parts[part], 0, value=value)
    return Conversion((closed(body, form.openings),), tuple(lost))


# --------------------------------------------------------------------------- what is lost


def _told(lost: Iterable[str], document: Opened) -> list[Finding]:
    return [finding("not-carried-over", path) for path in sorted({*map(document.sent, lost)})]


def _unnamed(value: object, path: str, named: set[str]) -> Iterator[str]:
    """The largest parts of a document in which nothing is that is named."""
    held = plain(value)
    if path in named or held in (None, "", [], {}):
        return
    if path and not any(name.startswith(f"{path}/") for name in named):
        yield path
        return
    items = enumerate(held) if type(held) is list else held.items() if type(held) is dict else ()
    for name, inner in items:
        yield from _unnamed(inner, path + pointer(name), named)
