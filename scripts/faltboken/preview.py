"""A web server for this computer only: the built site, with a reload script in what it answers (never in the files)."""

from __future__ import annotations

import os
import threading
import time
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from faltboken import console
from faltboken.publish.headers import HEADERS

HOST = "127.0.0.1"
NOT_BUILT = """<!doctype html><html lang="sv"><meta charset="utf-8"><title>Inte byggd än</title>
<h1>Sidan är inte byggd än</h1><p>Felen står i terminalen. Rätta och spara, så visas sidan här.</p></html>"""
# An editor must see what was just saved: no copy is kept, and one that another server left on this address goes.
NO_COPY = """if ("serviceWorker" in navigator) {
  navigator.serviceWorker.getRegistrations().then(function (all) {
    all.forEach(function (one) { one.unregister(); });
  });
}
"""
NO_WORKER = """self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) {
  event.waitUntil(self.registration.unregister().then(function () { return caches.keys(); }).then(function (names) {
    return Promise.all(names.map(function (name) { return caches.delete(name); }));
  }).then(function () { return self.clients.matchAll(); }).then(function (pages) {
    pages.forEach(function (page) { page.navigate(page.url); });
  }));
});
"""
_INSTEAD = {"/_static/offline.js": NO_COPY, "/sw.js": NO_WORKER}
SCRIPT = """(function () {
  var shown = document.currentScript.getAttribute("data-build"), source = null;
  function listen() {
    source = new EventSource("/_reload");
    source.onmessage = function (event) { if (event.data !== shown) { location.reload(); } };
  }
  document.addEventListener("visibilitychange", function () {
    if (source) { source.close(); source = null; }
    if (!document.hidden) { listen(); }
  });
  if (!document.hidden) { listen(); }
})();
"""


class Preview:
    """What the server shows: a folder, which build it is, and a lock that keeps answers whole during a swap."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.swapping = threading.Lock()
        self._news = threading.Condition()
        self.build = str(time.time_ns())

    def renewed(self) -> None:
        """Tell every open page that there is a new build."""
        with self._news:
            self.build = str(time.time_ns())
            self._news.notify_all()

    def wait(self, build: str, seconds: float) -> str:
        """Return the current build as soon as it is not `build`, or after some seconds."""
        with self._news:
            self._news.wait_for(lambda: self.build != build, timeout=seconds)
            return self.build


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # on Windows it would let two programs share a port


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.0"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".css": "text/css; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json; charset=utf-8",
        ".svg": "image/svg+xml; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".webmanifest": "application/manifest+json; charset=utf-8",
        ".xml": "application/xml; charset=utf-8",
    }

    def __init__(self, *arguments: object, preview: Preview) -> None:
        self.preview = preview
        super().__init__(*arguments, directory=str(preview.folder))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        address = self.path.partition("?")[0]
        if address == "/_reload":
            self._tell_of_builds()
        elif address == "/_reload.js":
            self._answer(HTTPStatus.OK, self.extensions_map[".js"], SCRIPT.encode())
        elif address in _INSTEAD:
            self._answer(HTTPStatus.OK, self.extensions_map[".js"], _INSTEAD[address].encode())
        else:
            with self.preview.swapping:
                self._page_or_file()

    def _page_or_file(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.partition("?")[0].endswith("/"):
            path = path / "index.html"
        if (path.is_file() and path.suffix != ".html") or path.is_dir():
            super().do_GET()
            return
        status, page = HTTPStatus.OK, path
        if not path.is_file():
            status, page = HTTPStatus.NOT_FOUND, self.preview.folder / "404.html"
        html = page.read_bytes() if page.is_file() else NOT_BUILT.encode()
        self._answer(status, self.extensions_map[".html"], with_reload(html, self.preview.build))

    def _tell_of_builds(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        build = ""
        try:
            while True:
                current = self.preview.wait(build, 15)
                news = f"retry: 300\ndata: {current}\n\n" if current != build else ": kvar\n\n"
                build = current
                self.wfile.write(news.encode())
                self.wfile.flush()
        except OSError:
            return  # the page was closed

    def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            return  # the browser had enough

    def log_message(
        self,
        format: str,  # noqa: A002 – its name in the standard library
        *arguments: object,
    ) -> None:
        """Say nothing: the terminal is for faults."""


def with_reload(html: bytes, build: str) -> bytes:
    """Return a page with the reload script last in its body, marked with the build that the page comes from."""
    script = f'<script src="/_reload.js" data-build="{build}"></script>'.encode()
    before, end, after = html.rpartition(b"</body>")
    return before + script + end + after if end else html + script


def start(preview: Preview, port: int) -> ThreadingHTTPServer:
    """Start to answer on a port of this computer; raise Stop with another port if it is taken."""
    try:
        server = _Server((HOST, port), partial(_Handler, preview=preview))
    except OSError:
        raise console.Stop(
            f"Port {port} är upptagen av ett annat program (kanske ett kb.py serve som redan kör).\n"
            f"Stäng det, eller kör: python3 scripts/kb.py serve --port {free_port(port + 1)}"
        ) from None
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    return server


def free_port(first: int) -> int:
    """Return the first port from `first` on that nobody uses."""
    for port in range(first, 65536):
        try:
            _Server((HOST, port), SimpleHTTPRequestHandler).server_close()
        except OSError:
            continue
        return port
    return 8000
