"""One gateway's request, or registration of a template, as another's; and what that cannot hold."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import compress, islice
from typing import Any, Final, cast

from alimtalk_rules.payloads import form_of, gateway_named, registration_named
from alimtalk_rules.payloads.gateway import Form, Gateway, Registration
from alimtalk_rules.payloads.parts import Part, items_of, located, parts_of
from alimtalk_rules.payloads.translation import (
    PayloadMessage,
    Reading,
    fitted,
    put_at,
    readings,
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
        lost: what it has no place for, or what is not as the first gateway writes it, by where that
            stands in what was converted: findings of the rules ``not-carried-over`` and
            ``template-not-given``.
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

    Recipients' numbers, with their country's code, the send time and the text of the failover SMS
    are written as the other gateway writes them. A number that it would take for another's is lost,
    and so is a time that cannot be read; a time without its seconds is written, and told as lost.
    A sender stays where both call it by Kakao's key, or both by the channel's search id. Where one
    gateway fills the template and the other is sent the text, ``templates`` has the template
    between them.

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
    if is_template(document):
        unsound: list[str] = []
        parts, lost = fitted(_sound(document, "", unsound), registration_named(to))
        paths = sorted({*unsound, *lost})
        return _registered(parts, [finding("not-carried-over", path) for path in paths], to)
    raise ValueError("document is no template, and of no known gateway; name the gateway")


def is_template(document: object) -> bool:
    """True of a template in our own words: it has a code or a variable."""
    template = plain(document)
    return type(template) is dict and ("code" in template or bool(variables_of(template)))


def _named(document: object, gateway: str) -> Form:
    """What of the gateway the document is: a registration if it seems to be one, else a request."""
    seems = form_of(document)
    if isinstance(seems, Registration) and seems.name == gateway:
        return seems
    return gateway_named(gateway)


# --------------------------------------------------------------------------- requests


def _request(document: object, source: Gateway, to: Gateway, book: TemplateBook) -> Conversion:
    opened = Opened(document, source.openings)
    messages: list[PayloadMessage] = []
    not_given: dict[str, Finding] = {}
    kept: set[str] = set()
    lost: set[str] = set()
    for read in readings(opened.document, source):
        unsound: list[str] = []
        sound = _sound(read.message.message, "", unsound)
        send_at, is_on_time = _time(read.message.send_at, source, to)
        numbers = _numbers(opened.document, read, source, to)
        carried = replace(
            read.message,
            message=sound,
            sender=read.message.sender if _is_sender(read.message.sender, to) else None,
            send_at=send_at,
        )
        whole = _with_text(carried, to, book)
        if whole is None:
            path = opened.sent(read.part.path)
            not_given[path] = finding("template-not-given", path)
        sent = whole or carried
        words = dict(_words(opened.document, read.part, source))
        if source.kinds[1].lower() in words.values():
            sent = replace(sent, message={**sent.message, "image": {}})
        messages += _by_country(sent, numbers)

        is_kept = {
            "sender": carried.sender is not None,
            "template_code": True,
            "send_at": is_on_time,
            "failover": bool(to.failovers),
            "country": bool(numbers) and None not in numbers,
            "variables": whole is not None,
        }
        kept.update(words, *(read.paths[name] for name in is_kept if is_kept[name]))
        kept.update(compress(read.paths["destinations"], numbers))
        kept_inside, lost_inside = _of_message(read.part, sound, sent, to)
        kept.update(kept_inside)
        lost.update(lost_inside, map(read.part.place_of, unsound))
    documents = tuple(to_payloads(messages, to.name, is_lossy=True))
    return Conversion(documents, (*not_given.values(), *_told(opened, kept, lost)))


def _of_message(
    part: Part, sound: Mapping[str, Any], sent: PayloadMessage, to: Gateway
) -> tuple[Iterable[str], Iterable[str]]:
    """Where that stands which is kept of the message itself, and what is lost of it."""
    lost = fitted(sent.message, to)[1]
    if "text" in sent.message and "text" not in sound:  # it is the template's
        return (), [part.path for _ in lost]
    return [*_in_order(part), *map(part.place_of, _leaves(sound, ""))], map(part.place_of, lost)


def _words(payload: object, part: Part, source: Gateway) -> Iterator[tuple[str, str]]:
    """The words by which a request says that a message is AlimTalk, each with its path."""
    known: dict[str, Sequence[str]] = {at: (word,) for at, word in source.constants.items()}
    known |= {source.kind: source.kinds} if source.kind else {}
    for place, words in known.items():
        for path, value in part.located(payload, place):
            word = str(plain(value)).lower()
            if word in map(str.lower, words):
                yield path, word


def _in_order(part: Part) -> Iterator[str]:
    """The paths of the numbers of buttons that are those of their places."""
    form = part.gateway
    for place in (form.parts[name] for name in ("buttons", "quickReplies") if name in form.parts):
        found = located(part.value, f"{place.removeprefix(form.message)}/*/ordering", part.path)
        yield from (path for n, (path, number) in enumerate(found, 1) if plain(number) == n)


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
        if differs(match.report.findings) or any(len({*at}) > 1 for at in match.variables.values()):
            return None  # the gateway would fill all places of a variable with one value
        values = {name: found[0] for name, found in match.variables.items()}
        return replace(message, message={}, variables=values)
    try:
        rendered = template.render(message.variables or {})
    except TemplateValueError:
        return None
    return replace(message, message=rendered, variables=None)


# --------------------------------------------------------------------------- numbers

_COUNTRY: Final = re.compile(r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[0-9]{3}")
"""The country's code with which an international number begins (ITU-T E.164, its list)."""

