"""`{guide}`: a few questions that end in one thing to do, from `guide_steps.csv`.

Each answer is a link to the next question or to the action, so the guide works without JavaScript: a style sheet shows
one step at a time, and without one all steps stand below each other.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from faltboken.guides import depths
from faltboken.queries import Query
from faltboken.sphinx_ext.elements import block, paragraph
from faltboken.sphinx_ext.state import DataDirective
from faltboken.sphinx_ext.terms import page_link
from faltboken.tables import Row


class GuideDirective(DataDirective):
    """Show one guide."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the steps and the actions they lead to, as sections that links jump to."""
        name = self.arguments[0]
        rows = self.select(Query("guide_steps", (("guide", (name,)),)))
        if not rows:
            self.fault(f"Guiden ”{name}” finns inte i data/guide_steps.csv. Rätta namnet eller lägg till rader.")
            return []
        steps: dict[str, list[Row]] = {}
        for row in rows:
            steps.setdefault(row.text("step"), []).append(row)
        actions: dict[tuple[str, str], str] = {}
        sections: list[nodes.Node] = []
        numbers = depths(rows)
        for step, answers in steps.items():
            sections.append(self._step(name, step, numbers[step], max(numbers.values()), answers, actions))
        for row in rows:
            key = (row.text("action"), row.text("action_page"))
            if row.text("action") and key in actions:
                sections.append(self._action(actions.pop(key), row, f"{name}-{next(iter(steps))}"))
        return [block("div", *sections, classes=("guide",))]

    def _step(
        self, name: str, step: str, number: int, count: int, answers: list[Row], actions: dict[tuple[str, str], str]
    ) -> nodes.Node:
        items = []
        for row in answers:
            if row.text("next_step"):
                target = f"{name}-{row.text('next_step')}"
            else:
                key = (row.text("action"), row.text("action_page"))
                target = actions.setdefault(key, f"{name}-svar-{len(actions) + 1}")
            items.append(
                block("li", paragraph(nodes.reference("", row.text("answer"), refuri=f"#{target}", internal=True)))
            )
        section = block(
            "section",
            paragraph(f"Fråga {number} av högst {count}", classes=("guide-count",)),
            paragraph(answers[0].text("question"), classes=("guide-question",)),
            block("ul", *items, classes=("guide-answers",)),
            classes=("guide-step", "guide-first") if number == 1 else ("guide-step",),
        )
        section["ids"] = [f"{name}-{step}"]
        return section

    def _action(self, target: str, row: Row, start: str) -> nodes.Node:
        parts: list[nodes.Node] = [
            paragraph("Gör så här", classes=("guide-count",)),
            paragraph(row.text("action"), classes=("guide-question",)),
        ]
        if row.text("why"):
            parts.append(paragraph(row.text("why")))
        if row.text("action_page"):
            parts.append(paragraph("Läs vidare: ", page_link(row.text("action_page"))))
        parts.append(paragraph(nodes.reference("", "Börja om", refuri=f"#{start}", internal=True)))
        section = block("section", *parts, classes=("guide-action",))
        section["ids"] = [target]
        return section


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("guide", GuideDirective)
