"""`kb.py search`: what the site's own search answers, one hit a line, with the reason for each when asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from faltboken import building, console
from faltboken.commands import ROOT
from faltboken.commands.options import Options
from faltboken.search.rank import Hit, Index, Unit

KINDS = {
    "page": "Sida",
    "section": "Avsnitt",
    "need": "Behov",
    "service": "Stöd",
    "law": "Lag",
    "term": "Ord",
    "number": "Nummer",
}
_HOW = {
    "exact": "ordet, eller en form av det",
    "fold": "utan å, ä och ö",
    "root": "bildat av samma ord",
    "part": "del av ordet",
    "prefix": "ordets början",
    "joined": "skrivet ihop",
    "typo": "nästan likadant",
}


def run(arguments: Sequence[str]) -> int:
    """Print what a question finds; return 1 when that is nothing."""
    options = Options("search", "Söker i den byggda sidan och svarar som sökrutan gör.")
    options.add_argument("query", metavar="FRÅGA", nargs="+", help="det du söker, som du skulle skriva det i sökrutan")
    options.add_argument("--hits", type=int, default=10, metavar="ANTAL", help="så många träffar visas; annars 10")
    options.add_argument("--explain", action="store_true", help="visa varför varje träff kom med")
    chosen = options.parse_args(arguments)
    lines = list(answer(ROOT / building.SITE, " ".join(chosen.query), chosen.hits, explain=chosen.explain))
    console.say("\n".join(lines) or "Inga träffar.")
    return 0 if lines else 1


def answer(site: Path, query: str, most: int = 10, *, explain: bool = False) -> Iterator[str]:
    """Yield the lines of an answer: emergency numbers, then rank, kind, title and address of each hit.

    A folder without a built site raises `console.Stop`.
    """
    try:
        index = Index.of(site)
    except FileNotFoundError:
        raise console.Stop("Det finns ingen byggd sida att söka i. Kör först: python3 scripts/kb.py site") from None
    urgent = index.acute(query)
    for unit in urgent:
        yield f"  !  {'Akut':<8} Ring {_named(unit)}  {unit.url}"
    hits = [hit for hit in index.find(query) if hit.unit not in urgent]
    for rank, hit in enumerate(hits[:most], start=1):
        yield f"{rank:>3}  {KINDS[hit.unit.kind]:<8} {_named(hit.unit)}  {hit.unit.url}"
        if explain:
            yield from _reasons(hit)


def _named(unit: Unit) -> str:
    more = unit.parent or unit.place
    return f"{unit.title} ({more})" if more else unit.title


def _reasons(hit: Hit) -> Iterator[str]:
    yield f"     {'':<8} poäng {hit.score:.1f}".replace(".", ",")
    for reason in hit.why:
        yield f"     {'':<8} {reason.typed} → {reason.word}: {_HOW[reason.how]}, tyngd {reason.level} av 7"
