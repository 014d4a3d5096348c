"""Lines judged by several processes: work is handed out in order, and comes back in order."""

from __future__ import annotations

import os
import signal
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Final, NamedTuple

from alimtalk_rules.lines.blocks import Stretch, blocks_of
from alimtalk_rules.lines.judge import Judged, Options, judged
from alimtalk_rules.report import Report

Task = Stretch | bytes | int
"""Lines to be judged; a number is the length of one that was too long to be kept."""

_AHEAD: Final = 3
"""Tasks for each process that are handed out before their results are asked for."""

_MOST_FOUND: Final = 2_000
"""Findings after which a process hands back what it has, whatever is left of its task.

So neither the memory for results nor the time until a process can end grows with the data.
"""


class Results(NamedTuple):
    """What was found in a task, or in the first part of it.

    Attributes:
        reports: by line.
        lengths: bytes of each line.
        lines: those in which something was found, by their index.
    """

    reports: list[Report | None]
    lengths: array[int]
    lines: dict[int, bytes | None]

    def judged(self) -> Iterator[Judged]:
        """The same, line by line."""
        indices = range(len(self.reports))
        return zip(self.reports, self.lengths, map(self.lines.get, indices), strict=True)

    def size(self) -> int:
        """Bytes of all lines, with their line feeds."""
        return sum(self.lengths) + len(self.lengths)


# --------------------------------------------------------------------------- in a worker

_options: Options


def begin(options: Options) -> None:
    """Get a worker ready; it ends when the process that started it has ended."""
    global _options  # noqa: PLW0603 - a worker is told once
    _options = options
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted too, and ends us
    Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def work(task: Task) -> Results:
    """Judge the lines of a task, or so many of the first that the findings are enough.

    Of fine messages there is one report for each combination, which is sent only once.
    """
    results = Results([], array("Q"), {})
    found = 0
    for report, length, line in judged(_parts(task), _options):
        if report is not None and report.findings:
            results.lines[len(results.reports)] = line
            found += len(report.findings)
        results.reports.append(report)
        results.lengths.append(length)
        if found >= _MOST_FOUND:
            break
    return results


def _parts(task: Task) -> Iterable[bytes | int]:
    if isinstance(task, Stretch):
        return blocks_of(task.chunks(), _options.most_bytes)
    return [task]


# --------------------------------------------------------------------------- in the parent


def judged_by_workers(tasks: Iterable[Task], options: Options, processes: int) -> Iterator[Judged]:
    """What is found on each line of the tasks, in order.

    Raises:
        BrokenProcessPool: a worker was killed.
        OSError: a file cannot be opened or read.
    """
    return chain.from_iterable(map(Results.judged, _results(tasks, options, processes)))


def _results(tasks: Iterable[Task], options: Options, processes: int) -> Iterator[Results]:
    waiting = iter(tasks)
    with _workers(options, processes) as submit:
        running = deque((task, submit(task)) for task in islice(waiting, _AHEAD * processes))
        while running:
            task, future = running.popleft()
            results = future.result()
            if rest := _rest(task, results.size()):
                running.appendleft((rest, submit(rest)))
            else:
                running.extend((task, submit(task)) for task in islice(waiting, 1))
            yield results


def _rest(task: Task, done: int) -> Task | None:
    """What is left of a task of which so many bytes are done; nothing of one long line."""
    if isinstance(task, Stretch):
        rest = task._replace(begin=task.begin + done)
        return rest if rest.begin < rest.end else None
    return task[done:] if isinstance(task, bytes) else None


@contextmanager
def _workers(options: Options, processes: int) -> Iterator[Callable[[Task], Future[Results]]]:
    """A function that hands out a task; on leaving, what runs is waited for and all end."""
    pool = ProcessPoolExecutor(processes, get_context("spawn"), begin, (options,))

    def submit(task: Task) -> Future[Results]:
        with _interrupts_kept_back():  # a worker that this starts inherits it
            return pool.submit(work, task)

    try:
        yield submit
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_kept_back() -> Iterator[None]:
    """Let SIGINT wait, in this process and in those that are started, where there is such."""
    mask = getattr(signal, "pthread_sigmask", None)
    if mask is None:
        yield
        return
    before = mask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, before)
