"""Lighthouse and the Nu HTML checker, from the npm packages that package-lock.json pins."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from browser.chromium import QUIET, find_chromium
from browser.served import served
from project import build, copy_book
from report import Bars, table

HERE = Path(__file__).parent
PORT = 8642
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = ("index.html", "lag/orosanmalan.html", "stod/sandviken.html")


def _modules() -> Path:
    """Install the pinned packages if they are not there, and return their folder."""
    modules = HERE / "node_modules"
    if not (modules / "lighthouse").is_dir() or not (modules / "vnu-jar").is_dir():
        npm = shutil.which("npm")
        if not npm:
            raise SystemExit("npm is missing: install Node.js 18.16 or newer.")
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-fund", "--no-audit"], cwd=HERE, check=True)
    return modules


def lighthouse(work: Path, bars: Bars) -> None:
    """Measure three pages as on a slow phone, of the book as a municipality publishes it (which lifts noindex)."""
    node, modules = shutil.which("node"), _modules()
    if not node:
        raise SystemExit("Node.js is missing: Lighthouse needs 18.16 or newer.")
    base = f"http://127.0.0.1:{PORT}/"
    site = build(copy_book(work, published_by="sandviken", base=base))
    rows, scores = [], {}
    with served(site, PORT), tempfile.TemporaryDirectory() as profile:
        flags = ["--headless=new", "--no-sandbox", f"--user-data-dir={profile}", *QUIET]
        for path in PAGES:
            command = [node, str(modules / "lighthouse" / "cli" / "index.js"), base + path, "--quiet", "--output=json"]
            command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={' '.join(flags)}"]
            env = os.environ | {"CHROME_PATH": find_chromium()}
            done = subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
            if done.returncode:
                raise SystemExit(done.stderr[-3000:])
            result = json.loads(done.stdout)
            scores[path] = [round(100 * (result["categories"][name]["score"] or 0)) for name in CATEGORIES]
            times = [result["audits"][name]["displayValue"] for name in ("first-contentful-paint", "total-byte-weight")]
            rows.append((path, *scores[path], times[0], re.sub(r"^\D*", "", times[1])))
            for name in CATEGORIES:
                for reference in result["categories"][name]["auditRefs"]:
                    audit = result["audits"][reference["id"]]
                    if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                        print(f"  {path}: {name}: {audit['title']} ({audit['score']}) {audit.get('displayValue', '')}")
    table("Lighthouse, mobile", ["page", *CATEGORIES, "first paint", "weight"], rows)
    print()
    for path in PAGES:
        for name, score in zip(CATEGORIES, scores[path], strict=True):
            bars.exactly(f"Lighthouse {path}: {name}", score, 100)


def html(site: Path, bars: Bars) -> None:
    """Check every page with the Nu HTML checker."""
    java = shutil.which("java")
    if not java:
        raise SystemExit("Java is missing: the Nu HTML checker needs it (apt-get install default-jre-headless).")
    jar = _modules() / "vnu-jar" / "build" / "dist" / "vnu.jar"
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
