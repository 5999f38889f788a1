"""One content security policy, the same in every place that a server reads it from."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from faltboken.publish import headers

README = Path(__file__).resolve().parents[1] / "README.md"


def test_nothing_is_allowed_but_the_sites_own_files() -> None:
    allowed = {part.split()[0]: part.split()[1:] for part in headers.CSP.split("; ")}
    assert allowed.pop("img-src") == ["'self'", "data:"]
    assert {name for name, sources in allowed.items() if sources == ["'none'"]} == {"default-src", "base-uri"}
    assert all(sources in (["'none'"], ["'self'"]) for sources in allowed.values())


def test_the_headers_file_gives_every_page_every_header() -> None:
    first, *rest = headers.headers_file().splitlines()
    assert first == "/*"
    assert rest == [f"  {name}: {value}" for name, value in headers.HEADERS.items()]


@pytest.mark.parametrize("snippet", [headers.nginx, headers.apache])
def test_the_readme_shows_the_headers_as_they_are(snippet: object) -> None:
    assert callable(snippet)
    assert textwrap.indent(snippet(), "  ") in README.read_text(encoding="utf-8")
