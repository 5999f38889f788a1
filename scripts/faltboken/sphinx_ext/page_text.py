"""The words of each page, kept in the environment: for search, reading figures and the quality page."""

from __future__ import annotations

from dataclasses import dataclass

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from faltboken import readability
from faltboken.sphinx_ext.elements import element

WORDS_A_MINUTE = 200

# Parts of a page that are no running text: they have their own place in search, or are not prose.
_NOT_PROSE = (nodes.table, nodes.footnote, nodes.literal_block, nodes.title)
_QUESTIONS = ("quiz", "phase-quiz")  # wrong answers must never be found as if they were advice
_BOXES = (
    "meta",
    "evidence",
    "law-register",
    "law-changes",
    "glossary",
    "guide",
    "emergency",
    "local-note",
    "rehearsal",
)


@dataclass(frozen=True)
class Section:
    """A heading with its anchor ("" for the page itself) and the text below it."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True)
class PageText:
    """A page as text: its sections for search, and its running text for reading figures."""

    title: str
    sections: tuple[Section, ...]
    prose: str

    @property
    def words(self) -> int:
        """The number of words in the running text."""
        return len(readability.words_of(self.prose))

    @property
    def minutes(self) -> int:
        """The time it takes to read the running text, at least one minute."""
        return max(1, round(self.words / WORDS_A_MINUTE))


def texts(env: BuildEnvironment) -> dict[str, PageText]:
    """Return the text of every page that has been read."""
    if not hasattr(env, "faltboken_texts"):
        env.faltboken_texts = {}  # type: ignore[attr-defined]
    found: dict[str, PageText] = env.faltboken_texts  # type: ignore[attr-defined]
    return found


def _own_text(section: nodes.Element) -> str:
    parts = [_text(child) for child in section.children if not _is_found_elsewhere(child)]
    return " ".join(" ".join(parts).split())


def _text(node: nodes.Node) -> str:
    """Return what a reader sees of a part: no drawings, no notes of sources (they stand together on om/kallor)."""
    if isinstance(node, nodes.raw | nodes.footnote | nodes.footnote_reference):
        return ""
    if isinstance(node, nodes.TextElement):
        return "".join(_text(child) for child in node.children)
    return " ".join(_text(child) for child in node.children) if isinstance(node, nodes.Element) else node.astext()


def _is_found_elsewhere(node: nodes.Node) -> bool:
    """Return whether a part is no text of its section: sections, titles, messages, lists whose rows are entries."""
    if isinstance(node, nodes.section | nodes.title | nodes.system_message):
        return True
    return isinstance(node, nodes.Element) and bool(
        set(node["classes"]) & {"services", "law-register", "glossary", "meta", *_QUESTIONS}
    )


def _prose(node: nodes.Node) -> str:
    if isinstance(node, _NOT_PROSE) or (isinstance(node, element) and {*_BOXES, *_QUESTIONS} & set(node["classes"])):
        return ""
    if isinstance(node, nodes.paragraph):
        return node.astext().strip()
    if isinstance(node, nodes.Element):
        return "\n\n".join(filter(None, (_prose(child) for child in node.children)))
    return ""


def _keep(app: Sphinx, doctree: nodes.document) -> None:
    sections = []
    for section in doctree.findall(nodes.section):
        title = section.next_node(nodes.title)
        is_page = isinstance(section.parent, nodes.document)
        anchor = "" if is_page else section["ids"][0]
        sections.append(Section(anchor, title.astext() if title else "", _own_text(section)))
    name = sections[0].heading if sections else app.env.docname
    texts(app.env)[app.env.docname] = PageText(name, tuple(sections), _prose(doctree))


def _purge(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    texts(env).pop(docname, None)


def setup(app: Sphinx) -> None:
    """Keep the text when a page has been read, drop it when the page is removed."""
    app.connect("doctree-read", _keep, priority=600)
    app.connect("env-purge-doc", _purge)
