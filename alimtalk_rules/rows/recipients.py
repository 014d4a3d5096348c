"""The recipients in a table: phone numbers as people write them, in their gateway's form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from alimtalk_rules.payloads.gateway import Gateway
from alimtalk_rules.payloads.translation import PayloadMessage
from alimtalk_rules.report import Finding, finding
from alimtalk_rules.rows.values import NoText, text_of
from alimtalk_rules.rules.rule import Param

_between: Final = re.compile(r"[\s.()\u2010-\u2015-]+").sub
_korean: Final = re.compile(r"(?:\+?820?|0)(10[0-9]{8}|1[16789][0-9]{7,8})").fullmatch
_lost_zero: Final = re.compile(r"(10[0-9]{8})").fullmatch
_foreign: Final = re.compile(r"\+?((?!82|10)[1-9][0-9]{6,14})").fullmatch
"""A country's code, other than Korea's, and a number (ITU-T E.164)."""


class Number(NamedTuple):
    """A recipient's phone number, as a gateway takes it.

    Attributes:
        digits: of a Korean mobile number, in the gateway's form; else as they stand.
        rule: the rule that it breaks, if any.
    """

    digits: str
    rule: str | None = None


def number_of(text: str, gateway: Gateway | None) -> Number:
    """The number in a cell; with Korea's code, unless the gateway takes it without.

    Spaces, hyphens, dots and brackets between digits mean nothing.
    """
    written = _between("", text)
    if not written:
        return Number("", "no-destination")
    is_national = gateway is not None and gateway.examples.get("destination", "").startswith("0")
    korea = "0" if is_national else "82"
    if found := _korean(written):
        return Number(korea + found[1])
    if found := _lost_zero(written):
        return Number(korea + found[1], "leading-zero-lost")
    if not is_national and (found := _foreign(written)):
        return Number(found[1])
    return Number(written.removeprefix("+"), "bad-destination")


RULES_OF_NUMBERS: Final = frozenset(
    {
        *("value-not-text", "no-destination", "leading-zero-lost"),
        *("bad-destination", "duplicate-destination"),
    }
)
"""What may be found in the column of phone numbers."""

_EXAMPLE: Final = "01012345678"


class Recipients:
    """The column of phone numbers, and the numbers of the rows so far.

    Attributes:
        column: its name; None if there is none.
    """

    def __init__(self, column: str | None, gateway: Gateway | None, sender: str | None) -> None:
        self.column = column
        self._gateway = gateway
        self._sender = sender
        self._seen: dict[str, int] = {}

    def in_row(self, row: Mapping[Any, object], number: int) -> tuple[str | None, list[Finding]]:
        """The recipient's number in a row, and what is found in its cell."""
        if self.column is None:
            return None, []
        text = text_of(row.get(self.column))
        if isinstance(text, NoText):
            return None, [finding("value-not-text", "", {"found": text.what})]
        digits, rule = number_of(text, self._gateway)
        found = [] if rule is None else [self._finding(rule, len(text))]
        first = self._seen.setdefault(digits, number)
        if digits and first != number:
            found.append(finding("duplicate-destination", "", {"row": first}))
        return digits or None, found

    def _finding(self, rule: str, length: int) -> Finding:
        example = _EXAMPLE if self._gateway is None else self._gateway.examples["destination"]
        params: dict[str, Param] = {"length": length, "example": example}
        return finding(rule, "", params if rule == "bad-destination" else {})

    def sent(
        self,
        template: Mapping[str, Any],
        message: Mapping[str, Any],
        values: Mapping[str, str],
        to: str | None,
    ) -> PayloadMessage | None:
        """What ``to_payloads`` takes; None without a number."""
        if to is None:
            return None
        code = template.get("code")
        code = code if isinstance(code, str) else None
        has_image = "image" in template or template.get("emphasis") == "IMAGE"
        image = {"image": template.get("image", {})} if has_image else {}  # some are told of it
        if self._gateway is None or "text" in self._gateway.parts:
            return PayloadMessage({**message, **image}, "", self._sender, code, (to,))
        return PayloadMessage(image, "", self._sender, code, (to,), values)
