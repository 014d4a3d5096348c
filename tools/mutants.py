"""Do the tests notice a small change of a module? Each change is asked in a fork of one session.

``python tools/mutants.py alimtalk_rules/reading.py -- tests/test_reading.py`` prints each change
that none of those tests noticed, and how many are noticed. What stands behind ``--`` are pytest's
arguments. The changes are mutmut's. Its own ``run`` answers the same, but collects the tests anew
for each change, which takes seconds where a fork takes milliseconds; and there are thousands.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff
from fnmatch import fnmatchcase
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation import trampoline
from mutmut.mutation.file_mutation import MutatedFile, mutate_file_contents

ROOT = Path(__file__).resolve().parent.parent
_AT_ONCE = os.cpu_count() or 1
_MOST_MEMORY = 16 * 2**30
"""Bytes of address space of one that is asked: some changes make a program that grows for ever."""


# --------------------------------------------------------------------------- changed modules


class _Loader(SourceFileLoader):
    """Loads a module with all of its mutants, of which at most one is asked at a time."""

    file: MutatedFile

    def get_code(self, fullname: str) -> Any:
        del fullname
        self.file = mutate_file_contents(self.path, Path(self.path).read_text(encoding="utf-8"))
        return compile(self.file.code, self.path, "exec")

    def mutants(self) -> list[str]:
        """Their full names, but for those that change what only type checkers read."""
        names = (f"{self.name}.{name}" for name in self.file.mutant_names)
        return [name for name in names if len({*map(_uncast, self.difference(name))}) > 1]

    def difference(self, mutant: str) -> list[str]:
        """The lines that a mutant changes, as they are and as they become."""
        name = mutant.removeprefix(f"{self.name}.")
        lines, spans = self.file.code.splitlines(), self.file.line_span_by_function_name
        both = (f"{name.rpartition('__mutmut_')[0]}__mutmut_orig", name)
        old, new = (lines[spans[each].start - 1 : spans[each].end] for each in both)
        changes = [*unified_diff(old, new, lineterm="", n=0)][2:]
        return [line for line in changes if line[0] != "@" and "__mutmut_" not in line]


def _uncast(line: str) -> str:
    return re.sub(r'cast\((?:"[^"]*"|None)', "cast(", line[1:])


class _Finder(MetaPathFinder):
    def __init__(self, paths: Iterable[str]) -> None:
        self.loaders = {
            name: _Loader(name, str(ROOT / path))
            for path in paths
            for name in (path.removesuffix(".py").removesuffix("/__init__").replace("/", "."),)
        }

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        if loader := self.loaders.get(fullname):
            return spec_from_file_location(fullname, loader.path, loader=loader)
        return None


# --------------------------------------------------------------------------- asking


class _Asker:
    """Instead of running the tests once, runs for each mutant those that call what it changes."""

    def __init__(self, finder: _Finder, only: Sequence[str], share: slice) -> None:
        self._finder = finder
        self._only = only
        self._share = share
        self._asked = ""
        self._called: set[str] = set()
        self._tests = defaultdict[str, dict[pytest.Item, None]](dict)
        self._seconds: dict[pytest.Item, float] = {}
        vars(trampoline)["get_mutant_under_test"] = lambda: self._asked
        vars(trampoline)["record_trampoline_hit"] = lambda name, **_: self._called.add(name)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        capture = session.config.pluginmanager.getplugin("capturemanager")
        with capture.global_and_fixture_disabled():
            self._learn(session.items)
            self._ask(session.items)
        return True

    def _learn(self, items: Sequence[pytest.Item]) -> None:
        """Which test calls what: told by a fork, as some tests cannot run twice in one process."""
        ours, theirs = Pipe(duplex=False)
        if not (child := os.fork()):
            theirs.send([*self._learned(items)])
            os._exit(0)
        theirs.close()
        for item, (called, seconds, failed) in zip(items, ours.recv(), strict=True):
            if failed:
                sys.exit(f"{item.nodeid} fails without any change")
            self._seconds[item] = seconds
            for name in called:
                self._tests[name][item] = None
        os.waitpid(child, 0)

    def _learned(self, items: Sequence[pytest.Item]) -> Iterator[tuple[set[str], float, bool]]:
        """What each test calls, how long it takes, and whether it fails."""
        self._asked = "stats"
        for item, after in _with_next(items):
            self._called = set()
            started = time.monotonic()
            failed = _fails(item, after)
            yield self._called, time.monotonic() - started, failed

    def _ask(self, items: Sequence[pytest.Item]) -> None:
        if not all(survived for _, survived in self._answers([""], items)):
            sys.exit("the tests fail in a fork, without any change")
        noticed = asked = 0
        for loader in self._finder.loaders.values():
            chosen = [*filter(self._is_wanted, loader.mutants())][self._share]
            asked += len(chosen)
            for mutant, survived in self._answers(chosen, items):
                if survived:
                    print(mutant, *loader.difference(mutant), "", sep="\n", flush=True)
                else:
                    noticed += 1
        print(f"{noticed} of {asked} changes are noticed: {noticed / max(asked, 1):.1%}")

    def _is_wanted(self, mutant: str) -> bool:
        return not self._only or any(fnmatchcase(mutant, pattern) for pattern in self._only)

    def _answers(
        self, mutants: Iterable[str], items: Sequence[pytest.Item]
    ) -> Iterator[tuple[str, bool]]:
        """Each mutant, and whether all tests pass with it."""
        running: dict[int, tuple[str, float]] = {}
        waiting = iter(mutants)
        while True:
            while len(running) < _AT_ONCE and (mutant := next(waiting, None)) is not None:
                called = self._tests[mutant.rpartition("__mutmut_")[0]]
                tests = sorted(called, key=self._seconds.__getitem__)
                tests += [item for item in items if item not in called]
                seconds = sum(map(self._seconds.__getitem__, tests)) * 4 + 10
                if not (child := os.fork()):
                    _limit(seconds)
                    self._asked = mutant
                    os._exit(any(_fails(*each) for each in _with_next(tests)))
                running[child] = (mutant, time.monotonic() + 10 * seconds)
            if not running:
                return
            child, status = os.waitpid(-1, os.WNOHANG)
            if child:
                yield running.pop(child)[0], status == 0
                continue
            for late in [one for one, (_, end) in running.items() if time.monotonic() > end]:
                os.kill(late, 9)
            time.sleep(0.005)


def _limit(seconds: float) -> None:
    """Ends this process when it takes longer, or grows: then the change is noticed."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    _forget()


def _forget() -> None:
    """Empties the caches, which were filled while nothing was changed."""
    for name, module in list(sys.modules.items()):
        if name.startswith("alimtalk_rules"):
            for value in vars(module).values():
                getattr(value, "cache_clear", int)()


def _with_next(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    return zip(items, [*items[1:], None], strict=True)


def _fails(item: pytest.Item, after: pytest.Item | None) -> bool:
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=after))


def main(arguments: Sequence[str]) -> int:
    """Ask the mutants of some modules; the exit code is that of pytest."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("modules", nargs="+", help="their files; and behind -- pytest's arguments")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="those; * stands for anything")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="one in N")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="how many to pass over")
    at = arguments.index("--") if "--" in arguments else len(arguments)
    options = parser.parse_args(arguments[:at])
    finder = _Finder(options.modules)
    sys.meta_path.insert(0, finder)
    sys.path.insert(0, str(ROOT))
    asker = _Asker(finder, options.only or (), slice(options.first, None, options.every))
    return pytest.main([*_PYTEST, *arguments[at + 1 :]], [asker])


_PYTEST = ("-q", "--no-header", "-p", "no:xdist", "-p", "no:cacheprovider")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
