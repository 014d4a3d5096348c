"""A document's messages in our own words, and findings about them in the gateway's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import lru_cache, partial
from itertools import islice
from typing import Any, Final, NamedTuple, cast

from alimtalk_rules.documents import Message, Request
from alimtalk_rules.limits import MOST_FILLED
from alimtalk_rules.payloads.gateway import LISTS, Form, Gateway, Payload
from alimtalk_rules.report import Finding, finding, pointer
from alimtalk_rules.rules.rule import Param
from alimtalk_rules.structure.openings import changed_at
from alimtalk_rules.structure.plain import is_object, plain, plain_name
from alimtalk_rules.variables import VARIABLE, fill_variables

_ABSENT: Final = object()

_NAMING: Final = frozenset({"links", "part", "expected", "found"})
"""Params of findings that may name a button's type, or a field of it."""


def members_of(value: object) -> dict[str, Any]:
    """The members of an object; of anything else none."""
    members = value if type(value) is dict else plain(value)
    return members if type(members) is dict else {}


def items_of(value: object) -> list[Any]:
    """The items of an array; of anything else none."""
    items = value if type(value) is list else plain(value)
    return items if type(items) is list else []


def located(document: object, place: str, path: str = "") -> list[tuple[str, Any]]:
    """Every value at ``place``, with its JSON Pointer from the document's root.

    Args:
        document: the document, or the part of it at ``path``.
        place: JSON Pointer from there, in which ``*`` stands for any index, ``a|b`` for the first
            of two names that is there.
        path: JSON Pointer of the part.
    """
    found: list[tuple[str, Any]] = [(path, document)]
    for step in _steps_from("", place):
        if step == "*":
            found = [
                (f"{path}/{index}", item)
                for path, value in found
                for index, item in enumerate(items_of(value))
            ]
            continue
        within, found = found, []
        for above, value in within:
            members = members_of(value)
            for name in (step,) if step in members else _there(step, members):
                found.append((f"{above}/{name}", members[name]))
    return found


@lru_cache(maxsize=1024)  # a gateway has a few dozen places
def _steps_from(message: str, place: str) -> tuple[str, ...]:
    """The way to a place from the part that is a message."""
    return tuple(place.removeprefix(message).split("/")[1:])


def _there(step: str, members: Mapping[str, Any]) -> list[str]:
    """The name among those of ``step`` that is there, if any is."""
    return [name for name in step.split("|") if name in members][:1]


def has(document: object, place: str) -> bool:
    """True if something is at ``place`` of a plain value; of arrays a few items are looked at."""
    return _has(document, place.split("/")[1:])


def _has(value: Any, steps: list[str]) -> bool:
    if not steps:
        return True
    step, *rest = steps
    if step == "*":
        items = value[:_LOOKED_AT] if type(value) is list else ()
        return any(_has(plain(item), rest) for item in items)
    names = _there(step, value) if type(value) is dict else ()
    return any(_has(plain(value[name]), rest) for name in names)


_LOOKED_AT: Final = 10
"""Items of an array in which the marks of a gateway are looked for."""


def _messages(document: object, form: Form) -> list[tuple[str, Any]]:
    if form.also is None or any(
        value is not None for _, value in located(document, form.message.removesuffix("/*"))
    ):
        return located(document, form.message)
    return located(document, form.also)


def everywhere(document: object, form: Form, place: str) -> list[tuple[str, Any]]:
    """Every value at a place of the gateway's, wherever its messages stand."""
    if form.also is None or not place.startswith(form.message):
        return located(document, place)
    inner = place.removeprefix(form.message)
    return [
        found for path, value in _messages(document, form) for found in located(value, inner, path)
    ]


