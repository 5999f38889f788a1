"""`_config.yml`: every key is one that Jupyter Book or Sphinx reads; both accept a misspelt key in silence."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from faltboken.problems import Problem, quoted

# Keys below sphinx.config that the book uses; a new one is added here when it is added there.
SPHINX_KEYS = frozenset(
    {
        "bibtex_bibfiles",
        "bibtex_default_style",
        "bibtex_foot_reference_style",
        "bibtex_reference_style",
        "exclude_patterns",
        "extensions",
        "external_toc_path",
        "faltboken_published_by",
        "html_baseurl",
        "html_copy_source",
        "html_last_updated_fmt",
        "html_permalinks",
        "html_show_sphinx",
        "html_theme",
        "html_theme_options",
        "html_use_index",
        "include_patterns",
        "language",
        "locale_dirs",
        "myst_enable_extensions",
        "myst_footnote_transition",
        "myst_heading_anchors",
        "myst_links_external_new_tab",
        "nb_code_prompt_hide",
        "nb_code_prompt_show",
        "nb_execution_mode",
        "nb_execution_raise_on_error",
        "nb_execution_timeout",
        "nb_merge_streams",
        "numfig",
        "primary_domain",
        "pygments_style",
        "suppress_warnings",
    }
)
_FREE = ("sphinx.config", "sphinx.local_extensions", "latex.latex_documents")


def check(root: Path) -> list[Problem]:
    """Return the faults of the configuration file."""
    path = root / "_config.yml"
    try:
        text = path.read_text(encoding="utf-8")
        raw = yaml.safe_load(text)
    except (OSError, UnicodeDecodeError) as error:
        return [Problem("_config.yml", 0, "", "config", f"Inställningarna går inte att öppna: {error}.")]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = "Inställningarna går inte att läsa. Skriv ”nyckel: värde” med samma indrag som grannraderna."
        return [Problem("_config.yml", mark.line + 1 if mark else 0, "", "config", message)]
    if not isinstance(raw, dict):
        return [Problem("_config.yml", 0, "", "config", "Filen är tom. Den ska minst ha title: och sphinx:.")]
    default = yaml.safe_load(resources.files("jupyter_book").joinpath("default_config.yml").read_text(encoding="utf-8"))
    unknown = _unknown_keys(raw, default, "")
    unknown += [
        f"sphinx.config.{key}" for key in (raw.get("sphinx") or {}).get("config") or {} if key not in SPHINX_KEYS
    ]
    return [
        Problem(
            "_config.yml",
            _line(text, key.rsplit(".", 1)[-1]),
            key,
            "config-key",
            f"Nyckeln {quoted(key)} läses inte av något. Rätta stavningen eller ta bort den.",
        )
        for key in unknown
    ]


def _unknown_keys(raw: dict[str, Any], known: dict[str, Any], prefix: str) -> list[str]:
    found = []
    for key, value in raw.items():
        name = f"{prefix}{key}"
        if key not in known:
            found.append(name)
        elif isinstance(value, dict) and isinstance(known[key], dict) and name not in _FREE:
            found += _unknown_keys(value, known[key], name + ".")
    return found


def _line(text: str, key: str) -> int:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip().startswith(f"{key}:"):
            return number
    return 0
