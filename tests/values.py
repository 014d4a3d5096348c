"""What tests share: valid documents, their mutants, hostile Python values, and sentinels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from random import Random
from typing import Any, NoReturn

from hypothesis import strategies as st

# --------------------------------------------------------------------------- valid documents

TEXT = "주문이 완료되었습니다.\nYour order is complete."
URL = "https://shop.example.com/orders/1?from=alimtalk#top"

BUTTONS: dict[str, dict[str, str]] = {
    "WL": {"type": "WL", "name": "주문 보기", "urlMobile": URL, "urlPc": URL, "target": "out"},
    "AL": {
        "type": "AL",
        "name": "앱 열기",
        "schemeAndroid": "shop://orders/1",
        "schemeIos": "shop://orders/1",
        "urlMobile": URL,
        "urlPc": URL,
    },
    "DS": {"type": "DS", "name": "배송 조회"},
    "MD": {"type": "MD", "name": "문의하기"},
    "BK": {"type": "BK", "name": "영업시간"},
    "BT": {"type": "BT", "name": "상담하기", "chatExtra": "order_1", "chatEvent": "ORDER"},
    "AC": {"type": "AC", "name": "채널 추가"},
}
"""A button of each type with all of its fields."""

FACTS: dict[str, Any] = {
    "url": "https://img.example.com/1.png",
    "format": "png",
    "width": 800,
    "height": 400,
    "bytes": 90_000,
    "sha256": "0123456789abcdef" * 4,
}

ORDINARY: dict[str, dict[str, Any]] = {
    "text": {"text": TEXT},
    "text+title": {"text": TEXT, "title": "주문 완료"},
    "text+image": {"text": TEXT, "image": FACTS},
    "no buttons": {"text": TEXT, "buttons": []},
    "five buttons": {"text": TEXT, "buttons": [*BUTTONS.values()][:5]},
    "WL by urlMobile": {
        "text": TEXT,
        "buttons": [{"type": "WL", "name": "보기", "urlMobile": "http://a.example"}],
    },
    **{
        f"text+title+{kind}": {"text": TEXT, "title": "주문 완료", "buttons": [button]}
        for kind, button in BUTTONS.items()
    },
}
"""Ordinary valid messages."""


TEMPLATE = {"code": "order-done_1", "text": "#{이름}님, 주문이 완료되었습니다.\n#{주문 번호}"}
TEMPLATES: dict[str, dict[str, Any]] = {
    "text": TEMPLATE,
    "name": TEMPLATE | {"name": "주문 완료 (2025)"},
    "text+title": TEMPLATE | {"title": "#{몰} 주문 완료"},
    "text+image": TEMPLATE | {"image": FACTS},
    "no variables": {"code": "a", "text": TEXT},
    "variables in links": TEMPLATE
    | {
        "buttons": [
            BUTTONS["WL"] | {"urlMobile": "#{주문 조회}", "urlPc": "https://#{몰 A}.example/#{n}#"},
            BUTTONS["AL"] | {"schemeAndroid": "#{앱}", "schemeIos": "shop-#{env}://orders/#{n}"},
            BUTTONS["DS"],
        ]
    },
    **{
        f"text+title+{kind}": TEMPLATE | {"title": "주문 완료", "buttons": [button]}
        for kind, button in BUTTONS.items()
    },
}
"""Ordinary valid templates."""


def with_button(button: object) -> dict[str, Any]:
    return {"text": TEXT, "buttons": [button]}


# --------------------------------------------------------------------------- hostile values


class HostileError(Exception):
    """What hostile values raise when they are touched."""


def _refuse(*_: object, **__: object) -> NoReturn:
    raise HostileError


class _HostileType(type):
    """A class that cannot be compared, nor looked up in a table."""

    __eq__ = _refuse
    __hash__ = _refuse


_OVERRIDDEN = (
    *("__eq__", "__ne__", "__lt__", "__gt__", "__le__", "__ge__", "__hash__", "__repr__"),
    *("__str__", "__format__", "__len__", "__bool__", "__iter__", "__contains__", "__getitem__"),
    *("__int__", "__index__", "__float__", "__reversed__", "__length_hint__", "__copy__"),
    *("__deepcopy__", "keys", "values", "items", "get", "copy", "count", "index", "strip"),
    *("startswith", "isspace", "isascii", "isprintable", "encode", "replace", "is_integer"),
)


def _hostile(base: type) -> Any:
    return _HostileType(f"Hostile{base.__name__}", (base,), dict.fromkeys(_OVERRIDDEN, _refuse))


HostileStr, HostileInt, HostileFloat, HostileList, HostileDict, HostileObject = map(
    _hostile, (str, int, float, list, dict, object)
)


class RaisingKey(str, metaclass=_HostileType):
    """A key that is found where a string is, but cannot be compared with one."""

    __slots__ = ()
    __eq__ = _refuse
    __hash__ = str.__hash__


class MovedKey(str, metaclass=_HostileType):
    """A key that a dict does not find by its string."""

    __slots__ = ()

    def __hash__(self) -> int:
        return 7

    def __eq__(self, other: object) -> bool:
        return self is other


class RaisingObject:
    """A key that is no string and cannot be compared with one."""

    __eq__ = _refuse
    __hash__ = object.__hash__


class EqualToAll:
    """A key that says it equals every string."""

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return True


class Liar:
    """Says that it is a dict."""

    __class__ = dict  # type: ignore[assignment]


class Silent:
    """Does not say what it is."""

    @property
    def __class__(self) -> Any:
        raise HostileError

    @__class__.setter
    def __class__(self, _: Any) -> None: ...


def nested(levels: int, *, by: str | None = None) -> Any:
    """Lists, or objects under the key ``by``, in each other; made without recursion."""
    value: Any = []
    for _ in range(levels):
        value = [value] if by is None else {by: value}
    return value


# --------------------------------------------------------------------------- strategies

_ANY = st.characters(exclude_categories=())
_IN_URL = st.characters(exclude_categories=("Cc", "Zs", "Zl", "Zp"))
_LETTERS = "abzABZ059"
_PLAIN = "".join(map(chr, range(0x21, 0x7F))).replace("@", "")


def messages(*, plain: bool = False) -> st.SearchStrategy[dict[str, Any]]:
    """Messages of valid structure; ``plain``: of characters of which no rule is asked."""
    return _messages(_urls(_PLAIN if plain else _IN_URL), plain=plain)


def templates(*, plain: bool = False) -> st.SearchStrategy[dict[str, Any]]:
    """The same of templates; variables stand wherever they may."""
    content = _messages(_template_urls(plain=plain), plain=plain)
    code = st.text(_LETTERS + "-_", min_size=1, max_size=30)
    own = st.fixed_dictionaries(
        {"code": code}, optional={"name": _words("가힣 aZ09." if plain else _ANY, 200)}
    )
    return st.builds(lambda *parts: parts[0] | parts[1], own, content)


def _messages(links: st.SearchStrategy[str], *, plain: bool) -> st.SearchStrategy[dict[str, Any]]:
    letters = "가힣 aZ09.\n" if plain else _ANY
    apps = dict.fromkeys(("schemeAndroid", "schemeIos"), _words(_PLAIN if plain else _ANY, 500))
    chat = st.text(_LETTERS + "_", max_size=50)
    name, out = _words(letters, 28), st.just("out")
    return st.fixed_dictionaries(
        {"text": st.text(letters)},
        optional={
            "title": _words(letters, 50),
            "image": st.fixed_dictionaries(
                {}, optional=_facts(_urls(_PLAIN if plain else _IN_URL))
            ),
            "buttons": st.lists(
                st.one_of(
                    _button("WL", {"name": name, "urlMobile": links}, urlPc=links, target=out),
                    _button("AL", {"name": name}, **apps, urlMobile=links, urlPc=links),
                    *(_button(kind, {"name": name}) for kind in ("DS", "MD", "BK")),
                    _button("BT", {"name": name}, chatExtra=chat, chatEvent=chat),
                ),
                max_size=5,
            ),
        },
    )


def images() -> st.SearchStrategy[dict[str, Any]]:
    """An image's measured facts, of valid structure."""
    facts = _facts(_urls(_PLAIN))
    optional = {name: facts.pop(name) for name in ("url", "sha256")}
    return st.fixed_dictionaries(facts, optional=optional)


