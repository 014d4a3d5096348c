"""Tables whose rows fill a template: what is found in each, and the messages that they become."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, cast

from alimtalk_rules import (
    CompiledTemplate,
    PayloadMessage,
    RowReport,
    check_rows,
    check_template,
    to_payloads,
)
from alimtalk_rules.cli.items import Checked, Column, is_refused
from alimtalk_rules.cli.outputs import Split, json_of
from alimtalk_rules.cli.sources import Items
from alimtalk_rules.cli.terminal import printable
from alimtalk_rules.limits import MOST_LINE_BYTES
from alimtalk_rules.payloads import gateway_named
from alimtalk_rules.profiles import INFOBIP
from alimtalk_rules.reading import ReadError
from alimtalk_rules.rows.tables import TABLE_SUFFIXES, TableRow, open_table


def is_table(file: str) -> bool:
    """True if the name is one of a table."""
    return file.lower().endswith(TABLE_SUFFIXES)


@dataclass(frozen=True, slots=True)
class Filling:
    """How rows fill a template.

    Attributes:
        template: the template.
        to_column: the column of the recipients' phone numbers.
        gateway: whose form the numbers have, and whose profile messages are held to.
        chosen: the arguments of checks that each of them takes.
        fail_on: the least severity that refuses a row.
        sender: the channel that sends, for requests.
    """

    template: CompiledTemplate
    to_column: str | None
    gateway: str | None
    chosen: Mapping[str, Any]
    fail_on: str
    sender: str | None = None

    @property
    def options(self) -> dict[str, Any]:
        """The arguments of checks, which hold messages to what the gateway says."""
        own = INFOBIP if self.gateway is None else gateway_named(self.gateway).profile
        return {**self.chosen, "profile": self.chosen["profile"].over(own)}

    @property
    def columns(self) -> list[str]:
        """The names of the columns that a table must have."""
        variables = (variable.name for variable in self.template.variables)
        also = () if self.to_column is None else (self.to_column,)
        return [*dict.fromkeys((*variables, *also))]

    def reports(self, rows: Iterable[TableRow]) -> Iterator[RowReport]:
        """The reports on the rows.

        Raises:
            ReadError: the gateway cannot send the template.
        """
        try:
            return check_rows(
                self.template,
                rows,
                to_column=self.to_column,
                gateway=self.gateway,
                sender=self.sender,
                **self.options,
            )
        except ValueError:
            raise ReadError("not-for-gateway", gateway=self.gateway) from None

    def require_template(self) -> None:
        """Ask whether there may be a row that is fine.

        Raises:
            ReadError: there is none, as the template itself is refused.
        """
        template = {"code": "any", **self.template.template}
        report = check_template(template, **self.options)
        if is_refused(report, self.fail_on):
            raise ReadError("template-refused")


Found = tuple[RowReport, list[str]]
"""The report on a row, and the names of the columns of its table."""


def rows_of(file: str, filling: Filling) -> Items:
    """What is found in each row of a table, or why it cannot be read."""
    for each in _found_in(file, filling):
        yield each if isinstance(each, ReadError) else _checked(*each)


def _found_in(file: str, filling: Filling) -> Generator[Found | ReadError, None, None]:
    try:
        filling.require_template()
        table = open_table(file)
        missing = [name for name in filling.columns if name not in table.columns]
        if missing:
            yield ReadError("no-such-columns", names=", ".join(map(printable, missing)))
            return
        for each in filling.reports(table.rows):
            yield each, table.columns
    except OSError as error:
        yield ReadError.of(error)
    except ReadError as error:
        yield error
    except ModuleNotFoundError:
        yield ReadError("needs-excel")


def _checked(each: RowReport, columns: list[str]) -> Checked:
    places = {
        found: Column(name, columns.index(name) + 1)
        for found, name in zip(each.report.findings, each.columns, strict=True)
        if name is not None
    }
    return Checked(each.report, line=each.row, columns=places, document=lambda: each.message)


# --------------------------------------------------------------------------- what rows become


class Messages:
    """Writes what may be sent: messages, or requests of as many as the gateway takes.

    A request is no longer than a line that ``check`` reads.
    """

    def __init__(self, filling: Filling, split: Split) -> None:
        self._filling = filling
        self._split = split
        self._waiting: list[PayloadMessage] = []
        self._most = 0 if filling.gateway is None else gateway_named(filling.gateway).most

    def add(self, each: RowReport) -> None:
        """Write a row's message, or let it wait for those that are to be sent with it."""
        if is_refused(each.report, self._filling.fail_on):
            return
        if self._filling.gateway is None:
            self._split.accept(json_of(each.message))
            return
        self._waiting.append(cast("PayloadMessage", each.sent))  # as nothing has prevented it
        if len(self._waiting) == self._most:
            self.flush()

    def flush(self) -> None:
        """Write those that still wait."""
        if self._filling.gateway is not None:
            self._write(self._waiting, self._filling.gateway)
        self._waiting.clear()

    def _write(self, messages: Sequence[PayloadMessage], gateway: str) -> None:
        lines = [json_of(request) for request in to_payloads(messages, gateway)]
        half = len(messages) // 2
        if half and max(map(len, lines)) > MOST_LINE_BYTES:
            self._most = half
            self._write(messages[:half], gateway)
            self._write(messages[half:], gateway)
            return
        for line in lines:
            self._split.accept(line)


def rendered(file: str, filling: Filling, split: Split) -> Items:
    """What is found in each row of a table, whose message is written if it may be sent."""
    messages = Messages(filling, split)
    with closing(_found_in(file, filling)) as found:
        for each in found:
            if isinstance(each, ReadError):
                messages.flush()
                split.leave_beside()
                yield each
                return
            messages.add(each[0])
            yield _checked(*each)
    messages.flush()
    split.begin()  # also if nothing may be sent
