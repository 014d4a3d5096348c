"""Hostile inputs, and what checking them costs; each group is measured in a process of its own.

python -m tests.hostile fields
"""

from __future__ import annotations

import ctypes
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from alimtalk_rules import (
    Match,
    Report,
    TemplateBook,
    check_image,
    check_message,
    check_payload,
    check_template,
    count_characters,
    match_template,
    render_template,
    to_payload,
    variables_of,
)
from alimtalk_rules.documents import Image
from alimtalk_rules.payloads import GATEWAYS
from tests.fuzz.mutants import places
from tests.pictures import hostile_pictures
from tests.values import BUTTONS, FACTS, nested

MILLION: Final = 1_000_000
MANY: Final = 100_000

Call = Callable[[], object]


class Cost(NamedTuple):
    """What an input costs.

    Attributes:
        name: which it is.
        seconds: of processor time, the least of three tries.
        megabytes: by which the process grew meanwhile; None where the system does not tell.
        findings: how many were reported; None for what is no report.
    """

    name: str
    seconds: float
    megabytes: float | None
    findings: int | None


# --------------------------------------------------------------------------- the inputs

_ANYWHERE: Final = (
    *(
        "a",
        "가",
        " ",
        "\u3000",
        "\n",
        "\x1c",
        "\x00",
        "\ud800",
        "é",
        "あ",
        "\u200b",
        "🎁",
        "\u0301",
    ),
    *("https://", "https://a@", ":@", "#{", "#{}", "#{a}", "#[", "결제"),
)
"""What a megabyte in any field is made of."""

_IN_TEXTS: Final = (
    *("\t", "\r", "a\u0301", "\u0301\u0323", "\u1100", "\u1161", "\u1100\u1161", "각\u11a8", "ㄱ"),
    *(
        "\u3164",
        "あa",
        "αβ ",
        "α b ",
        "中",
        "中 ",
        "中가 ",
        "Ж1",
        "\ufe0f",
        "\U000e0041",
        "😀\u200d",
    ),
    *("😀\ufe0f\u200d", "1\ufe0f\u20e3", "🇰", "0_", "KGB택배0-", "우체국택배 123456-123456x"),
    *("#{가}", "#{ }", "#{a", "}", "#", "{{", "{{a}}", "${", "${a}", "#[a]", "\\s"),
)
"""And one in a text."""

_LINKS: Final = ("", "https://", "https://a/", "#{", "https://#{", "https://#{a}")
"""What it stands behind, in a link."""


def _megabyte(filler: str) -> str:
    return (filler * MILLION)[:MILLION]


def fields() -> Iterator[tuple[str, Call]]:
    """A megabyte in every field of messages, templates and images."""
    for filler in _ANYWHERE:
        yield from _in_fields(ascii(filler), _megabyte(filler))
    for filler in (*_ANYWHERE, *_IN_TEXTS):
        buttons = [BUTTONS["DS"]]
        yield from _both(f"text {filler!a}", {"text": _megabyte(filler), "buttons": buttons})
    for head in _LINKS:
        for filler in ("a", "#{", "#{}", "#", "}", "@", "a@", ":", " ", "\u200b"):
            button = BUTTONS["WL"] | {"urlMobile": head + _megabyte(filler)}
            yield from _both(f"{head}{filler!a}", {"text": "안내", "buttons": [button]})


def _in_fields(filler: str, big: str) -> Iterator[tuple[str, Call]]:
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


def _both(name: str, document: object) -> Iterator[tuple[str, Call]]:
    """The document as a message and as a template."""
    yield f"message: {name}", partial(check_message, document)
    template = {"code": "a", **document} if isinstance(document, dict) else document
    yield f"template: {name}", partial(check_template, template)


def shapes() -> Iterator[tuple[str, Call]]:
    """What is deep, goes round in circles, or is of very many."""
    for name, document in _shapes():
        yield from _both(name, document)
        if isinstance(document, dict):
            yield f"facts: {name}", partial(check_image, cast("Image", document))
        yield f"beside itself: {name}", partial(match_template, document, document)
        yield f"beside another: {name}", partial(match_template, document, {"text": "안내"})
        for gateway in GATEWAYS:
            yield f"{gateway}: {name}", partial(check_payload, document, gateway)
            inner = {"messages": [document, {"content": document}], "kakaoAlim": document}
            yield f"in {gateway}: {name}", partial(check_payload, inner, gateway)


