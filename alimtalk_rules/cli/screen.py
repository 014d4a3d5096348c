"""What ``check``, ``match`` and ``image`` print: a text to be read, or one JSON object."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from rich.cells import cell_len

from alimtalk_rules.cli.excerpts import Excerpt
from alimtalk_rules.cli.phrases import phrase
from alimtalk_rules.cli.places import Spot
from alimtalk_rules.cli.reading import STDIN
from alimtalk_rules.cli.terminal import Bar, Cell, Page, in_columns, printable, printable_json
from alimtalk_rules.images import ImageFacts
from alimtalk_rules.reading import Place, ReadError
from alimtalk_rules.report import Finding, Report

STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan", "fine": "green"}
"""The colour of a severity, and of nothing found."""

MOST_PROBLEMS = 1000
"""Problems that one JSON output lists; all of them are counted."""

_LONGEST_POINTER = 120
_WIDEST_NAME = 40
"""Columns up to which the names of fine files are padded to stand even."""


def spot_of(found: Finding, pointer: str) -> Spot:
    """Where a finding of the document at ``pointer`` stands in the JSON text."""
    return pointer + found.path, found.span[0] if found.span else None


@dataclass(frozen=True, slots=True)
class Checked:
    """A document of a file, and what was found in it.

    Attributes:
        report: what was found.
        pointer: JSON Pointer to the document in its JSON text.
        line: the line on which it stands, in JSON Lines.
        places: where the findings stand in the file, by pointer into the JSON text and
            start of span; of an image nowhere.
        template: the code of the template beside which it stood, if any.
        excerpts: the texts around a difference from the template; None where none may be shown.
    """

    report: Report
    pointer: str = ""
    line: int | None = None
    places: Mapping[Spot, Place] = field(default_factory=dict)
    template: str | None = None
    excerpts: Mapping[Finding, Excerpt] | None = None

    def place(self, found: Finding) -> Place | None:
        """Where the finding stands in the file."""
        return self.places.get(spot_of(found, self.pointer))


@dataclass(slots=True)
class Tally:
    """How much was checked and found."""

    documents: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    problems: int = 0

    def add(self, item: Checked | ReadError) -> None:
        """Count a document, or what could not be read as one."""
        if isinstance(item, ReadError):
            self.problems += 1
            return
        self.documents += 1
        if not item.report.findings:
            return
        self.errors += len(item.report.errors)
        self.warnings += len(item.report.warnings)
        self.notes += len(item.report.notes)

    def exit_code(self, fail_on: str) -> int:
        """3 if anything could not be read, 1 if anything is as severe as ``fail_on``, or 0."""
        if self.problems:
            return 3
        return int(self.errors > 0 or (fail_on == "warning" and self.warnings > 0))


class TextScreen:
    """Prints findings to be read: where, what, and how to mend it."""

    def __init__(self, kind: str, lang: str, files: Sequence[str], bar: Bar) -> None:
        self._kind = kind
        self._lang = lang
        self._bar = bar
        self._page = Page(sys.stdout)
        self._problems = Page(sys.stderr)
        self._name_width = min(max(cell_len(shown(file)) for file in files), _WIDEST_NAME)
        self._last = ""
        self._kinds: Counter[str] = Counter()
        self._fine: Counter[str] = Counter()
        self._is_fine = True

    def show(self, file: str, item: Checked | ReadError) -> None:
        """Print what was found in a document, or why there is none."""
        if isinstance(item, ReadError):
            self._show_problem(file, item)
            return
        self._kinds[item.report.document] += 1
        if item.report.findings:
            self._show_findings(file, item)
        else:
            self._fine[_what(item, self._lang)] += 1

    def _show_problem(self, file: str, error: ReadError) -> None:
        self._is_fine = False
        self._bar.make_way(sys.stderr)
        print_problem(self._problems, file, error, self._lang)

    def _show_findings(self, file: str, checked: Checked) -> None:
        self._is_fine = False
        self._begin("findings")
        findings = sorted(checked.report.findings, key=lambda found: checked.place(found) or ())
        heads = [
            (
                (_location(file, checked.place(found)), "bold"),
                (phrase(self._lang, found.severity), STYLES[found.severity]),
                (found.rule, "bold"),
                (shortened(printable(checked.pointer + found.path)), "dim"),
                *self._beside(checked),
            )
            for found in findings
        ]
        for head, found in zip(in_columns(heads), findings, strict=True):
            self._page.line(*head)
            self._page.paragraph(found.sentence(self._lang), "  ")
            if excerpt := (checked.excerpts or {}).get(found):
                self._show_excerpt(excerpt)
            self._page.paragraph(found.hint(self._lang), "  ", ("→ ", "cyan"))

    def _beside(self, checked: Checked) -> list[Cell]:
        if checked.template is None:
            return []
        code = shortened(printable(checked.template))
        return [(phrase(self._lang, "beside-template", code=code), "dim")]

    def _show_excerpt(self, excerpt: Excerpt) -> None:
        rows = [
            ((phrase(self._lang, "in-template"), "cyan"), (excerpt.template, "")),
            ((phrase(self._lang, "in-message"), "cyan"), (excerpt.message, "")),
            (("", ""), (" " * excerpt.column + "^", STYLES["error"])),
        ]
        for row in in_columns(rows):
            self._page.line("  ", *row)

    def end_of_file(self, file: str) -> None:
        """Say that a file is fine, if it is."""
        if self._is_fine:
            self._begin("fine")
            name = shown(file)
            padding = " " * (self._name_width - cell_len(name))
            fine = (phrase(self._lang, "fine"), STYLES["fine"])
            verdict = [fine, "  ", self._contents()] if self._fine else [self._nothing()]
            self._page.line((name, "bold"), padding, "  ", *verdict)
        self._fine.clear()
        self._is_fine = True

    def _nothing(self) -> Cell:
        return phrase(self._lang, "nothing"), STYLES["warning"]

    def _contents(self) -> str:
        if self._fine.total() == 1:
            return next(iter(self._fine))
        return ", ".join(
            phrase(self._lang, "combinations", count=count, combination=what)
            for what, count in self._fine.most_common()
        )

    def summary(self, tally: Tally, *, ok: bool) -> None:
        """Print how much was checked and found."""
        self._begin("summary")
        kinds = self._kinds or {self._kind: 0}
        counts = [phrase(self._lang, f"{kind}-count", count=n) for kind, n in kinds.items()]
        checked = phrase(self._lang, "checked", what=", ".join(counts))
        parts = ["errors", "warnings", "notes", *(["problems"] if tally.problems else [])]
        found = (phrase(self._lang, part, count=getattr(tally, part)) for part in parts)
        style = STYLES["fine" if ok else "error"]
        self._page.line((f"{checked}: {', '.join(found)}", style))

    def _begin(self, kind: str) -> None:
        """Leave a line empty between what does not belong together."""
        self._bar.make_way(sys.stdout)
        if self._last and (self._last, kind) != ("fine", "fine"):
            self._page.line()
        self._last = kind


class JsonScreen:
    """Prints one JSON object, each document as soon as it is checked."""

    def __init__(self, lang: str, bar: Bar) -> None:
        self._lang = lang
        self._bar = bar
        self._before = '{"documents":[\n'
        self._problems: list[dict[str, Any]] = []

    def show(self, file: str, item: Checked | ReadError) -> None:
        """Print a document's report; keep a problem for the end."""
        if isinstance(item, Checked):
            self._write(self._before, _checked_dict(file, item, self._lang))
            self._before = ",\n"
            sys.stdout.flush()
        elif len(self._problems) < MOST_PROBLEMS:
            self._problems.append(problem_dict(file, item, self._lang))

    def end_of_file(self, file: str) -> None:
        """Nothing: each document names its file."""

    def summary(self, tally: Tally, *, ok: bool) -> None:
        """Print the problems, how much was checked and found, and end the object."""
        begin = "" if tally.documents else self._before
        self._write(f'{begin}\n],\n"problems":', self._problems)
        self._write(',\n"summary":', asdict(tally))
        self._write(',\n"ok":', ok)
        sys.stdout.write("}\n")

    def _write(self, before: str, value: object) -> None:
        self._bar.make_way(sys.stdout)
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        sys.stdout.write(before + printable_json(text))


