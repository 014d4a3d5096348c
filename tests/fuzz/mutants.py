"""Documents with a few places changed: what a program, a person or an attacker gets wrong."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from copy import deepcopy
from functools import cache
from random import Random
from typing import Any, Final, NamedTuple

from alimtalk_rules import to_payload
from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.structure import load_schema
from alimtalk_rules.testing import (
    Case,
    cases,
    make_button,
    make_message,
    make_template,
)
from tests.payloads import WHOLE

TEXT: Final = make_message()["text"]
MARKER: Final = "QzXvJkWpYb"
"""Stands in many mutants; of it, no six characters may be repeated in a report."""

FACTS: Final = {
    "url": "https://img.example.com/1.png",
    "format": "png",
    "width": 800,
    "height": 400,
    "bytes": 90_000,
    "sha256": "0123456789abcdef" * 4,
}
BUTTONS: Final = (
    make_button("WL", urlPc="http://shop.example.com:8080/a?b=c#d", target="out"),
    make_button("AL", urlMobile="https://m.shop.example.com", urlPc="https://shop.example.com"),
    *map(make_button, ("DS", "MD", "BK")),
    make_button("BT", chatExtra="order_1", chatEvent="ORDER"),
)
"""A button of each type with all of its fields."""

FIELDS: Final = (
    *("text", "title", "image", "buttons", "type", "name", "urlMobile", "urlPc", "target"),
    *("schemeAndroid", "schemeIos", "chatExtra", "chatEvent"),
    *("url", "format", "width", "height", "bytes", "sha256", "code"),
)
_OTHER_NAMES: Final = (
    "",
    "Text",
    "extra",
    "a/b~c",
    "0",
    "_",
    "내용",
    "a b",
    f"{MARKER} ",
    "é" * 65,
)


class Text(str):
    """A string, and more than that."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Text({super().__repr__()})"


class Array(list[Any]):
    """An array, and more than that."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Array({super().__repr__()})"


class Object(dict[Any, Any]):
    """An object, and more than that."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Object({super().__repr__()})"


