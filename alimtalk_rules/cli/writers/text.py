"""Findings to be read by people: where, what, and how to set it right; or a table of the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter

from rich.cells import cell_len

from alimtalk_rules.cli.excerpts import Excerpt
from alimtalk_rules.cli.items import Checked, Tally
from alimtalk_rules.cli.phrases import combination, phrase
from alimtalk_rules.cli.summaries import Row
from alimtalk_rules.cli.terminal import GAP, STYLES, Cell, Page, in_columns, printable
from alimtalk_rules.cli.writers.writer import (
    Target,
    Writer,
    location,
    print_problem,
    shown,
    shown_output,
)
from alimtalk_rules.images import ImageFacts
from alimtalk_rules.limits import MOST_SHOWN
from alimtalk_rules.reading import ReadError
from alimtalk_rules.report import Finding

_LONGEST_POINTER = 120
_WIDEST_NAME = 40
"""Columns up to which the names of fine files are padded to stand even."""


class TextWriter(Writer):
    """Findings to be read: where, what, and how to set it right."""

    has_table = True

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        self._page = Page(target.out)
        names = [cell_len(shown(file)) for file in target.files]
        self._name_width = min(max(names, default=0), _WIDEST_NAME)
        self._last_is_fine: bool | None = None
        self._fine: Counter[str] = Counter()
        self._is_fine = True
        self._findings = self._findings_left_out = 0
        self._problems = self._problems_left_out = 0

    def document(self, file: str, checked: Checked) -> None:
        """Print what was found in a document, as long as that helps."""
        findings = checked.report.findings
        if not findings:
            self._fine[_what(checked, self._lang)] += 1
            return
        self._is_fine = False
        if self._findings >= MOST_SHOWN:
            self._findings_left_out += len(findings)
            return
        self._findings += len(findings)
        self._begin()
        in_order = checked.by_place()
        heads = [*in_columns([self._head(file, checked, found) for found in in_order])]
        fits = all(map(self._page.has_room_for, heads))
        for head, found in zip(heads, in_order, strict=True):
            if fits:
                self._page.line(*head)
            else:
                self._show_narrow(self._head(file, checked, found))
            self._page.paragraph(found.sentence(self._lang), GAP)
            if excerpt := (checked.excerpts or {}).get(found):
                self._show_excerpt(excerpt)
            self._page.paragraph(found.hint(self._lang), GAP, ("→ ", "cyan"))

    def _show_narrow(self, head: list[Cell]) -> None:
        """Print the head of a finding on as many lines as it needs."""
        location, severity, rule, *others = head
        self._page.line(location)
        (line,) = in_columns([[("", ""), severity, rule, *others]])
        if self._page.has_room_for(line):
            self._page.line(*line)
            return
        self._page.line(GAP, severity, GAP, rule)
        for cell in filter(itemgetter(0), others):
            self._page.line(GAP, cell)

    def _head(self, file: str, checked: Checked, found: Finding) -> list[Cell]:
        head = [
            (location(file, checked.place(found)), "bold"),
            (phrase(self._lang, found.severity), STYLES[found.severity]),
            (found.rule, "bold"),
            (shortened(printable(_whereabouts(checked, found))), "dim"),
        ]
        if code := checked.report.template:
            head.append((phrase(self._lang, "beside-template", code=code), "dim"))
        return head

    def _show_excerpt(self, excerpt: Excerpt) -> None:
        rows = [
            ((phrase(self._lang, "in-template"), "cyan"), (excerpt.template, "")),
            ((phrase(self._lang, "in-message"), "cyan"), (excerpt.message, "")),
            (("", ""), (" " * excerpt.column + "^", STYLES["error"])),
        ]
        for row in in_columns(rows):
            self._page.line(GAP, *row, cut=True)

    def problem(self, file: str, error: ReadError) -> None:
        """Print why a file, or a line of it, cannot be checked."""
        self._is_fine = False
        self._problems += 1
        if self._problems > MOST_SHOWN:
            self._problems_left_out += 1
        else:
            print_problem(self._target.problems, file, error, self._lang)

    def end_of_file(self, file: str) -> None:
        """Say that a file is fine, if it is."""
        if self._is_fine and not self._target.quiet:
            self._begin(is_fine=True)
            name = shown(file)
            padding = " " * (self._name_width - cell_len(name))
            self._page.line((name, "bold"), (f"{padding}  ", ""), *self._verdict())
        self._fine.clear()
        self._is_fine = True

    def _verdict(self) -> list[Cell]:
        if not self._fine:
            return [(phrase(self._lang, "nothing"), STYLES["warning"])]
        contents = ", ".join(
            phrase(self._lang, "contents", count=count, what=what)
            for what, count in self._fine.most_common()
        )
        if self._fine.total() == 1:
            (contents,) = self._fine
        return [(phrase(self._lang, "fine"), STYLES["fine"]), GAP, (contents, "")]

    def table(self, rows: Sequence[Row]) -> None:
        """Print a row for each rule."""
        if not rows:
            return
        self._begin()
        names = ("rule", "severity", "findings", "in-documents", "first")
        heads = [(phrase(self._lang, name), "dim") for name in names]
        self._page.columns([heads, *map(self._cells, rows)], right={2, 3})

    def _cells(self, row: Row) -> list[Cell]:
        place = ":".join(str(part) for part in (shown(row.file), row.line, row.column) if part)
        return [
            (row.rule, "bold"),
            (phrase(self._lang, row.severity if row.sample else "not-read"), STYLES[row.severity]),
            (f"{row.findings:,}", ""),
            (f"{row.documents:,}", ""),
            (f"{place} {shortened(printable(row.pointer))}".rstrip(), "dim"),
        ]

    def end(self, tally: Tally) -> None:
        """Print how much was checked and found, and what was left out above."""
        if self._problems_left_out:
            left_out = phrase(self._lang, "more-problems", count=self._problems_left_out)
            self._target.problems.paragraph(left_out)
        if self._findings_left_out:
            self._begin()
            more = phrase(self._lang, "more-findings", count=self._findings_left_out)
            self._page.paragraph(more)
        if self._target.quiet:
            return
        self._begin()
        style = STYLES["error" if tally.exit_code else "fine"]
        for line in totals(tally, self._target):
            self._page.line((line, style))

    def _begin(self, *, is_fine: bool = False) -> None:
        """Leave a line empty before what is next, but between fine files."""
        if self._last_is_fine is not None and not (is_fine and self._last_is_fine):
            self._page.line()
        self._last_is_fine = is_fine


def shortened(pointer: str) -> str:
    """The pointer, cut if it is long."""
    return pointer if len(pointer) <= _LONGEST_POINTER else f"{pointer[:_LONGEST_POINTER]}…"


def totals(tally: Tally, target: Target) -> Iterator[str]:
    """How much was checked and found; in bulk also how many may be sent, on a second line."""
    lang = target.lang
    kinds = tally.kinds or {(target.kind, None): 0}
    counts = [
        phrase(lang, f"{kind}-count", count=n, gateway=f"{gateway} " if gateway else "")
        for (kind, gateway), n in kinds.items()
    ]
    numbers = tally.counts()
    parts = ["errors", "warnings", "notes"]
    if tally.known:
        parts.append("known")
    if tally.problems and not tally.in_bulk:
        parts.append("problems")
    found = ", ".join(phrase(lang, part, count=numbers[part]) for part in parts)
    yield f"{phrase(lang, 'checked', what=', '.join(counts))}: {found}"
    if tally.in_bulk and (tally.documents or tally.problems):
        yield " · ".join(_outcome(tally, lang))


def _outcome(tally: Tally, lang: str) -> Iterator[str]:
    """How many may be sent, how many not, where both are, and how long it took."""
    sendable = {kind for kind, _ in tally.kinds} <= {"message", "payload", "match", "row"}
    accepted = tally.documents - tally.refused
    passed = phrase(lang, "sendable" if sendable else "passed", count=accepted)
    refused = [phrase(lang, "refused", count=tally.refused)]
    if tally.problems:
        refused.append(phrase(lang, "unreadable", count=tally.problems))
    yield passed + _to(tally.accepted)
    yield " · ".join(refused) + _to(tally.rejects)
    if tally.seconds >= 1:
        yield phrase(lang, "seconds", seconds=tally.seconds)


def _whereabouts(checked: Checked, found: Finding) -> str:
    """The column of a table that a finding is about, or the pointer to where it stands."""
    column = checked.column(found)
    return checked.pointer + found.path if column is None else column.name


def _to(file: str | None) -> str:
    return f" → {shown_output(file)}" if file else ""


def _what(checked: Checked, lang: str) -> str:
    """What a fine document is: a message's template or combination, a gateway, an image's facts."""
    report = checked.report
    if report.template is not None:
        return report.template
    if report.image is not None:
        return _facts(report.image, lang)
    if report.combination is not None:
        return combination(lang, report.combination)
    return report.gateway or ""


def _facts(image: ImageFacts, lang: str) -> str:
    facts = []
    if image.width and image.height:
        facts.append(phrase(lang, "size", width=image.width, height=image.height))
    if image.format:
        facts.append(image.format)
    if image.bytes:
        facts.append(phrase(lang, "bytes", bytes=image.bytes))
    return ", ".join(facts)
