"""Runs the steps of our GitHub Action as GitHub's runner does: ``action.py CHECKOUT ARGS``."""

import os
import subprocess
import sys
from pathlib import Path

import yaml


def main(checkout: str, args: str) -> int:
    """The exit code of the first step that fails, or 0."""
    action = yaml.safe_load(Path(checkout, "action.yml").read_text(encoding="utf-8"))
    values = {"inputs.args": args, "github.action_path": checkout}
    values |= {
        f"inputs.{name}": each["default"]
        for name, each in action["inputs"].items()
        if "default" in each
    }
    for step in action["runs"]["steps"]:
        env = {
            name: values[value.removeprefix("${{").removesuffix("}}").strip()]
            for name, value in step["env"].items()
        }
        assert "${{" not in step["run"], "an expression in a script could be made to run"
        shell = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"])
        code = subprocess.run(shell, env=os.environ | env, check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