class Whole(int):
    """An integer, and more than that."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Whole({super().__repr__()})"


_NO_NAMES: Final = (None, 0, True, 1.5, (), b"text", Text("text"), Text("extra"))
"""Keys that no JSON parser gives."""

NUMBERS: Final = (
    *(0, -1, 1, 249, 250, 399, 400, 499, 500, 501, 799, 800, 801),
    *(499_999, 500_000, 500_001, 511_999, 512_000, 512_001),
    *(2**31 - 1, 2**31, -(2**31), 2**53, 2**62, 2**63, 10**30, -(10**30)),
    *(800.0, 800.5, -0.0, 2.0**31, 1e400, -1e400, float("nan"), 5e-324),
)
SCALARS: Final[tuple[Any, ...]] = (
    *(None, True, False, *NUMBERS, Whole(800), Whole(-1)),
    *("", " ", "\u3000", "\x1c", "\t\r\n", "out", "OUT", "png", "gif", "jpeg", "a_Z9", "a-Z9"),
    *("0" * 64, "F" * 64, "0" * 63, "WL", "wl", "DS", "AL", "BT", MARKER, Text("out"), Text("AL")),
    *("#{주문 조회}", "#{a", "#{}", "https://#{몰}.example/#{a b}?", "shop://#{env}/1"),
)
_NO_JSON: Final = (b"text", bytearray(b"a"), (), ("a",), (MARKER,), {1}, range(3), len, ...)
VALUES: Final[tuple[Any, ...]] = (
    *(*SCALARS, *_NO_JSON, [], {}, [{}], [None], [[]], {"type": "WL"}, {"text": TEXT}, {1: 2}),
    *(*BUTTONS, FACTS, Array(), Object(), [MARKER], {f"{MARKER} ": MARKER}),
)
"""What stands in a mutant where something else belongs."""

_LENGTHS: Final = (
    *(0, 1, 5, 6, 14, 15, 23, 24, 27, 28, 29, 30, 31, 40, 41, 49, 50, 51, 63, 64, 65),
    *(200, 201, 499, 500, 501, 999, 1000, 1001),
)
_FILLERS: Final = (
    "가",
    "a",
    "A",
    " ",
    "0",
    "-",
    "_",
    "/",
    "🎁",
    "あ",
    "\u0301",
    "ᄀ",
    "\n",
    "#{a}",
)

_ODD: Final = (
    *"\x00\x01\t\n\v\r\x1b \x1c\x1f\x7f\x80\x85\x9f\xa0\xad\u1680\u180e\u2000\u200a\u2028\u2029",
    *"\u202f\u205f\u3000\u115f\u1160\u3164\uffa0\u200b\u200c\u200d\u200e\u202e\u2060\ufeff\ufe0f",
    *"\ud800\udfff\ue000\ufdd0\uffff\U0001f600\U000e0041\U000e0100\U0010ffff\u0301\u20e3",
    *"éßıøあアー一無語ЖяعاไทยαΩक္각ㄱｱＡ①★㈜",
    *"@:/?#[]{}()\\%'\"<>&|~!*-_.,^`$0aZ가",
    *("#{", "}", "#{a}", "${a}", "{{a}}", "#[a]", "\r\n", "👨\u200d👩\u200d👧", "❤\ufe0f", "🇰🇷"),
    *("1\ufe0f\u20e3", "α β", "\u1100\u1161", "결제", "한진택배 531234567890", "무 無", MARKER),
)
"""Characters, and short runs of them, that some rule or some pattern treats in its own way."""

_SCHEMES: Final = (
    *("http://", "https://", "HTTPS://", "Http://", "https:/", "https:", "//", "", "ftp://"),
    *(
        "javascript:",
        "https://https://",
        "httpss://",
        " https://",
        "\nhttps://",
        "#{몰}",
        "shop://",
    ),
)
_USERS: Final = ("", "", "", "a@", "a:b@", "@", ":@", "a@b@", "#{a}@", "%40", "\\@", f"{MARKER}@")
_HOSTS: Final = (
    *("", "a", "shop.example.com", "한국.kr", "xn--3e0b707e.kr", "127.0.0.1", "[::1]", "[", "a..b"),
    *(
        "-",
        ".",
        "a b",
        "a\u3000b",
        "#{몰}",
        "#{몰 A}",
        "#{",
        "a" * 63,
        "a" * 483,
        "a." * 245,
        "가" * 490,
    ),
)
_PORTS: Final = ("", "", "", ":", ":80", ":0", ":99999", ":a", ":#{n}", "::")
_RESTS: Final = (
    *("", "/", "?", "#", "/a/b?c=d#e", "//", "/%", "/%zz", "/가", "/ ", "/a b", "/\u00a0", "/\x85"),
    *(
        "/\n",
        "/\r",
        "/\t",
        "/\x00",
        "/@",
        "/a@b",
        "?@",
        "#@",
        "/:",
        "#{a}",
        "/#{a b}",
        "/#{a",
        "/#}",
    ),
    *("/#{a#{b}}", "/" + "a" * 474, "/" + "가" * 474, "?" + "&" * 500, "\\", "/\ud800", "/|^`"),
)

_URL_FIELDS: Final = frozenset(("url", "urlMobile", "urlPc", "schemeAndroid", "schemeIos"))


_CHAT_VALUES: Final = ("a-b", "a b", "a\n", "가", "", "A" * 50, "A" * 51)
_SCHEME_VALUES: Final = ("", " ", "\u3000", "\x1c", "\x85", "a b", "a:", "1:", "a" * 501)
_FOR_FIELDS: Final[dict[str, Sequence[str]]] = {
    "type": ("wl", "WL ", "WL\n", "XX", *(button["type"] for button in BUTTONS)),
    "target": ("OUT", "out\n", " out", ""),
    "format": ("PNG", "jpg", "gif", "png\n"),
    "sha256": ("F" * 64, "0" * 63 + "g", "0" * 64 + "\n", "0" * 63, "0" * 65, ""),
    "code": ("a b", "a\n", "가", "", "a" * 30, "a" * 31, "a.b"),
    "chatExtra": _CHAT_VALUES,
    "chatEvent": _CHAT_VALUES,
    "schemeAndroid": _SCHEME_VALUES,
    "schemeIos": _SCHEME_VALUES,
}
"""What nearly belongs there."""


class Place(NamedTuple):
    """A member or an item: what holds it, and its name or index."""

    holder: Any
    name: Any

    @property
    def value(self) -> Any:
        return self.holder[self.name]

    def put(self, value: object) -> None:
        self.holder[self.name] = value


# --------------------------------------------------------------------------- from a number


class Mutant(NamedTuple):
    """A document and what it is to be checked as."""

    kind: str
    document: Any


_WEIGHTS: Final = {"message": 15, "template": 8, "image": 2, **dict.fromkeys(GATEWAYS, 1)}


def mutant(seed: int, number: int) -> Mutant:
    """The mutant of that number: the same whenever it is asked for."""
    random = Random(seed << 40 | number)
    kind = random.choices([*_WEIGHTS], [*_WEIGHTS.values()])[0]
    document = pickle.loads(random.choice(seeds(kind)))  # noqa: S301 - pickled below
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4, 6))):
        document = mutated(document, random)
    return Mutant(kind, document)


@cache
def seeds(kind: str) -> tuple[bytes, ...]:
    """The documents to start from, pickled: the conformance suite's, and ours that have it all."""
    if kind in GATEWAYS:
        return _pickled([*_requests(kind)])
    documents = [case.value for case in _accepted_cases(kind)]
    if kind == "image":
        return _pickled([*documents, FACTS])
    own = make_message if kind == "message" else make_template
    documents += [case.value[kind] for case in _accepted_cases("match")]
    documents += [own(title="제목", buttons=[button]) for button in BUTTONS]
    documents += [own(image=FACTS), own(buttons=[*BUTTONS][:5]), own(buttons=[])] * 5
    return _pickled(documents)


