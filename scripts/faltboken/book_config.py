"""`_config.yml`: every key is one that Jupyter Book or Sphinx reads; both accept a misspelt key in silence."""

from __future__ import annotations

from collections.abc import Collection
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from faltboken import editions
from faltboken.problems import Problem, quoted
from faltboken.yaml_files import YamlError, read_yaml

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
        "faltboken_municipality",
        "faltboken_published_by",
        "faltboken_repository",
        "faltboken_today",
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
        "myst_heading_slug_func",
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


def check(root: Path, municipalities: Collection[str] = ()) -> list[Problem]:
    """Return the faults of the configuration file; `municipalities` are those that may publish the site."""
    path = root / "_config.yml"
    try:
        text = path.read_text(encoding="utf-8")
        raw = read_yaml(text)
    except (OSError, UnicodeDecodeError):
        message = "Inställningarna finns inte eller är inte UTF-8. Lägg tillbaka filen eller spara den som UTF-8."
        return [Problem("_config.yml", 0, "", "config", message)]
    except YamlError as error:
        message = "Inställningarna går inte att läsa. Skriv ”nyckel: värde” med samma indrag som grannraderna."
        return [Problem("_config.yml", error.line, "", "config", message)]
    if not isinstance(raw, dict) or not isinstance(raw.get("title"), str) or not _sphinx_config(raw):
        message = "Inställningarna saknar något. Filen ska minst ha title: och, under sphinx:, config: med nycklar."
        return [Problem("_config.yml", 0, "", "config", message)]
    default = yaml.safe_load(resources.files("jupyter_book").joinpath("default_config.yml").read_text(encoding="utf-8"))
    unknown = _unknown_keys(raw, default, "")
    unknown += [f"sphinx.config.{key}" for key in _sphinx_config(raw) if key not in SPHINX_KEYS]
    publisher = str(_sphinx_config(raw).get("faltboken_published_by") or "")
    found = []
    if publisher and publisher not in municipalities:
        message = (
            f"Kommunen {quoted(publisher)} finns inte i data/municipalities.csv. Skriv kommunens id, eller lämna tomt."
        )
        line = _line(text, "faltboken_published_by")
        found = [Problem("_config.yml", line, "faltboken_published_by", "config-municipality", message)]
    edition = str(_sphinx_config(raw).get(editions.SETTING) or "")
    if edition and edition not in municipalities:
        line = _line(text, editions.SETTING)
        found.append(
            Problem(
                "_config.yml", line, editions.SETTING, "config-municipality", editions.unknown(edition, municipalities)
            )
        )
    return found + [
        Problem(
            "_config.yml",
            _line(text, key.rsplit(".", 1)[-1]),
            key,
            "config-key",
            f"Nyckeln {quoted(key)} läses inte av något. Rätta stavningen eller ta bort den.",
        )
        for key in unknown
    ]


def _sphinx_config(raw: dict[str, Any]) -> dict[str, Any]:
    sphinx = raw.get("sphinx")
    config = sphinx.get("config") if isinstance(sphinx, dict) else None
    return config if isinstance(config, dict) else {}


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
