"""Checks the rows of a table: each fills a template, and becomes a message and a report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from alimtalk_rules.check import check_template
from alimtalk_rules.payloads import gateway_named
from alimtalk_rules.payloads.gateway import Gateway
from alimtalk_rules.payloads.translation import PayloadMessage, fitted
from alimtalk_rules.profiles import INFOBIP, Profile, Severity, profile_named
from alimtalk_rules.report import (
    NO_CHANGES,
    Choices,
    Finding,
    Report,
    choices,
    finding,
    with_findings,
)
from alimtalk_rules.rows.recipients import RULES_OF_NUMBERS, Recipients
from alimtalk_rules.rows.tables import TableRow, read_rows
from alimtalk_rules.rows.values import NoText, damage_to, text_of
from alimtalk_rules.rules.rule import Param
from alimtalk_rules.templates.alignment import Pattern, Span
from alimtalk_rules.templates.compiled import CompiledTemplate, compile_template

__all__ = ["Row", "RowReport", "TableRow", "check_rows", "read_rows"]

Row = Mapping[Any, object]
"""What the columns hold, by their names; ``csv.DictReader`` puts further cells under None."""


class RowReport(NamedTuple):
    """What was found in one row.

    Attributes:
        row: its number: the spreadsheet's if it comes from ``read_rows``, whose header is row 1;
            else its place, from 1.
        report: what was found in the row and in the message that it becomes; ``report.document``
            is ``"row"``, and paths lead into the message.
        columns: for each finding the name of the column whose value it is about; None if it is
            about several, or about the template.
        message: what ``check_message`` takes; None if the row cannot fill the template.
        sent: what ``to_payloads`` takes: the message, or the values for a gateway that fills the
            template, with the recipient's number in the gateway's form; None without
            ``to_column``, or if there is no message or no number.
    """

    row: int
    report: Report
    columns: tuple[str | None, ...] = ()
    message: dict[str, Any] | None = None
    sent: PayloadMessage | None = None

    def __repr__(self) -> str:  # without the text
        return f"RowReport(row={self.row}, report={self.report!r})"


def check_rows(  # noqa: PLR0913 - the options are named
    template: Mapping[str, Any] | CompiledTemplate,
    rows: Iterable[Row],
    *,
    to_column: str | None = None,
    gateway: str | None = None,
    sender: str | None = None,
    profile: Profile | str | None = None,
    ignore: Collection[str] = (),
    severity: Mapping[str, Severity | str] = NO_CHANGES,
) -> Iterator[RowReport]:
    """Fill a template with each row of a table, and check the messages as a whole.

    Each variable has its value from the column of its name; other columns are not looked at. A
    whole number is written as its digits (3.0 as 3), None and NaN are empty. Dates, truth values
    and damage that spreadsheets do are found: ``value-not-text``, ``value-damaged``.

    A warning or a note about the template itself is ``check_template``'s to tell, and not said of
    each row again; an error is. What keeps a row from becoming a message, or from being sent, is an
    error whatever is chosen: ``value-not-text``, ``variable-missing``, ``no-destination``.

    Args:
        template: what ``schemas/template.schema.json`` describes.
        rows: what the columns hold, by their names, such as ``read_rows`` and ``csv.DictReader``
            give. They are read one at a time.
        to_column: the column of the recipients' phone numbers. Of a Korean mobile number any form
            is read; two rows with one number are the warning ``duplicate-destination``.
        gateway: which gateway takes the numbers, such as ``"sens"``: with Korea's code 82, as by
            default, or without.
        sender: the channel that sends, for ``sent``.
        profile: what to hold each message to; the gateway's own or Infobip's guide by default.
        ignore: names of rules whose findings are left out.
        severity: rules that are to be of another severity, as ``check_message`` takes them.

    Raises:
        TypeError: an argument is of a wrong type; or, when its turn comes, a row is no mapping.
        ValueError: there is no such gateway, profile, rule or severity; or the gateway has no place
            for a part of the template.
    """
    known = None if gateway is None else gateway_named(gateway)
    own = INFOBIP if known is None else known.profile
    chosen = choices(own if profile is None else profile_named(profile), ignore, severity)
    if to_column is not None and not isinstance(to_column, str):
        raise TypeError("to_column must be the name of a column")
    compiled = template if isinstance(template, CompiledTemplate) else compile_template(template)
    if known is not None:
        _require_places(compiled, known)
    return _reports(_Checker(compiled, chosen, Recipients(to_column, known, sender)), rows)


def _require_places(template: CompiledTemplate, gateway: Gateway) -> None:
    names = {variable.name: "" for variable in template.variables}
    _, lost = fitted(template.render(names), gateway)
    if lost and "text" in gateway.parts:
        raise ValueError(f"{gateway.name} has no place for some parts of the template")


def _reports(checker: _Checker, rows: Iterable[Row]) -> Iterator[RowReport]:
    for place, row in enumerate(rows, 1):
        if not isinstance(row, Mapping):
            raise TypeError("a row must be a mapping from names of columns to values")
        yield checker.report_on(row, row.number if isinstance(row, TableRow) else place)


# --------------------------------------------------------------------------- one row


class _Checker:
    """What is asked of each row of a table."""

    def __init__(self, template: CompiledTemplate, chosen: Choices, recipients: Recipients) -> None:
        self._template = template
        self._chosen = chosen
        self._of_rows = chosen._replace(
            ignored=chosen.ignored - _PREVENTING,
            severities={n: s for n, s in chosen.severities.items() if n not in _PREVENTING},
        )
        self._recipients = recipients
        patterns = template.expected.approved.patterns
        self._patterns = {path: pattern for path, pattern in patterns.items() if pattern.names}
        self._first = _first_places(self._patterns)
        profile, ignore, severity = chosen
        told = check_template(template.template, profile=profile, ignore=ignore, severity=severity)
        self._told = {(found.rule, found.path) for found in told.findings}

    def report_on(self, row: Row, number: int) -> RowReport:
        """The report on a row, its message, and what is sent."""
        values, found = self._values_in(row)
        to, of_number = self._recipients.in_row(row, number)
        found += of_number
        if further := row.get(None):
            columns = len(row) - 1
            count = columns + len(_cells(further))
            found.append(finding("row-too-long", "", {"count": count, "columns": columns}))
        if len(values) < len(self._first):
            report = Report("row", profile=self._chosen.profile.name)
            return self._placed(RowReport(number, report), found, values)
        report = replace(self._template.judged(values, self._chosen), document="row")
        message = self._template.render(values, profile=self._chosen.profile)
        sent = self._recipients.sent(self._template.template, message, values, to)
        whole = RowReport(number, report, (), message, sent)
        return self._placed(whole, found, values) if found or report.findings else whole

    def _placed(
        self, of_row: RowReport, found: list[Finding], values: Mapping[str, str]
    ) -> RowReport:
        """The report with what else is found, and for each finding its column."""
        report = with_findings(of_row.report, found, self._of_rows)
        own: dict[tuple[object, ...], tuple[Finding, str | None]] = {}
        for each in report.findings:
            column = self._column_of(each, values)
            if column is None and self._is_told(each):
                continue
            of_value = "number" in each.params  # at each place of the variable, but said once
            own.setdefault((each.rule, column) if of_value else (each,), (each, column))
        kept, columns = zip(*own.values(), strict=True) if own else ((), ())
        return of_row._replace(report=replace(report, findings=kept), columns=columns)

    def _values_in(self, row: Row) -> tuple[dict[str, str], list[Finding]]:
        """What the variables stand for, as far as cells say it, and what is found in the cells."""
        values, found = dict[str, str](), list[Finding]()
        for name, (path, number) in self._first.items():
            if name not in row:
                found.append(finding("variable-missing", path, {"number": number}))
                continue
            text = text_of(row[name])
            if isinstance(text, NoText):
                held: dict[str, Param] = {"number": number, "found": text.what}
                found.append(finding("value-not-text", path, held))
                continue
            values[name] = text
            if damage := damage_to(text):
                found.append(finding("value-damaged", path, {"number": number, "reason": damage}))
        return values, found

    def _column_of(self, found: Finding, values: Mapping[str, str]) -> str | None:
        """The name of the column whose value a finding is about, if that is one."""
        if found.path == "":
            return self._recipients.column if found.rule in RULES_OF_NUMBERS else None
        if found.path not in self._patterns:
            return None
        pattern = self._patterns[found.path]
        if isinstance(number := found.params.get("number"), int):
            return pattern.names[number - 1]
        if found.span is None or "limit" in found.params:  # a length is of all of them
            return pattern.names[0] if len({*pattern.names}) == 1 else None
        return _name_at(found.span, pattern, values)

    def _is_told(self, found: Finding) -> bool:
        """True if it is about the template, and no error: that is said of the template itself."""
        return found.severity is not Severity.ERROR and (found.rule, found.path) in self._told


_PREVENTING: Final = frozenset({"value-not-text", "variable-missing", "no-destination"})


def _cells(further: object) -> Sequence[object]:
    return further if isinstance(further, list) else [further]


def _first_places(patterns: Mapping[str, Pattern]) -> dict[str, tuple[str, int]]:
    """Where each variable stands first: the path, and which variable of the string it is."""
    first: dict[str, tuple[str, int]] = {}
    for path, pattern in patterns.items():
        for number, name in enumerate(pattern.names, 1):
            first.setdefault(name, (path, number))
    return first


def _name_at(span: Span, pattern: Pattern, values: Mapping[str, str]) -> str | None:
    """The variable whose value in a filled string the span touches, if it is only one."""
    places = zip(pattern.names, pattern.places(values), strict=True)
    names = {name for name, (begin, end) in places if span[0] < end and begin < span[1]}
    return names.pop() if len(names) == 1 else None