class Part(NamedTuple):
    """The part of a document that is one message, or one template.

    Attributes:
        gateway: what the document is.
        path: JSON Pointer to the part.
        value: the part itself.
        recipient: the values of the recipient for whom its text was filled, if it was for one: then
            no span in it is one in the document.
    """

    gateway: Form
    path: str
    value: Mapping[str, Any]
    recipient: Filling | None = None

    def __repr__(self) -> str:
        return f"Part({self.path!r})"  # without the user's text

    def located(self, payload: object, place: str) -> list[tuple[str, Any]]:
        """Every value at a place of the gateway's that belongs to this message."""
        if not place.startswith(self.gateway.message):
            return located(payload, place)  # what all messages of the request share
        return located(self.value, place.removeprefix(self.gateway.message), self.path)

    @property
    def is_alimtalk(self) -> bool:
        """False if it says that it is another message, such as an SMS."""
        if self.gateway.told_by is None:
            return True
        place, words, mark = self.gateway.told_by
        word = plain(self._at(_steps_from(self.gateway.message, place), None))
        if word is not None:
            return type(word) is not str or word.lower() in words
        return self.has(mark)

    @property
    def is_filled(self) -> bool:
        """True if the gateway makes the message of its template, and is not sent a text."""
        gateway = self.gateway
        if not isinstance(gateway, Gateway) or not gateway.variables:
            return False
        if gateway.filled_by is not None and not self.says(gateway.filled_by):
            return False
        steps = gateway.steps.get("text")
        return steps is None or self._at(steps) is _ABSENT

    def says(self, said: tuple[str, str]) -> bool:
        """True if it has that word at that place."""
        place, word = said
        return [word] == [value for _, value in self.located(self.value, place)]

    def message(self, absent: object = _ABSENT) -> Message:
        """What ``check_message`` takes; what the gateway has beyond that is left out.

        A value of a wrong type stays as it is, but for one that is ``absent``.
        """
        message: dict[str, Any] = {}
        for part, steps in self.gateway.steps.items():
            value = self._at(steps)
            if value is not _ABSENT and value is not absent:
                name, _, inner = part.partition("/")
                value = self._read(part, value, absent)
                message[name] = {inner: value} if inner else value
        return cast("Message", message)

    def has(self, place: str) -> bool:
        """True if something stands at a place of the gateway's, in which no step is ``*``."""
        return self._at(_steps_from(self.gateway.message, place)) is not _ABSENT

    def _at(self, steps: tuple[str, ...], default: object = _ABSENT) -> Any:
        """What stands there in the part, or ``default``; no step is ``*``."""
        value: Any = self.value
        for step in steps:
            members = value if type(value) is dict else members_of(value)
            value = members.get(step, _ABSENT)
            if value is _ABSENT and "|" in step:
                value = next((members[name] for name in _there(step, members)), _ABSENT)
            if value is _ABSENT:
                return default
        return value

    def _read(self, part: str, value: Any, absent: object) -> Any:
        """What stands at a part, in our words."""
        if part not in self.gateway.names:
            return self._word(f"/{part}", value)
        if part not in LISTS:
            return self._object(part, f"/{part}", value, absent) if is_object(value) else value
        items = plain(value)
        if type(items) is not list:
            return value
        place = f"/{part}/*"
        return [
            self._object(part, place, item, absent) if is_object(item) else item for item in items
        ]

    def _object(self, part: str, place: str, value: object, absent: object) -> dict[str, Any]:
        members = members_of(value)
        names = self.gateway.names[part]
        if self.gateway.app_link_fields is not None and "type" in names:
            kind = self._word(f"{place}/type", members.get(names["type"][0]))
            names = self.gateway.names_for(part, kind)
        read: dict[str, Any] = {}
        for ours, theirs in names.items():
            for name in theirs:
                if name in members and members[name] is not absent:
                    word = self._word(f"{place}/{ours}", members[name])
                    holder, _, inner = ours.partition("/")
                    read.setdefault(holder, {inner: word} if inner else word)
        return read

    def _word(self, place: str, value: Any) -> Any:
        """A value as we write it."""
        words = self.gateway.read_as.get(place)
        if words is None or type(value) not in (str, bool):
            return value
        return words.get(value, value)

    def in_payload(self, found: Finding) -> Finding:
        """A finding about the message as one about the document, in the gateway's words."""
        words = self.gateway.their_words
        params = {
            name: _in_words(value, words) if name in _NAMING else value
            for name, value in found.params.items()
        }
        related = tuple(map(self.place_of, found.related))
        path = self.place_of(found.path)
        span = found.span if self.recipient is None else None
        return Finding(found.rule, path, params, span, related, found.kakao)

    def place_of(self, path: str) -> str:
        """Where that of the message stands in the document, when that is opened."""
        steps = path.split("/")
        tail: list[str] = []
        while (place := "/".join(map(_any_index, steps))) not in self.gateway.their_places:
            if len(steps) == 1:
                return "/".join((self.path, *tail))
            tail.insert(0, steps.pop())
        indices = [step for step in steps if step.isdecimal()]
        theirs = self.gateway.their_places[place]
        ways = (_way(self.value, each, indices, is_there=True) for each in theirs)
        way = next(filter(None, ways), None) or _way(self.value, theirs[0], indices, is_there=False)
        return "/".join((f"{self.path}{way}", *tail))


