"""Whether the time stays linear: ``python -m benchmarks.linear``.

Documents are checked at doubling sizes, which tells with which power of the size their time grows;
and every pattern of the library and of its schemas searches traps. Exit code 1 says that something
is clearly not linear.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import product
from math import log2
from pathlib import Path
from types import BuiltinMethodType, MappingProxyType
from typing import Any, Final, NamedTuple
from unittest.mock import patch

import pyarrow as pa
import regex

import alimtalk_rules
from alimtalk_rules import (
    INFOBIP,
    Limits,
    TemplateBook,
    check_lines,
    check_message,
    check_payload,
    check_rows,
    check_template,
    compile_template,
    match_template,
)
from alimtalk_rules.arrow import ColumnChecker
from alimtalk_rules.limits import MOST_READ
from alimtalk_rules.rules.characters import pattern
from benchmarks.matching import hostile, many_buttons, many_variables
from benchmarks.timing import least_seconds, loop_seconds

# --------------------------------------------------------------------------- growing documents

MOST: Final = 1.5
"""The largest exponent that passes for linear: 1 is, 2 would be quadratic; machines are noisy."""

_SIZES: Final = [10_000 << step for step in range(6)]
"""Characters; ten to a button, field, message or line."""
_LAST: Final = 3
"""Doublings that count: what costs the same at every size no longer does."""

_WIDE: Final = Limits(text=10**9)


class Curve(NamedTuple):
    """The seconds that something took at each size."""

    what: str
    seconds: list[float]

    @property
    def exponent(self) -> float:
        """With which power of the size the time grows at last."""
        return log2(self.seconds[-1] / max(self.seconds[-1 - _LAST], 1e-6)) / _LAST


def _text(piece: str) -> Callable[[int], object]:
    return lambda size: check_message({"text": piece * (size // len(piece))})


def _buttons(button: object) -> Callable[[int], object]:
    return lambda size: check_message({"text": "가", "buttons": [button] * (size // 10)})


_MESSAGE: Final = {
    "sender": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
    "destinations": [{"to": "821012345678"}],
    "content": {"type": "TEMPLATE", "templateCode": "done", "text": "주문이 완료되었습니다."},
}
_TEMPLATE: Final = {"text": "#{이름}님, 주문이 완료되었습니다."}
_ROW: Final = {"이름": "홍\u200b길동"}
_LINE: Final = '{"text": "주문이 완료되었습니다."}\n'.encode()


def _request(message: Mapping[str, object]) -> Callable[[int], object]:
    return lambda size: check_payload({"messages": [message] * (size // 10)})


def _items(size: int) -> object:
    items = [{"title": "상품", "description": "사과"}] * (size // 10)
    return check_message({"text": "가", "items": items}, profile="kakao")


def _book(size: int) -> object:
    """Makes a book, and asks it for what it has, what it has nearly, and what it has not."""
    numbers = range(size // 100)
    book = TemplateBook({"code": f"t{each}", "text": f"{each}번 #{{이름}}님"} for each in numbers)
    texts = "7번 홍길동님", "7번 홍길동", "안내"
    return [book.closest({"text": text}) for text in texts]


def _column(size: int) -> object:
    return ColumnChecker().array(pa.array([_LINE.decode()] * (size // 10)))


def _match(size: int) -> object:
    template, text = hostile(size)
    return match_template({"text": text}, {"text": template})


def _compiled(made: Callable[[int], Any]) -> Callable[[int], object]:
    """Whether what a template becomes is equal to it, asked so often that it is read at once."""

    def work(size: int) -> object:
        compiled = compile_template(made(size))
        values = dict.fromkeys((variable.name for variable in compiled.variables), "홍길동")
        message = compiled.render(values)
        return [compiled.match(message) for _ in range(3)], compiled.check(values)

    return work


_WORKS: Final[dict[str, Callable[[int], Any]]] = {
    "text, everyday": lambda size: check_message(
        {"text": "가나다 " * (size // 4)}, profile=replace(INFOBIP, limits=_WIDE)
    ),
    "text, two scripts": _text("가あ"),
    "text, marks": _text("가\u0301"),
    "text, placeholders": _text("#{{"),
    "text, couriers": lambda size: check_message(
        {"text": "한진택배 " * (size // 5), "buttons": [{"type": "DS", "name": "배송 조회"}]}
    ),
    "title": lambda size: check_message({"text": "가", "title": "#{" * (size // 2)}),
    "buttons, valid": _buttons({"type": "MD", "name": "문의하기"}),
    "buttons, empty": _buttons({}),
    "items": _items,
    "fields": lambda size: check_message({f"field{number}": 0 for number in range(size // 10)}),
    "template, variables": lambda size: check_template({"text": "#{가} " * (size // 5)}),
    "match, no way to split": _match,
    "compiled, a long text": _compiled(lambda size: {"text": "가나다라 #{이름} " + "가" * size}),
    "compiled, variables": _compiled(many_variables),
    "compiled, buttons": _compiled(many_buttons),
    "templates in a book": _book,
    "request, messages": _request(_MESSAGE),
    "request, empty messages": _request({}),
    "rows": lambda size: deque(check_rows(_TEMPLATE, [_ROW] * (size // 10)), maxlen=0),
    "lines": lambda size: deque(check_lines(_LINE * (size // 10)), maxlen=0),
    "a column": _column,
    "lines, broken": lambda size: deque(check_lines(b"{\n" * (size // 10)), maxlen=0),
}


def curves() -> Iterator[Curve]:
    """The curve of each kind of document."""
    for what, work in _WORKS.items():
        work(_SIZES[0])
        yield Curve(what, [least_seconds(partial(work, size)) for size in _SIZES])


# --------------------------------------------------------------------------- patterns in traps

MOST_LOOPS: Final = 100
"""That a search takes; quadratic time would be thousands."""

_LENGTH: Final = 2 * MOST_READ
_HEADS: Final = ("", "https://", "#{", "{{", "😀")
_FILLERS: Final = (
    *"aA0- \n#{}[$@:/?가éあ\u0301\u200d😀🇰\u1100\u11a8\u200b\ue000\ud800",
    *("a\u0301", "😀\u200d", "1\ufe0f", "중あ", "α ", "https://", "#{", "#{a", "#{a}", "a@", "@:"),
    *("a#", "#}", "##a", "#{#", "{{", "${", "#[", "한진택배", "KGB택배0", "<svg", "0-", "a "),
)
_TRAPS: Final = [
    head + (filler * _LENGTH)[:_LENGTH] + tail
    for head, filler, tail in product(_HEADS, _FILLERS, ("", "!"))
]

Search = Callable[[Any], object]


def searches() -> dict[str, tuple[Search, bool]]:
    """The library's patterns: how each searches, and whether it does so in bytes."""
    found = [*_of_modules(), *_of_schemas(), *_of_unicode()]
    return {str(held.pattern): (search, isinstance(held.pattern, bytes)) for held, search in found}


