"""Tables of services, whose rows are written as HTML and not as nodes: what must not be lost by that."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from docutils.writers import html5_polyglot

from faltboken import tables
from faltboken.sphinx_ext import markup
from faltboken.sphinx_ext.service_tables import LinksOfRows, services_table

HOSTILE = """"><script>alert('1')</script> & a@b.example"""


def empty_page() -> nodes.document:
    return new_document("sida", get_default_settings(html5_polyglot.Writer))


@pytest.mark.parametrize("text", ["Fältgruppen – i dag", HOSTILE])
def test_text_is_written_as_docutils_writes_it(text: str) -> None:
    translator: Any = html5_polyglot.HTMLTranslator(empty_page())
    nodes.paragraph("", text, classes=["soft"]).walkabout(translator)
    assert markup.paragraph(text, classes=("soft",)) == "".join(translator.body).strip()


def test_nothing_in_a_text_or_an_attribute_becomes_html() -> None:
    cell = markup.inline("td", markup.link(HOSTILE, HOSTILE), HOSTILE, data_label=HOSTILE)
    assert (cell.count("<"), cell.count('"')) == (4, 6)


def test_the_link_checker_sees_where_the_rows_of_a_table_lead(book: Path) -> None:
    loaded, _ = tables.load(book)
    page = empty_page()
    page.settings.env = SimpleNamespace(app=SimpleNamespace(faltboken_tables=loaded), config=None)
    page += services_table(loaded["services"].having("id", "exempelby-falt"), ("service", "contact", "trust"), "")
    LinksOfRows(page).run()
    assert [link["refuri"] for link in page.findall(nodes.reference)] == [
        "https://exempelby.example/falt",
        "https://exempelby.example",
    ]
