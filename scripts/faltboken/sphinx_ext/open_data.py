"""The open data beside the pages, and `{open-data}`: a table of its files, or of the columns of a service."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from faltboken.publish import dcat, hsds, open_data
from faltboken.publish.dcat import Publisher
from faltboken.sphinx_ext.builder import published_name
from faltboken.sphinx_ext.elements import inline, link, paragraph
from faltboken.sphinx_ext.state import DataDirective, tables_of
from faltboken.sphinx_ext.table_nodes import Cell, table


def write(app: Sphinx, folder: Path) -> None:
    """Write every file that is made from the tables below `folder`."""
    for name, content in open_data.files(tables_of(app), app.config.html_baseurl, _publisher(app)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _publisher(app: Sphinx) -> Publisher:
    """Return the municipality that publishes the site, or the handbook itself while none has taken it over."""
    tables = tables_of(app).everything
    row = tables["municipalities"].find(app.config.faltboken_published_by) if "municipalities" in tables else None
    if row is None:
        return Publisher(app.config.html_title)
    return Publisher(f"{row.text('name')} (kommun)", row.text("website"), row.text("report_address"), municipality=True)


def _shown(argument: str) -> str:
    return directives.choice(argument, ("files", "fields"))


class OpenDataDirective(DataDirective):
    """Show the published files of each table, or what each column of a service means and where HSDS has it."""

    required_arguments = 1
    option_spec: ClassVar = {}

    def run(self) -> list[nodes.Node]:
        """Return the table; the page is read again when the list of tables, a schema or the site's address changes."""
        root = Path(self.env.srcdir)
        for path in (root / "_config.yml", root / "data/datapackage.json", *sorted(root.glob("data/schemas/*.json"))):
            self.env.note_dependency(path.relative_to(root).as_posix())
        return [self._files()] if _shown(self.arguments[0]) == "files" else [self._fields()]

    def _files(self) -> nodes.table:
        rows: list[list[Cell]] = [
            ["Lista över tabellerna (Data Package)", self._list(f"{open_data.FOLDER}datapackage.json")]
        ]
        if self.config.html_baseurl:
            rows.append(["Katalog (DCAT-AP-SE)", self._list(dcat.CATALOG)])
        for item in tables_of(self.env.app):
            paths = [path for form in open_data.distributions(item) for path in form.paths]
            rows.append([item.schema.title, self._list(*paths)])
        return table(["Innehåll", "Filer"], rows, "Filer att hämta", ("data",))

    def _list(self, *paths: str) -> list[nodes.Node]:
        here = posixpath.dirname(published_name(self.env.docname)) or "."
        links = [link(path, posixpath.relpath(path, here)) for path in paths]
        for each in links:
            each["internal"] = True
        return [paragraph(each) for each in links]

    def _fields(self) -> nodes.table:
        rows: list[list[Cell]] = []
        for field in tables_of(self.env.app)["services"].schema.fields:
            place = paragraph(f"HSDS: {hsds.place_in_hsds(field.name)}", classes=("soft",))
            rows.append([inline("code", field.name), [paragraph(field.description), place]])
        return table(["Kolumn", "Betyder"], rows, "Kolumnerna i tabellen med verksamheter", ("data",))


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("open-data", OpenDataDirective)
