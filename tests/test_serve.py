"""`kb.py serve`: what it answers, how it finds changes, and that it keeps showing the last good site."""

from __future__ import annotations

import http.client
import os
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from faltboken import building, console
from faltboken.commands import serve
from faltboken.preview import HOST, NOT_BUILT, Preview, free_port, start, with_reload
from faltboken.publish.headers import CSP
from faltboken.watching import changed, changes, snapshot

PAGE = "<!doctype html><html><body><p>Hej åäö</p></body></html>"


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    folder = tmp_path / "html"
    (folder / "lag").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    (folder / "lag" / "index.html").write_text(PAGE, encoding="utf-8")
    (folder / "sok.js").write_text("f();", encoding="utf-8")
    return Preview(folder)


@pytest.fixture
def server(preview: Preview) -> Iterator[ThreadingHTTPServer]:
    running = start(preview, free_port(8600))
    yield running
    running.shutdown()
    running.server_close()


def ask(server: ThreadingHTTPServer, address: str) -> tuple[int, str, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection(HOST, server.server_port, timeout=10)
    connection.request("GET", address)
    answer = connection.getresponse()
    try:
        return answer.status, answer.read().decode(), answer.headers
    finally:
        connection.close()


def test_the_reload_script_is_in_the_answer_and_never_in_the_file(
    preview: Preview, server: ThreadingHTTPServer
) -> None:
    status, html, headers = ask(server, "/")
    assert status == 200
    assert html.count("/_reload.js") == 1
    assert "Hej åäö" in html
    assert headers["Content-Security-Policy"] == CSP
    assert headers["Cache-Control"] == "no-store"
    assert (preview.folder / "index.html").read_text(encoding="utf-8") == PAGE


@pytest.mark.parametrize("address", ["/index.html", "/lag/", "/lag/index.html?x=1", "/#dag-1"])
def test_pages_are_found_by_every_form_of_their_address(server: ThreadingHTTPServer, address: str) -> None:
    assert ask(server, address)[0] == 200


def test_other_files_are_answered_as_they_are(server: ThreadingHTTPServer) -> None:
    status, text, headers = ask(server, "/sok.js?v=1")
    assert (status, text, headers["Content-Type"]) == (200, "f();", "text/javascript; charset=utf-8")


def test_a_missing_page_gets_the_sites_own_404(preview: Preview, server: ThreadingHTTPServer) -> None:
    (preview.folder / "404.html").write_text("<body>Sidan finns inte</body>", encoding="utf-8")
    status, html, _ = ask(server, "/nej.html")
    assert status == 404
    assert "Sidan finns inte" in html


@pytest.mark.parametrize("address", ["/../hemligt.txt", "/%2e%2e/hemligt.txt", "/lag/..%2f..%2fhemligt.txt"])
def test_nothing_outside_the_site_is_answered(preview: Preview, server: ThreadingHTTPServer, address: str) -> None:
    (preview.folder.parent / "hemligt.txt").write_text("hemligt", encoding="utf-8")
    status, text, _ = ask(server, address)
    assert (status, "hemligt" in text) == (404, False)


def test_before_the_first_build_the_page_says_where_the_faults_are(tmp_path: Path) -> None:
    server = start(Preview(tmp_path / "html"), free_port(8600))
    try:
        assert NOT_BUILT.splitlines()[1] in ask(server, "/")[1]
    finally:
        server.shutdown()
        server.server_close()


def test_an_open_page_is_told_of_a_new_build(preview: Preview, server: ThreadingHTTPServer) -> None:
    connection = http.client.HTTPConnection(HOST, server.server_port, timeout=10)
    connection.request("GET", "/_reload")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/event-stream"
    first = preview.build
    assert [answer.readline() for _ in range(3)] == [b"retry: 300\n", f"data: {first}\n".encode(), b"\n"]
    preview.renewed()
    assert preview.build != first
    assert [answer.readline() for _ in range(2)][1] == f"data: {preview.build}\n".encode()
    connection.close()


def test_a_port_in_use_is_told_with_one_that_is_free(preview: Preview, server: ThreadingHTTPServer) -> None:
    with pytest.raises(console.Stop) as stop:
        start(preview, server.server_port)
    assert f"Port {server.server_port} är upptagen" in str(stop.value)
    assert f"--port {free_port(server.server_port)}" in str(stop.value)


def test_the_script_stands_last_in_the_body() -> None:
    assert with_reload(b"<body>a</body></html>", "7") == (
        b'<body>a<script src="/_reload.js" data-build="7"></script></body></html>'
    )
    assert with_reload(b"utan", "7").startswith(b"utan<script")


def test_new_written_and_removed_files_are_changes_and_leftovers_of_editors_are_not(tmp_path: Path) -> None:
    for name in ("kvar.md", "skrivs.md", "tas-bort.md"):
        (tmp_path / name).write_text("a", encoding="utf-8")
    before = snapshot([tmp_path, tmp_path / "saknas"])
    (tmp_path / "ny.md").write_text("a", encoding="utf-8")
    (tmp_path / "skrivs.md").write_text("längre", encoding="utf-8")
    (tmp_path / "tas-bort.md").unlink()
    for name in (".sida.md.swp", "sida.md~", "__pycache__"):
        (tmp_path / name).mkdir() if name.startswith("__") else (tmp_path / name).write_text("a", encoding="utf-8")
    found = changed(before, snapshot([tmp_path, tmp_path / "saknas"]))
    assert [path.name for path in found] == ["ny.md", "skrivs.md", "tas-bort.md"]


def test_a_file_saved_without_a_new_size_is_a_change(tmp_path: Path) -> None:
    page = tmp_path / "sida.md"
    page.write_text("a", encoding="utf-8")
    before = snapshot([page])
    os.utime(page, ns=(1, 1))
    assert changed(before, snapshot([page])) == [page]


def test_what_changes_while_a_build_runs_is_found_after_it(tmp_path: Path) -> None:
    watch = changes([tmp_path], snapshot([tmp_path]), poll=0, settle=0)
    assert next(watch) == []
    (tmp_path / "a.md").write_text("a", encoding="utf-8")
    assert [path.name for path in next(watch)] == ["a.md"]
    (tmp_path / "b.md").write_text("b", encoding="utf-8")
    assert [path.name for path in next(watch)] == ["b.md"]
    assert next(watch) == []


def test_a_fault_keeps_the_last_good_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    standing = tmp_path / building.SITE
    standing.mkdir(parents=True)
    (standing / "index.html").write_text(PAGE, encoding="utf-8")
    preview = Preview(standing)
    shown = preview.build

    def fail(root: Path) -> Path:
        raise console.Stop("Bygget stannade.")

    monkeypatch.setattr(building, "build", fail)
    assert not serve.rebuild(tmp_path, preview, [tmp_path / "book" / "x.md"])
    assert preview.build == shown
    assert (standing / "index.html").read_text(encoding="utf-8") == PAGE
    assert "Bygget stannade." in capsys.readouterr().err


def test_a_good_build_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = tmp_path / building.BUILT
    built.mkdir(parents=True)
    (built / "index.html").write_text(PAGE, encoding="utf-8")
    preview = Preview(tmp_path / building.SITE)
    shown = preview.build
    monkeypatch.setattr(building, "build", lambda root: built)
    assert serve.rebuild(tmp_path, preview, [tmp_path / "book" / "x.md"])
    assert preview.build != shown
    assert (preview.folder / "index.html").is_file()


def test_the_terminal_names_at_most_three_changed_files(tmp_path: Path) -> None:
    files = [tmp_path / "book" / f"{letter}.md" for letter in "abcde"]
    assert serve.told(tmp_path, files) == "Ändrat: book/a.md, book/b.md, book/c.md och 2 till"


def test_an_editor_is_never_shown_a_copy(preview: Preview, server: ThreadingHTTPServer) -> None:
    static = preview.folder / "_static"
    static.mkdir()
    (static / "offline.js").write_text("register();", encoding="utf-8")
    (preview.folder / "sw.js").write_text("keep();", encoding="utf-8")
    script, worker = ask(server, "/_static/offline.js?1")[1], ask(server, "/sw.js")[1]
    assert "unregister" in script
    assert "register()" not in script.replace("unregister()", "")
    assert "unregister" in worker
    assert "caches.delete" in worker
