"""How our HTML differs from Sphinx's: tables that can be read on a phone and by ear, and no style attribute."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.writers.html5 import HTML5Translator


def _column_of(entry: nodes.Element) -> int:
    column = 0
    for sibling in entry.parent.children:
        if sibling is entry:
            break
        assert isinstance(sibling, nodes.entry)
        column += 1 + int(sibling.get("morecols", 0))
    return column


# A written table with more columns than this is laid out as cards on a narrow screen.
TABLE_COLUMNS_ON_A_PHONE = 2


class Translator(HTML5Translator):
    """Sphinx's translator with tables of our own.

    Every table lies in a box that scrolls sideways and takes the keyboard (WCAG 2.1.1); cells carry their column's
    heading as `data-label`, for the cards that CSS makes of the rows of a table with the class `stack`.
    """

    _tables = 0

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        # Links in plain text: an address hidden in entities cannot be copied, and hides nothing from a robot.
        self.settings.cloak_email_addresses = False

    def _open(self, node: nodes.Element, tag: str, attributes: dict[str, str], suffix: str = "\n") -> None:
        self.body.append(self.starttag(node, tag, suffix, **attributes))  # type: ignore[arg-type]

    def visit_citation(self, node: nodes.Element) -> None:
        """Open an entry of the list of sources as a list item: docutils' role for it is deprecated."""
        if not isinstance(node.previous_sibling(), nodes.citation):
            self.body.append('<div role="list" class="citation-list">\n')
        self._open(node, "div", {"class": "citation", "role": "listitem"})

    def visit_table(self, node: nodes.Element) -> None:
        """Open the scroll box and the table; the box is named after the caption or the section."""
        self._tables += 1
        self._headings: list[str] = []
        title = node.next_node(nodes.title)
        section = node.parent
        while title is None and section is not None and not isinstance(section, nodes.section):
            section = section.parent
        if title is None and section is not None:
            title = section.next_node(nodes.title)
        name = f"Tabell {self._tables}: {title.astext()}" if title is not None else f"Tabell {self._tables}"
        box = nodes.Element()
        attributes = {"class": "table-scroll", "role": "region", "tabindex": "0", "aria-label": name}
        self._open(box, "div", attributes)
        classes = [name for name in node["classes"] if not name.startswith("colwidths")]
        if "stack" not in classes and len(list(node.findall(nodes.colspec))) > TABLE_COLUMNS_ON_A_PHONE:
            classes.append("fold")
        start = nodes.Element(classes=classes, ids=node["ids"])
        self._open(start, "table", {})

    def depart_table(self, _node: nodes.Element) -> None:
        """Close the table and its box."""
        self.body.append("</table>\n</div>\n")

    def visit_tgroup(self, node: nodes.Element) -> None:
        """Read the column headings and which columns head their rows, for the cells below."""
        head = node.next_node(nodes.thead)
        # Once for the table: looked for from each cell, the whole table would be gone through as often as it has cells.
        self._stubs = [bool(child.get("stub")) for child in node.children if isinstance(child, nodes.colspec)]
        self._headings = [entry.astext() for entry in head.findall(nodes.entry)] if head is not None else []

    def depart_tgroup(self, _node: nodes.Element) -> None:
        """Do nothing: a column group is not written."""

    def visit_colspec(self, _node: nodes.Element) -> None:
        """Write no column widths: they need a style attribute."""

    def depart_colspec(self, _node: nodes.Element) -> None:
        """Do nothing."""

    def visit_thead(self, node: nodes.Element) -> None:
        """Open the head."""
        self._open(node, "thead", {})

    def visit_tbody(self, node: nodes.Element) -> None:
        """Open the body."""
        self._open(node, "tbody", {})

    def visit_row(self, node: nodes.Element) -> None:
        """Open a row."""
        self._open(node, "tr", {}, "")

    def depart_row(self, _node: nodes.Element) -> None:
        """Close a row."""
        self.body.append("</tr>\n")

    def visit_entry(self, node: nodes.Element) -> None:
        """Open a cell: a heading with its scope, or a cell that knows its heading."""
        column = _column_of(node)
        in_head = isinstance(node.parent.parent, nodes.thead)
        is_stub = not in_head and column < len(self._stubs) and self._stubs[column]
        attributes: dict[str, str] = {}
        if node.get("morecols"):
            attributes["colspan"] = str(node["morecols"] + 1)
        if in_head or is_stub:
            tag = "th"
            attributes["scope"] = "col" if in_head else "row"
        else:
            tag = "td"
        if not in_head and column < len(self._headings):
            attributes["data-label"] = self._headings[column]
        if "value" in node:
            attributes["data-value"] = node["value"]
        self._open(node, tag, attributes, "")
        self.context.append(f"</{tag}>\n")

    def depart_entry(self, _node: nodes.Element) -> None:
        """Close a cell."""
        self.body.append(self.context.pop())


def setup(app: Sphinx) -> None:
    """Use our translator for HTML."""
    app.set_translator("html", Translator, override=True)
