"""The start of the command line, in an installation with or without what it needs."""

import sys

_INSTALL = 'alimtalk-rules: the command line needs more: pip install "alimtalk-rules[cli]"'


def main() -> None:
    """Run the command line and exit with its code: 0, 1, 2 or 3, as ``--help`` says."""
    try:
        from alimtalk_rules.cli.commands import run  # noqa: PLC0415 - click and rich may be absent
    except ModuleNotFoundError as error:
        if error.name not in {"click", "rich"}:
            raise
        sys.stderr.write(_INSTALL + "\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
