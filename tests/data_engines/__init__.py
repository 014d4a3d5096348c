"""The pages on engines for data, and what may go wrong there, with the engines themselves."""

from typing import Final

PAGES: Final = ("pyarrow", "pandas", "polars", "duckdb", "ray", "spark")
"""The pages in ``docs/how-to/engines`` that are run here: the suite has no engine."""
