"""Prints which engines agree with the suite: ``python -m tests.engines.table python node debian``.

The exit status is 1 if an engine disagrees without a known reason, if a known reason explains
nothing any more, or if an engine of Python or Node is not installed. With ``--write`` the table
goes into schemas/README.md.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alimtalk_rules.testing import Case
from tests.engines.engines import DEBIAN, GROUPS
from tests.engines.verdicts import (
    FILES,
    KNOWN,
    SCHEMAS,
    Engine,
    File,
    Verdict,
    disagreements,
    known,
)

README = SCHEMAS / "README.md"
MOST_SHOWN = 3
START, END = "<!-- engines: generated -->\n", "<!-- /engines -->"


@dataclass(frozen=True, slots=True)
class Row:
    """One engine's disagreements, by file; of a file whose dialect it does not know, none."""

    engine: Engine
    found: dict[File, dict[Case, Verdict]]

    def explained(self) -> Counter[str]:
        """How many disagreements each known reason explains."""
        reasons = [known(self.engine, case) for each in self.found.values() for case in each]
        return Counter(known.reason for known in reasons if known is not None)

    def faults(self) -> Iterator[str]:
        """What nobody has explained, and explanations of nothing."""
        for file, each in self.found.items():
            unknown = [case for case in each if known(self.engine, case) is None]
            for case in unknown[:MOST_SHOWN]:
                expected = str(file.verdict(case)).lower()
                yield f"{self._place(file)}{case.id}: expected {expected}, found {each[case]}"
            if len(unknown) > MOST_SHOWN:
                yield f"{self._place(file)}and {len(unknown) - MOST_SHOWN} more"
        for reason in KNOWN:
            if reason.engine == self.engine.name and not self.explained()[reason.reason]:
                yield f"{self.engine.name}: a known reason explains nothing: {reason.reason}"

    def _place(self, file: File) -> str:
        return f"{self.engine.name}, {file.name}: "


def measured(engine: Engine) -> Row:
    """Ask the engine about every case, with each file whose dialect it knows."""
    files = [file for file in FILES if file.dialect in engine.dialects]
    return Row(engine, {file: disagreements(engine, file) for file in files})


def table(rows: Sequence[Row], missing: Sequence[Engine]) -> str:
    """The table and its notes, in Markdown."""
    asked = {file: sum(len(cases) for _, cases in file.asked()) for file in FILES}
    heads = [f"{file.name} ({asked[file]})" for file in FILES]
    lines = [
        "How many of the suite's verdicts each engine gives with which file, of as many as the",
        "head says: requests have no strict schemas. Templates are not asked about: z-schema",
        "refuses the nested quantifiers in their pattern of URLs.",
        "",
        f"| engine | version | language | {' | '.join(heads)} |",
        f"|---|---|---|{'---|' * len(FILES)}",
    ]
    for row in rows:
        cells = [_cell(row, file, asked[file]) for file in FILES]
        engine = row.engine
        lines.append(
            f"| {engine.name} | {engine.version} | {engine.language} | {' | '.join(cells)} |"
        )
    lines += ["", "`-`: the engine does not know that draft.", ""]
    lines += [f"- {row.engine.name}: {reason}." for row in rows for reason in row.explained()]
    lines += [f"- {row.engine.name}: {row.engine.note}." for row in rows if row.engine.note]
    lines += [f"- {engine.name} ({engine.language}): not installed." for engine in missing]
    return "\n".join(lines).strip() + "\n"


def _cell(row: Row, file: File, asked: int) -> str:
    if file not in row.found:
        return "-"
    differing = len(row.found[file])
    if not differing:
        return "all"
    return "none" if differing == asked else f"all but {differing}"


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.engines.table")
    parser.add_argument("groups", nargs="+", choices=GROUPS)
    parser.add_argument("--write", action="store_true", help="put the table into schemas/README.md")
    options = parser.parse_args()
    engines = [engine for group in options.groups for engine in GROUPS[group]]
    missing = [engine for engine in engines if engine.version is None]
    rows = [measured(engine) for engine in engines if engine.version is not None]
    text = table(rows, missing)
    sys.stdout.write(text)
    if options.write:
        page = README.read_text(encoding="utf-8")
        head, _, rest = page.partition(START)
        README.write_text(f"{head}{START}\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    faults = [fault for row in rows for fault in row.faults()]
    faults += [f"{engine.name} is not installed" for engine in missing if engine not in DEBIAN]
    sys.stderr.write("".join(f"{fault}\n" for fault in faults))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
