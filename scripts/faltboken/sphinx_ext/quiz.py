"""`{quiz}` shows a page's questions, each answer explained; `{phase-quiz}` is the mixed test of a phase.

Both are whole without JavaScript, where the answers stand folded below each question. `theme/static/quiz.js` makes them
questions to answer, and `phase-quiz.js` asks those of a phase one at a time, from a script that `write` makes.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from pybtex.database import Entry
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.util import logging

from faltboken import laws, onboarding, questions, quiz
from faltboken.publish import leftovers, quiz_data
from faltboken.queries import Query
from faltboken.sphinx_ext import page_text
from faltboken.sphinx_ext.bibliography import source_text
from faltboken.sphinx_ext.builder import published_name
from faltboken.sphinx_ext.elements import block, paragraph
from faltboken.sphinx_ext.law import label_link
from faltboken.sphinx_ext.state import DataDirective, tables_of
from faltboken.sphinx_ext.terms import page_link
from faltboken.tables import Row

logger = logging.getLogger(__name__)

FOLDER = "quiz"
_ANCHOR = "fragor"
_LETTERS = "ABCD"
_REGISTER = "book/lag/lagregister"


def _label(page: str) -> str:
    return f"{_ANCHOR}-{page.replace('/', '-')}"


class QuizDirective(DataDirective):
    """Show the questions of the page."""

    def run(self) -> list[nodes.Node]:
        """Return the questions in the order of the table; a page without any is a fault."""
        page = published_name(self.env.docname)
        rows = self.select(Query(questions.TABLE, (("page", (page,)),)))
        if not rows:
            self.fault(f"Sidan {page} har inga frågor i data/quiz.csv. Skriv några där, eller ta bort {{quiz}}.")
            return []
        place = block("div", *(self._question(row, rows) for row in rows), classes=("quiz",))
        place["ids"] = [_ANCHOR]
        domain = self.env.get_domain("std")
        assert isinstance(domain, StandardDomain)
        domain.anonlabels[_label(page)] = (self.env.docname, _ANCHOR)
        domain.labels[_label(page)] = (self.env.docname, _ANCHOR, "Självtest")
        return [place]

    def _question(self, row: Row, rows: list[Row]) -> nodes.Node:
        answers, right = questions.answers(row), row.integer("right") or 1
        key = block(
            "details",
            block("summary", nodes.Text("Visa svaret")),
            paragraph(f"Rätt svar: {_LETTERS[right - 1]}."),
            block("ol", *(block("li", nodes.Text(why)) for _, _, why in answers), classes=("question-whys",)),
            paragraph(*self._more(row), classes=("soft", "question-more")),
        )
        paper = block(
            "div",
            paragraph(f"Fråga {rows.index(row) + 1} av {len(rows)}", classes=("soft", "question-count")),
            paragraph(row.text("case"), classes=("question-case",)),
            paragraph(row.text("question"), classes=("question-ask",)),
            block("ol", *(block("li", nodes.Text(text)) for _, text, _ in answers), classes=("question-options",)),
            key,
            classes=("question-paper",),
        )
        return block("div", paper, classes=("question",), data_right=str(right))

    def _more(self, row: Row) -> list[nodes.Node | str]:
        """Return where the answer stands: the section, the paragraphs of law and the sources."""
        anchor = row.text("section")
        section = nodes.reference("", "", refuri=f"#{anchor}", internal=True, section_of=f"{row.path}:{row.line}")
        parts: list[nodes.Node | str] = ["Läs mer: ", section, "."]
        references = row.items("laws")
        for number, reference in enumerate(references):
            self.select(Query("laws", (("reference", (reference,)),)))
            parts += [
                ", " if number else " Lagrum: ",
                label_link(laws.label(reference), laws.unbroken(reference), "law"),
            ]
        parts += ["."] * bool(references)
        if row.items("sources"):
            notes, _ = self.parse_inline(f"Källa: {{footcite}}`{','.join(row.items('sources'))}`")
            parts += [" ", *notes]
        return parts


class PhaseQuizDirective(DataDirective):
    """Show the mixed test of a phase: the pages whose questions it asks."""

    option_spec: ClassVar = {"phase": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the list of pages, each with its questions by id and the roles it is for; other phases are a fault."""
        phase = self.options.get("phase", "")
        self.select(Query(onboarding.TABLE))
        tables = tables_of(self.env.app)
        phases = quiz.phases(tables)
        if not phases.get(phase):
            filled = ", ".join(name for name, pages in phases.items() if pages)
            self.fault(f"Delen ”{phase}” har inga frågor. Välj bland {filled or 'delar som har frågor'}.")
            return []
        items = []
        for page, readers in phases[phase].items():
            ids = [row.text("id") for row in self.select(Query(questions.TABLE, (("page", (page,)),)))]
            count = f"{len(ids)} {'fråga' if len(ids) == 1 else 'frågor'}"
            item = block(
                "li",
                paragraph(page_link(page), ": ", label_link(_label(page), count, "doc")),
                data_ids=" ".join(ids),
                data_for=" ".join(filter(None, readers)),
            )
            # Pages that only a chosen role meets in this phase.
            item["attributes_of_tag"] |= {"data-all": ""} if "" in readers else {"hidden": "hidden"}
            items.append(item)
        root = self.env.app.builder.get_relative_uri(self.env.docname, "index").removesuffix("index.html")
        roles = tables[onboarding.TABLE].schema.field("roles")
        names = ";".join(f"{role}={roles.label(role)}" for role in roles.enum)
        text = "Frågorna kommer från sidorna som uppgifterna leder till. Varje sida har ett självtest med svar:"
        place = block(
            "div",
            paragraph(text, classes=("phase-quiz-pages",)),
            block("ul", *items),
            classes=("phase-quiz",),
            data_phase=phase,
            data_root=root,
            data_roles=names,
        )
        return [place]


