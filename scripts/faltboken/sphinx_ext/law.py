"""`{law}` points at a paragraph of `laws.csv`; `{law-register}` prints them all, act by act."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain

from faltboken import law_dates, laws, swedish
from faltboken.queries import Query, swedish_order
from faltboken.sphinx_ext.days import from_day
from faltboken.sphinx_ext.elements import block, inline, link, paragraph
from faltboken.sphinx_ext.state import DataDirective, DataRole
from faltboken.tables import Row


def law_link(role: DataRole, reference: str) -> nodes.Node:
    """Return a link to the paragraph in the register; an unknown reference is a fault and stays as text."""
    rows = role.select(Query("laws", (("reference", (reference,)),)))
    if not rows:
        role.fault(
            f"Lagrummet ”{reference}” finns inte i data/laws.csv. Skriv det som SoL 19:1 eller "
            "LVU 3 §, eller lägg till en rad."
        )
        return nodes.Text(reference)
    return label_link(laws.label(reference), laws.unbroken(reference), "law")


def label_link(label: str, text: str, css_class: str) -> addnodes.pending_xref:
    """Return a link to a label that a register directive has put on its page."""
    shown = nodes.inline("", text, classes=[css_class])
    return addnodes.pending_xref(
        "", shown, refdomain="std", reftype="ref", reftarget=label, refexplicit=True, refwarn=True
    )


class LawRole(DataRole):
    """`{law}`SoL 19:1``."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link."""
        return [law_link(self, self.text)], []


class LawRegisterDirective(DataDirective):
    """`{law-register}`: every paragraph the book leans on."""

    def run(self) -> list[nodes.Node]:
        """Return one section for each act, with its paragraphs as a list of terms."""
        acts = {row.text("id"): row for row in self.select(Query("acts"))}
        rows = self.select(Query("laws"))
        result: list[nodes.Node] = []
        for act_id in sorted({row.text("act") for row in rows}, key=swedish_order):
            of_act = [row for row in rows if row.text("act") == act_id]
            wording = Counter(row.day("wording_as_of") for row in of_act).most_common(1)[0][0]
            section = self._act(acts.get(act_id), act_id, wording)
            paragraphs = (part for row in of_act for part in self._paragraph(row, acts.get(act_id), wording))
            section += block("dl", *paragraphs, classes=("law-register",))
            result.append(section)
        return result

    def _act(self, act: Row | None, act_id: str, wording: date | None) -> nodes.section:
        name = act.text("name") if act else act_id
        title = f"{name[:1].upper()}{name[1:]} ({act_id})" if name != act_id else name
        section = nodes.section(ids=[nodes.make_id(f"lag-{act_id}")])
        section += nodes.title("", title)
        if act:
            number = f"SFS {act.text('sfs_number')}" if act.text("sfs_number")[:1].isdigit() else act.text("sfs_number")
            parts: list[nodes.Node | str] = [f"{number}. " if number else ""]
            if act.day("in_force_to"):
                parts.append(f"Gäller till och med {swedish.long_date(act.day('in_force_to'))}. ")  # type: ignore[arg-type]
            if act.text("replaced_by"):
                parts.append(f"Ersätts av: {act.text('replaced_by')}. ")
            if act.text("source_url"):
                parts += [link("Läs lagen", act.text("source_url")), ". "]
            if wording:
                parts.append(f"Lydelse: {swedish.long_date(wording)}, där inget annat står.")
            section += paragraph(*[part for part in parts if part], classes=("soft",))
        return section

    def _paragraph(self, row: Row, act: Row | None, wording: date | None) -> list[nodes.Node]:
        reference = laws.reference(row)
        label = laws.label(reference)
        domain = self.env.get_domain("std")
        assert isinstance(domain, StandardDomain)
        domain.labels[label] = (self.env.docname, label, reference)
        domain.anonlabels[label] = (self.env.docname, label)
        term = block("dt", inline("strong", laws.unbroken(reference)), nodes.Text(f" {row.text('title')}"))
        term["ids"] = [label]
        end = law_dates.ends(row, act)
        if end:
            over = inline("span", "Gäller inte längre", classes=("tag", "overdue"))
            term += [nodes.Text(" "), from_day(self.env, end + timedelta(1), over)]
        details = []
        own = row.day("wording_as_of")
        if own != wording or not act:  # else it stands once, under the act's name
            details.append(f"Lydelse: {swedish.long_date(own)}" if own else "Lydelse: uppgift saknas")
        if end:
            details.append(f"gäller till och med {swedish.long_date(end)}")
        if row.text("certainty") == "secondary":
            details.append("osäker uppgift, kontrollera lagtexten")
        parts: list[nodes.Node] = [paragraph(row.text("summary"))]
        said = [f"{detail[:1].upper()}{detail[1:]}." for detail in details]
        if row.text("note"):
            said.append(row.text("note"))
        meta: list[nodes.Node | str] = [" ".join(said)]
        # The act's own link stands once, under its name; here only where the paragraph was read somewhere else.
        if row.text("source_url") and not (act and act.text("source_url") == row.text("source_url")):
            meta += [" " if said else "", link(f"Läs {laws.spelt_out(row)}", row.text("source_url"))]
        if any(meta):
            parts.append(paragraph(*[part for part in meta if part], classes=("soft",)))
        return [term, block("dd", *parts)]


def setup(app: Sphinx) -> None:
    """Register role and directive."""
    app.add_role("law", LawRole())
    app.add_directive("law-register", LawRegisterDirective)
