"""The command line, run in this process."""

import json
from typing import Any

from click.testing import CliRunner, Result

from alimtalk_rules.cli.commands import cli


def alimtalk(*arguments: str, stdin: bytes | str | None = None) -> Result:
    """The result of the command line."""
    return CliRunner().invoke(cli, arguments, input=stdin, catch_exceptions=False)


def json_of(*arguments: str, stdin: bytes | str | None = None) -> Any:
    """What it prints as JSON."""
    return json.loads(alimtalk(*arguments, "--format", "json", stdin=stdin).stdout)
