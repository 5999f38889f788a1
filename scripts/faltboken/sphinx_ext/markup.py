"""HTML as text, for what stands thousands of times: nodes for each word of a row cost more than all the rest.

The functions are those of `elements.py`, and what they return is to the byte what Sphinx makes of such nodes, so that
style sheets and scripts need not know which way a table was made.
"""

from __future__ import annotations

from sphinx.writers.html5 import HTML5Translator

_ESCAPED = HTML5Translator.special_characters


class Html(str):
    """Text that is HTML already; any other text is escaped when it is put into an element."""

    __slots__ = ()


def inline(tag: str, *parts: str, classes: tuple[str, ...] = (), **attributes: str) -> Html:
    """Return an element; an attribute `data_open` becomes `data-open`."""
    if classes:
        attributes["class"] = " ".join(classes)
    told = [f' {name.replace("_", "-")}="{attributes[name].translate(_ESCAPED)}"' for name in sorted(attributes)]
    inner = [part if isinstance(part, Html) else part.translate(_ESCAPED) for part in parts]
    return Html(f"<{tag}{''.join(told)}>{''.join(inner)}</{tag}>")


def link(text: str, address: str, *classes: str) -> Html:
    """Return a link to an address outside the book, or to tel: or mailto:."""
    return inline("a", text, classes=(*classes, "reference", "external"), href=address)


def paragraph(*parts: str, classes: tuple[str, ...] = ()) -> Html:
    """Return a paragraph."""
    return inline("p", *parts, classes=classes)
