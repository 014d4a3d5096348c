"""What goes wrong in an engine ends in a clear error or the right answer, never in a wrong ``ok``.

Run by ``tests/data_engines/run``, where the engines are; it is no part of the suite.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from alimtalk_rules.arrow import VERDICT, ColumnChecker

FINE, BLANK = '{"text": "주문이 완료되었습니다."}', '{"text": ""}'
MESSAGES = [FINE, BLANK, None, FINE] * 500
OKS = [True, False, None, True] * 500

TABLE = pa.table({"id": range(len(MESSAGES)), "message": MESSAGES})
NUMBERS = TABLE.set_column(1, "message", TABLE["id"])
REFUSED = "a column to be checked holds JSON, as strings or bytes, or structs, not int64"

CHECKER = ColumnChecker()


def oks_of(rows: Iterable[Any]) -> list[bool | None]:
    """What is said of each message, by its number."""
    return [row["ok"] for row in sorted(rows, key=lambda row: row["id"])]


@dataclass(frozen=True, kw_only=True)
class Dying(ColumnChecker):
    """A checker whose process is killed in the middle: as long as there is no file ``mark``."""

    mark: str
    once: bool = True

    def batch(self, batch: Any) -> Any:
        if 700 in batch["id"].to_pylist() and not Path(self.mark).exists():
            if self.once:
                Path(self.mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().batch(batch)


def written(folder: Path, table: Any, name: str = "messages") -> str:
    path = folder / f"{name}.parquet"
    pq.write_table(table, path, row_group_size=200)
    return str(path)


# --------------------------------------------------------------------------- Spark


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A session that tries each task up to three times."""
    sql = pytest.importorskip("pyspark.sql")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = sql.SparkSession.builder.master("local[2,3]").getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def in_spark(messages: Any, checker: ColumnChecker = CHECKER, planned: Any = TABLE) -> Any:
    """The messages, checked as their page does it; ``planned`` has the types that are declared."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return messages.mapInArrow(checker.batches, from_arrow_schema(checker.schema(planned.schema)))


def test_spark(spark: Any, tmp_path: Path) -> None:
    messages = spark.read.parquet(written(tmp_path, TABLE))
    assert oks_of(in_spark(messages.repartition(4)).collect()) == OKS


def test_spark_without_rows(spark: Any, tmp_path: Path) -> None:
    checked = in_spark(spark.read.parquet(written(tmp_path, TABLE[:0])))
    assert checked.columns == ["id", "message", "ok", "findings"]
    assert checked.collect() == []


def test_spark_whose_worker_is_killed_once(spark: Any, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    messages = spark.read.parquet(written(tmp_path, TABLE)).repartition(4)
    assert oks_of(in_spark(messages, Dying(mark=str(mark))).collect()) == OKS
    assert mark.exists()


def test_spark_whose_workers_are_killed_each_time(spark: Any, tmp_path: Path) -> None:
    messages = spark.read.parquet(written(tmp_path, TABLE)).repartition(4)
    checked = in_spark(messages, Dying(mark=str(tmp_path / "mark"), once=False))
    output = tmp_path / "checked.parquet"
    with pytest.raises(Exception, match="worker exited unexpectedly"):
        checked.write.parquet(str(output))
    assert not (output / "_SUCCESS").exists()


def test_spark_with_a_column_of_another_type(spark: Any, tmp_path: Path) -> None:
    messages = spark.read.parquet(written(tmp_path, NUMBERS))
    with pytest.raises(TypeError, match=REFUSED):
        in_spark(messages, planned=NUMBERS)
    with pytest.raises(Exception, match=REFUSED):
        in_spark(messages).collect()


def test_spark_with_files_of_another_order(spark: Any, tmp_path: Path) -> None:
    """Spark reads columns by their names, and gives all batches the same schema."""
    other = TABLE.select(["message", "id"])
    paths = [written(tmp_path, TABLE, "one"), written(tmp_path, other, "two")]
    twice = [ok for ok in OKS for _ in paths]
    assert oks_of(in_spark(spark.read.parquet(*paths)).collect()) == twice


def test_spark_by_a_function_of_sql(spark: Any, tmp_path: Path) -> None:
    from pyspark.sql.functions import arrow_udf
    from pyspark.sql.pandas.types import from_arrow_type

    check = arrow_udf(CHECKER.array, from_arrow_type(VERDICT))
    messages = spark.read.parquet(written(tmp_path, TABLE)).repartition(4)
    assert oks_of(messages.select("id", check("message").ok.alias("ok")).collect()) == OKS


# --------------------------------------------------------------------------- Ray Data


@pytest.fixture(scope="module")
def ray() -> Iterator[Any]:
    ray = pytest.importorskip("ray")
    pytest.importorskip("ray.data")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield ray
    ray.shutdown()


def in_ray(messages: Any, checker: ColumnChecker = CHECKER) -> Any:
    return messages.map_batches(checker.batch, batch_format="pyarrow", batch_size=None)


def test_ray(ray: Any, tmp_path: Path) -> None:
    messages = ray.data.read_parquet(written(tmp_path, TABLE))
    pieces = messages.repartition(target_num_rows_per_block=300)
    assert oks_of(in_ray(pieces).take_all()) == OKS


def test_ray_without_rows(ray: Any, tmp_path: Path) -> None:
    messages = ray.data.from_arrow(TABLE[:0])
    assert in_ray(messages).count() == 0


def test_ray_whose_worker_is_killed_once(ray: Any, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    messages = ray.data.from_arrow([TABLE[:1000], TABLE[1000:]])
    assert oks_of(in_ray(messages, Dying(mark=str(mark))).take_all()) == OKS
    assert mark.exists()


@pytest.mark.parametrize(
    ("other", "told"),
    [
        pytest.param(NUMBERS, REFUSED, id="numbers"),
        pytest.param(TABLE.select(["id"]), "one column 'message', not 0", id="no messages"),
    ],
)
def test_ray_with_a_block_that_cannot_be_checked(ray: Any, other: Any, told: str) -> None:
    with pytest.raises(Exception, match=told):
        in_ray(ray.data.from_arrow([TABLE, other])).take_all()


def test_ray_with_blocks_of_other_types(ray: Any) -> None:
    as_bytes = TABLE.set_column(1, "message", TABLE["message"].cast(pa.binary()))
    as_dictionary = TABLE.set_column(1, "message", TABLE["message"].dictionary_encode())
    for other in (as_bytes, as_dictionary, TABLE.select(["message", "id"])):
        checked = [in_ray(ray.data.from_arrow([block])).take_all() for block in (TABLE, other)]
        assert [*map(oks_of, checked)] == [OKS, OKS]


def test_ray_with_batches_that_are_not_arrow(ray: Any) -> None:
    with pytest.raises(Exception, match="must be an Arrow record batch or table"):
        ray.data.from_arrow(TABLE).map_batches(CHECKER.batch).take_all()


# --------------------------------------------------------------------------- in one process


def in_polars(table: Any, planned: Any = None) -> list[Any]:
    pl = pytest.importorskip("polars")
    schema = pl.Schema(CHECKER.schema((planned or table).schema))
    checked = (
        pl.from_arrow(table)
        .lazy()
        .map_batches(lambda batch: pl.from_arrow(CHECKER.batch(batch.to_arrow())), schema=schema)
    )
    rows: list[Any] = checked.collect().to_dicts()
    return rows


def in_duckdb(table: Any) -> list[Any]:
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    connection.create_function(
        "alimtalk",
        CHECKER.array,
        ["VARCHAR"],
        "STRUCT(ok BOOLEAN, findings STRUCT(rule VARCHAR, severity VARCHAR, path VARCHAR)[])",
        type="arrow",
    )
    connection.register("messages", table)
    found = connection.execute("SELECT id, alimtalk(message).ok FROM messages").fetchall()
    return [{"id": number, "ok": ok} for number, ok in found]


def in_pandas(table: Any) -> list[Any]:
    pd = pytest.importorskip("pandas")
    frame = pa.Table.from_pandas(table.to_pandas(types_mapper=pd.ArrowDtype))
    rows: list[Any] = CHECKER.batch(frame).to_pylist()
    return rows


@pytest.mark.parametrize("run", [in_polars, in_duckdb, in_pandas])
def test_one_process(run: Any) -> None:
    assert oks_of(run(TABLE)) == OKS
    assert run(TABLE[:0]) == []
    assert oks_of(run(TABLE[3:5])) == OKS[3:5]


def test_polars_with_a_column_of_another_type() -> None:
    with pytest.raises(TypeError, match=REFUSED):
        in_polars(NUMBERS)
    with pytest.raises(Exception, match=REFUSED):
        in_polars(NUMBERS, planned=TABLE)


def test_duckdb_with_a_column_of_another_type() -> None:
    with pytest.raises(Exception, match=r"alimtalk\(BIGINT\)"):
        in_duckdb(NUMBERS)


def test_pandas_with_a_column_of_another_type() -> None:
    with pytest.raises(TypeError, match=REFUSED):
        in_pandas(NUMBERS)
