"""What hostile inputs cost: ``python -m benchmarks.hostile``, or of some groups, by their names.

Times are told in loops: how long a fixed loop takes in the same process at the same moment, so that
a slow or busy machine fails no more than a fast one. Exit code 1 says that an input is beyond the
bounds, which are several times what was measured; quadratic time would be a thousand times that.
``tests/test_hostile.py`` gives the same inputs, a hundredth as long, to all checks.
"""

from __future__ import annotations

import ctypes
import json
import sys
import time
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from alimtalk_rules import (
    INFOBIP,
    Limits,
    Match,
    Report,
    TemplateBook,
    check_image,
    check_lines,
    check_message,
    check_payload,
    check_template,
    compile_template,
    count_characters,
    match_template,
    preview_html,
    render_template,
    to_payload,
    variables_of,
)
from alimtalk_rules.documents import Image
from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.rules.couriers import COURIERS
from benchmarks.pictures import hostile_pictures
from benchmarks.timing import loop_seconds
from tests.fuzz.mutants import places
from tests.payloads import MAKERS, sens, whole
from tests.values import BUTTONS, FACTS, nested

MILLION: Final = 1_000_000

Call = Callable[[], object]
Inputs = Iterator[tuple[str, Call]]

# --------------------------------------------------------------------------- the inputs

_ANYWHERE: Final = (
    *"a가 \u3000\n\x1c\x00\ud800éあ\u200b🎁\u0301",
    *("https://", "https://a@", ":@", "#{", "#{}", "#{a}", "#[", "결제"),
)
"""What a long string in any field is made of."""

_IN_TEXTS: Final = (
    *"\t\r\u1100\u1161ㄱ\u3164中αØ\ufe0f\U000e0041\u0600\u200d",
    *("a\u0301", "\u0301\u0323", "\u0315\u0300", "\u1100\u1161", "각\u11a8", "\r\n", "가\u200b"),
    *(
        "あa",
        "가あ",
        "あア",
        "あ ",
        "あ я漢",
        "αβ ",
        "α ",
        "α b ",
        "αβ α ",
        "中 ",
        "中가 ",
        "Ж1",
        "eé",
    ),
    *("😀\u200d", "😀\ufe0f", "😀\ufe0f\u200d", "1\ufe0f\u20e3", "🇰", "🇰🇷", "\u0915\u094d"),
    *("0_", "1-", "한진택배 ", "KGB택배0-", "우체국택배 123456-123456x", "경동택배 123456789a"),
    *("#{가}", "#{ }", "#{a", "#{a}\r", "あ#{い}", "}", "#", "{{", "{{a}}", "${", "${a}", "#[a]"),
)
"""And one in a text."""

_BEGINNINGS: Final = {
    "placeholder that never ends": ("#{", "a"),
    "emoji with selectors": ("👨", "\ufe0f"),
    "letter with marks": ("あ", "\u3099"),
    "letter with accents": ("a", "\u0301"),
    "syllable with accents in the wrong order": ("\u1100\u1161", "\u0315\u0300"),
    "courier and a number": ("KGB택배 ", "1"),
    "all couriers": (" ".join(COURIERS), " 1-"),
}
_ENDINGS: Final = {"blank": (" ", "\u200b"), "nearly blank": ("\u200b", "가"), "number": ("1", "a")}

_LINKS: Final = {
    **dict.fromkeys(("", "https://", "https://#{a}"), "a h #{ #{} #{a} # } @ a@ : a: https://"),
    **dict.fromkeys(("https://a/", "#{", "https://#{"), "a # a# ##a #{ #{a} #{# { } @ :"),
}
"""What it stands behind in a link, and what it is made of there, besides blanks."""


def _long(filler: str, size: int) -> str:
    return (filler * size)[:size]


def fields(size: int = MILLION) -> Inputs:
    """A long string in every field of messages, templates and images."""
    for filler in _ANYWHERE:
        yield from _in_fields(ascii(filler), _long(filler, size))
    for name, text in _texts(size):
        yield from _both(f"text {name}", {"text": text, "buttons": [BUTTONS["DS"]] * 5})