def _accepted_cases(document: str) -> Iterator[Case]:
    """The suite's cases, but only some of the whole set's, of which little is accepted here."""
    for number, case in enumerate(cases(document=document)):
        if case.profile is None or number % 20 == 0:
            yield case


def _requests(name: str) -> Iterator[Any]:
    """The suite's messages as requests of a gateway, and requests with every field there is."""
    gateway = GATEWAYS[name]
    to = (gateway.examples["destination"],) * min(gateway.most, 2)
    sender = gateway.examples.get("sender", "a")
    for message in (case.value for case in cases(document="message")):
        with suppress(TypeError, ValueError):
            yield to_payload(message, name, sender=sender, template_code="a", destinations=to)
    yield from WHOLE[name] * 10


def _pickled(documents: list[Any]) -> tuple[bytes, ...]:
    return tuple(map(pickle.dumps, documents))


# --------------------------------------------------------------------------- one change


def mutate(document: Any, random: Random, values: Sequence[Any] = VALUES) -> Any:
    """A copy of ``document`` that differs at one place, at most."""
    return mutated(deepcopy(document), random, values)


def mutated(document: Any, random: Random, values: Sequence[Any] = VALUES) -> Any:
    """The same, made of the document itself."""
    found = [*places(document)]
    if not found or random.random() < 0.01:
        return deepcopy(random.choice(values))
    place = random.choice(found)
    if isinstance(place.value, str) and random.random() < 0.6:
        place.put(_spoiled(place, random))
    else:
        random.choice(_CHANGES)(place, found, random, values)
    return document


def places(value: Any) -> Iterator[Place]:
    """All members and items in a document, the outer before the inner."""
    if isinstance(value, dict | list):
        for name in value if isinstance(value, dict) else range(len(value)):
            yield Place(value, name)
            yield from places(value[name])