def _any_index(step: str) -> str:
    return "*" if step.isdecimal() else step


def _way(value: object, place: str, indices: list[str], *, is_there: bool) -> str | None:
    """The path of what stands at ``place``; None if that is to be there and is not."""
    path, left = "", iter(indices)
    for step in place.split("/")[1:]:
        if step == "*":
            name, items = next(left), items_of(value)
            value = items[int(name)] if int(name) < len(items) else None
        else:
            members = members_of(value)
            names = _there(step, members)
            if is_there and not names:
                return None
            name = names[0] if names else step.partition("|")[0]
            value = members.get(name)
        path += f"/{name}"
    return path


def _in_words(value: Param, words: Mapping[str, str]) -> Param:
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(words.get(one, one) for one in value))
    return words.get(value, value) if isinstance(value, str) else value


def parts_of(payload: object, gateway: Form) -> Iterator[Part]:
    """The AlimTalk messages, or the templates, of a document: all that are objects."""
    parts = _alimtalk_parts(payload, gateway)
    if isinstance(gateway, Gateway) and gateway.fills_text:
        made = (one for part in parts for one in filled_for_each(payload, part, gateway))
        return islice(made, MOST_FILLED)
    return parts


def _alimtalk_parts(payload: object, gateway: Form) -> Iterator[Part]:
    return (part for part in _every_part(payload, gateway) if part.is_alimtalk)


