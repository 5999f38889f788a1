"""One docutils node for any HTML element, so that directives can say what they mean without writing HTML strings."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


class element(nodes.General, nodes.Element):  # noqa: N801 - docutils names its nodes in lower case
    """An HTML element: `tag` is its name, `attributes_of_tag` the attributes beside class."""


class inline_element(nodes.Inline, nodes.TextElement):  # noqa: N801
    """An HTML element that stands inside a line of text."""


def block(tag: str, *children: nodes.Node, classes: tuple[str, ...] = (), **attributes: str) -> element:
    """Return a block element with children; an attribute `aria_label` becomes `aria-label`."""
    node = element("", *children, classes=list(classes))
    node["tag"], node["attributes_of_tag"] = tag, {name.replace("_", "-"): value for name, value in attributes.items()}
    return node


def inline(tag: str, *children: nodes.Node | str, classes: tuple[str, ...] = (), **attributes: str) -> inline_element:
    """Return an element of a line of text; strings become text nodes."""
    node = inline_element("", "", *[nodes.Text(child) if isinstance(child, str) else child for child in children])
    node["classes"] = list(classes)
    node["tag"], node["attributes_of_tag"] = tag, {name.replace("_", "-"): value for name, value in attributes.items()}
    return node


def link(text: str | nodes.Node, address: str, *classes: str) -> nodes.reference:
    """Return a link to an address outside the book, or to tel: or mailto:."""
    child = nodes.Text(text) if isinstance(text, str) else text
    return nodes.reference("", "", child, refuri=address, classes=list(classes))


def paragraph(*children: nodes.Node | str, classes: tuple[str, ...] = ()) -> nodes.paragraph:
    """Return a paragraph; strings become text nodes."""
    parts = [nodes.Text(child) if isinstance(child, str) else child for child in children]
    return nodes.paragraph("", "", *parts, classes=list(classes))


def _visit(self: HTML5Translator, node: element | inline_element) -> None:
    self.body.append(self.starttag(node, node["tag"], "", **node["attributes_of_tag"]))


def _depart(self: HTML5Translator, node: element | inline_element) -> None:
    self.body.append(f"</{node['tag']}>")


def setup(app: Sphinx) -> None:
    """Register the two nodes for HTML."""
    app.add_node(element, html=(_visit, _depart))
    app.add_node(inline_element, html=(_visit, _depart))
