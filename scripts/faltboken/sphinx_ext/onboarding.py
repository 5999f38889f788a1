"""`{tasks}` lists the tasks of a phase of the introduction; `{page-tasks}` says on a page which tasks lead to it."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain

from faltboken import onboarding
from faltboken.queries import Query
from faltboken.sphinx_ext.builder import published_name
from faltboken.sphinx_ext.elements import block, inline, paragraph
from faltboken.sphinx_ext.law import label_link
from faltboken.sphinx_ext.state import DataDirective, tables_of
from faltboken.sphinx_ext.terms import page_link
from faltboken.tables import Row


class TasksDirective(DataDirective):
    """Show the tasks of a phase, or of a role in it, as a list with boxes to tick on paper."""

    option_spec: ClassVar = {"phase": directives.unchanged_required, "role": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return how many tasks there are and how long they take, and the list."""
        chosen = {"phase": self.words("phase"), "roles": self.words("role")}
        where = tuple((column, values) for column, values in chosen.items() if values)
        tasks = onboarding.in_order(self.select(Query(onboarding.TABLE, where)))
        self.select(Query("municipalities"))  # their names are shown
        if not tasks:
            self.fault(f"Inga uppgifter stämmer med valen. Välj bland {self._choices()}.")
            return []
        count = f"{len(tasks)} {'uppgift' if len(tasks) == 1 else 'uppgifter'}, {onboarding.duration(tasks)}."
        items = [self._item(task) for task in tasks]
        return [paragraph(count, classes=("soft",)), block("ul", *items, classes=("tasks",))]

    def _choices(self) -> str:
        tables = tables_of(self.env.app)
        schema = tables[onboarding.TABLE].schema if onboarding.TABLE in tables else None
        return ", ".join((*schema.field("phase").enum, *schema.field("roles").enum)) if schema else "uppgifterna"

    def _item(self, task: Row) -> nodes.Node:
        details = [onboarding.duration([task]), f"Med: {task.text('with_whom')}"]
        tables = tables_of(self.env.app)
        place = tables["municipalities"].find(task.text("municipality")) if task.text("municipality") else None
        details += [f"Gäller i {place.text('name')}"] if place else []
        item = block(
            "li",
            paragraph(inline("span", classes=("box",), aria_hidden="true"), " ", inline("strong", task.text("title"))),
            paragraph(task.text("why")),
            paragraph(f"Efteråt kan du {task.text('outcome')}."),
            paragraph(f"{'. '.join(details)}. Läs: ", self._page(task), ".", classes=("soft",)),
        )
        label = onboarding.anchor(task)
        domain = self.env.get_domain("std")
        assert isinstance(domain, StandardDomain)
        if domain.labels.get(label, ("",))[0] != self.env.docname:  # a task for two roles may stand in two lists
            item["ids"] = [label]
            domain.labels[label] = (self.env.docname, label, task.text("title"))
            domain.anonlabels[label] = (self.env.docname, label)
        return item

    def _page(self, task: Row) -> nodes.Node:
        page, section = task.text("page"), task.text("section")
        if not section:
            return page_link(page)
        # MyST's own kind of link: it warns when the page has no such heading.
        return addnodes.pending_xref(
            "", refdoc=self.env.docname, refdomain="doc", reftype="myst", reftarget=f"book/{page}",
            reftargetid=section, refexplicit=False, refwarn=True,
        )  # fmt: skip


class PageTasksDirective(DataDirective):
    """Say which tasks of the introduction lead to the page; nothing where none does."""

    def run(self) -> list[nodes.Node]:
        """Return one line with links to the tasks."""
        tasks = self.select(Query(onboarding.TABLE, (("page", (published_name(self.env.docname),)),)))
        if not tasks:
            return []
        phase = tables_of(self.env.app)[onboarding.TABLE].schema.field("phase")
        tasks = onboarding.in_order(tasks)
        parts: list[nodes.Node | str] = ["I introduktionen: "]
        for task in tasks:
            parts += [label_link(onboarding.anchor(task), task.text("title"), "task")]
            parts += [f" ({phase.label(task.text('phase'))})", "." if task is tasks[-1] else ", "]
        return [paragraph(*parts, classes=("page-tasks",))]


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("tasks", TasksDirective)
    app.add_directive("page-tasks", PageTasksDirective)
