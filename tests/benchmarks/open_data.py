"""What the open data cost in CPU seconds and bytes, for the book's own services and for many times as many.

Run: `PYTHONPATH=scripts python tests/benchmarks/open_data.py`. The rows are the book's, repeated with new ids.
"""

from __future__ import annotations

import gzip
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path

from faltboken.publish import open_data
from faltboken.publish.dcat import Publisher
from faltboken.tables import Row, Tables, load


def rows(own: tuple[Row, ...], count: int) -> tuple[Row, ...]:
    """Return `count` rows: the own ones, then copies with ids of their own."""
    copies = (
        replace(row, values={**row.values, "id": f"{row.text('id')}-{turn}"} if turn else row.values)
        for turn in range(count // len(own) + 1)
        for row in own
    )
    return tuple(islice(copies, count))


def main() -> None:
    """Print a line for each number of rows."""
    tables, _ = load(Path(__file__).resolve().parents[2])
    services = tables["services"]
    for count in (len(services), 3_000, 29_000):
        many = Tables({**tables.by_name, "services": replace(services, rows=rows(services.rows, count))})
        start = time.process_time()
        files = dict(open_data.files(many, "https://example.org/", Publisher("Fältboken")))
        seconds = time.process_time() - start
        sizes = ", ".join(f"{name} {len(text):,} B ({len(gzip.compress(text)):,})" for name, text in files.items())
        print(f"{count:>6} rows: {seconds:.2f} CPU s, {seconds / count * 1000:.2f} ms a row; {sizes}")


if __name__ == "__main__":
    main()
