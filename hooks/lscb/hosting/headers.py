"""The header policy of the site: the one place that says what a browser may do, how long files are kept, and what they are.

Every server's configuration, the `_headers` file and the `<meta>` in each page are written from here.
Patterns are addresses in which `*` stands for any text; in each table the first that matches counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase

from lscb.model.files import DOWNLOADS

Table = tuple[tuple[str, str], ...]

STRICT: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
}
# Pagefind reads its index by WebAssembly: the page that searches, and what it loads.
SEARCHING = {**STRICT, "script-src": "'self' 'wasm-unsafe-eval'"}
# A mailing shown in a browser as mail programs show it. They know inline style alone; it may do nothing else.
MAILING = {
    "default-src": "'none'",
    "style-src": "'unsafe-inline'",
    "img-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "sandbox": "allow-popups allow-top-navigation-by-user-activation",
}
POLICIES: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("/search/*", SEARCHING),
    ("/pagefind/*", SEARCHING),
    ("*/email.html", MAILING),
    ("*", STRICT),
)
ONLY_IN_HEADERS = {
    "frame-ancestors",  # browsers ignore these two in <meta>, and complain
    "sandbox",
    "require-trusted-types-for",  # HTML checkers older than 2026 take it for a fault
}

UNUSED_POWERS = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "screen-wake-lock",
    "serial",
    "usb",
)
EVERYWHERE: Mapping[str, str] = {
    "Permissions-Policy": ", ".join(f"{power}=()" for power in UNUSED_POWERS),
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
}

# Styles and scripts carry a digest of their content in their address. All else is asked for again, and answered by its ETag.
CACHING: Table = (
    ("/assets/*.css", "public, max-age=31536000, immutable"),
    ("/assets/*.js", "public, max-age=31536000, immutable"),
    ("/pagefind/fragment/*", "public, max-age=31536000, immutable"),
    ("/pagefind/index/*", "public, max-age=31536000, immutable"),
    ("/assets/*", "public, max-age=86400"),
    ("/media/*", "public, max-age=86400"),
    ("*.xml", "public, max-age=900"),
    ("*.ics", "public, max-age=900"),
    ("*/feed*.json", "public, max-age=900"),
    ("*", "no-cache"),
)

# By the end of the name; names of their own (feeds) first.
MEDIA_TYPES: Table = (
    ("*/feed.xml", "application/rss+xml; charset=utf-8"),
    ("*/feed-*.xml", "application/rss+xml; charset=utf-8"),
    ("*/atom.xml", "application/atom+xml; charset=utf-8"),
    ("*/atom-*.xml", "application/atom+xml; charset=utf-8"),
    ("*/feed.json", "application/feed+json; charset=utf-8"),
    ("*/feed-*.json", "application/feed+json; charset=utf-8"),
    ("*.html", "text/html; charset=utf-8"),
    ("*.css", "text/css; charset=utf-8"),
    ("*.js", "text/javascript; charset=utf-8"),
    ("*.json", "application/json; charset=utf-8"),
    ("*.xml", "application/xml; charset=utf-8"),
    ("*.txt", "text/plain; charset=utf-8"),
    ("*.md", "text/markdown; charset=utf-8"),
    ("*.opml", "text/x-opml; charset=utf-8"),
    ("*.eml", "message/rfc822"),
    ("*.svg", "image/svg+xml; charset=utf-8"),
    ("*.png", "image/png"),
    ("*.jpg", "image/jpeg"),
    ("*.jpeg", "image/jpeg"),
    ("*.gif", "image/gif"),
    ("*.webp", "image/webp"),
    ("*.avif", "image/avif"),
    *((f"*{ending}", download.media_type) for ending, download in DOWNLOADS.items()),
    ("*.gz", "application/gzip"),
    *((f"*.{ending}", "application/octet-stream") for ending in ("pagefind", "pf_meta", "pf_index", "pf_fragment")),
    ("*", "application/octet-stream"),
)

# What programs elsewhere may read in a browser: feeds, calendars and open data are public.
SHARED: Table = tuple((pattern, "*") for pattern in ("*.xml", "*.json", "*.ics", "*.csv", "*.opml"))


def headers_for(address: str) -> dict[str, str]:
    """Every header of the file at an address (`/search/index.html`, `/feed.xml`)."""
    headers = {
        "Content-Type": first(MEDIA_TYPES, address),
        "Cache-Control": first(CACHING, address),
        "Content-Security-Policy": policy_for(address),
        **EVERYWHERE,
    }
    if shared := first(SHARED, address):
        headers["Access-Control-Allow-Origin"] = shared
    return headers


def policy_for(address: str) -> str:
    """The Content-Security-Policy of an address, as its header says it."""
    return said(_policy(address))


def meta_policy_for(address: str) -> str:
    """The same policy for `<meta http-equiv>`, where a host sends no headers of ours."""
    return said({name: value for name, value in _policy(address).items() if name not in ONLY_IN_HEADERS})


def said(policy: Mapping[str, str]) -> str:
    """A policy as one line."""
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def first(table: Table, address: str) -> str:
    """The value of the first pattern that matches the address; nothing if none does."""
    return next((value for pattern, value in table if fnmatchcase(address, pattern)), "")


def as_regex(pattern: str) -> str:
    """A pattern as servers want it."""
    return f"^{re.escape(pattern)}$".replace(r"\*", ".*").replace(r"\-", "-").removesuffix(".*$").removeprefix("^.*")


def _policy(address: str) -> Mapping[str, str]:
    return next(policy for pattern, policy in POLICIES if fnmatchcase(address, pattern))
