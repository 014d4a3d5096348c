"""What is compared with what, and how much faster it is meant to be."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Literal

import orjson
from PIL import Image

from alimtalk_rules import (
    INFOBIP,
    check_image,
    check_message,
    check_payload,
    match_template,
    read_image,
    to_payload,
)
from alimtalk_rules.rules.characters import is_everyday
from alimtalk_rules.structure import acceptor_of
from benchmarks.corpus import corpus
from benchmarks.matching import MATCHING, naive
from benchmarks.peers import STRUCTURE, foreign_letter, plain_stack
from benchmarks.timing import Work, medians, over


@dataclass(frozen=True, slots=True)
class Target:
    """How our time is meant to stand to the other's.

    Attributes:
        kind: ``"faster"``: at least ``factor`` times as fast; ``"time"``: at most ``factor`` times
            the time.
        factor: the number.
    """

    kind: Literal["faster", "time"]
    factor: float

    def __str__(self) -> str:
        return f">= {self.factor:g} x" if self.kind == "faster" else f"<= {self.factor:g} x time"

    def ratio(self, ours: float, theirs: float) -> float:
        """What is held against the factor."""
        return theirs / ours if self.kind == "faster" else ours / theirs

    def is_met(self, ours: float, theirs: float) -> bool:
        """True if our time is short enough."""
        ratio = self.ratio(ours, theirs)
        return ratio >= self.factor if self.kind == "faster" else ratio <= self.factor


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two ways to do the same.

    Attributes:
        what: what is done.
        beside: who else does it.
        ours: our way, over all items.
        theirs: the other way, over the same.
        items: how many there are.
        target: how they should stand to each other; None where that is only for information.
    """

    what: str
    beside: str
    ours: Work
    theirs: Work
    items: int
    target: Target | None


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured, in microseconds an item."""

    what: str
    beside: str
    ours: float
    theirs: float
    target: Target | None


def measured(comparisons: Iterator[Comparison], *, rounds: int) -> Iterator[Result]:
    """Each comparison in turn, its two ways interleaved."""
    for each in comparisons:
        seconds = medians({"ours": each.ours, "theirs": each.theirs}, rounds=rounds)
        ours, theirs = (seconds[name] / each.items * 1e6 for name in ("ours", "theirs"))
        yield Result(each.what, each.beside, ours, theirs, each.target)


def comparisons(messages: int) -> Iterator[Comparison]:
    """All of them, over about so many messages."""
    yield from _of_checks(messages)
    yield from _of_structure(messages)
    yield _of_scripts(messages)
    yield _of_json(messages)
    yield _of_requests(messages)
    yield from _of_templates(messages)
    yield from _of_images(messages)


def _faster(factor: float) -> Target:
    return Target("faster", factor)


def _time(factor: float) -> Target:
    return Target("time", factor)


def _messages(count: int, invalid: float) -> list[Any]:
    return [sample.message for sample in corpus(count, invalid=invalid)]


def _of_checks(messages: int) -> Iterator[Comparison]:
    for what, invalid, factor in (
        ("check_message, all valid", 0.0, 40),
        ("check_message, 5 % invalid", 0.05, 30),
        ("check_message, all invalid", 1.0, 5),
    ):
        items = _messages(messages, invalid)
        ours, theirs = over(check_message, items), over(plain_stack, items)
        yield Comparison(what, "the plain stack", ours, theirs, len(items), _faster(factor))


def _of_structure(messages: int) -> Iterator[Comparison]:
    items = _messages(messages, 0.05)
    ours = over(acceptor_of("message", INFOBIP), items)
    for name, accepts in STRUCTURE.items():
        target = _time(1.1) if name == "jsonschema-rs is_valid" else None
        yield Comparison("structure gate", name, ours, over(accepts, items), len(items), target)


_LENGTH: Final = 300


def _of_scripts(messages: int) -> Comparison:
    texts = [message["text"][:_LENGTH] for message in _messages(messages, 0.0)]
    items = [text for text in texts if len(text) == _LENGTH and not text.isascii()]
    ours, theirs = over(is_everyday, items), over(foreign_letter, items)
    return Comparison("300 clean characters", r"regex \p{…}", ours, theirs, len(items), _faster(4))


def _of_json(messages: int) -> Comparison:
    items = [orjson.dumps(message) for message in _messages(messages, 0.0)]
    ours = over(lambda item: check_message(orjson.loads(item)), items)
    theirs = over(orjson.loads, items)
    return Comparison("JSON to report", "orjson.loads", ours, theirs, len(items), _time(2.2))


def _of_requests(messages: int) -> Comparison:
    items = _messages(min(messages, _IN_A_REQUEST), 0.0)
    sent = [message for message in items if "image" not in message]
    key, number = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", "8210{:08}"
    parts = [
        to_payload(
            message,
            "infobip",
            sender=key,
            template_code="done",
            destinations=[number.format(n)],
        )["messages"][0]
        for n, message in enumerate(sent)
    ]
    ours, theirs = over(check_payload, [{"messages": parts}]), over(check_message, sent)
    return Comparison("check_payload, a message", "check_message", ours, theirs, len(sent), None)


_IN_A_REQUEST: Final = 1000
"""Messages of one request."""


def _of_templates(messages: int) -> Iterator[Comparison]:
    for name, (template, text) in MATCHING.items():
        ours = partial(match_template, {"text": text}, {"text": template})
        theirs = partial(naive(template).fullmatch, text)
        what = f"match_template, {name}"
        works = _repeated(ours, messages), _repeated(theirs, messages)
        yield Comparison(what, "re (.*?), compiled", *works, messages, _faster(1))


def _of_images(messages: int) -> Iterator[Comparison]:
    times = max(messages // 10, 1)
    for kind in ("png", "jpeg"):
        data = _noise(kind)
        theirs = _repeated(partial(_open, data), times)
        for check, target in ((read_image, _time(1.3)), (check_image, None)):
            what = f"{check.__name__}, too large a {kind}"
            ours = _repeated(partial(check, data), times)
            yield Comparison(what, "Pillow's Image.open", ours, theirs, times, target)


def _noise(kind: str) -> bytes:
    """A picture that compresses badly: larger than the limit, so that only its header is read."""
    stream = io.BytesIO()
    Image.effect_noise((2000, 1000), 100).save(stream, kind, quality=95)
    return stream.getvalue()


def _open(data: bytes) -> None:
    with Image.open(io.BytesIO(data)):
        pass


def _repeated(call: Callable[[], object], times: int) -> Work:
    return over(lambda _: call(), range(times))
