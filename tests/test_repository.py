"""What must agree in the repository: pages and table of contents, tables and their list, code and the author guide."""

from __future__ import annotations

import ast
import csv
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from books import NOW, ROOT
from docutils.parsers.rst import Directive

from faltboken import check, page_rules, pages, toc
from faltboken.schema import read_package

DATA = ROOT / "data"
PACKAGE = ROOT / "scripts" / "faltboken"
GUIDE = (ROOT / "book" / "om" / "sa-skriver-du.md").read_text(encoding="utf-8")
PAGES, UNREADABLE = pages.read_all(ROOT)
MODULES = sorted(PACKAGE.rglob("*.py"))
# Sphinx's and MyST's own directives that pages may use; the guide names those an author needs.
FOREIGN = {"footbibliography", "bibliography", "container", "note", "warning", "important", "tip"}
UNTOLD = {"code-block", "list-table", "figure", "code-cell", "cite", "ref", "doc", "footcite:p", "footcite:t"}


def tracked_text() -> Iterator[tuple[str, str]]:
    """Yield the path and text of every text file in version control, or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, check=True,
    ).stdout.decode("utf-8")  # fmt: skip
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.is_file() and "vendor" not in path.parts:
            try:
                yield name, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def directive_classes() -> dict[str, type[Directive]]:
    """Return our directives by name, as the modules register them."""
    import importlib

    found = {}
    for path in sorted((PACKAGE / "sphinx_ext").glob("*.py")):
        module = importlib.import_module(f"faltboken.sphinx_ext.{path.stem}")
        for name, class_name in re.findall(r'add_directive\("([\w-]+)", (\w+)\)', path.read_text(encoding="utf-8")):
            found[name] = getattr(module, class_name)
    return found


def roles() -> set[str]:
    text = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "sphinx_ext").glob("*.py"))
    return set(re.findall(r'add_role(?:_to_domain)?\((?:"std", )?"([\w-]+)"', text))


# --- the real book ----------------------------------------------------------


def test_the_real_book_has_no_fault() -> None:
    assert [str(problem) for problem in check.problems(ROOT, NOW)] == []


def test_every_page_can_be_read() -> None:
    assert UNREADABLE == []
    assert len(PAGES) > 20


def test_the_overview_of_methods_grades_each_page_as_the_page_does() -> None:
    scale = (DATA / "evidence_scale.csv").read_text(encoding="utf-8").splitlines()
    names = {row["id"]: row["name"] for row in csv.DictReader(scale)}
    methods = {page.path: page for page in PAGES if page.path.startswith("book/metoder/")}
    overview = methods.pop("book/metoder/index.md").text
    listed = dict(re.findall(r"\| \[[^]]+\]\(([a-z-]+\.md)\) \| ([^|]+) \|", overview))
    graded = {
        path.removeprefix("book/metoder/"): names[grade[1]]
        for path, page in methods.items()
        if (grade := re.search(r"^:grade: (\w+)$", page.text, re.MULTILINE))
    }
    assert listed == graded
    assert len(graded) == len(methods)


def test_every_page_stands_once_in_the_table_of_contents_and_the_reverse() -> None:
    assert toc.check(ROOT, PAGES) == []
    listed = re.findall(r"(?:file|root): (book/\S+)", (ROOT / "_toc.yml").read_text(encoding="utf-8"))
    orphans = {page.path.rsplit(".", 1)[0] for page in PAGES if page.raw.get("orphan")}
    assert sorted(listed) == sorted({page.path.rsplit(".", 1)[0] for page in PAGES} - orphans)


def test_pages_and_data_have_names_that_every_system_and_address_takes() -> None:
    for folder in ("book", "data"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and ".ipynb_checkpoints" not in path.parts:
                assert re.fullmatch(r"[a-z0-9_-]+\.[a-z]+|README\.md", path.name), path.name


def test_a_notebook_is_kept_without_what_it_printed() -> None:
    for path in (ROOT / "book").rglob("*.ipynb"):
        if ".ipynb_checkpoints" not in path.parts:
            text = path.read_text(encoding="utf-8")
            assert '"outputs": [\n' not in text, path.name
            assert not re.search(r'"execution_count": \d', text), path.name


# --- data -------------------------------------------------------------------


def test_no_two_sources_have_the_same_address() -> None:
    addresses = re.findall(r"^ *url = \{([^}]+)\}", (ROOT / "book/references.bib").read_text(encoding="utf-8"), re.M)
    assert len(addresses) > 100
    assert [address for address, times in Counter(addresses).items() if times > 1] == []


def test_every_table_has_a_schema_an_owner_and_a_time_between_reviews() -> None:
    for resource in read_package(DATA):
        assert resource.owner, resource.name
        assert pages.review_days(resource.review_in), resource.name
        assert resource.schema.fields


def test_every_file_of_data_is_listed_and_told_of() -> None:
    told = (DATA / "README.md").read_text(encoding="utf-8")
    listed = {path for resource in read_package(DATA) for path in resource.paths}
    files = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*.csv")}
    assert listed == {name for name in files if not name.startswith("samples/")}
    together = {
        "services/": "`services/<kommunens id>.csv`",
        "rehearsals/": "`rehearsals/<övningens namn>.csv`",
        "samples/": "`samples/<bladets namn>.csv`",
    }
    told_together = {
        name for name in files for folder, line in together.items() if name.startswith(folder) and line in told
    }
    assert [name for name in files - told_together if name not in told and Path(name).name not in told] == []


def test_every_schema_belongs_to_a_table() -> None:
    tables = {resource.name for resource in read_package(DATA)}
    assert {path.stem for path in (DATA / "schemas").glob("*.json")} == tables


def test_every_made_up_example_is_of_a_sheet() -> None:
    sheets = {path.stem for path in (DATA / "schemas" / "sheets").glob("*.json")}
    assert {path.stem for path in (DATA / "samples").glob("*.csv")} <= sheets


def test_every_need_and_category_is_used_by_a_service() -> None:
    from faltboken import tables

    loaded, _ = tables.load(ROOT)
    used = {need for row in loaded["services"] for need in row.items("needs")}
    assert {row.text("id") for row in loaded["needs"]} - used == set()
    categories = {row.text("category") for row in loaded["services"]}
    assert {row.text("id") for row in loaded["service_categories"]} - categories == set()


# --- the author guide -------------------------------------------------------


@pytest.mark.parametrize("name", sorted(directive_classes()))
def test_the_guide_tells_of_a_directive_and_each_of_its_choices(name: str) -> None:
    assert f"`{{{name}}}`" in GUIDE or f"```{{{name}}}" in GUIDE or f":::{{{name}}}" in GUIDE
    for option in directive_classes()[name].option_spec or {}:
        assert f":{option}:" in GUIDE, f"{name} takes :{option}:"


@pytest.mark.parametrize("name", sorted(roles()))
def test_the_guide_tells_of_a_role(name: str) -> None:
    assert f"`{{{name}}}`" in GUIDE
    assert f"{{{name}}}`" in GUIDE.replace(f"`{{{name}}}`", "")


def test_the_guide_tells_of_every_field_of_front_matter() -> None:
    assert [field for field in pages.FIELDS if f"`{field}`" not in GUIDE] == []


def test_the_checks_know_exactly_the_directives_and_roles_that_exist() -> None:
    assert set(page_rules.DIRECTIVES) - UNTOLD == set(directive_classes()) | FOREIGN
    assert set(page_rules.ROLES) - UNTOLD == roles() | {"footcite"}


def test_the_guides_own_choices_exist() -> None:
    known = {option for one in directive_classes().values() for option in one.option_spec or {}} | {"all"}
    assert set(re.findall(r"^:(\w+):", GUIDE, re.MULTILINE)) <= known


# --- README, requirements, code ---------------------------------------------


def test_every_path_that_the_readme_names_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    links = {link.split("#")[0] for link in re.findall(r"\]\((?!https?:)([^)]+)\)", readme)}
    spans = set(re.findall(r"`([\w./-]+/[\w./-]*|[\w-]+\.(?:in|txt|toml|yml))`", readme))
    assert links
    for name in {name for name in links | spans if not name.startswith(("_build", ".venv"))}:
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize("name", ["requirements.in", "requirements-pdf.in", "tests/requirements.in"])
def test_every_direct_dependency_has_a_reason_above_it(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    blocks = "\n".join(lines).replace("\n#", "\n\n#").split("\n\n")
    for block in blocks:
        dependencies = [line for line in block.splitlines() if line and not line.startswith("#")]
        assert not dependencies or block.lstrip().startswith("# "), dependencies


@pytest.mark.parametrize("name", ["requirements", "requirements-pdf", "tests/requirements"])
def test_every_direct_dependency_is_locked_with_hashes_and_every_lock_line_is_exact(name: str) -> None:
    lock = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
    pinned = re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==\S+(?: ;[^\\]*)? \\\n +--hash=sha256:", lock, re.MULTILINE)
    direct = re.findall(r"^([\w.-]+)", (ROOT / f"{name}.in").read_text(encoding="utf-8"), re.MULTILINE)
    assert {one.lower().replace("_", "-") for one in direct} <= set(pinned)
    assert len(pinned) == len(re.findall(r"^[\w.-]+(?:\[[\w,]+\])?[ =]", lock, re.MULTILINE))


def test_nothing_names_a_machine_or_where_packages_were_fetched_from() -> None:
    own_words = r"(?<!\w)/(?:home|Users|root|work)/|C:\\\\Users|--(?:extra-)?index-url|--find-links"
    here = Path(__file__).resolve().relative_to(ROOT).as_posix()
    told = [(name, found[0]) for name, text in tracked_text() if name != here for found in re.finditer(own_words, text)]
    assert told == []


def test_only_the_extension_imports_sphinx() -> None:
    for path in MODULES:
        if "sphinx_ext" not in path.parts:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
            imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
            assert not {name for name in imported if name.split(".")[0] in ("sphinx", "docutils")}, path.name


@pytest.mark.parametrize("path", MODULES, ids=[path.relative_to(PACKAGE).as_posix() for path in MODULES])
def test_everything_public_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name
            members = [
                item for item in node.body if isinstance(item, ast.FunctionDef) and not item.name.startswith("_")
            ]
            assert [item.name for item in members if not ast.get_docstring(item)] == [], node.name
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
    assert [node.name for node in functions if not ast.get_docstring(node)] == []


def test_the_configuration_names_only_folders_and_files_that_exist() -> None:
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    for name in config["sphinx"]["config"]["bibtex_bibfiles"]:
        assert (ROOT / name).is_file(), name
    for folder in config["sphinx"]["local_extensions"].values():
        assert (ROOT / folder).is_dir(), folder
