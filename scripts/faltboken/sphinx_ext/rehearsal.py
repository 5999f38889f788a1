"""`{rehearsal}`: a conversation to practise, from `rehearsals.csv`, as a script to read.

Each choice opens to what it leads to and why, and to a link onwards, so it works without JavaScript; in print all is
open. `rehearsal.js` reads the same HTML and plays it, one scene at a time.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from faltboken import laws, rehearsals
from faltboken.queries import Query
from faltboken.rehearsals import Scene
from faltboken.sphinx_ext.elements import block, inline, link, paragraph
from faltboken.sphinx_ext.law import label_link
from faltboken.sphinx_ext.state import DataDirective, shown
from faltboken.sphinx_ext.terms import page_link
from faltboken.tables import Row


class RehearsalDirective(DataDirective):
    """Show one rehearsal; with `:danger:` a line with 112 stands first."""

    required_arguments = 1
    option_spec: ClassVar = {"danger": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Return how long it is, and its scenes as sections that links jump to."""
        name = self.arguments[0]
        rows = self.select(Query(rehearsals.TABLE, (("rehearsal", (name,)),)))
        if not rows:
            self.fault(f"Övningen ”{name}” finns inte i data/rehearsals. Rätta namnet eller lägg till filen.")
            return []
        scenes = rehearsals.scenes(rows)
        parts: list[nodes.Node] = []
        if "danger" in self.options:
            call = link("112", "tel:112", "number")
            parts.append(paragraph("Händer det på riktigt, just nu? Ring ", call, ".", classes=("rehearsal-danger",)))
        parts.append(paragraph(_size(scenes), classes=("rehearsal-size", "soft")))
        how = (
            "Läs en scen i taget. Bestäm dig innan du öppnar ett val. Där står vad det leder till, varför, "
            "och vilken scen du går till."
        )
        parts.append(paragraph(how, classes=("rehearsal-how",)))
        numbers = {scene.name: scene.number for scene in scenes}
        parts += [self._scene(name, scene, numbers) for scene in scenes]
        whole = block("div", *parts, classes=("rehearsal",), data_rehearsal=name)
        return [whole]

    def _scene(self, name: str, scene: Scene, numbers: dict[str, int]) -> nodes.Node:
        first = scene.rows[0]
        parts: list[nodes.Node] = [
            block(
                "h3", inline("span", f"{scene.number}. ", classes=("scene-number",)), nodes.Text(first.text("title"))
            ),
            paragraph(first.text("text"), classes=("scene-text",)),
        ]
        if scene.is_end:
            parts += [paragraph("Här slutar samtalet.", classes=("scene-over", "soft")), *self._explained(first)]
        else:
            items = [block("li", self._choice(name, row, numbers)) for row in scene.rows]
            parts.append(block("ol", *items, classes=("scene-choices",)))
        section = block("section", *parts, classes=("scene", "scene-end") if scene.is_end else ("scene",))
        section["ids"] = [f"{name}-{scene.name}"]
        return section

    def _choice(self, name: str, row: Row, numbers: dict[str, int]) -> nodes.Node:
        onwards = nodes.reference(
            "", f"Gå till {numbers[row.text('goes_to')]}", refuri=f"#{name}-{row.text('goes_to')}", internal=True
        )
        return block(
            "details",
            block("summary", nodes.Text(row.text("choice"))),
            paragraph(row.text("consequence"), classes=("scene-consequence",)),
            *self._explained(row),
            paragraph(onwards, classes=("scene-onwards",)),
        )

    def _explained(self, row: Row) -> list[nodes.Node]:
        found: list[nodes.Node] = [paragraph(row.text("why"), classes=("scene-why",))]
        links: list[nodes.Node] = [inline("span", *self._page(row))] if row.text("page") else []
        links += [label_link(laws.label(one), laws.unbroken(one), "law") for one in row.items("laws")]
        if links:
            parts = [part for one in links for part in (nodes.Text(", "), one)][1:]
            found.append(paragraph("Läs mer: ", *parts, classes=("scene-more",)))
        return found

    def _page(self, row: Row) -> list[nodes.Node]:
        """Return a link to the page or its section; the section's page is named too, for those who read on paper."""
        name, anchor = row.text("page"), row.text("section")
        page = page_link(name)
        if not anchor:
            return [page]
        # Both kinds warn when there is no such place: a heading (MyST's own kind of link), or an own anchor above one.
        to = {"refdomain": "doc", "reftype": "myst", "reftarget": f"book/{name}", "reftargetid": anchor}
        source = Path(self.env.doc2path(f"book/{name}"))
        if source.is_file() and f"\n({anchor})=" in source.read_text(encoding="utf-8"):
            to = {"refdomain": "std", "reftype": "ref", "reftarget": anchor}
        section = addnodes.pending_xref(
            "", nodes.inline(), refdoc=self.env.docname, refexplicit=False, refwarn=True, **to
        )
        return [section, inline("span", " på sidan ", page, classes=("scene-page",))]


def is_on(env: BuildEnvironment, docname: str) -> bool:
    """Return whether a page has a rehearsal: the search leads past it, to the pages that it is written from.

    Who searches for suicide needs the page on what to do, not an exercise; the overview of exercises is found.
    """
    return any(query.table == rehearsals.TABLE for query in shown(env).get(docname, ()))


def _size(scenes: list[Scene]) -> str:
    ends = sum(scene.is_end for scene in scenes)
    ending = "ett av dem ett slut" if ends == 1 else f"{ends} av dem slut"
    return f"{len(scenes)} scener, {ending}. Ett samtal tar omkring {rehearsals.minutes(scenes)} min."


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("rehearsal", RehearsalDirective)
