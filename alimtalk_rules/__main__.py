"""The start of the command line, in an installation with or without what it needs."""

import sys

_EXTRA = {"click", "pathspec", "rich"}
_INSTALL = (
    'alimtalk-rules: the command needs its extra: pip install "alimtalk-rules[cli]", '
    'or uvx --from "alimtalk-rules[cli]" alimtalk-rules ...\n'
)


def main() -> None:
    """Run the command line and exit with its code: 0, 1, 2 or 3, as ``--help`` says."""
    try:
        from alimtalk_rules.cli.commands import run  # noqa: PLC0415 - click and rich may be absent

        run()
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        sys.stderr.write(_INSTALL)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
