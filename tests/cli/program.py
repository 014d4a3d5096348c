"""The command line, run in this process, or as a program."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from alimtalk_rules.cli.commands import cli

PROGRAM = [sys.executable, "-m", "alimtalk_rules"]

_ROOT = Path(__file__).resolve().parents[2]


_OF_CI = {"GITHUB_ACTIONS": None}
"""What the tests themselves may run in."""


def alimtalk(*arguments: str, stdin: bytes | str | None = None, **changes: str) -> Result:
    """The result of the command line, with these changes of the environment."""
    env = {**_OF_CI, **changes}
    return CliRunner().invoke(cli, arguments, input=stdin, env=env, catch_exceptions=False)


def json_of(*arguments: str, stdin: bytes | str | None = None) -> Any:
    """What it prints as JSON."""
    return json.loads(alimtalk(*arguments, "--format", "json", stdin=stdin).stdout)


def write(name: str, value: object) -> None:
    """Write a text, or a value as JSON, to a file."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    Path(name).write_text(text, encoding="utf-8", newline="")


def environment(**changes: str) -> dict[str, str]:
    """What a program is started with: nothing of the terminal of the tests."""
    left_out = {"NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLUMNS", "PYTHONUNBUFFERED", *_OF_CI}
    rest = {name: value for name, value in os.environ.items() if name not in left_out}
    path = os.pathsep.join([str(_ROOT), os.environ["PYTHONPATH"]])  # the latter: no network
    return rest | {"PYTHONPATH": path, "TERM": "xterm-256color"} | changes


def program(
    *arguments: str | bytes, stdin: bytes = b"", **changes: str
) -> "subprocess.CompletedProcess[bytes]":
    """The result of the program."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        env=environment(**changes),
    )
