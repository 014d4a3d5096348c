"""What coverage-guided fuzzing is let loose on: checks of bytes that raise if anything is wrong."""

from __future__ import annotations

import io
import json
import pickle
import warnings
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, Final, NamedTuple

from PIL import Image

from alimtalk_rules import INFOBIP, Match, check_image, match_template, read_image
from alimtalk_rules.testing import cases
from alimtalk_rules.variables import VARIABLE
from tests.fuzz.differential import (
    KINDS,
    DisagreementError,
    Tally,
    check,
    check_place,
    check_report,
)
from tests.fuzz.mutants import mutated, seeds
from tests.pictures import PNG_MAGIC, apng, chunk, make_jpeg, make_png, mpo

Mutate = Callable[[bytes, int], bytes]


class Target(NamedTuple):
    """A check of bytes, bytes to begin with, and a change that keeps them meaningful."""

    check: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    change: Callable[[bytes, Random, Mutate], bytes]


# --------------------------------------------------------------------------- JSON

_DEEPEST: Final = 300
"""Brackets in JSON: ``jsonschema`` does not bear what is nested much deeper."""


def check_json(data: bytes) -> None:
    """Check JSON as each kind of document, in all ways that must agree."""
    try:
        document = _parsed(data)
    except ValueError:
        return
    for kind in KINDS:
        check(kind, document, INFOBIP.limits, Tally())


def _parsed(data: bytes) -> Any:
    if data.count(b"[") + data.count(b"{") > _DEEPEST:
        raise ValueError("too deep")
    return json.loads(data)


def json_seeds() -> Iterator[bytes]:
    """The mutants' seeds."""
    return (_dumped(pickle.loads(seed)) for kind in KINDS for seed in seeds(kind))  # noqa: S301


def change_json(data: bytes, random: Random, mutate: Mutate) -> bytes:
    """JSON with a place changed, or any bytes with any change."""
    try:
        document = _parsed(data)
    except ValueError:
        return mutate(data, len(data) + 64)
    return _dumped(mutated(document, random))


def _dumped(document: object) -> bytes:
    dumped = json.dumps(document, ensure_ascii=False, default=str, skipkeys=True)
    return dumped.encode("utf-8", "surrogatepass")


# --------------------------------------------------------------------------- images


def check_picture(data: bytes) -> None:
    """Measure an image, and hold what was read and is said to be whole against Pillow."""
    facts = read_image(data)
    check_report(check_image(data), "en")
    if facts.fault is None and facts.sha256 and (facts.width or 0) * (facts.height or 0) < 2**20:
        size = _size_by_pillow(_without_extras(data))
        if size != (facts.width, facts.height):
            raise DisagreementError(f"{facts}, but Pillow says {size}")


def _size_by_pillow(data: bytes) -> tuple[int, int]:
    with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as opened:
        opened.load()
        return opened.size


_NEEDED: Final = (b"IHDR", b"PLTE", b"IDAT", b"IEND")


def _without_extras(data: bytes) -> bytes:
    """A PNG without what is not needed to show it: Pillow refuses some of that."""
    if not data.startswith(PNG_MAGIC):
        return data
    needed = (chunk(kind, body) for kind, body in _chunks(data) if kind in _NEEDED)
    return PNG_MAGIC + b"".join(needed)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG_MAGIC)
    while at + 12 <= len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], data[at + 8 : end]
        at = end + 4


def picture_seeds() -> Iterator[bytes]:
    """The suite's image files, and small ones of every kind."""
    yield from (case.file.read_bytes() for case in cases(document="image-file"))
    yield from (make_png(), make_png(interlaced=True), apng(), mpo(), make_jpeg())
    yield from (make_jpeg(progressive=True), make_jpeg(mode="L"), make_jpeg(mode="CMYK"))


