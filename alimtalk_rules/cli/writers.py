"""The formats of ``check``, ``match`` and ``image``: one small class each, in ``WRITERS``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from operator import itemgetter
from typing import Any, TextIO

from rich.cells import cell_len

from alimtalk_rules.cli.excerpts import Excerpt
from alimtalk_rules.cli.items import Checked, Tally
from alimtalk_rules.cli.phrases import combination, phrase
from alimtalk_rules.cli.reading import STDIN
from alimtalk_rules.cli.summaries import Row
from alimtalk_rules.cli.terminal import Cell, Page, in_columns, printable, printable_json
from alimtalk_rules.images import ImageFacts
from alimtalk_rules.limits import MOST_SHOWN
from alimtalk_rules.reading import Place, ReadError
from alimtalk_rules.report import Finding

STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan", "fine": "green"}
"""The colour of a severity, and of nothing found."""

_LONGEST_POINTER = 120
_WIDEST_NAME = 40
"""Columns up to which the names of fine files are padded to stand even."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a writer writes to, and for whom.

    Attributes:
        out: where findings go.
        problems: where it is told what cannot be read.
        lang: the language of what is said.
        kind: what there is none of, if there is nothing.
        files: the names of all files.
        quiet: whether to write findings only.
    """

    out: TextIO
    problems: Page
    lang: str
    kind: str = "message"
    files: Sequence[str] = ()
    quiet: bool = False


class Writer:
    """Writes what was found, in one format; a format changes the methods that it needs."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._lang = target.lang

    def document(self, file: str, checked: Checked) -> None:
        """Write what was found in a document."""

    def problem(self, file: str, error: ReadError) -> None:
        """Write why a file, or a line of it, cannot be checked."""

    def end_of_file(self, file: str) -> None:
        """Write what follows the last item of a file."""

    def table(self, rows: Sequence[Row]) -> None:
        """Write how often each rule was broken; then ``document`` is not called."""

    def end(self, tally: Tally) -> None:
        """Write what follows the last file."""


