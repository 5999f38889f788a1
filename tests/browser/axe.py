"""axe-core on an open page. The copy in tests/vendor is run as it is; see its README."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_SOURCE = Path(__file__).parents[1] / "vendor" / "axe" / "axe.min.js"
_RUN = """tags => axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]}).then(
  found => found.violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`)))"""


def violations(page: Page) -> list[str]:
    """Return one line for each element that breaks a rule: rule, element, what to mend."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_SOURCE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_RUN, list(TAGS))
    return found