def links(size: int = MILLION // 5) -> Inputs:
    """A long link, also where links may be so long: then no length spares the patterns."""
    wide = Limits(link=2 * size)
    for head, fillers in _LINKS.items():
        for filler in (*fillers.split(), " ", "\u200b", "#{a b}"):
            button = BUTTONS["WL"] | {"urlMobile": head + _long(filler, size)}
            message = {"text": "안내", "buttons": [button]}
            yield from _both(f"{head}{filler!a}", message)
            yield from _both(
                f"{head}{filler!a} of any length", message, profile=replace(INFOBIP, limits=wide)
            )


def _texts(size: int) -> Iterator[tuple[str, str]]:
    for filler in (*_ANYWHERE, *_IN_TEXTS):
        yield ascii(filler), _long(filler, size)
    for name, (head, filler) in _BEGINNINGS.items():
        yield name, head + _long(filler, size)
    for name, (filler, tail) in _ENDINGS.items():
        yield name, _long(filler, size) + tail
    yield "decomposed", _long(unicodedata.normalize("NFD", "각"), size)
    everything = "".join(map(chr, range(0x110000)))
    yield "all of Unicode", everything[:size]
    yield "Han", everything[0x4E00:0xA000][:size]
    yield "all of Unicode backwards", everything[::-1][:size]


def _in_fields(filler: str, big: str) -> Inputs:
    for field in ("title", "code", "name", "extra", big):
        yield from _both(f"{field[:9]} {filler}", {"text": "안내", field: big})
    for field in FACTS:
        image: Any = FACTS | {field: big}
        yield from _both(f"image {field} {filler}", {"text": "안내", "image": image})
        yield f"facts {field} {filler}", partial(check_image, image)
    of_types = {field: button for button in BUTTONS.values() for field in button}
    for field, button in of_types.items():
        buttons = [button | {field: big}] * 5
        yield from _both(f"button {field} {filler}", {"text": "안내", "buttons": buttons})


def _both(name: str, document: object, **options: Any) -> Inputs:
    """The document as a message and as a template."""
    yield f"message: {name}", partial(check_message, document, **options)
    template = {"code": "a", **document} if isinstance(document, dict) else document
    yield f"template: {name}", partial(check_template, template, **options)


def shapes(size: int = MILLION) -> Inputs:
    """What is deep, goes round in circles, or is of very many."""
    for name, document in _shapes(size // 10):
        yield from _both(name, document)
        if isinstance(document, dict):
            yield f"facts: {name}", partial(check_image, cast("Image", document))
        yield f"beside itself: {name}", partial(match_template, document, document)
        yield f"beside another: {name}", partial(match_template, document, {"text": "안내"})
        for gateway in GATEWAYS:
            yield f"{gateway}: {name}", partial(check_payload, document, gateway)
            inner = {"messages": [document, {"content": document}], "kakaoAlim": document}
            yield f"in {gateway}: {name}", partial(check_payload, inner, gateway)


def _shapes(many: int) -> Iterator[tuple[str, object]]:
    deep, deeper = nested(many), nested(many, by="buttons")
    yield "deep arrays", deep
    yield "deep objects", deeper
    yield "deep everywhere", dict.fromkeys(("text", "title", "image", "buttons", "extra"), deep)
    deep_button = BUTTONS["WL"] | {"name": deep, "urlPc": deeper}
    yield "deep buttons", {"text": "안내", "buttons": [deep_button]}
    circle: dict[str, Any] = {"text": "안내"}
    circle |= dict.fromkeys(("title", "image"), circle)
    circle |= {"buttons": [circle, [circle]], "messages": [circle]}
    yield "circle", circle
    for name, button in _BAD_BUTTONS.items():
        yield f"buttons: {name}", {"text": "안내", "buttons": [button] * (many // 5)}
    for name, key in _KEYS.items():
        unknown: dict[Any, Any] = {key(number): number for number in range(many)}
        yield f"keys: {name}", {"text": "안내"} | unknown
        yield f"last of keys: {name}", unknown | {"text": 5}
        yield f"keys of a button: {name}", {"text": "안내", "buttons": [BUTTONS["WL"] | unknown]}
        yield f"keys of an image: {name}", {"text": "안내", "image": unknown}
    huge = 10 ** (3 * many)
    yield "huge numbers", {"text": huge, "image": dict.fromkeys(FACTS, huge), "title": [huge]}
    variables = {"text": "#{a}" * 250, "title": "#{a}" * 12, "buttons": [_PLACEHOLDERS] * 5}
    yield "placeholders", variables
    wide = [{f"{n}_{m}": m for m in range(300)} for n in range(min(many // 300, 300))]
    yield "300 bad buttons of 300 keys", {"text": "안내", "buttons": wide}


_BAD_BUTTONS: Final = {
    "numbers": 5,
    "empty": {},
    "bad in every field": dict.fromkeys(("urlMobile", "urlPc", "target"), "x")
    | {"name": " ", "type": "WL"},
    "twins": BUTTONS["DS"],
}
_KEYS: Final[Mapping[str, Callable[[int], Any]]] = {
    "words": "field{}".format,
    "texts": "field {}".format,
    "numbers": int,
}
_PLACEHOLDERS: Final = BUTTONS["AL"] | {
    "name": "#{a}",
    **dict.fromkeys(("schemeAndroid", "schemeIos"), "a:" + "#{a}" * 124),
    **dict.fromkeys(("urlMobile", "urlPc"), "https://a/" + "#{a}" * 122),
}


def pictures(size: int = MILLION) -> Inputs:
    """Image files, and each of them with so much behind it that it is not decoded."""
    much = 10 * size
    for name, data in hostile_pictures():
        yield name, partial(check_image, data)
        yield f"10 MB: {name}", partial(check_image, data + bytes(much))
    fillers = (b"\0", b"\xff", b"\xff\xd9", b"\xff\xda\0\2", b"<", b" ", b"\0\0\0\0IDAT\0\0\0\0")
    for start in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"<svg", b"<?xml"):
        for filler in fillers:
            data = start + filler * (much // len(filler))
            yield f"{start!r} {filler!r}", partial(check_image, data)
            yield f"short {start!r} {filler!r}", partial(check_image, data[: size // 2])


def matches(size: int = MILLION) -> Inputs:
    """A text beside a template's: the same, another end, another middle, another template."""
    for filler in (*_ANYWHERE, *_IN_TEXTS):
        big = _long(filler, size)
        pairs = {
            "same": (big, big),
            "end": (big, big[:-1]),
            "middle": (big, f"{big[: size // 2]}!{big[size // 2 :]}"),
            "returns": (f"\n{big}", f"\r\n{big}!"),
            "between two variables": (f"#{{x}}{filler}#{{y}}{filler * 2}!", big),
            "beside variables": (f"a#{{x}}{big}#{{y}}b", f"a{big}b"),
        }
        for name, pair in pairs.items():
            yield f"text: {name} {filler!a}", _match(*pair)
            yield f"compiled: {name} {filler!a}", partial(_compiled, *pair)
        for name, pair in pairs.items() if filler in ("a", "가", "#{a}") else ():
            documents = [
                {"text": "안내", "title": string, "buttons": [BUTTONS["WL"] | {"urlPc": string}]}
                for string in pair
            ]
            yield f"others: {name} {filler!a}", partial(match_template, *documents)
    for number, (template, text) in enumerate(_ambiguous(size)):
        yield f"ambiguous {number}", _match(template, text)
        yield f"compiled: ambiguous {number}", partial(_compiled, template, text)


def _compiled(template: str, text: str) -> Match:
    """All that a compiled template tells of a text."""
    compiled = compile_template({"text": template})
    compiled.fits(text)
    compiled.values(text)
    return compiled.match(text)


def _match(template: str, text: str) -> Call:
    return partial(match_template, {"text": text}, {"text": template})


def _ambiguous(size: int) -> Iterator[tuple[str, str]]:
    """A template's text and a message's that can be read in very many ways."""
    letters, many = "a" * 1000, "#{x}a" * 40
    half = ("#{x}" + "a" * 12) * 20
    for template in (
        many,
        f"{many}b",
        f"{many}b#{{x}}",
        f"{many}bbbbb#{{x}}",
        ("#{x}" + "a" * 24) * 40 + "ab#{x}",
        f"{half}bb{half}",
        "#{x}b" + "a" * 400 + "b#{x}",
    ):
        yield template, letters
        yield template, "a" * size
    yield "#{x}" * 40, "a"
    yield "#{x}\n" * 40, "a\r" * 500
    yield letters, letters[:-1] + "b"
    yield "#{x}ab#{y}" * (size // 50), "a" * (size // 10)
    yield "a" * 3000, "b" * 9000
    yield "#{x}" * (size // 10), "a" * (size // 10)


def requests(size: int = MILLION) -> Inputs:
    """A long string or a strange value in a field of a gateway's request, or of messages."""
    yield from _many_messages(size, "안내", "あ", "", 5, "#{a}", "#{a}é\u200bα漢👨\u200d👩\r")
    many = size // 10
    values: dict[str, Any] = {
        **{ascii(filler): _long(filler, size) for filler in _ANYWHERE},
        "objects": [{}] * many,
        "members": {f"f{number}": 5 for number in range(many)},
        "deep arrays": nested(many),
        "deep objects": nested(many, by="messages"),
    }
    for gateway in ("infobip", "infobip-omni", "sens", "solapi", "bizm"):
        least = to_payload(
            {"text": "안내"}, gateway, sender="a", template_code="a", destinations=["1"]
        )
        for request, names in ((least, values), (whole(gateway), [*values][-4:])):
            for index, place in enumerate(places(request)):
                for name in names:
                    changed = deepcopy(request)
                    next(islice(places(changed), index, None)).put(values[name])
                    yield f"{gateway} {place.name} {name}", partial(check_payload, changed, gateway)
    bad = {"messages": [{"to": 5}] * many}
    yield "bad messages", partial(check_payload, bad, "infobip")
    for character in "a가뷁🎁\ud800":
        failover = sens({"failoverConfig": {"content": character * size}})
        yield f"failover {character!a}", partial(check_payload, failover, "sens")


def _many_messages(size: int, *texts: object) -> Inputs:
    """Messages in the one request that may have so many."""
    for text in texts:
        content = {"type": "TEMPLATE", "templateCode": "a", "text": text}
        sent = {"sender": "a" * 40, "destinations": [{"to": "821012345678"}], "content": content}
        length = len(json.dumps(sent, ensure_ascii=False).encode())
        request = {"messages": [sent] * (size // length)}
        yield f"messages of {str(text)[:9]!a}", partial(check_payload, request, "infobip")


def others(size: int = MILLION) -> Inputs:
    """What counts, fills, compares and reads lines; and many messages of unusual characters."""
    unusual = ("가\u1161", "漢가" * 30, "가나α " * 50, "\u200b가 漢 é " * 30)
    yield from _many_messages(size, *unusual)
    good = {"messages": MAKERS["infobip"]()["messages"] * (size // 100) + [5]}
    yield "a bad one behind good messages", partial(check_payload, good, "infobip")
    for name, text in _texts(size):
        yield f"count {name}", partial(count_characters, text)
    for filler in ("a", "가", "\ud800", "\u0301", "🎁", "#{}", "#{a}"):
        big = _long(filler, size)
        template = {"code": "big", "text": big}
        yield f"variables {filler!a}", partial(variables_of, template)
        values = dict.fromkeys((found.name for found in variables_of(template)), big[:9])
        yield f"render {filler!a}", partial(render_template, template, values)
        yield f"filled {filler!a}", partial(compile_template(template).check, values)
        yield f"samples {filler!a}", partial(check_template, template, samples=[{}, {big: ""}])
        few = [{"code": f"few-{n}", "text": f"#{{a}}{filler}{n}#{{b}}"} for n in range(10)]
        book = TemplateBook([template, *few])
        yield f"closest {filler!a}", partial(book.closest, {"text": big[1:]})
    for name, line in {
        "brackets in a string": b'["' + b'\\"[' * (size // 4),
        "strings": b'"[' * (size // 4),
        "arrays": b"[]" * (size // 4),
        "depth": b"[" * (size // 4),
    }.items():
        yield f"line of {name}", partial(_read, line)
    yield "line without end", partial(_read, _LongLine(size * 100))
    yield from _previews(size)


def _previews(size: int) -> Inputs:
    """Pages of what takes many marks."""
    for filler in ("가\u200b", "#{a}", "<b>"):
        text = _long(filler, 1500)
        button = {"type": "WL", "name": text, "urlMobile": text, "urlPc": text, "chatExtra": text}
        few = {"content": text, "buttons": [button] * 5}
        many = {"text": text, "buttons": [button] * (size // 6000)}
        documents = {
            "text": {"text": _long(filler, size)},
            "buttons": many,
            "template": {**many, "code": "a"},
            "request": sens() | {"messages": sens(few)["messages"] * 20},
        }
        for name, document in documents.items():
            yield f"preview {filler!a} {name}", partial(preview_html, document, profile="kakao")
    template = {"code": "a", "text": _long("#{a} ", size)}
    beside = partial(preview_html, {"text": _long("b ", size)}, templates=[template])
    yield "preview beside a template", beside


def _read(lines: Any) -> None:
    deque(check_lines(lines), maxlen=0)


class _LongLine:
    """A stream of one line."""

    def __init__(self, size: int) -> None:
        self._left = size

    def read(self, size: int) -> bytes:
        given = min(size, self._left)
        self._left -= given
        return b"x" * given


GROUPS: Final = {
    each.__name__: each for each in (fields, links, shapes, pictures, matches, requests, others)
}

# --------------------------------------------------------------------------- what they cost

MEGABYTES: Final = 200
LOOPS: Final = {
    **dict.fromkeys(GROUPS, 1_000.0),
    **dict.fromkeys(("shapes", "links", "matches", "others"), 2_500.0),
}
"""The bounds of each input: its time, and by how much the process grows meanwhile."""
MOST_FINDINGS: Final = 101
"""A hundred, and that there are more."""

_TRIES: Final = 4


class Cost(NamedTuple):
    """What an input costs.

    Attributes:
        name: which it is.
        loops: the least of a few tries.
        megabytes: by which the process grew; None where the system does not tell.
        findings: how many were reported.
    """

    name: str
    loops: float
    megabytes: float | None
    findings: int

    def is_beyond(self, loops: float) -> bool:
        """True if that is too much."""
        return (
            self.loops > loops or (self.megabytes or 0) > MEGABYTES or self.findings > MOST_FINDINGS
        )


def cost_of(name: str, call: Call, loops: float) -> Cost:
    """Call it; and again, while it seems to cost a quarter of what it may."""
    before = _start_of_memory()
    taken, found = _in_loops(call)
    megabytes = None if before is None else max(_kilobytes("VmHWM:") - before, 0) / 1000
    for _ in range(1, _TRIES):
        if taken > loops / 4:
            taken = min(taken, _in_loops(call)[0])
    return Cost(name, taken, megabytes, findings_of(found))


def findings_of(found: object) -> int:
    """How many were reported; 0 for what is no report."""
    report = found.report if isinstance(found, Match) else found
    return len(report.findings) if isinstance(report, Report) else 0


def _in_loops(call: Call) -> tuple[float, object]:
    loop = loop_seconds()
    start = time.process_time()
    found = call()
    return (time.process_time() - start) / loop, found


_STATUS: Final = Path("/proc/self/status")


def _start_of_memory() -> int | None:
    """Give back what is free, and forget the peak; the kilobytes in use, if the system tells."""
    if not _STATUS.exists():
        return None
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _kilobytes("VmRSS:")


def _kilobytes(name: str) -> int:
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


def main(names: Iterable[str] = ()) -> int:
    """Print what the inputs of each group cost at most; 1 if one is beyond the bounds."""
    check_message({"text": "あ", "title": 5})  # imports what is only imported then
    check_image(cast("Image", FACTS))
    print(f"A loop is {loop_seconds() * 1000:.2f} ms.")
    beyond = 0
    for name in names or GROUPS:
        costs = [cost_of(*each, LOOPS[name]) for each in GROUPS[name]()]
        dearest, largest = max(costs, key=lambda c: c.loops), max(c.megabytes or 0 for c in costs)
        print(
            f"{name}: {len(costs):,} inputs; at most {dearest.loops:.0f} of {LOOPS[name]:.0f} loops"
            f" ({dearest.name}), {largest:.0f} of {MEGABYTES} MB",
            flush=True,
        )
        for cost in costs:
            if cost.is_beyond(LOOPS[name]):
                beyond += 1
                print(f"  MISSED: {cost}")
    return int(beyond > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
