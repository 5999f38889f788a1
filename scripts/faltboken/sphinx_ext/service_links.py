"""Links to what is made from rows: `{service}`bris`` to a service's own page, and to the directory already filtered.

Such pages are no documents, so Sphinx cannot resolve a link to them; the address is worked out when the page that has
the link is written.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from faltboken.freshness import SHOWN
from faltboken.queries import Query
from faltboken.sphinx_ext.state import DataRole
from faltboken.tables import Row

FOLDER = "stod/verksamhet"
DIRECTORY = "book/stod/alla"


def page_name(service: Row) -> str:
    """Return the name of a service's own page, without ending."""
    return f"{FOLDER}/{service.text('id')}"


def service_link(service: Row, text: str = "") -> addnodes.pending_xref:
    """Return a link to a service's own page, with its name unless another text is given."""
    return made_page_link(page_name(service), "", text or service.text("name"), "svc-name")


def directory_link(text: str, **chosen: str) -> addnodes.pending_xref:
    """Return a link to the directory with a choice made, such as `behov="ma-daligt"`; it stands after #."""
    return made_page_link(DIRECTORY, urlencode(chosen), text, "doc")


def made_page_link(page: str, fragment: str, text: str, css_class: str) -> addnodes.pending_xref:
    """Return a link to a page by its name, whose address is worked out when the page that has the link is written."""
    shown = nodes.inline("", text, classes=[css_class])
    return addnodes.pending_xref(
        "", shown, refdomain="", reftype="made-page", reftarget=page, fragment=fragment, refexplicit=True, refwarn=False
    )


def _resolve(
    app: Sphinx, _env: BuildEnvironment, node: addnodes.pending_xref, shown: nodes.TextElement
) -> nodes.reference | None:
    if node["reftype"] != "made-page":
        return None
    address = app.builder.get_relative_uri(node["refdoc"], node["reftarget"])
    if node["fragment"]:
        address += "#" + node["fragment"]
    return nodes.reference("", "", shown, internal=True, refuri=address)


class ServiceRole(DataRole):
    """`{service}`nat-bris-116-111`` or `{service}`ring Bris <nat-bris-116-111>``."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link; an unknown or withdrawn service is a fault and stays as text."""
        match = re.fullmatch(r"(?P<shown>.+?) <(?P<id>.+)>", self.text)
        shown, wanted = (match["shown"], match["id"]) if match else ("", self.text)
        rows = self.select(Query("services", (("id", (wanted,)), ("status", SHOWN))))
        elsewhere = (
            [] if rows else self.select(Query("services", (("id", (wanted,)), ("status", SHOWN)), everything=True))
        )
        if elsewhere:  # another municipality's, which this edition has no page for
            return [nodes.Text(shown or elsewhere[0].text("name"))], []
        if not rows:
            self.fault(
                f"Verksamheten ”{wanted}” finns inte i data/services, eller visas inte längre. Skriv id ur första "
                "kolumnen, till exempel {service}`nat-bris-116-111`."
            )
            return [nodes.Text(shown or wanted)], []
        return [service_link(rows[0], shown)], []


def setup(app: Sphinx) -> None:
    """Register the role, and the way links find their address."""
    app.add_role("service", ServiceRole())
    app.connect("missing-reference", _resolve)