def _words(letters: str | st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    return st.text(letters, min_size=1, max_size=most).filter(lambda word: word.strip() != "")


_scheme = st.sampled_from(("http://", "https://"))
_host = st.text(_LETTERS, min_size=1, max_size=9)
_after_host = st.sampled_from(("/", ":80/", ".a?", "#"))


def _urls(letters: str | st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds("{}{}{}{}".format, _scheme, _host, _after_host, st.text(letters, max_size=479))


def _template_urls(*, plain: bool) -> st.SearchStrategy[str]:
    """URLs, some of which begin with a variable or hold a few; ``plain`` as for messages."""
    letters = "a1/?=&-." if plain else _IN_URL
    variable = st.text("가 a/:?@.[]" + "#" * (not plain), max_size=9).map("#{{{}}}".format)
    rest = st.lists(variable | st.text(letters, max_size=9), max_size=9).map("".join)
    return (
        _urls(_PLAIN.replace("{", "") if plain else _IN_URL)
        | st.builds("{}{}".format, variable, rest)
        | st.builds("{}{}{}{}{}".format, _scheme, variable | _host, variable, _after_host, rest)
    )


def _button(
    kind: str, required: dict[str, st.SearchStrategy[str]], **optional: st.SearchStrategy[str]
) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({"type": st.just(kind), **required}, optional=optional)


def _facts(links: st.SearchStrategy[str]) -> dict[str, st.SearchStrategy[Any]]:
    return {
        "url": links,
        "format": st.sampled_from(("jpeg", "png")),
        "width": _pixels,
        "height": _pixels,
        "bytes": st.integers(0, 2**31 - 1),
        "sha256": st.text("0123456789abcdef", min_size=64, max_size=64),
    }


_pixels = st.sampled_from((0, 1, 250, 400, 499, 500, 800, 2**31 - 1)) | st.integers(0, 2**31 - 1)

_json_scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(_ANY, max_size=60)
)
_other_scalars = (
    st.floats()
    | st.binary(max_size=9)
    | st.complex_numbers()
    | st.sampled_from((object, RaisingObject, EqualToAll)).flatmap(st.builds)
    | st.integers(4999, 5000).map(lambda digits: 10**digits)
    | st.sampled_from((len, int, ..., range(3)))
)


def json_values() -> st.SearchStrategy[Any]:
    """Anything that ``json.loads`` could give, lone surrogates included."""
    return st.recursive(
        _json_scalars,
        lambda inner: (
            st.lists(inner, max_size=6)
            | st.dictionaries(st.sampled_from(_NAMES) | st.text(_ANY), inner)
        ),
        max_leaves=12,
    )


def python_values() -> st.SearchStrategy[Any]:
    """Any Python value: also NaN, bytes, tuples, sets, objects, keys that are no strings."""
    hashable = _json_scalars | _other_scalars
    return st.recursive(
        hashable,
        lambda inner: (
            st.lists(inner, max_size=6)
            | st.lists(inner, max_size=3).map(tuple)
            | st.sets(hashable, max_size=3)
            | st.dictionaries(st.sampled_from(_NAMES) | hashable, inner, max_size=6)
        ),
        max_leaves=12,
    )


def spoiled_messages(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Valid messages with one to four places of each spoiled, by ``values`` among others."""
    return _spoiled(messages(), values)


def spoiled_templates(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """The same of templates."""
    return _spoiled(templates(), values)


@st.composite
def _spoiled(
    draw: st.DrawFn, documents: st.SearchStrategy[dict[str, Any]], values: st.SearchStrategy[Any]
) -> dict[str, Any]:
    document = draw(documents)
    random = draw(st.randoms(use_true_random=False))
    pool = draw(st.lists(values, min_size=1, max_size=4))
    for _ in range(draw(st.integers(1, 4))):
        document = mutate(document, random, pool)
    return document


# --------------------------------------------------------------------------- mutants

_NAMES = (
    *("text", "title", "image", "buttons", "type", "name", "urlMobile", "urlPc", "target"),
    *("schemeAndroid", "schemeIos", "chatExtra", "chatEvent"),
    *("url", "format", "width", "height", "bytes", "sha256", "code"),
    *("", "Text", "extra", "a/b~c", "0"),
)

SCALARS: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 800, 2**31 - 1, 2**31, 10**30),
    *(800.0, 800.5, 2.0**31, -0.0, float("nan"), float("inf")),
    *("", " ", "\u3000", "\x1c", "out", "png", "gif", URL, "http://", "x\nhttps://a", "a_Z9"),
    *("#{주문 조회}", "#{a", "https://#{몰}.example/#{a b}?", "https://a/#{b} c"),
    *("0" * 64, "F" * 64),
    *(kind for kind in BUTTONS),
)
VALUES: tuple[Any, ...] = (*SCALARS, [], {}, [{}], [None], {"type": "WL"}, *BUTTONS.values(), FACTS)

_LENGTHS = (0, 1, 14, 15, 27, 28, 29, 30, 31, 49, 50, 51, 63, 64, 65, 200, 201, 499, 500, 501)
_ODD = (
    "\x00\t\n\r \x1c\x1f\x7f\x80\x85\xa0\u1680\u180e\u2000\u200a\u200b\u2028\u2029\u202f\u205f"
    "\u3000\u3164\ufeff\ud800\udfff\uffff\U0001f600@:/?#[]{}\\%가é_~!-A0"
)


def mutate(document: Any, random: Random, values: Sequence[Any] = VALUES) -> Any:
    """A copy of ``document`` that differs at one place, at most."""
    document = deepcopy(document)
    holder = random.choice([*_holders(document)])
    place = _some_place(holder, random)
    if place is None or random.random() < 0.15:
        _add(holder, random, values)
    elif random.random() < 0.25:
        del holder[place]
    elif isinstance(holder[place], str) and random.random() < 0.7:
        holder[place] = _spoil(holder[place], random)
    else:
        holder[place] = random.choice(values)
    return document


def _holders(document: Any) -> Iterator[Any]:
    if isinstance(document, dict | list):
        yield document
        for inner in document.values() if isinstance(document, dict) else document:
            yield from _holders(inner)


def _some_place(holder: Any, random: Random) -> Any:
    places = [*holder] if isinstance(holder, dict) else [*range(len(holder))]
    return random.choice(places) if places else None


def _add(holder: Any, random: Random, values: Sequence[Any]) -> None:
    value = random.choice(values)
    if isinstance(holder, dict):
        holder[random.choice(_NAMES)] = value
    else:
        holder.insert(random.randint(0, len(holder)), value)


def _spoil(string: str, random: Random) -> str:
    """``string`` with another character, or of another length."""
    if random.random() < 0.4:
        length = random.choice(_LENGTHS)
        return string[:length].ljust(length, random.choice("a가 "))
    at = random.randint(0, min(len(string), 12)) if random.random() < 0.7 else len(string)
    return string[:at] + random.choice(_ODD) + string[at + random.randint(0, 1) :]


# --------------------------------------------------------------------------- sentinels

SENTINELS = {"Latin": "QzXvJkWpYb", "Hangul": "똠뷁쀍쒧꿻뜗햏쨟뾿휗"}
"""Strings of which no six characters stand in any sentence of ours."""


def leaks(shown: str, sentinel: str) -> list[str]:
    """The six-character pieces of ``sentinel`` that ``shown`` gives away."""
    pieces = (sentinel[at : at + 6] for at in range(len(sentinel) - 5))
    return [piece for piece in pieces if piece in shown]


def sentinels(s: str) -> list[dict[Any, Any]]:
    """Messages with the sentinel ``s`` in every field, that together break every message rule."""
    web, app, chat = BUTTONS["WL"], BUTTONS["AL"], BUTTONS["BT"]
    url = f"https://{s}/{s}"
    buttons: list[Any] = [
        web | {"name": s, "urlMobile": s, "urlPc": f"https://{s} {s}", "target": s},
        web | {"name": s * 2, "urlMobile": url + s * 60, "urlPc": url + "주문", "target": [s]},
        web | {"name": s * 6, "urlMobile": {s: s}, "urlPc": s.encode()},
        app | {"name": f"{s} 결제", "schemeAndroid": s, "schemeIos": s * 60},
        {"type": "AL", "name": s, "schemeIos": f"{s}://{s}"},
        chat | {"name": f"#{{{s}}}", "chatExtra": f"{s}-", "chatEvent": s * 6},
    ]
    text = (
        f"{s}\r\n{s}\u0007{s}\u200b{s} 👨\u200d👩\u200d👧 {s}ひらがな{s} 無 {s} α {s} é "
        f"#{{{s}}} {s}\u1100\u1161{s}"
    )
    return [
        {"text": text, "title": s * 6, "buttons": buttons},
        {"text": text * 30, "title": f"{s}{s}{s}", "image": {"url": s, "format": s, "width": 1}},
        {"text": s + "🎁" * 600, "title": " ", "image": FACTS | {"url": f"https://{s}/가 {s}"}},
        {"text": " ", "title": (s,), "extra": s, "buttons": [{"type": s, "name": s}]},
        {"text": [s], "title": s.encode(), "image": {"width": s, "height": {s: s}, "extra": s}},
        {"title": s, "buttons": [{"type": "WL", "name": s}, {"type": "DS", "name": s}]},
        {
            "text": s,
            "title": f"{s}{s}{s}",
            "buttons": [{"type": "DS", "name": s, "extra": s}] * 2 + [{"type": "MD", "name": s}],
        },
        {"text": type(s, (), {})(), "image": s, "buttons": s},
        {
            "text": f"{s} null님\\n{s}<br>{s}\ufffd{s} ÈûÁîµ¿ {s} ${{{s}}}\r\n{s}",
            "title": f"ひらがな {s[:1]}",
            "buttons": [
                web
                | {"name": s, "urlMobile": f"https://{s}/{s} {s}", "urlPc": f"https://https://{s}"},
                {"type": "AC", "name": s},
            ],
        },
        {"text": s, "x" * 70 + s: s, "\n" + s: s, **{f"f{n}": s for n in range(150)}},
        {
            "text": s,
            "header": s * 5_000,
            "highlight": {"title": s * 50, "description": {s: s}, "image": {"url": s, "format": s}},
            "items": [{"title": s * 9, "description": s * 9}, {"\n" + s: s}, s],
            "summary": {"title": s, "description": s * 9},
            "representLink": {"urlMobile": s, "schemeIos": f"{s}-{s}"},
            "quickReplies": [{"type": s, "name": s}, {"type": "BF", "name": s, "bizFormId": [s]}],
        },
        {"text": s, "header": s},
        *_further_sentinels(s),
    ]


def _further_sentinels(s: str) -> Iterator[dict[Any, Any]]:
    """Messages that break the rules about parts that only Kakao's whole set has."""
    yield {
        "text": f"{s}\\s",
        "title": s,
        "subtitle": s * 6,
        "extra": s * 51,
        "preview": s * 5,
        "header": s * 2,
        "highlight": {"title": s * 4, "description": s * 2},
        "items": [{"title": s, "description": s * 3}],
        "summary": {"title": s, "description": s * 2},
        "buttons": [
            {"type": "MD", "name": s},
            {"type": "BF", "name": s, "bizFormId": s},
            {"type": "P1", "name": s, "pluginId": s * 3},
            {"type": "P3", "name": s, "pluginId": s},
            {"type": "TN", "name": s, "telNumber": s},
        ],
        "quickReplies": [{"type": "BK", "name": s}] * 11,
    }
    yield {"text": s * 90, "extra": s * 20}
    yield {"text": s * 96 + s[:4], "buttons": [BUTTONS["AC"]], "x": s}
    yield {"text": s, "summary": {"title": s, "description": s}}


def _further_templates(s: str) -> Iterator[dict[Any, Any]]:
    code: dict[Any, Any] = {"code": "a", "text": s}
    yield {
        **code,
        "messageType": "EX",
        "emphasis": "TEXT",
        "header": s,
        "buttons": [{"type": "AC", "name": s}],
    }
    yield {**code, "messageType": "AD", "emphasis": "IMAGE", "extra": s}
    yield {**code, "emphasis": "ITEM_LIST"}
    yield {**code, "header": s, "security": True, "preview": f"#{{{s}}}", "subtitle": s * 2}
    yield {**code, "title": f"{s}\\s"}


def template_sentinels(s: str) -> list[dict[Any, Any]]:
    """The same as templates, that together break every rule of templates."""
    variable = f"#{{{s}}}"
    links = {"urlMobile": f"https://{s}/#{{{s}", "urlPc": f"https://{variable} {s}"}
    return [
        *({"code": f"{s} {s}", "name": s * 30, **message} for message in sentinels(s)),
        {"code": s * 9, "name": " ", "text": variable * 41, "title": f"${{{s}}}", "extra": s},
        {"code": s.encode(), "name": [s], "text": f"{s} #{{}} #{{ }} {{{{{s}}}}} #{{{s}"},
        {"code": "a", "text": s, "buttons": [BUTTONS["WL"] | {"name": f"{s}{variable}"} | links]},
        {"code": "a", "text": s, "messageType": s, "emphasis": s, "category": s, "security": s},
        *_further_templates(s),
    ]