def _all_matches(held: re.Pattern[Any] | regex.Pattern[str]) -> tuple[Any, Search]:
    return held, lambda trap: sum(1 for _ in held.finditer(trap))


_TABLES: Final = (dict, MappingProxyType)


def _of_modules() -> Iterator[tuple[Any, Search]]:
    """Patterns that modules hold; where a module holds a method of one, it searches by that."""
    for module in pkgutil.walk_packages(alimtalk_rules.__path__, "alimtalk_rules."):
        if not module.name.endswith("__main__"):
            for value in vars(importlib.import_module(module.name)).values():
                for held in value.values() if type(value) in _TABLES else (value,):
                    kind = type(held)  # to ask isinstance would wake what Django makes when asked
                    if kind is re.Pattern:
                        yield _all_matches(held)
                    elif kind is BuiltinMethodType and type(held.__self__) is re.Pattern:
                        method_of: Any = held.__self__
                        is_sub = held.__name__ == "sub"  # it also takes what to put in
                        yield _all_matches(method_of) if is_sub else (method_of, held)


def _of_schemas() -> Iterator[tuple[Any, Search]]:
    def inner(value: Any) -> Iterator[str]:
        if isinstance(value, dict) and isinstance(value.get("pattern"), str):
            yield value["pattern"]
        if isinstance(value, dict | list):
            for member in value.values() if isinstance(value, dict) else value:
                yield from inner(member)

    folder = Path(__file__).resolve().parents[1] / "schemas"
    for path in folder.rglob("*.schema.json"):
        for found in inner(json.loads(path.read_text(encoding="utf-8"))):
            yield _all_matches(re.compile(found))


def _of_unicode() -> Iterator[tuple[Any, Search]]:
    """The patterns with properties of Unicode, which are compiled when they are first needed."""
    pattern.cache_clear()
    with patch.object(regex, "compile", wraps=regex.compile) as compiled:
        for text in ("あ é α 가\u200b \ue000 👨\u200d👩 中", "\u3164", "αβ", "Ж\u0301 1\ufe0f"):
            check_message({"text": text})
            check_template({"code": "a", "text": text})
    yield from (_all_matches(pattern(called.args[0])) for called in compiled.call_args_list)


def loops_of(search: Search, *, in_bytes: bool) -> tuple[float, str]:
    """The most loops that a search takes in a trap, and how the trap begins."""
    most = 0.0, ""
    for trap in _TRAPS:
        subject: Any = trap.encode("utf-8", "surrogatepass") if in_bytes else trap
        call = partial(search, subject)
        if least_seconds(call, tries=1) > most[0]:  # perhaps only a busy moment
            most = max(most, (least_seconds(call), trap[:12]))
    return most[0] / loop_seconds(), most[1]


def main() -> int:
    """Print how times grow, and what searches take at most; 1 if something is not linear."""
    beyond = 0
    print(f"Milliseconds at {', '.join(f'{size:,}' for size in _SIZES)}; the exponent:")
    for curve in curves():
        times = "".join(f"{seconds * 1000:9.1f}" for seconds in curve.seconds)
        is_linear = curve.exponent <= MOST
        beyond += not is_linear
        print(f"  {curve.what:24}{times}{curve.exponent:7.2f}{'' if is_linear else '  MISSED'}")
    found = {name: loops_of(call, in_bytes=of) for name, (call, of) in searches().items()}
    dearest = max(loops for loops, _ in found.values())
    print(f"{len(found)} patterns in {len(_TRAPS)} traps: at most {dearest:.0f} loops")
    for name, (loops, trap) in found.items():
        if loops > MOST_LOOPS:
            beyond += 1
            print(f"  MISSED: {loops:.0f} loops, {name[:60]!a} in {trap!a}…")
    return int(beyond > 0)


if __name__ == "__main__":
    sys.exit(main())
