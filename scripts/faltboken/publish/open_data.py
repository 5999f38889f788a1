"""The open data: every format of the same rows, by its path below the site's folder `data`."""

from __future__ import annotations

from collections.abc import Iterator

from faltboken.publish import dcat, hsds, workbook
from faltboken.publish.dcat import Dataset, Distribution, Publisher
from faltboken.publish.open_rows import newest_date
from faltboken.tables import Table, Tables

FOLDER = "data/"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HSDS = "https://docs.openreferral.org/en/latest/hsds/"


def files(tables: Tables, base: str, publisher: Publisher) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file made from the tables; the catalogue needs the site's absolute address."""
    if "services" in tables:
        yield "services.xlsx", workbook.workbook(tables["services"])
        for name, text in hsds.files(tables):
            yield f"hsds/{name}", text.encode()
    if base:
        datasets = [_dataset(table) for table in tables]
        yield dcat.CATALOG.removeprefix(FOLDER), dcat.catalog(datasets, base, publisher).encode()


def distributions(table: Table) -> tuple[Distribution, ...]:
    """Return the formats in which a table is published."""
    paths = tuple(FOLDER + path for path in table.resource.paths) if table.resource else ()
    found = [Distribution("csv", paths, "text/csv", "CSV")]
    if table.name == "services":
        found.append(Distribution("xlsx", (f"{FOLDER}services.xlsx",), _EXCEL, "Excel"))
        paths = tuple(f"{FOLDER}hsds/{name}.json" for name in ("services", "taxonomies", "taxonomy_terms"))
        found.append(Distribution("hsds", paths, "application/json", f"HSDS {hsds.VERSION} (JSON)", _HSDS))
    return tuple(found)


def _dataset(table: Table) -> Dataset:
    schema = table.schema
    return Dataset(table.name, schema.title, schema.description, distributions(table), newest_date(table))
