"""Reading without a network: `{offline}`, and the files that let a browser keep a copy."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from faltboken.publish import offline, usb
from faltboken.sphinx_ext.elements import block, paragraph

_WITHOUT_SCRIPT = "Om en kopia finns på enheten syns här, när webbläsaren tillåter JavaScript."


def _shown(argument: str) -> str:
    return directives.choice(argument, ("copy", "zip"))


class OfflineDirective(SphinxDirective):
    """`{offline} copy`: whether the device has a copy, with buttons; `{offline} zip`: the way to the zip file."""

    required_arguments = 1
    option_spec: ClassVar = {}

    def run(self) -> list[nodes.Node]:
        """Return the place that `offline-tools.js` fills, or the line that `kb.py site --zip` fills."""
        if _shown(self.arguments[0]) == "copy":
            status = block("p", nodes.Text(_WITHOUT_SCRIPT), role="status")
            place = block("div", status, classes=("example",))
            place["ids"] = ["_kopian"]
            return [place]
        return [paragraph(usb.NOT_PUBLISHED, classes=(usb.CLASS,))]


def _publish(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and app.builder.name == "html":
        offline.write_manifest(Path(app.outdir), app.config.html_title)
        offline.write(Path(app.outdir))


def setup(app: Sphinx) -> None:
    """Register the directive; write the list when everything else has been published."""
    app.add_directive("offline", OfflineDirective)
    app.connect("build-finished", _publish, priority=800)
