"""A table of 10,000 people becomes requests: checked, and beside a loop that checks nothing."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from alimtalk_rules import check_payload, check_rows, read_rows, to_payloads
from benchmarks.comparisons import Result
from benchmarks.timing import medians

PEOPLE: Final = 10_000
_ROUNDS: Final = 3

TEMPLATE: Final = {
    "code": "order-done",
    "text": "#{고객명}님, 주문이 완료되었습니다.\n▶ 주문번호: #{주문번호}\n▶ 결제금액: #{금액}원",
    "buttons": [
        {
            "type": "WL",
            "name": "주문 보기",
            "urlMobile": "https://shop.example.com/orders/#{주문번호}",
        }
    ],
}


def row_results() -> Iterator[Result]:
    """Microseconds a person."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "people.csv"
        file.write_text("".join(_lines()), encoding="utf-8")
        works = (partial(_checked, file), partial(_replaced, file))
        checked, replaced = (seconds / PEOPLE * 1e6 for seconds in medians(*works, rounds=_ROUNDS))
    yield Result(
        "a table to requests, checked", "csv and str.replace alone", checked, replaced, None
    )


def _lines() -> Iterator[str]:
    yield "고객명,전화번호,주문번호,금액\n"
    for number in range(PEOPLE):
        phone = f"010-{number // 10_000 + 2000:04}-{number % 10_000:04}"
        yield f'홍길동,{phone},2026-{number:06},"{number + 1000:,}"\n'


def _checked(file: Path) -> None:
    rows = check_rows(
        TEMPLATE, read_rows(file), to_column="전화번호", gateway="sens", sender="@dawnmart"
    )
    requests = [*to_payloads((row.sent for row in rows if row.report and row.sent), "sens")]
    assert sum(len(request["messages"]) for request in requests) == PEOPLE  # noqa: S101
    assert all(check_payload(request, "sens").ok for request in requests)  # noqa: S101


def _replaced(file: Path) -> None:
    requests: list[dict[str, Any]] = []
    with file.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream)):
            if number % 100 == 0:
                requests.append({"plusFriendId": "@dawnmart", "messages": []})
            requests[-1]["messages"].append(
                {"to": row["전화번호"].replace("-", ""), **_filled(TEMPLATE, row)}
            )


def _filled(part: Any, row: dict[str, str]) -> Any:
    if isinstance(part, dict):
        return {name: _filled(member, row) for name, member in part.items()}
    if isinstance(part, list):
        return [_filled(item, row) for item in part]
    for name, value in row.items():
        part = part.replace(f"#{{{name}}}", value)
    return part
