"""What engines for data cost, and what the check costs in them: ``python -m benchmarks.engines``.

It needs Linux, and the engines that are named (by default all that are installed). Each reads a
Parquet file and counts the refused messages, first with one core, then with two: once with a
function in the checker's place that looks at nothing, and then with the checker. CPU time is that
of all processes of an engine; a busy machine changes it little, but messages a second a lot.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from alimtalk_rules.arrow import VERDICT, ColumnChecker
from benchmarks.corpus import corpus

ROOT: Final = Path(__file__).resolve().parents[1]
_GROUP: Final = 10_000
_ROUNDS: Final = 2

# --------------------------------------------------------------------------- what is called


class Unchecked:
    """What an engine costs by itself: every message is fine, unseen."""

    schema = ColumnChecker().schema

    def array(self, values: Any) -> Any:
        """As a checker's."""
        verdict = pa.scalar({"ok": True, "findings": []}, VERDICT)
        if isinstance(values, pa.ChunkedArray):
            return pa.chunked_array([*map(self.array, values.chunks)], VERDICT)
        return pa.repeat(verdict, len(values))

    def batch(self, batch: Any) -> Any:
        """As a checker's."""
        for field, values in zip(VERDICT, self.array(batch["message"]).flatten(), strict=True):
            batch = batch.append_column(field, values)
        return batch

    def batches(self, batches: Iterable[Any]) -> Iterator[Any]:
        """As a checker's."""
        return map(self.batch, batches)


Job = Callable[[Any], int]
"""Counts the messages that a checker refuses."""

# --------------------------------------------------------------------------- the engines


def _read_group(path: str, checker: Any, number: int) -> Any:
    return checker.batch(pq.ParquetFile(path).read_row_group(number))


def _refused(table: Any) -> int:
    return int(pc.sum(pc.invert(table["ok"])).as_py())


@contextmanager
def _pyarrow(path: str, cores: int) -> Iterator[Job]:
    groups = range(pq.ParquetFile(path).num_row_groups)
    with ProcessPoolExecutor(cores) as pool:
        yield lambda checker: sum(
            map(_refused, pool.map(partial(_read_group, path, checker), groups))
        )


@contextmanager
def _pandas(path: str, _: int) -> Iterator[Job]:
    import pandas as pd

    def run(checker: Any) -> int:
        messages = pd.read_parquet(path, dtype_backend="pyarrow")
        table = checker.batch(pa.Table.from_pandas(messages))
        checked = table.to_pandas(types_mapper=pd.ArrowDtype)
        return int((~checked["ok"]).sum())

    yield run


@contextmanager
def _polars(path: str, cores: int) -> Iterator[Job]:
    os.environ["POLARS_MAX_THREADS"] = str(cores)
    import polars as pl

    def run(checker: Any) -> int:
        messages = pl.scan_parquet(path)
        schema = pl.Schema(checker.schema(messages.collect_schema().to_arrow()))
        checked = messages.map_batches(
            lambda batch: pl.from_arrow(checker.batch(batch.to_arrow())),
            schema=schema,
            streamable=True,
        )
        counted = checked.filter(~pl.col("ok")).select(pl.len())
        return int(counted.collect(engine="streaming").item())

    yield run


_SQL_VERDICT: Final = (
    "STRUCT(ok BOOLEAN, findings STRUCT(rule VARCHAR, severity VARCHAR, path VARCHAR)[])"
)


@contextmanager
def _duckdb(path: str, cores: int) -> Iterator[Job]:
    import duckdb

    connect: Any = duckdb.connect  # whose types have no functions of Arrow data

    def run(checker: Any) -> int:
        with connect(config={"threads": cores}) as connection:
            connection.create_function(
                "alimtalk",
                checker.array,
                ["VARCHAR"],
                _SQL_VERDICT,
                type="arrow",
            )
            query = "SELECT count(*) FROM read_parquet(?) WHERE NOT alimtalk(message).ok"
            ((count,),) = connection.execute(query, [path]).fetchall()
        return int(count)

    yield run


@contextmanager
def _ray(path: str, cores: int) -> Iterator[Job]:
    import ray
    from ray.data.expressions import col

    ray.init(num_cpus=cores, include_dashboard=False, log_to_driver=False)

    def run(checker: Any) -> int:
        messages = ray.data.read_parquet(path)
        checked = messages.repartition(target_num_rows_per_block=_GROUP).map_batches(
            checker.batch, batch_format="pyarrow", batch_size=None
        )
        return int(checked.filter(expr=~col("ok")).count())

    yield run
    ray.shutdown()


@contextmanager
def _spark(path: str, cores: int) -> Iterator[Job]:
    from pyspark.sql import SparkSession
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = SparkSession.builder.master(f"local[{cores}]").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")

    def run(checker: Any) -> int:
        messages = spark.read.parquet(path).repartition(8 * cores)
        schema = from_arrow_schema(checker.schema(to_arrow_schema(messages.schema)))
        return int(messages.mapInArrow(checker.batches, schema).where("not ok").count())

    yield run
    spark.stop()