def change_picture(data: bytes, random: Random, mutate: Mutate) -> bytes:
    """Any change; half the time a PNG's checksums are mended, or none would be read further."""
    data = mutate(data, len(data) + 64)
    if not data.startswith(PNG_MAGIC) or random.random() < 0.5:
        return data
    return PNG_MAGIC + b"".join(chunk(kind, body) for kind, body in _chunks(data))


# --------------------------------------------------------------------------- matching

_SEPARATOR: Final = "\x1e"
_PLACES: Final = ("text", "title", "urlMobile", "schemeIos")


def check_match(data: bytes) -> None:
    """Match a message with a template, and hold the verdict on the text against a simple one.

    The bytes are the template's text and the message's, both titles, and two links of both.
    """
    strings = data.decode("utf-8", "replace").split(_SEPARATOR)
    pairs = dict(zip(_PLACES, zip(strings[::2], strings[1::2], strict=False), strict=False))
    if "text" not in pairs:
        return
    template, message = (_document(pairs, side) for side in (0, 1))
    match = match_template(message, template)
    check_report(match.report, "ko")
    for found in match.report.findings:
        check_place(found, message)
    registered, sent = pairs["text"]
    is_refused = any(found.rule == "text-mismatch" for found in match.report.findings)
    if is_refused is fits(registered, sent):
        raise DisagreementError("the verdict on the text is wrong")
    if not is_refused and "\r" not in registered + sent and _refilled(registered, match) != sent:
        raise DisagreementError("the variables do not stand for what is in the text")


def _document(pairs: dict[str, tuple[str, str]], side: int) -> dict[str, Any]:
    parts = {place: pair[side] for place, pair in pairs.items()}
    links = {link: parts.pop(link) for link in _PLACES[2:] if link in parts}
    return {"code": "a", **parts, "buttons": [{"type": "AL", "name": "a", **links}]}


def fits(template: str, string: str) -> bool:
    """Whether a string is the template with its variables filled, line endings aside."""
    literals = VARIABLE.split(template)[::2]
    return _fits(literals, string) or _fits([*map(_unified, literals)], _unified(string))


def _unified(string: str) -> str:
    return string.replace("\r\n", "\n").replace("\r", "\n")


def _fits(literals: list[str], string: str) -> bool:
    """All ways of reading the string are followed at once: each bit is a place in the literals."""
    fixed = "".join(literals)
    bounds = [len("".join(literals[: n + 1])) for n in range(len(literals) - 1)]
    variables = sum(1 << bound for bound in {*bounds})
    reached = 1
    for character in string:
        steps = sum(1 << n for n, expected in enumerate(fixed) if expected == character)
        reached = (reached & steps) << 1 | reached & variables
    return bool(reached >> len(fixed) & 1)


def _refilled(template: str, match: Match) -> str:
    values = {name: iter(each) for name, each in match.variables.items()}
    return VARIABLE.sub(lambda variable: next(values[variable[1]]), template)


def match_seeds() -> Iterator[bytes]:
    """The suite's templates and messages."""
    for case in cases(document="match"):
        template, message = case.value["template"], case.value["message"]
        pairs = ((str(each.get(place, "")) for each in (template, message)) for place in _PLACES)
        yield _SEPARATOR.join(text for pair in pairs for text in pair).encode()


def change_match(data: bytes, random: Random, mutate: Mutate) -> bytes:
    """Any change; or a piece of one string put into another, as a value or as a literal."""
    if random.random() < 0.5:
        return mutate(data, len(data) + 64)
    start, at = random.randint(0, len(data)), random.randint(0, len(data))
    piece = data[start : start + random.choice((1, 2, 5, 20))]
    return data[:at] + random.choice((piece, b"#{a}", b"#{", b"}", b"\r\n")) + data[at:]


TARGETS: Final = {
    "message": Target(check_json, json_seeds, change_json),
    "image": Target(check_picture, picture_seeds, change_picture),
    "match": Target(check_match, match_seeds, change_match),
}
