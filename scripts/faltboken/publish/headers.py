"""The headers a web server should send with the site: one content security policy, written for each kind of server."""

from __future__ import annotations

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)

# A reader of a page about violence must not be announced to the site a link leads to, nor framed by another.
HEADERS = {
    "Content-Security-Policy": CSP,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def headers_file() -> str:
    """Return `_headers`, which Netlify and Cloudflare Pages read from the published folder."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())


def nginx() -> str:
    """Return the lines for the `server` block of nginx."""
    lines = [f'add_header {name} "{value}" always;\n' for name, value in HEADERS.items()]
    return "".join([*lines, "error_page 404 /404.html;\n"])


def apache() -> str:
    """Return the lines for Apache: a virtual host, or `.htaccess` where the host allows it (needs mod_headers)."""
    lines = [f'Header always set {name} "{value}"\n' for name, value in HEADERS.items()]
    return "".join([*lines, "ErrorDocument 404 /404.html\n"])
