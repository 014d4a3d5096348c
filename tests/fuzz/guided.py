"""Fuzzing guided by coverage: inputs that reach new lines are kept and changed further.

    pip install --editable ".[dev,fuzz]"
    python -m tests.fuzz.guided message corpus/message -max_total_time=600
    python -m tests.fuzz.guided image corpus/image -max_total_time=600
    python -m tests.fuzz.guided match corpus/match -max_total_time=600

The folder gets the first inputs if it is not there, and keeps what is found. What raises is written
to a file ``crash-…``; ``python -m tests.fuzz.guided message crash-…`` tries it again. The other
options are libFuzzer's (``-help=1``).
"""

import sys
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["alimtalk_rules"]):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Run libFuzzer on the target that the first argument names; it ends the process."""
    name, *arguments = sys.argv[1:] or [""]
    if name not in TARGETS:
        sys.exit(f"usage: python -m tests.fuzz.guided {'|'.join(TARGETS)} FOLDER [-option=…]")
    target = TARGETS[name]
    for folder in map(Path, arguments[:1]):
        if not folder.exists():
            folder.mkdir(parents=True)
            for number, seed in enumerate(target.seeds()):
                folder.joinpath(f"seed-{number}").write_bytes(seed)

    def change(data: bytes, most: int, seed: int) -> bytes:
        return target.change(data, Random(seed), atheris.Mutate)[:most]

    atheris.Setup([sys.argv[0], *arguments], target.check, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