def print_problem(page: Page, file: str, error: ReadError, lang: str) -> None:
    """Print what could not be read, and why."""
    reason = phrase(lang, error.reason, **error.values)
    page.paragraph(reason, (_location(file, error.place), "bold red"), "  ")


def problem_dict(file: str, error: ReadError, lang: str) -> dict[str, Any]:
    """Plain JSON for what could not be read."""
    reason = phrase(lang, error.reason, **error.values)
    return {"file": file, **_place_dict(error.place), "reason": reason}


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


def shown(file: str) -> str:
    """The name of a file, for people."""
    return "<stdin>" if file == STDIN else printable(file)


def _location(file: str, place: Place | None) -> str:
    return f"{shown(file)}:{place.line}:{place.column}" if place else shown(file)


def shortened(pointer: str) -> str:
    """The pointer, cut if it is long."""
    return pointer if len(pointer) <= _LONGEST_POINTER else f"{pointer[:_LONGEST_POINTER]}…"


def _what(checked: Checked, lang: str) -> str:
    """What a fine document is: a message's template or combination, a gateway, an image's facts."""
    if checked.template is not None:
        return shortened(printable(checked.template))
    if checked.report.image is None:
        return checked.report.combination or checked.report.gateway or ""
    return _facts(checked.report.image, lang)


def _facts(image: ImageFacts, lang: str) -> str:
    facts = []
    if image.width and image.height:
        facts.append(phrase(lang, "size", width=image.width, height=image.height))
    if image.format:
        facts.append(image.format)
    if image.bytes:
        facts.append(phrase(lang, "bytes", bytes=image.bytes))
    return ", ".join(facts)
