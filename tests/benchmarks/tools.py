"""Lighthouse and the Nu HTML checker, from the npm packages that package-lock.json pins."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from browser.served import served
from project import build, copy_book
from report import Bars, table

from faltboken.chromium import QUIET, find_chromium

HERE = Path(__file__).parent
PORT = 8642
RUNS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = ("index.html", "lag/orosanmalan.html", "stod/sandviken.html")


def modules() -> Path:
    """Install the pinned packages if they are not there, and return their folder."""
    folder = HERE / "node_modules"
    if not all((folder / name).is_dir() for name in ("lighthouse", "vnu-jar", "pagefind")):
        npm = shutil.which("npm")
        if not npm:
            raise SystemExit("npm is missing: install Node.js 18.16 or newer.")
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-fund", "--no-audit"], cwd=HERE, check=True)
    return folder


def lighthouse(work: Path, bars: Bars) -> None:
    """Measure three pages as on a slow phone, of the book as a municipality publishes it (which lifts noindex).

    Another process on the computer only makes a page slower, so the best of at most three runs counts.
    """
    base = f"http://127.0.0.1:{PORT}/"
    site = build(copy_book(work, published_by="sandviken", base=base))
    rows, scores = [], {}
    with served(site, PORT):
        for path in PAGES:
            results = []
            while len(results) < RUNS and not (results and min(_scores(results[-1])) == 100):
                results.append(_lighthouse(base + path))
            best = max(results, key=lambda result: sum(_scores(result)))
            scores[path] = _scores(best)
            _tell_faults(path, best)
            times = [best["audits"][name]["displayValue"] for name in ("first-contentful-paint", "total-byte-weight")]
            rows.append((path, *scores[path], times[0], re.sub(r"^\D*", "", times[1]), len(results)))
    table("Lighthouse, mobile", ["page", *CATEGORIES, "first paint", "weight", "runs"], rows)
    print()
    for path in PAGES:
        for name, score in zip(CATEGORIES, scores[path], strict=True):
            bars.exactly(f"Lighthouse {path}: {name}", score, 100)


def _lighthouse(address: str) -> dict[str, Any]:
    node = shutil.which("node")
    if not node:
        raise SystemExit("Node.js is missing: Lighthouse needs 18.16 or newer.")
    program = modules() / "lighthouse" / "cli" / "index.js"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        flags = " ".join(["--headless=new", "--no-sandbox", f"--user-data-dir={profile}", *QUIET])
        command = [node, str(program), address, "--quiet", "--output=json", f"--chrome-flags={flags}"]
        command.append(f"--only-categories={','.join(CATEGORIES)}")
        env = os.environ | {"CHROME_PATH": find_chromium()}
        done = subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    return dict(json.loads(done.stdout))


def _scores(result: dict[str, Any]) -> list[int]:
    return [round(100 * (result["categories"][name]["score"] or 0)) for name in CATEGORIES]


def _tell_faults(path: str, result: dict[str, Any]) -> None:
    for name in CATEGORIES:
        for reference in result["categories"][name]["auditRefs"]:
            audit = result["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(f"  {path}: {name}: {audit['title']} ({audit['score']}) {audit.get('displayValue', '')}")


def html(site: Path, bars: Bars) -> None:
    """Check every page with the Nu HTML checker."""
    java = shutil.which("java")
    if not java:
        raise SystemExit("Java is missing: the Nu HTML checker needs it (apt-get install default-jre-headless).")
    jar = modules() / "vnu-jar" / "build" / "dist" / "vnu.jar"
    pages = sorted(site.rglob("*.html"))
    command = [java, "-Xss8m", "-jar", str(jar), "--format", "json", "--exit-zero-always", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    messages = json.loads(done.stderr or "{}").get("messages", [])
    prefix = site.resolve().as_uri().replace("file:///", "file:/")

    def said(wanted: str) -> list[str]:
        return [
            f"{message.get('url', '').replace(prefix, '').lstrip('/')}:{message.get('lastLine')}: {message['message']}"
            for message in messages
            if message["type"] == wanted
        ]

    warnings = [line for line in said("info") if line]
    print(f"\nNu HTML checker: {len(pages)} pages, {len(said('error'))} errors, {len(warnings)} remarks")
    for line in sorted({re.sub(r"^[^ ]+ ", "", line) for line in warnings})[:10]:
        print(f"      remark: {line}")
    bars.nothing("errors in HTML", said("error") + said("non-document-error"))
