"""What writers write of items that are made up."""

import io
from typing import Any

from alimtalk_rules.cli.items import Checked, Item, Tally
from alimtalk_rules.cli.summaries import Rows
from alimtalk_rules.cli.terminal import Page
from alimtalk_rules.cli.writers import WRITERS
from alimtalk_rules.cli.writers.writer import Target
from alimtalk_rules.reading import Place, ReadError
from alimtalk_rules.report import Finding, Report

ERROR = Finding("title-with-image", "", related=("/image", "/title"))
WARNING = Finding("duplicate-button", "/buttons/1")
NOTE = Finding("too-many-findings", "", {"limit": 100})
IN_TEXT = Finding("leftover-variable", "/text", span=(7, 9))

FINE = Checked(Report("message", combination="text+buttons"))
ALSO_FINE = Checked(Report("message", combination="text"))
PROBLEM = ReadError("value-expected", Place(4, 2))
MISSING = ReadError("no-such-file")
LONG_LINE = ReadError("line-too-long", Place(9, 1), bytes=1234, limit=1000)
REFUSED_LINE = ReadError("value-expected", Place(4, 2), rule="not-json")

Files = dict[str, list[Item]]


def checked(*findings: Finding, line: int = 1, **where: Any) -> Checked:
    pointer = where.get("pointer", "")
    places = {
        (pointer + found.path, found.span and found.span[0]): Place(line, column)
        for column, found in zip(range(9, 0, -1), findings, strict=False)
    }
    return Checked(Report("message", findings), places=lambda: places, **where)


def words(found: Finding, lang: str = "en") -> str:
    return f"  {found.sentence(lang)}\n  → {found.hint(lang)}\n"


def written(
    files: Files, form: str = "text", *, summary: bool = False, quiet: bool = False, **how: Any
) -> tuple[str, str]:
    """What is written on standard output, and on standard error."""
    lang, kind = how.pop("lang", "en"), how.pop("kind", "message")
    has_baseline, fail_on = how.pop("has_baseline", False), how.get("fail_on", "error")
    out, err = io.StringIO(), io.StringIO()
    target = Target(out, Page(err), lang, kind, list(files), quiet, fail_on, has_baseline)
    writer = WRITERS[form](target)
    tally, rows = Tally(**how), Rows()
    for file, items in files.items():
        for item in items:
            tally.add(item)
            rows.add(file, item)
            if isinstance(item, ReadError):
                if not (summary and item.rule):
                    writer.problem(file, item)
            elif not summary:
                writer.document(file, item)
        if not summary:
            writer.end_of_file(file)
    if summary:
        writer.table(rows.in_order())
    writer.end(tally)
    return out.getvalue(), err.getvalue()
