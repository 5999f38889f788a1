"""Tables as docutils nodes, made from lists of cells."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from faltboken.sphinx_ext.elements import paragraph

Cell = str | nodes.Node | Sequence[nodes.Node]


def _entry(cell: Cell) -> nodes.entry:
    if isinstance(cell, str):
        return nodes.entry("", paragraph(cell)) if cell else nodes.entry("")
    if isinstance(cell, nodes.Node):
        return nodes.entry("", cell)
    return nodes.entry("", *cell)


def _row(cells: Sequence[Cell]) -> nodes.row:
    return nodes.row("", *[_entry(cell) for cell in cells])


def table(
    headings: Sequence[str], rows: Sequence[Sequence[Cell]], caption: str = "", classes: Sequence[str] = ()
) -> nodes.table:
    """Return a table whose first column heads the rows; cells are text, a node, or several nodes."""
    group = nodes.tgroup("", cols=len(headings))
    for index in range(len(headings)):
        spec = nodes.colspec(colwidth=1)
        if index == 0:
            spec["stub"] = 1
        group += spec
    group += nodes.thead("", _row([nodes.paragraph("", heading) for heading in headings]))
    group += nodes.tbody("", *[_row(cells) for cells in rows])
    result = nodes.table("", group, classes=list(classes))
    if caption:
        result.insert(0, nodes.title("", caption))
    return result
