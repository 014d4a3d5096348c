"""Lines judged by several processes: blocks are handed out in order, and come back in order."""

from __future__ import annotations

import os
import pickle
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Final

from alimtalk_rules.limits import MOST_PROCESSES
from alimtalk_rules.lines.judge import Judge, Judged, Options, judge_of
from alimtalk_rules.reading import lines_of

_AHEAD: Final = 3
"""Blocks for each process that are handed out before the results of the first are asked for."""

# --------------------------------------------------------------------------- in a worker

_judge: Judge


def begin(options: Options) -> None:
    """Get a worker ready; it ends when the process that started it has ended."""
    global _judge  # noqa: PLW0603 - a worker is told once
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted too, and ends us
    Thread(target=_end_with, args=(parent_process(),), daemon=True).start()
    _judge = judge_of(options)


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def work(block: bytes) -> bytes:
    """The pickled reports on the lines of a block.

    Of fine messages there is one report for each combination, which is sent only once. As long as
    it is not their turn, reports in bytes take a tenth of the memory.
    """
    return pickle.dumps([*map(_judge, lines_of(block))])


# --------------------------------------------------------------------------- in the parent

_WHY_BROKEN: Final = (
    "A worker of check_lines ended: it was killed, or the script that asks for processes does so"
    ' without if __name__ == "__main__", and each worker ran it again.'
)


def judged_by_workers(
    blocks: Iterable[bytes | int], options: Options, processes: int
) -> Generator[Judged, None, None]:
    """The lines of each block with the reports on them, or the length of a long line.

    Raises:
        BrokenProcessPool: a worker was killed.
    """
    context = get_context("spawn")
    pool = ProcessPoolExecutor(min(processes, MOST_PROCESSES), context, begin, (options,))
    waiting: deque[tuple[bytes, Future[bytes]] | int] = deque()
    try:
        for block in blocks:
            if isinstance(block, int):
                waiting.append(block)
            else:
                with _interrupts_kept_back():  # a worker that this starts inherits it
                    waiting.append((block, pool.submit(work, block)))
            if len(waiting) > _AHEAD * processes:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())
    except BrokenProcessPool as error:  # as a block is handed out, or as its result is asked for
        error.add_note(_WHY_BROKEN)
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _result(waited_for: tuple[bytes, Future[bytes]] | int) -> Judged:
    if isinstance(waited_for, int):
        return waited_for
    block, result = waited_for
    return lines_of(block), pickle.loads(result.result())  # noqa: S301 - ours


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
