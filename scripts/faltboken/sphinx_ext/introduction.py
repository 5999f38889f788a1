"""The reader's own introduction: `{my-introduction}`, `{next-tasks}` and `{sign-off}`, and the scripts they read.

What a reader has chosen and ticked is known only to the device, so these write places that `theme/static` fills. The
sign-off sheet is whole without JavaScript: then it lists every role's tasks, to be printed and filled in by hand.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain

from faltboken import onboarding
from faltboken.publish import introduction_data
from faltboken.queries import Query
from faltboken.schema import Field
from faltboken.sphinx_ext import site_data
from faltboken.sphinx_ext.builder import published_name
from faltboken.sphinx_ext.elements import block, inline, paragraph
from faltboken.sphinx_ext.state import DataDirective, tables_of
from faltboken.tables import Row

HOME, SHEET = "_min-introduktion", "_kvittens"
_WITHOUT_SCRIPT = "Här väljer du roll och startdag om webbläsaren tillåter JavaScript. Annars skriver du ut sidorna."


class _Directive(DataDirective):
    @property
    def root(self) -> str:
        """Return the way from the page to the site's first page: "", "../" and so on."""
        return "../" * published_name(self.env.docname).count("/")

    def label(self, node: nodes.Element, name: str, title: str) -> None:
        """Let other pages find a node of this page by name."""
        domain = self.env.get_domain("std")
        assert isinstance(domain, StandardDomain)
        node["ids"] = [name]
        domain.labels[name] = (self.env.docname, name, title)
        domain.anonlabels[name] = (self.env.docname, name)


class MyIntroductionDirective(_Directive):
    """The place where the reader chooses role, start and municipality and sees how far they have come.

    With `:phase:` it is that of a phase's page; without, it is the home of it all, with calendar, files and forgetting.
    """

    option_spec: ClassVar = {"phase": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the empty place; its words are the script's."""
        phase = self.options.get("phase", "").strip()
        tables = tables_of(self.env.app)
        known = tables[onboarding.TABLE].schema.field("phase").enum if onboarding.TABLE in tables else ()
        if phase and phase not in known:
            self.fault(f"Delen ”{phase}” finns inte i introduktionen. Välj bland {', '.join(known)}.")
            return []
        place = block("div", classes=("my-introduction",), data_phase=phase, data_root=self.root)
        if phase:
            return [place]
        self.label(place, HOME, "Min introduktion")
        return [place, block("noscript", paragraph(_WITHOUT_SCRIPT))]


class NextTasksDirective(_Directive):
    """The reader's next three tasks; nothing for a reader who has not begun."""

    def run(self) -> list[nodes.Node]:
        """Return the empty place."""
        return [block("div", classes=("next-tasks",), data_next=self.root, hidden="hidden")]


class SignOffDirective(_Directive):
    """A sheet that says what has been done: each phase's tasks with boxes, and lines for date and signatures."""

    def run(self) -> list[nodes.Node]:
        """Return the sheet with every role's tasks."""
        tasks = onboarding.in_order(self.select(Query(onboarding.TABLE)))
        if not tasks:
            return []
        schema = tables_of(self.env.app)[onboarding.TABLE].schema
        phase, roles = schema.field("phase"), schema.field("roles")
        parts = [
            self._phase(phase.label(name), own, roles)
            for name in phase.enum
            if (own := [task for task in tasks if task.text("phase") == name])
        ]
        head = paragraph(*_lines("Namn", "Roll", "Startdag"), classes=("sign-off-lines",))
        sheet = block("div", head, *parts, classes=("sign-off",), data_sign_off="")
        self.label(sheet, SHEET, "Kvittens")
        return [sheet]

    def _phase(self, name: str, tasks: list[Row], roles: Field) -> nodes.Node:
        lines = paragraph(*_lines("Datum", "Den nya", "Mentorn", "Chefen"), classes=("sign-off-lines",))
        items = [self._item(task, roles) for task in tasks]
        return block("section", block("h2", nodes.Text(name.capitalize())), block("ul", *items), lines)

    def _item(self, task: Row, roles: Field) -> nodes.Node:
        text: list[nodes.Node | str] = [inline("span", classes=("box",), aria_hidden="true"), " ", task.text("title")]
        names = [roles.label(role) for role in task.items("roles")]
        if onboarding.EVERYONE not in task.items("roles"):
            text.append(inline("span", f" ({', '.join(names)})", classes=("soft",)))
        return block("li", paragraph(*text), data_task=task.text("id"))


def _lines(*names: str) -> list[nodes.Node | str]:
    """Return names with a line after each to write on."""
    return [inline("span", f"{name}: ", inline("span", classes=("write",))) for name in names]


def write(app: Sphinx, static: Path) -> None:
    """Write the scripts with tasks and meetings below the site's folder of static files."""
    tables = tables_of(app)
    if onboarding.TABLE not in tables:
        return
    script = introduction_data.tasks(tables, site_data.today(app), lambda task: _address(app, onboarding.anchor(task)))
    places = {"home": _address(app, HOME), "sheet": _address(app, SHEET)}
    _write(static / "introduction-data.js", script + introduction_data.script(places))
    if onboarding.MEETINGS in tables:
        table = tables[onboarding.MEETINGS]
        text = introduction_data.meetings(table, table.schema.field("kind").label, lambda row: _page(app, row))
        _write(static / "introduction-meetings.js", text)


def _address(app: Sphinx, label: str) -> str:
    """Return where a label stands, from the site's root; "" where no page has it."""
    domain = app.env.get_domain("std")
    assert isinstance(domain, StandardDomain)
    docname, anchor, *_ = domain.labels.get(label, ("", ""))
    return f"{app.builder.get_target_uri(docname)}#{anchor}" if docname else ""


def _page(app: Sphinx, row: Row) -> str:
    return app.builder.get_target_uri(f"book/{row.text('page')}") if row.text("page") else ""


def _write(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("my-introduction", MyIntroductionDirective)
    app.add_directive("next-tasks", NextTasksDirective)
    app.add_directive("sign-off", SignOffDirective)