_Number = tuple[str, str | None]
"""A number, and the country's code beside it if that is not Korea's."""


def _numbers(payload: object, read: Reading, source: Gateway, to: Gateway) -> list[_Number | None]:
    """The recipients' numbers as the gateway writes them; None for those that it cannot."""
    numbers = read.message.destinations
    codes = read.part.located(payload, source.country) if source.country else ()
    if any(type(plain(code)) not in (str, type(None)) for _, code in codes):
        return [None] * len(numbers)
    return [_number(number, read.message.country, source, to) for number in numbers]


def _number(number: str, country: str | None, source: Gateway, to: Gateway) -> _Number | None:
    """A number as the gateway writes it; one that cannot be told stays if both are read alike."""
    digits = _international(number, country, source)
    if not digits:
        is_alike = _is_international(source) is _is_international(to) or number.startswith("00")
        return (number, None) if is_alike and country is None else None
    if _is_international(to):
        return digits, None
    if digits.startswith("82"):
        return f"0{digits[2:]}", None
    if to.country is not None:
        code = _COUNTRY.match(digits)
        return (digits[code.end() :], code[0]) if code else None
    return (f"+{digits}", None) if to.destination_form.fullmatch(f"+{digits}") else None


def _international(number: str, country: str | None, source: Gateway) -> str:
    """The number behind its country's code, digits alone; nothing if that cannot be told."""
    digits = re.sub(r"[+\-.()\s]", "", number)
    code = re.fullmatch(r"\+?0*([1-9][0-9]{0,2})", country or "82")
    if digits.startswith("00") or code is None or not re.fullmatch(r"[0-9]+", digits):
        return ""
    if code[1] != "82":
        return code[1] + digits.removeprefix("0")
    if digits.startswith(("0", "82")):
        return f"82{digits.removeprefix('82').removeprefix('0')}"
    return digits if number.startswith("+") or _is_international(source) else ""


def _is_international(gateway: Gateway) -> bool:
    """True if its numbers begin with the country's code."""
    return gateway.examples["destination"].startswith("82")


def _by_country(
    message: PayloadMessage, numbers: Iterable[_Number | None]
) -> Iterator[PayloadMessage]:
    """The message to the recipients of each country; once, if it has none."""
    of: dict[str | None, list[str]] = {}
    for number in filter(None, numbers):
        of.setdefault(number[1], []).append(number[0])
    for country, digits in (of or {None: []}).items():
        yield replace(message, destinations=tuple(digits), country=country)


# --------------------------------------------------------------------------- times


def _time(time: str | None, source: Gateway, to: Gateway) -> tuple[str | None, bool]:
    """A time as the gateway writes it, in Korea's zone, and whether it is that time to the second.

    None if it cannot be read or written.
    """
    if time is None or time == source.now:
        return None, True
    moment = _moment(time, source.send_time_format)
    if moment is None or to.send_time is None:
        return None, False
    if to.send_time_format == "unix":
        written = str(int(moment.timestamp()))
    else:
        written = moment.strftime(to.send_time_format or cast("str", to.send_time_written))
    again = _moment(written, to.send_time_format)
    return written if again else None, again == moment


