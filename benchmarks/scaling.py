"""Whether the time stays linear: CPU time at doubling sizes, of hostile documents, too."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from math import log2
from typing import Any, Final, NamedTuple

from alimtalk_rules import (
    Limits,
    check_lines,
    check_message,
    check_payload,
    check_template,
    match_template,
)
from benchmarks.matching import hostile

MOST: Final = 1.35
"""The largest exponent that passes for linear: 1 is, 2 would be quadratic; machines are noisy."""

_LAST: Final = 3
"""Doublings that count: what costs the same at every size no longer does."""

_WIDE: Final = Limits(text=10**9)


class Curve(NamedTuple):
    """The seconds that something took at each size."""

    what: str
    sizes: list[int]
    seconds: list[float]

    @property
    def exponent(self) -> float:
        """With which power of the size the time grows at last."""
        steps = min(_LAST, len(self.sizes) - 1)
        return log2(self.seconds[-1] / max(self.seconds[-1 - steps], 1e-6)) / steps

    @property
    def is_linear(self) -> bool:
        """True unless the time grows clearly faster than the size."""
        return self.exponent <= MOST


def _text(piece: str) -> Callable[[int], object]:
    return lambda size: check_message({"text": piece * (size // len(piece))})


def _buttons(button: object) -> Callable[[int], object]:
    return lambda size: check_message({"text": "가", "buttons": [button] * (size // 10)})


_MESSAGE: Final = {
    "sender": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
    "destinations": [{"to": "821012345678"}],
    "content": {"type": "TEMPLATE", "templateCode": "done", "text": "주문이 완료되었습니다."},
}
_LINE: Final = '{"text": "주문이 완료되었습니다."}\n'.encode()


def _request(message: Mapping[str, object]) -> Callable[[int], object]:
    return lambda size: check_payload({"messages": [message] * (size // 10)})


def _match(size: int) -> object:
    template, text = hostile(size)
    return match_template({"text": text}, {"text": template})


_WORKS: Final[dict[str, Callable[[int], Any]]] = {
    "text, everyday": lambda size: check_message({"text": "가나다 " * (size // 4)}, limits=_WIDE),
    "text, two scripts": _text("가あ"),
    "text, marks": _text("가\u0301"),
    "text, placeholders": _text("#{{"),
    "text, couriers": lambda size: check_message(
        {"text": "한진택배 " * (size // 5), "buttons": [{"type": "DS", "name": "배송 조회"}]}
    ),
    "title": lambda size: check_message({"text": "가", "title": "#{" * (size // 2)}),
    "buttons, valid": _buttons({"type": "MD", "name": "문의하기"}),
    "buttons, empty": _buttons({}),
    "fields": lambda size: check_message({f"field{number}": 0 for number in range(size // 10)}),
    "template, variables": lambda size: check_template({"text": "#{가} " * (size // 5)}),
    "match, no way to split": _match,
    "request, messages": _request(_MESSAGE),
    "request, empty messages": _request({}),
    "lines": lambda size: deque(check_lines(_LINE * (size // 10)), maxlen=0),
    "lines, broken": lambda size: deque(check_lines(b"{\n" * (size // 10)), maxlen=0),
}


def curves(*, start: int, doublings: int) -> Iterator[Curve]:
    """Every curve, from ``start`` characters on; ten to a button, field, message or line."""
    sizes = [start << step for step in range(doublings + 1)]
    for what, work in _WORKS.items():
        work(start)
        yield Curve(what, sizes, [_seconds(work, size) for size in sizes])


def _seconds(work: Callable[[int], object], size: int) -> float:
    taken = []
    for _ in range(3):
        begun = time.process_time()
        work(size)
        taken.append(time.process_time() - begun)
    return min(taken)