def _shapes() -> Iterator[tuple[str, object]]:
    deep, deeper = nested(MANY), nested(MANY, by="buttons")
    yield "deep arrays", deep
    yield "deep objects", deeper
    yield "deep everywhere", dict.fromkeys(("text", "title", "image", "buttons", "extra"), deep)
    yield (
        "deep buttons",
        {"text": "안내", "buttons": [BUTTONS["WL"] | {"name": deep, "urlPc": deeper}]},
    )
    circle: dict[str, Any] = {"text": "안내"}
    circle |= {
        "title": circle,
        "image": circle,
        "buttons": [circle, [circle]],
        "messages": [circle],
    }
    yield "circle", circle
    for name, button in _BAD_BUTTONS.items():
        yield f"buttons: {name}", {"text": "안내", "buttons": [button] * MANY}
    for name, key in _KEYS.items():
        unknown: dict[Any, Any] = {key(number): number for number in range(MANY)}
        yield f"keys: {name}", {"text": "안내"} | unknown
        yield f"last of keys: {name}", unknown | {"text": 5}
        yield f"keys of a button: {name}", {"text": "안내", "buttons": [BUTTONS["WL"] | unknown]}
        yield f"keys of an image: {name}", {"text": "안내", "image": unknown}
    yield "huge numbers", {"text": HUGE, "image": dict.fromkeys(FACTS, HUGE), "title": [HUGE]}
    yield (
        "placeholders",
        {"text": "#{a}" * 250, "title": "#{a}" * 12, "buttons": [_PLACEHOLDERS] * 5},
    )
    yield (
        "300 bad buttons of 300 keys",
        {
            "text": "안내",
            "buttons": [{f"{n}_{m}": m for m in range(300)} for n in range(300)],
        },
    )