def _moment(time: str, form: str | None) -> datetime | None:
    """The moment that a time tells in its form; None if there is no such moment."""
    try:
        if form == "unix":
            return datetime.fromtimestamp(int(time), UTC).astimezone(_KOREA)
        if form is not None:
            return datetime.strptime(time, form).replace(tzinfo=_KOREA)
        moment = datetime.fromisoformat(time)
        return (moment if moment.tzinfo else moment.replace(tzinfo=_KOREA)).astimezone(_KOREA)
    except (ValueError, OverflowError, OSError):
        return None


# --------------------------------------------------------------------------- registrations


def _registration(document: object, source: Registration, to: Registration) -> Conversion:
    opened = Opened(document, source.openings)
    parts: dict[str, Any] = {}
    lost: set[str] = set()
    kept: set[str] = set()
    for part in islice(parts_of(opened.document, source), 1):
        unsound: list[str] = []
        template = _sound(part.message(absent=None), "", unsound)
        parts, in_template = fitted(template, to)
        kept.update(_in_order(part), map(part.place_of, _leaves(template, "")))
        lost.update(map(part.place_of, [*unsound, *in_template]))
    return _registered(parts, _told(opened, kept, lost), to.name)


def _registered(parts: Mapping[str, Any], lost: Sequence[Finding], to: str) -> Conversion:
    form = registration_named(to)
    body: Any = [] if form.message.startswith("/*") else {}
    for part, value in parts.items():
        put_at(body, form.parts[part], 0, value=value)
    return Conversion((closed(body, form.openings),), tuple(lost))


# --------------------------------------------------------------------------- what is lost

_LEVELS: Final = 3
"""Objects and lists around any value of a message: the message, its highlight, the image there."""


def _sound(value: object, path: str, lost: list[str], levels: int = _LEVELS) -> Any:
    """A copy of a message, without the values that are no JSON or stand too deep: they are lost."""
    held = plain(value)
    if levels and type(held) is dict:
        every = (
            (name, _sound(one, path + pointer(name), lost, levels - 1))
            for name, one in held.items()
        )
        return {name: one for name, one in every if one is not None}
    if levels and type(held) is list:
        return [_sound(one, f"{path}/{n}", lost, levels - 1) for n, one in enumerate(held)]
    number = value if type(value) is int else held  # which is not yet clamped
    if isinstance(number, int | float) and abs(number) <= sys.float_info.max:
        return number
    if held is None or type(held) is str:
        return held
    lost.append(path)
    return None


def _leaves(value: object, path: str) -> Iterator[str]:
    """The paths of what is no object and no list."""
    for name, inner in _members(value):
        yield from _leaves(inner, path + pointer(name))
    if type(value) not in (dict, list):
        yield path


def _told(document: Opened, kept: set[str], lost: set[str]) -> list[Finding]:
    """What is lost, and what else is not kept, by where that stands in what was sent."""
    around = {path[: found.start()] for path in kept | lost for found in re.finditer("/", path)}
    paths = set(_left(document, document.document, "", kept - lost, {"", *around} - lost))
    return [finding("not-carried-over", path) for path in sorted(paths)]


def _left(
    document: Opened, value: object, path: str, kept: Set[str], around: Set[str]
) -> Iterator[str]:
    """Where the largest parts of a document were sent that neither are kept nor around such."""
    inner = [(path + pointer(name), one) for name, one in _members(value)]
    if path in kept or (not inner and plain(value) in (None, "", [], {})):
        return
    sent = document.sent(path)
    if path in around:
        for at, one in inner:
            yield from _left(document, one, at, kept, around)
    elif all(document.sent(at).startswith(f"{sent}/") for at, _ in inner):
        yield sent
    else:  # it was gathered from several places
        for at, one in inner:
            yield from _left(document, one, at, frozenset(), frozenset())


def _members(value: object) -> list[tuple[str | int, object]]:
    """What an object or a list has, by its names or indices."""
    held = plain(value)
    return [*held.items()] if type(held) is dict else [*enumerate(items_of(held))]