def _name_sections(app: Sphinx, doctree: nodes.document) -> None:
    """Give each link to a section its heading as text; one that the page does not have is a fault."""
    for link in doctree.findall(nodes.reference):
        if "section_of" not in link:
            continue
        anchor = link["refuri"][1:]
        section = next((one for one in doctree.findall(nodes.section) if anchor in one["ids"]), None)
        title = section.next_node(nodes.title) if section is not None else None
        link.append(nodes.Text(title.astext() if title else anchor))
        if title is None:
            message = "%s: section: Sidan %s har inget avsnitt ”%s”. Kör kb.py check, så står det vilka den har."
            page = published_name(app.env.docname)
            logger.warning(message, link["section_of"], page, anchor, type="faltboken")


def write(app: Sphinx, static: Path) -> None:
    """Write a script with the questions of each phase below the site's folder of static files."""
    tables, texts = tables_of(app), page_text.texts(app.env)

    def asked(row: Row) -> quiz_data.Question:
        page = f"book/{row.text('page')}"
        sections = {section.anchor: section.heading for section in texts[page].sections}
        heading = sections.get(row.text("section"))
        address = app.builder.get_target_uri(page)
        more = [(": ".join(filter(None, (texts[page].title, heading))), f"{address}#{row.text('section')}")]
        register = app.builder.get_target_uri(_REGISTER)
        more += [(laws.unbroken(name), f"{register}#{laws.label(name)}") for name in row.items("laws")]
        entries = app.env.get_domain("cite").bibdata.data.entries  # type: ignore[attr-defined]
        more += [_source(entries[key]) for key in row.items("sources") if key in entries]
        return quiz_data.Question(row, texts[page].title, more)

    files: dict[str, str] = {}
    for phase, pages in quiz.phases(tables).items():
        rows = [
            row for page in pages for row in tables[questions.TABLE].having("page", page) if f"book/{page}" in texts
        ]
        files |= {f"{phase}.js": quiz_data.script(phase, map(asked, rows))} if rows else {}
    leftovers.write_folder(static / FOLDER, files)


def _source(entry: Entry) -> tuple[str, str]:
    """Return a source as one line of text, and its address ("" where it has none)."""
    who, _, _ = str(source_text(entry)).partition(". ")
    title = entry.fields.get("title", "").replace("{", "").replace("}", "")
    address = entry.fields.get("url") or (f"https://doi.org/{entry.fields['doi']}" if "doi" in entry.fields else "")
    return f"{who}. {title}", address


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("quiz", QuizDirective)
    app.add_directive("phase-quiz", PhaseQuizDirective)
    app.connect("doctree-read", _name_sections)
