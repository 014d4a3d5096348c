"""What is compared with what, and how many times as fast ours is meant to be."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final, NamedTuple

import orjson
import pyarrow as pa
from PIL import Image

from alimtalk_rules import (
    INFOBIP,
    KAKAO,
    TemplateBook,
    check_image,
    check_message,
    check_payload,
    compile_template,
    match_template,
    read_image,
    to_payload,
)
from alimtalk_rules.arrow import ColumnChecker
from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.rules.characters import is_everyday
from alimtalk_rules.structure import acceptor_of
from benchmarks.corpus import corpus, of_the_whole_set
from benchmarks.matching import MATCHING, TEMPLATE, naive, naive_values, values_of
from benchmarks.peers import STRUCTURE, foreign_letter, plain_stack, rust_is_valid
from benchmarks.timing import Work, medians, over


class Result(NamedTuple):
    """What was measured.

    Attributes:
        what: what is done.
        beside: who else does it.
        ours: our time for one, in the unit of its table.
        theirs: the other's.
        target: how many times as fast ours is meant to be; None where nobody promised anything.
    """

    what: str
    beside: str
    ours: float
    theirs: float
    target: float | None

    @property
    def ratio(self) -> float:
        """How many times as fast ours is."""
        return self.theirs / self.ours

    @property
    def is_missed(self) -> bool:
        """True if ours is slower than it is meant to be."""
        return self.target is not None and self.ratio < self.target

    @property
    def is_beyond(self) -> bool:
        """True if it is so much slower that no machine explains it."""
        return self.target is not None and self.ratio < self.target / 3


class Comparison(NamedTuple):
    """Two ways to do the same, each over as many items."""

    what: str
    beside: str
    ours: Work
    theirs: Work
    items: int
    target: float | None = None


MESSAGES: Final = 2_000
_ROUNDS: Final = 5


def results() -> Iterator[Result]:
    """Each comparison in turn, in microseconds of CPU time an item."""
    yield from map(_measured, _of_checks())
    yield from map(_measured, _of_structure())
    yield from map(_measured, _of_characters())
    yield from map(_measured, _of_json())
    yield from map(_measured, _of_columns())
    yield from map(_measured, _of_requests())
    yield from map(_measured, _of_templates())
    yield from map(_measured, _of_campaigns())
    yield from map(_measured, _of_images())


def _measured(each: Comparison) -> Result:
    ours, theirs = medians(each.ours, each.theirs, rounds=_ROUNDS)
    unit = each.items / 1e6
    return Result(each.what, each.beside, ours / unit, theirs / unit, each.target)


def _messages(invalid: float) -> list[Any]:
    return [sample.message for sample in corpus(MESSAGES, invalid=invalid)]


def _of_checks() -> Iterator[Comparison]:
    for what, invalid, target in (
        ("check_message, all valid", 0.0, 50),
        ("check_message, 5 % invalid", 0.05, 30),
        ("check_message, all invalid", 1.0, 6),
    ):
        items = _messages(invalid)
        ours, theirs = over(check_message, items), over(plain_stack, items)
        yield Comparison(what, "the plain stack", ours, theirs, len(items), target)
    items = _messages(0.0)
    whole = [of_the_whole_set(message) for message in items]
    ours, theirs = over(partial(check_message, profile=KAKAO), whole), over(check_message, items)
    yield Comparison("check_message, whole set", "the guide", ours, theirs, len(items), 0.5)


def _of_structure() -> Iterator[Comparison]:
    targets = {"jsonschema-rs is_valid": 1 / 1.8, "msgspec convert": 1.0}
    items = _messages(0.05)
    ours = over(acceptor_of("message", INFOBIP.limits), items)
    for name, accepts in STRUCTURE.items():
        theirs = over(accepts, items)
        yield Comparison("structure accepted", name, ours, theirs, len(items), targets.get(name))


_LENGTH: Final = 300


def _of_characters() -> Iterator[Comparison]:
    texts = [message["text"][:_LENGTH] for message in _messages(0.0)]
    items = [text for text in texts if len(text) == _LENGTH and not text.isascii()]
    ours, theirs = over(is_everyday, items), over(foreign_letter, items)
    yield Comparison("300 clean characters", r"regex \p{…}", ours, theirs, len(items), 4)


def _of_json() -> Iterator[Comparison]:
    items = [orjson.dumps(message) for message in _messages(0.0)]
    ours = over(lambda item: check_message(orjson.loads(item)), items)
    theirs = over(lambda item: rust_is_valid(orjson.loads(item)), items)
    yield Comparison("JSON to report", "orjson, jsonschema-rs", ours, theirs, len(items), 1 / 2.4)
    bare = over(orjson.loads, items)
    yield Comparison("JSON to report", "orjson alone", ours, bare, len(items))


def _of_columns() -> Iterator[Comparison]:
    checker = ColumnChecker()
    for what, invalid in (("all valid", 0.0), ("5 % invalid", 0.05)):
        items = [orjson.dumps(message) for message in _messages(invalid)]
        column = pa.array(items).view(pa.string())
        ours = partial(checker.array, column)
        theirs = over(lambda item: check_message(orjson.loads(item)), items)
        yield Comparison(f"a column, {what}", "check_message", ours, theirs, len(items), 1 / 1.1)


_SENDER: Final = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"


def _of_requests() -> Iterator[Comparison]:
    sent = [message for message in _messages(0.0) if "image" not in message][:1000]
    made: list[Any] = []
    for number, message in enumerate(sent):
        to = [f"8210{number:08}"]
        request = to_payload(
            message, "infobip", sender=_SENDER, template_code="done", destinations=to
        )
        made += request["messages"]
    ours, theirs = over(check_payload, [{"messages": made}]), over(check_message, sent)
    yield Comparison("check_payload, a message", "check_message", ours, theirs, len(sent))


def _of_templates() -> Iterator[Comparison]:
    targets = {"3 variables": (1 / 1.2, 1 / 5), "40 variables": (1 / 1.2, 1 / 2.2)}
    for name, (template, text) in MATCHING.items():
        message, compiled = {"text": text}, compile_template({"text": template})
        theirs = _repeated(partial(naive_values, naive(template), text), MESSAGES)
        fits, match = targets[name]
        ways: tuple[tuple[str, Callable[[], object], float | None], ...] = (
            ("fits", partial(compiled.fits, text), fits),
            ("match of a text", partial(compiled.match, text), match),
            ("match of a message", partial(compiled.match, message), None),
            ("values", partial(compiled.values, text), None),
            ("match_template", partial(match_template, message, {"text": template}), None),
        )
        for what, call, target in ways:
            ours = _repeated(call, MESSAGES)
            yield Comparison(f"{what}, {name}", "re, with groups", ours, theirs, MESSAGES, target)


def _of_campaigns() -> Iterator[Comparison]:
    compiled, values = compile_template(TEMPLATE), [*map(values_of, range(10_000))]
    made = [*map(compiled.render, values)]
    lines = [*map(orjson.dumps, made)]
    ours, theirs = over(compiled.match, made), over(orjson.loads, lines)
    yield Comparison("match, with two buttons", "orjson.loads", ours, theirs, len(made))
    theirs = over(check_message, made)
    for what, call, target in (("check", compiled.check, 0.45), ("render", compiled.render, None)):
        ours = over(call, values)
        yield Comparison(f"{what} of values", "check_message", ours, theirs, len(values), target)
    yield _of_filled(values)


def _of_filled(values: list[dict[str, str]]) -> Comparison:
    """A request that Solapi fills, of as many messages as it may have: a message of it."""
    messages = [
        {
            "to": f"010{number:08}",
            "kakaoOptions": {"pfId": "KA01PF", "templateId": TEMPLATE["code"], "variables": each},
        }
        for number, each in enumerate(values)
    ]
    check = partial(check_payload, gateway="solapi", templates=TemplateBook([TEMPLATE]))
    alone = partial(compile_template(TEMPLATE).check, profile=GATEWAYS["solapi"].profile)
    works = partial(check, {"messages": messages}), over(alone, values)
    what, beside = "check_payload, filled by Solapi", "check of values"
    return Comparison(what, beside, *works, len(values), 1 / 2)


def _of_images() -> Iterator[Comparison]:
    times = MESSAGES // 10
    for kind in ("png", "jpeg"):
        data = _noise(kind)
        theirs = _repeated(partial(_open, data), times)
        for check in (read_image, check_image):
            ours = _repeated(partial(check, data), times)
            what = f"{check.__name__}, too large a {kind}"
            yield Comparison(what, "Pillow's Image.open", ours, theirs, times)


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