HUGE: Final = 10**300_000
_BAD_BUTTONS: Final = {
    "numbers": 5,
    "empty": {},
    "bad in every field": {
        "name": " ",
        "urlMobile": "x",
        "urlPc": "y",
        "target": "z",
        "type": "WL",
    },
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


def pictures() -> Iterator[tuple[str, Call]]:
    """Image files, and each of them with so much behind it that it is not decoded."""
    for name, data in hostile_pictures():
        yield name, partial(check_image, data)
        yield f"10 MB: {name}", partial(check_image, data + bytes(10 * MILLION))
    for start in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"<svg", b"<?xml"):
        for filler in (
            b"\0",
            b"\xff",
            b"\xff\xd9",
            b"\xff\xda\0\2",
            b"<",
            b" ",
            b"\0\0\0\0IDAT\0\0\0\0",
        ):
            data = start + filler * (10 * MILLION // len(filler))
            yield f"{start!r} {filler!r}", partial(check_image, data)
            yield f"short {start!r} {filler!r}", partial(check_image, data[:500_000])


def matches() -> Iterator[tuple[str, Call]]:
    """A megabyte beside a megabyte: the same, another end, another middle, another template."""
    for filler in (*_ANYWHERE, *_IN_TEXTS):
        big = _megabyte(filler)
        pairs = {
            "same": (big, big),
            "end": (big, big[:-1]),
            "middle": (big, f"{big[: MILLION // 2]}!{big[MILLION // 2 :]}"),
            "returns": (f"\n{big}", f"\r\n{big}!"),
            "between two variables": (f"#{{x}}{filler}#{{y}}{filler * 2}!", big),
            "beside variables": (f"a#{{x}}{big}#{{y}}b", f"a{big}b"),
        }
        for name, pair in pairs.items():
            template, message = ({"text": string} for string in pair)
            yield f"text: {name} {filler!a}", partial(match_template, message, template)
        for name, pair in pairs.items() if filler in ("a", "가", "#{a}") else ():
            documents = [
                {"text": "안내", "title": string, "buttons": [BUTTONS["WL"] | {"urlPc": string}]}
                for string in pair
            ]
            yield f"others: {name} {filler!a}", partial(match_template, *documents)


def requests() -> Iterator[tuple[str, Call]]:
    """A megabyte in a field of a gateway's request, or of messages."""
    yield from _many_messages("안내", "あ", "", 5, "#{a}", "#{a}é\u200bα漢👨\u200d👩\r")
    for filler in _ANYWHERE:
        big = _megabyte(filler)
        for gateway in GATEWAYS:
            request = to_payload(
                {"text": "안내"}, gateway, sender="a", template_code="a", destinations=["1"]
            )
            for index, place in enumerate(places(request)):
                if isinstance(place.value, str):
                    changed = deepcopy(request)
                    next(islice(places(changed), index, None)).put(big)
                    yield (
                        f"{gateway} {place.name} {filler!a}",
                        partial(check_payload, changed, gateway),
                    )


def _many_messages(*texts: object) -> Iterator[tuple[str, Call]]:
    """A megabyte of messages in the one request that may have so many."""
    for text in texts:
        content = {"type": "TEMPLATE", "templateCode": "a", "text": text}
        sent = {"sender": "a" * 40, "destinations": [{"to": "821012345678"}], "content": content}
        size = len(json.dumps(sent, ensure_ascii=False).encode())
        request = {"messages": [sent] * (MILLION // size)}
        yield f"messages of {text!a}", partial(check_payload, request, "infobip")


def others() -> Iterator[tuple[str, Call]]:
    """What counts, fills or compares a megabyte; and many messages with unusual characters."""
    yield from _many_messages("가\u1161", "漢가" * 30, "가나α " * 50, "\u200b가 漢 é " * 30)
    for filler in ("a", "가", "\ud800", "\u0301", "🎁", "#{}", "#{a}"):
        big = _megabyte(filler)
        template = {"code": "big", "text": big}
        yield f"count {filler!a}", partial(count_characters, big)
        yield f"variables {filler!a}", partial(variables_of, template)
        values = dict.fromkeys((found.name for found in variables_of(template)), big[:9])
        yield f"render {filler!a}", partial(render_template, template, values)
        few = [{"code": f"few-{n}", "text": f"#{{a}}{filler}{n}#{{b}}"} for n in range(10)]
        book = TemplateBook([template, *few])
        yield f"closest {filler!a}", partial(book.closest, {"text": big[1:]})


def control() -> Iterator[tuple[str, Call]]:
    """What is too dear, to show that it is seen."""
    yield "time", lambda: sum(range(20 * MILLION))
    yield "memory", lambda: len(bytearray(100 * MILLION))
    finding = check_message({}).findings[0]
    yield "findings", lambda: Report("message", (finding,) * 102)


GROUPS: Final[Mapping[str, Callable[[], Iterator[tuple[str, Call]]]]] = {
    "fields": fields,
    "shapes": shapes,
    "pictures": pictures,
    "matches": matches,
    "requests": requests,
    "others": others,
    "control": control,
}


# --------------------------------------------------------------------------- what they cost

_TRIES: Final = 3
_LITTLE: Final = 0.05
"""Seconds below which nothing is tried again."""


def cost_of(name: str, call: Call) -> Cost:
    """Call it up to three times."""
    before = _start_of_memory()
    seconds, found = _timed(call)
    megabytes = None if before is None else max(_most_memory() - before, 0) / 1e6
    for _ in range(1, _TRIES):
        if seconds > _LITTLE:
            seconds = min(seconds, _timed(call)[0])
    report = found.report if isinstance(found, Match) else found
    findings = len(report.findings) if isinstance(report, Report) else None
    return Cost(name, seconds, megabytes, findings)


def _timed(call: Call) -> tuple[float, object]:
    start = time.process_time()
    found = call()
    return time.process_time() - start, found


_STATUS: Final = Path("/proc/self/status")


def _start_of_memory() -> int | None:
    """Give back what is free, and forget the peak; the bytes in use, if the system tells."""
    if not _STATUS.exists():
        return None
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _kilobytes("VmRSS:") * 1024


def _most_memory() -> int:
    return _kilobytes("VmHWM:") * 1024


def _kilobytes(name: str) -> int:
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


def main() -> None:
    """Print the costs of a group's inputs, one line of JSON each."""
    check_message({"text": "あ", "title": 5})  # imports what is only imported then
    check_image(cast("Image", FACTS))
    for name, call in GROUPS[sys.argv[1]]():
        print(json.dumps(cost_of(name, call)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