class TextWriter(Writer):
    """Findings to be read: where, what, and how to set it right."""

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        self._page = Page(target.out)
        names = [cell_len(shown(file)) for file in target.files]
        self._name_width = min(max(names, default=0), _WIDEST_NAME)
        self._last = ""
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
        self._begin("findings")
        in_order = sorted(findings, key=lambda found: _order(found, checked))
        heads = [*in_columns([self._head(file, checked, found) for found in in_order])]
        fits = all(map(self._page.has_room_for, heads))
        for head, found in zip(heads, in_order, strict=True):
            if fits:
                self._page.line(*head)
            else:
                self._show_narrow(self._head(file, checked, found))
            self._page.paragraph(found.sentence(self._lang), ("  ", ""))
            if excerpt := (checked.excerpts or {}).get(found):
                self._show_excerpt(excerpt)
            self._page.paragraph(found.hint(self._lang), ("  ", ""), ("→ ", "cyan"))

    def _show_narrow(self, head: list[Cell]) -> None:
        """Print the head of a finding on as many lines as it needs."""
        location, severity, rule, *others = head
        self._page.line(location)
        (line,) = in_columns([[("", ""), severity, rule, *others]])
        if self._page.has_room_for(line):
            self._page.line(*line)
            return
        self._page.line(("  ", ""), severity, ("  ", ""), rule)
        for cell in filter(itemgetter(0), others):
            self._page.line(("  ", ""), cell)

    def _head(self, file: str, checked: Checked, found: Finding) -> list[Cell]:
        head = [
            (_location(file, checked.place(found)), "bold"),
            (phrase(self._lang, found.severity), STYLES[found.severity]),
            (found.rule, "bold"),
            (shortened(printable(checked.pointer + found.path)), "dim"),
        ]
        if checked.template is not None:
            code = shortened(printable(checked.template))
            head.append((phrase(self._lang, "beside-template", code=code), "dim"))
        return head

    def _show_excerpt(self, excerpt: Excerpt) -> None:
        rows = [
            ((phrase(self._lang, "in-template"), "cyan"), (excerpt.template, "")),
            ((phrase(self._lang, "in-message"), "cyan"), (excerpt.message, "")),
            (("", ""), (" " * excerpt.column + "^", STYLES["error"])),
        ]
        for row in in_columns(rows):
            self._page.line(("  ", ""), *row, cut=True)

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
            self._begin("fine")
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
        return [(phrase(self._lang, "fine"), STYLES["fine"]), ("  ", ""), (contents, "")]

    def table(self, rows: Sequence[Row]) -> None:
        """Print a row for each rule."""
        if not rows:
            return
        self._begin("table")
        names = ("rule", "severity", "findings", "in-documents", "first")
        heads = [(phrase(self._lang, name), "dim") for name in names]
        self._page.columns([heads, *map(self._cells, rows)], right={2, 3})

    def _cells(self, row: Row) -> list[Cell]:
        place = ":".join(str(part) for part in (shown(row.file), row.line, row.column) if part)
        return [
            (row.rule, "bold"),
            (phrase(self._lang, row.severity), STYLES[row.severity]),
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
            self._begin("more")
            more = phrase(self._lang, "more-findings", count=self._findings_left_out)
            self._page.paragraph(more)
        if self._target.quiet:
            return
        self._begin("summary")
        style = STYLES["error" if tally.exit_code else "fine"]
        self._page.line((self._counts(tally), style))
        if tally.in_bulk and (tally.documents or tally.problems):
            self._page.line((" · ".join(self._outcome(tally)), style))

    def _counts(self, tally: Tally) -> str:
        kinds = tally.kinds or {(self._target.kind, None): 0}
        counts = [
            phrase(self._lang, f"{kind}-count", count=n, gateway=f"{gateway} " if gateway else "")
            for (kind, gateway), n in kinds.items()
        ]
        numbers = tally.counts()
        parts = ["errors", "warnings", "notes"]
        if tally.problems and not tally.in_bulk:
            parts.append("problems")
        found = ", ".join(phrase(self._lang, part, count=numbers[part]) for part in parts)
        return f"{phrase(self._lang, 'checked', what=', '.join(counts))}: {found}"

    def _outcome(self, tally: Tally) -> Iterator[str]:
        """How many may be sent, how many not, where both are, and how long it took."""
        sendable = {kind for kind, _ in tally.kinds} <= {"message", "payload", "match"}
        accepted = tally.documents - tally.refused
        passed = phrase(self._lang, "sendable" if sendable else "passed", count=accepted)
        refused = [phrase(self._lang, "refused", count=tally.refused)]
        if tally.problems:
            refused.append(phrase(self._lang, "unreadable", count=tally.problems))
        yield passed + _to(tally.accepted)
        yield " · ".join(refused) + _to(tally.rejects)
        if tally.seconds >= 1:
            yield phrase(self._lang, "seconds", seconds=tally.seconds)

    def _begin(self, kind: str) -> None:
        """Leave a line empty between what does not belong together."""
        if self._last and (self._last, kind) != ("fine", "fine"):
            self._page.line()
        self._last = kind


class JsonWriter(Writer):
    """One JSON object, each document in it as soon as it is checked."""

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        self._before_document = '{"documents":[\n'
        self._before_problems = '{"documents":[\n\n],\n'
        self._problems: list[dict[str, Any]] = []

    def document(self, file: str, checked: Checked) -> None:
        """Write a document's report."""
        self._write(self._before_document, _checked_dict(file, checked, self._lang))
        self._before_document, self._before_problems = ",\n", "\n],\n"
        self._target.out.flush()

    def problem(self, file: str, error: ReadError) -> None:
        """Put a problem by for the end."""
        if len(self._problems) < MOST_SHOWN:
            self._problems.append(problem_dict(file, error, self._lang))

    def table(self, rows: Sequence[Row]) -> None:
        """Write the rows in the place of the documents."""
        self._write('{"rules":', [row.to_dict() for row in rows])
        self._before_problems = ",\n"

    def end(self, tally: Tally) -> None:
        """Write the problems, how much was checked and found, and end the object."""
        self._write(f'{self._before_problems}"problems":', self._problems)
        self._write(',\n"summary":', tally.counts())
        self._write(',\n"ok":', tally.exit_code == 0)
        self._target.out.write("}\n")

    def _write(self, before: str, value: object) -> None:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        self._target.out.write(before + printable_json(text))


WRITERS: Mapping[str, type[Writer]] = {"text": TextWriter, "json": JsonWriter}
"""Every format by its name."""


def print_problem(page: Page, file: str, error: ReadError, lang: str) -> None:
    """Print what could not be read, and why."""
    reason = phrase(lang, error.reason, **error.values)
    page.paragraph(reason, (_location(file, error.place), "bold red"), ("  ", ""))


def problem_dict(file: str, error: ReadError, lang: str) -> dict[str, Any]:
    """Plain JSON for what could not be read."""
    reason = phrase(lang, error.reason, **error.values)
    return {"file": file, **_place_dict(error.place), "reason": reason}


def shown(file: str) -> str:
    """The name of a file, for people."""
    return "<stdin>" if file == STDIN else printable(file)


def shortened(pointer: str) -> str:
    """The pointer, cut if it is long."""
    return pointer if len(pointer) <= _LONGEST_POINTER else f"{pointer[:_LONGEST_POINTER]}…"


def _checked_dict(file: str, checked: Checked, lang: str) -> dict[str, Any]:
    return {
        "file": file,
        "pointer": checked.pointer,
        "line": checked.line,
        "report": checked.report.to_dict(lang),
        "places": [_place_dict(checked.place(found)) for found in checked.report.findings],
        **_template_dict(checked),
    }


def _template_dict(checked: Checked) -> dict[str, Any]:
    """The template's code, and for each finding its excerpt, if texts may be shown."""
    if checked.template is None:
        return {}
    if checked.excerpts is None:
        return {"template": checked.template}
    excerpts = [checked.excerpts.get(found) for found in checked.report.findings]
    texts = [excerpt and asdict(excerpt) for excerpt in excerpts]
    return {"template": checked.template, "excerpts": texts}


def _place_dict(place: Place | None) -> dict[str, int | None]:
    return {"line": place.line, "column": place.column} if place else {"line": None, "column": None}


def _location(file: str, place: Place | None) -> str:
    return f"{shown(file)}:{place.line}:{place.column}" if place else shown(file)


def _order(found: Finding, checked: Checked) -> tuple[bool, tuple[int, ...]]:
    """By place; that there is more comes last."""
    return found.rule == "too-many-findings", checked.place(found) or ()


def _to(file: str | None) -> str:
    return f" → {shown_output(file)}" if file else ""


def shown_output(file: str) -> str:
    """The name of a file that is written, for people."""
    return "<stdout>" if file == STDIN else printable(file)


def _what(checked: Checked, lang: str) -> str:
    """What a fine document is: a message's template or combination, a gateway, an image's facts."""
    report = checked.report
    if checked.template is not None:
        return shortened(printable(checked.template))
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