def _replace(place: Place, _: list[Place], random: Random, values: Sequence[Any]) -> None:
    place.put(deepcopy(random.choice(values)))


def _replace_number(place: Place, _: list[Place], random: Random, values: Sequence[Any]) -> None:
    place.put(deepcopy(random.choice(NUMBERS if isinstance(place.value, int) else values)))


def _drop(place: Place, _: list[Place], random: Random, values: Sequence[Any]) -> None:
    del place.holder[place.name]


def _add(place: Place, _: list[Place], random: Random, values: Sequence[Any]) -> None:
    _insert(
        place.holder, random.choice((*_all_fields(), *_OTHER_NAMES)), random.choice(values), random
    )


def _add_text(place: Place, _: list[Place], random: Random, values: Sequence[Any]) -> None:
    field = random.choice(FIELDS)
    _insert(place.holder, field, _url(random) if field in _URL_FIELDS else TEXT, random)


def _copy(place: Place, others: list[Place], random: Random, values: Sequence[Any]) -> None:
    """What stands at one place once more, at another."""
    source = random.choice(others)
    _insert(place.holder, source.name, source.value, random)


def _swap(place: Place, others: list[Place], random: Random, values: Sequence[Any]) -> None:
    other = random.choice(others)
    one, two = deepcopy(place.value), deepcopy(other.value)
    other.put(one)
    place.put(two)


def _rename(place: Place, _: list[Place], random: Random, values: Sequence[Any]) -> None:
    if isinstance(place.holder, dict):
        place.holder[random.choice((*_NO_NAMES, *_OTHER_NAMES, *_all_fields()))] = place.holder.pop(
            place.name
        )


def _disguise(place: Place, _: list[Place], random: Random, values: Sequence[Any]) -> None:
    """The same value in another type."""
    value = place.value
    for kind, disguises in _DISGUISES.items():
        if isinstance(value, kind):
            place.put(random.choice(disguises)(value))
            return


_DISGUISES: Final[dict[type, tuple[Callable[[Any], Any], ...]]] = {
    str: (Text, lambda text: text.encode("utf-8", "surrogatepass"), lambda text: [text]),
    list: (Array, tuple, lambda items: dict(enumerate(items))),
    dict: (Object, lambda members: [*members.items()], lambda members: [members]),
    bool: (int, str),
    int: (Whole, float, str, lambda number: number > 0),
}

_CHANGES: Final = (
    *(_replace, _replace_number, _drop, _add, _add_text, _copy, _swap, _rename, _disguise),
)


@cache
def _all_fields() -> tuple[str, ...]:
    """Our fields, and those of the gateways' requests."""
    names = dict.fromkeys(FIELDS)
    for gateway in GATEWAYS:
        for part in places(load_schema(f"payloads/{gateway}")):
            if part.name == "properties":
                names |= dict.fromkeys(part.value)
    return (*names,)


def _insert(holder: Any, name: Any, value: Any, random: Random) -> None:
    value = deepcopy(value)
    if isinstance(holder, dict):
        holder[name] = value
    else:
        holder.insert(random.randint(0, len(holder)), value)


def _spoiled(place: Place, random: Random) -> str:
    """The string at ``place`` with something else in it, or of another length."""
    text: str = place.value
    way = random.random()
    if way < 0.3 and place.name in _URL_FIELDS:
        return _url(random)
    if way < 0.3 and place.name in _FOR_FIELDS:
        return random.choice(_FOR_FIELDS[place.name])
    if way < 0.5:
        length, filler = random.choice(_LENGTHS), random.choice(_FILLERS)
        return (text[:length] + filler * length)[:length]
    start = random.choice((0, len(text), random.randint(0, len(text))))
    end = start + random.choice((0, 0, 1, len(text)))
    odd: str = random.choice(_ODD)
    return text[:start] + odd * random.choice((1, 1, 1, 2, 12)) + text[end:]


def _url(random: Random) -> str:
    return "".join(map(random.choice, (_SCHEMES, _USERS, _HOSTS, _PORTS, _RESTS)))