def sent_parts(payload: object, gateway: Gateway) -> Iterator[Part]:
    """The AlimTalk messages of a request, none filled; no more than ``MOST_FILLED`` when filled.

    The first one counts whole, however many recipients it has.
    """
    parts = _alimtalk_parts(payload, gateway)
    if not gateway.fills_text:
        return parts
    recipients = len(located(payload, gateway.destination))
    return islice(parts, max(1, MOST_FILLED // max(1, recipients)))


def multiplied_in(payload: object, gateway: Gateway) -> Iterator[Finding]:
    """That texts and recipients make more messages of one request than are looked at."""
    if gateway.fills_text:
        texts = sum(part.is_alimtalk for part in _every_part(payload, gateway))
        count = texts * len(located(payload, gateway.destination))
        if count > MOST_FILLED:
            place = gateway.destination.partition("/*")[0]
            yield finding("too-many-messages", place, {"count": count, "limit": MOST_FILLED})


def parts_again(payload: object, gateway: Gateway) -> Callable[[], Iterable[Part]]:
    """What gives the messages of a request as often as they are asked for.

    They are kept, unless each recipient's has a text of its own.
    """
    if gateway.fills_text:
        return partial(parts_of, payload, gateway)
    parts = [*parts_of(payload, gateway)]
    return lambda: parts


def filled_for_each(payload: object, part: Part, gateway: Gateway) -> Iterator[Part]:
    """The message for each recipient, if the gateway fills the text that it is sent."""
    text = part.message().get("text") if gateway.fills_text else None
    if type(text) is not str or not VARIABLE.search(text):
        yield part
        return
    for filling in fillings_of(payload, part, gateway):
        value: Any = part.value
        for name in ("text", "title"):
            fill = partial(_filled, filling.values)
            value = changed_at(value, gateway.steps[name], fill)
        yield part._replace(value=value, recipient=filling)


def _filled(values: Mapping[str, str], value: Any) -> Any:
    """A string with the values that there are."""
    if type(value) is not str:
        return value
    return fill_variables(value, lambda name: values.get(name, f"#{{{name}}}"))


def others_in(payload: object, gateway: Form) -> Iterator[Finding]:
    """The messages of a document that are no AlimTalk, which nobody looks at."""
    for part in _every_part(payload, gateway):
        if not part.is_alimtalk:
            yield finding("not-alimtalk", part.path)


def lacking_in(payload: object, gateway: Form) -> Iterator[Finding]:
    """What messages lack that the schema cannot require of them."""
    parts = [*_every_part(payload, gateway)]
    if gateway.also is not None and not parts:
        place = gateway.message.removesuffix("/*")
        if not has(payload, place):
            yield _missing(place)
    for part in parts:
        for place in _needs(part) if part.is_alimtalk else ():
            inner = place.removeprefix(gateway.message)
            if not part.has(place) and _is_lacked(part.value, inner):
                yield _missing(f"{part.path}{_way(part.value, inner, [], is_there=False)}")
        for path in _lacking_in_buttons(part) if gateway.either and part.is_alimtalk else ():
            yield _missing(path)


def _needs(part: Part) -> tuple[str, ...]:
    """The places that a message must have."""
    gateway = part.gateway
    if isinstance(gateway, Gateway) and gateway.filled_by and not part.says(gateway.filled_by):
        return (*gateway.needs, *gateway.needs_unfilled)
    return gateway.needs


def _is_lacked(value: object, place: str) -> bool:
    """True if what is not at ``place`` was not sent, and nothing on the way there was rejected."""
    for step in place.split("/")[1:-1]:
        members = members_of(value)
        names = _there(step, members)
        if not names:
            break
        value = members[names[0]]
    return value is not None


def _lacking_in_buttons(part: Part) -> Iterator[str]:
    """Where buttons have none of the names of a field that they must have."""
    for index, button in enumerate(part.message().get("buttons") or ()):
        members = members_of(button)
        field = part.gateway.either.get(members.get("type", ""))
        if field is not None and field not in members:
            yield part.place_of(f"/buttons/{index}/{field}")


def odd_orders_in(payload: object, form: Form) -> Iterator[Finding]:
    """Lists of buttons, or of quick replies, whose numbers are not the order of the list."""
    limits = form.profile.limits
    if "ordering" not in form.button_extras:
        return
    for part in _every_part(payload, form):
        for name, most in (("buttons", limits.buttons), ("quickReplies", limits.quick_replies)):
            place = form.parts.get(name, "/").removeprefix(form.message)
            last = 0
            for path, number in located(part.value, f"{place}/*/ordering", part.path):
                if type(number) is int and not last < number <= most:
                    yield finding("odd-ordering", path)
                last = number if type(number) is int else last


def _missing(path: str) -> Finding:
    return finding("missing-field", path, {"field": path.rpartition("/")[2]}, kakao=())


def _every_part(payload: object, gateway: Form) -> Iterator[Part]:
    for path, value in _messages(payload, gateway):
        if is_object(value):
            yield Part(gateway, path, members_of(value))


class Filling(NamedTuple):
    """The values with which the gateway makes a message of its template.

    Attributes:
        path: JSON Pointer to them, or to the message if it has none.
        values: the values by the variables' names; what is no string is left out.
        names: the variables' names, also of those whose values are no strings.
        given: the names as they are written there, each with the path of what has it.
        form: what is written before and behind a variable's name.
    """

    path: str
    values: Mapping[str, str]
    names: Set[str]
    given: Mapping[str, str]
    form: tuple[str, str]

    def __repr__(self) -> str:
        return f"Filling({self.path!r})"  # without the user's text

    def path_of(self, name: str) -> str:
        """Where the value of a variable stands, or should."""
        before, after = self.form
        written = f"{before}{name}{after}"
        if written not in self.given and name in self.given:
            written = name
        return self.given.get(written, self.path) + pointer(written)


def fillings_of(payload: object, part: Part, gateway: Gateway) -> list[Filling]:
    """The values for a message: once, or for each recipient where recipients have theirs."""
    *of_all, own = gateway.variables
    around, _, name = own.rpartition("/")
    shared = [one for place in of_all for one in part.located(payload, place)]
    return [
        _filling([*shared, (f"{path}/{name}", members_of(holder).get(name))], gateway)
        for path, holder in part.located(payload, around)
    ] or [_filling([*shared, (part.path, None)], gateway)]


def _filling(found: list[tuple[str, Any]], gateway: Gateway) -> Filling:
    """The values of several places, of which the last win."""
    before, after = gateway.variable_form
    given: dict[str, str] = {}
    values: dict[str, Any] = {}
    for path, members in found:
        for name, value in members_of(members).items():
            written = plain_name(name)
            given[written] = path
            values[written.removeprefix(before).removesuffix(after)] = plain(value)
    strings = {name: value for name, value in values.items() if type(value) is str}
    return Filling(found[-1][0], strings, values.keys(), given, gateway.variable_form)


def request_of(payload: Payload, gateway: Gateway) -> Request:
    """What surrounds the messages in a request as the structure read it."""

    def at(place: str | None) -> tuple[tuple[str, Any], ...]:
        return tuple(everywhere(payload, gateway, place)) if place else ()

    in_arrays = [place for place in (gateway.message, gateway.destination) if "*" in place]
    arrays = dict.fromkeys(place.rpartition("/*")[0] for place in in_arrays)
    kinds = {theirs: ours for ours, theirs in gateway.failover_kinds.items()}
    return Request(
        arrays=tuple(
            (path, value)
            for array in arrays
            for path, value in everywhere(payload, gateway, array)
            if type(value) is list
        ),
        senders=at(gateway.sender),
        sender_form=gateway.sender_form,
        destinations=tuple(
            _qualified(payload, gateway, gateway.destination, gateway.country_code, "82")
        ),
        destination_form=gateway.destination_form,
        national=gateway.country_code is not None,
        send_times=tuple(
            (path, time) for path, time in at(gateway.send_time) if time != gateway.now
        ),
        send_time_format=gateway.send_time_format,
        periods=tuple(
            period
            for place, unit in gateway.periods
            for period in _qualified(payload, gateway, place, unit, "MINUTES")
        ),
        examples=gateway.examples,
        windows=at(gateway.windows),
        failovers=tuple(
            (path, text, kinds.get(str(kind)))
            for place, beside in gateway.failovers
            for path, text, kind in _qualified(
                payload, gateway, place, beside, gateway.failover_kinds["SMS"]
            )
        ),
        variables=tuple(found for place in gateway.variables for found in at(place)),
        not_in_names=gateway.not_in_names,
        renamed=tuple(_renamed(payload, *gateway.renamed)) if gateway.renamed else (),
    )


def _renamed(
    payload: Payload, place: str, type_: str, name: str, old_name: str
) -> Iterator[tuple[str, Mapping[str, Any], str, str]]:
    for path, value in located(payload, place):
        if value and value.get("type") == type_:
            yield path, value, name, old_name


def _qualified(
    payload: Payload, gateway: Gateway, place: str, beside: str | None, default: str
) -> Iterator[tuple[str, Any, str | None]]:
    """Every value at ``place`` with that of the field ``beside`` it."""
    around, _, name = place.rpartition("/")
    for path, holder in everywhere(payload, gateway, around):
        members = members_of(holder)
        if name in members:
            qualifier = default if beside is None else members.get(beside, default)
            value = members[name]
            several = enumerate(value) if type(value) is list else ()
            yield from ((f"{path}/{name}/{index}", one, qualifier) for index, one in several)
            if type(value) is not list:
                yield f"{path}/{name}", value, qualifier