ENGINES: Final[dict[str, Callable[[str, int], AbstractContextManager[Job]]]] = {
    "pyarrow": _pyarrow,
    "pandas": _pandas,
    "polars": _polars,
    "duckdb": _duckdb,
    "ray": _ray,
    "spark": _spark,
}

# --------------------------------------------------------------------------- measuring


class Run(NamedTuple):
    """What was measured in a process of its own: seconds, and CPU seconds of all its processes."""

    start: float
    alone: float
    alone_cpu: float
    checked: float
    checked_cpu: float
    refused: int
    others: float


_MARK: Final = "ALIMTALK_BENCHMARK"
_TICK: Final = 1 / os.sysconf("SC_CLK_TCK")


def measure(engine: str, path: str, cores: int) -> Run:
    """The least of some rounds, after one that makes all ready."""
    begun = time.perf_counter()
    with ENGINES[engine](path, cores) as job:
        start = time.perf_counter() - begun
        job(Unchecked())
        alone = min(_timed(job, Unchecked()) for _ in range(_ROUNDS))
        refused = job(ColumnChecker())
        wall, cpu, busy = time.perf_counter(), _cpu_seconds(), _busy_seconds()
        checked = min(_timed(job, ColumnChecker()) for _ in range(_ROUNDS))
        wall, cpu = time.perf_counter() - wall, _cpu_seconds() - cpu
        others = max(0.0, _busy_seconds() - busy - cpu) / wall / (os.cpu_count() or 1)
    return Run(start, *alone, *checked, refused, others)


def _timed(job: Job, checker: Any) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), _cpu_seconds()
    job(checker)
    return time.perf_counter() - wall, _cpu_seconds() - cpu


def _cpu_seconds() -> float:
    """What all processes that this benchmark started have taken, and those that ended before."""
    mark = f"{_MARK}={os.environ[_MARK]}".encode()
    ticks = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes().split(b"\0"):
                fields = (process / "stat").read_text().rpartition(")")[2].split()
                ticks += sum(map(int, fields[11:15]))
        except OSError:  # it has ended
            continue
    return ticks * _TICK


def _busy_seconds() -> float:
    """What all processors were busy for."""
    user, nice, system, _idle, _waiting, *rest = map(
        int, Path("/proc/stat").read_text().splitlines()[0].split()[1:8]
    )
    return (user + nice + system + sum(rest)) * _TICK


def write_campaign(path: Path, count: int) -> None:
    """``count`` messages, 5 % of them spoiled, in groups of rows."""
    texts = [json.dumps(each.message, ensure_ascii=False) for each in corpus(_GROUP)]
    schema = pa.schema({"id": pa.int64(), "message": pa.string()})
    with pq.ParquetWriter(path, schema) as writer:
        for begin in range(0, count, _GROUP):
            some = texts[: count - begin]
            ids = range(begin, begin + len(some))
            writer.write_table(pa.table({"id": ids, "message": some}, schema))


def main() -> int:
    """Print the table; 1 if the engines do not refuse as many messages each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("engines", nargs="*", metavar="ENGINE", help=", ".join(ENGINES))
    parser.add_argument("--messages", type=int, default=200_000)
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        (engine,) = chosen.engines
        print(json.dumps(measure(engine, chosen.one[0], int(chosen.one[1]))))
        return 0
    print(f"{chosen.messages:,} messages: µs of CPU time for one alone, and checked; how many a")
    print(
        "second with one core, and with two; seconds to start; what others took of the machine.\n"
    )
    print(_HEAD)
    refused = set()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "campaign.parquet"
        write_campaign(path, chosen.messages)
        for engine in chosen.engines or filter(_is_installed, ENGINES):
            one, two = (_in_a_process(engine, path, cores) for cores in (1, 2))
            refused |= {one.refused, two.refused}
            print(_row(engine, one, two, chosen.messages), flush=True)
    print(f"\nRefused by each: {', '.join(map(str, refused))}.")
    return int(len(refused) > 1)


def _is_installed(engine: str) -> bool:
    return importlib.util.find_spec({"spark": "pyspark"}.get(engine, engine)) is not None


def _in_a_process(engine: str, path: Path, cores: int) -> Run:
    program = [sys.executable, "-m", "benchmarks.engines"]
    run = subprocess.run(
        [*program, engine, "--one", str(path), str(cores)],
        env=os.environ | {_MARK: f"{os.getpid()}-{engine}-{cores}", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=path.parent,
        check=True,
    )
    return Run(*json.loads(run.stdout.splitlines()[-1]))


_HEAD: Final = "            alone  checked   one core      two     x  start  others"


def _row(engine: str, one: Run, two: Run, messages: int) -> str:
    unit = messages / 1e6
    return (
        f"{engine:10}{one.alone_cpu / unit:7.1f}{one.checked_cpu / unit:9.1f}"
        f"{messages / one.checked:11,.0f}{messages / two.checked:9,.0f}"
        f"{one.checked / two.checked:6.2f}{one.start:7.1f}{max(one.others, two.others):8.0%}"
    )


if __name__ == "__main__":
    sys.exit(main())
