"""Runs the pages in ``docs/how-to/engines`` as they stand, each on a campaign of many messages.

``python -m tests.data_engines.pages FOLDER MESSAGES [PAGE…]``, where what the pages ask for is
installed; ``--packages PAGE`` prints that. Each page becomes a program of its own. What it prints,
and the rows of the ``refused.parquet`` that it writes, must be what ``check_lines`` finds in the
same messages.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pyarrow.parquet as pq

from alimtalk_rules import check_lines
from benchmarks.engines import write_campaign
from tests.data_engines import PAGES
from tests.pages import DOCS, blocks_in

ENGINES: Final = DOCS / "how-to" / "engines"

_PATIENCE: Final = 900
"""Seconds for one page."""


def packages_of(page: str) -> list[str]:
    """What its first command installs, but for the package itself."""
    command = next(code for info, code in _blocks(page) if info == "bash")
    installed = shlex.split(command.removeprefix("pip install "))
    return [each for each in installed if not each.startswith("alimtalk-rules")]


def _blocks(page: str) -> list[tuple[str, str]]:
    return blocks_in(ENGINES / f"{page}.md")


def main(arguments: Sequence[str]) -> int:
    """Run the pages; 1 if one of them is not right."""
    if arguments[0] == "--packages":
        print(*packages_of(arguments[1]))
        return 0
    folder, messages = Path(arguments[0]), int(arguments[1])
    folder.mkdir(parents=True, exist_ok=True)
    campaign = folder / "campaign.parquet"
    write_campaign(campaign, messages)
    refused = refused_in(campaign)
    wrong = [page for page in arguments[2:] or PAGES if not _is_right(page, campaign, refused)]
    print("wrong:", *wrong) if wrong else print("All pages do what they say.")
    return int(wrong != [])


def refused_in(campaign: Path) -> set[int]:
    """The numbers of the messages that ``check_lines`` refuses in the same, as JSON Lines."""
    lines = campaign.with_suffix(".jsonl")
    with lines.open("w", encoding="utf-8") as file:
        for batch in pq.ParquetFile(campaign).iter_batches(columns=["message"]):
            file.writelines(f"{message}\n" for message in batch["message"].to_pylist())
    begun = time.perf_counter()
    found = check_lines(lines, only="refused")
    refused = {each.line - 1 for each in found}
    took = time.perf_counter() - begun
    print(f"check_lines: {_told(refused, found.checked)}, {took:.0f} s", flush=True)
    return refused


def _told(refused: set[int], total: int) -> str:
    """The line that each page prints."""
    return f"{len(refused):,} of {total:,} messages are refused"


def _is_right(page: str, campaign: Path, refused: set[int]) -> bool:
    folder = campaign.parent / page
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / campaign.name).symlink_to(campaign.resolve())
    begun = time.perf_counter()
    printed = _run(page, folder)
    took = time.perf_counter() - begun
    table = pq.read_table(folder / "refused.parquet", columns=["id", "ok", "findings"])
    rows = {row["id"]: row for row in table.to_pylist()}
    expected = _told(refused, pq.read_metadata(campaign).num_rows)
    right = {
        "rows": rows.keys() == refused and table.num_rows == len(refused),
        "findings": all(row["findings"] and row["ok"] is False for row in rows.values()),
        "what is printed": expected in printed.splitlines(),
    }
    wrong = [what for what, is_right in right.items() if not is_right]
    told = f"not right: {', '.join(wrong)}\n{printed}" if wrong else expected
    print(f"{page}: {told}, {took:.0f} s", flush=True)
    return not wrong


def _run(page: str, folder: Path) -> str:
    """What a page prints: its blocks of Python are one program, its commands are run behind it."""
    program, commands = "", []
    for info, code in _blocks(page):
        language, _, name = info.partition(" ")
        if name:
            (folder / name).write_text(code, encoding="utf-8")
        elif language == "python":
            program += code
        elif not code.startswith("pip install "):
            commands.append(shlex.split(code))
    if program:
        (folder / f"{page}_page.py").write_text(program, encoding="utf-8")
        commands.append(["python", f"{page}_page.py"])
    return "".join(_output([sys.executable, *command[1:]], folder) for command in commands)


def _output(command: list[str], folder: Path) -> str:
    run = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "RAY_USAGE_STATS_ENABLED": "0"},
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    if run.returncode:
        raise SystemExit(f"{folder.name}: exit code {run.returncode}\n{run.stdout}\n{run.stderr}")
    return run.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
