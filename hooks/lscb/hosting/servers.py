"""The header policy in the words of each server: nginx, Caddy, and the `_headers` and `_redirects` of static hosts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lscb.hosting.headers import CACHING, EVERYWHERE, MEDIA_TYPES, POLICIES, SHARED, Table, as_regex, said
from lscb.model.board import Redirect

GENERATED = "# Written by `lscb servers` from hooks/lscb/hosting/headers.py: change that, not this.\n"
MOVED = "# Where addresses went: from content/redirects.yml.\n"
CSP, CACHE, CORS, TYPE = "Content-Security-Policy", "Cache-Control", "Access-Control-Allow-Origin", "Content-Type"
REFUSALS = "400 403 404 413 414 416 421 494 497 501 505"  # the request's own fault: there is no page for it
OTHER_METHODS = "Pages can be read here (GET, HEAD), and nothing else can be done with them."
UNAVAILABLE = "This page cannot be shown at the moment. Please try again in a few minutes."
CSPS: Table = tuple((pattern, said(policy)) for pattern, policy in POLICIES)
COMPRESSED = (
    "text/css text/javascript text/plain text/markdown text/calendar text/csv text/x-opml application/json application/feed+json "
    "application/xml application/rss+xml application/atom+xml image/svg+xml"
)


def nginx_maps() -> str:
    """For nginx's `http` block: what each header says by address, and where moved addresses went."""
    maps = "".join(_map(name, table) for name, table in (("policy", CSPS), ("caching", CACHING), ("shared", SHARED)))
    allowed = 'map $request_method $lscb_allowed {\n    GET "";\n    HEAD "";\n    default "GET, HEAD";\n}\n\n'
    moved = "map $uri $lscb_moved {\n    include lscb-redirects*.map;  # none is no fault\n}\n"
    return f"{GENERATED}\n{maps}{allowed}{moved}"


def nginx_site() -> str:
    """For nginx's `server` block, beside its `listen`, `server_name` and `root`.

    Every header is set in this one place, since a block that sets one of its own would inherit none.
    """
    by_address = {CSP: "$lscb_policy", CACHE: "$lscb_caching", CORS: "$lscb_shared", "Allow": "$lscb_allowed"}
    headers = [f"add_header {name} {_quoted(value)} always;" for name, value in {**EVERYWHERE, **by_address}.items()]
    lines = [
        "index index.html;",
        f"error_page {REFUSALS} /404.html;",
        "error_page 405 @other_methods;",
        "error_page 500 502 503 504 @unavailable;",
        "absolute_redirect off;",
        "server_tokens off;",
        "etag on;",
        *headers,
        "",
        "gzip on;",
        "gzip_comp_level 6;",
        "gzip_vary on;",
        f"gzip_types {COMPRESSED};",
        "",
        *_nginx_said("other_methods", 405, OTHER_METHODS),
        *_nginx_said("unavailable", 503, UNAVAILABLE),
        "if ($request_method !~ ^(GET|HEAD)$) {",
        "    return 405;",
        "}",
        "if ($lscb_moved) {",
        "    return 301 $lscb_moved;",
        "}",
        r"location ~ ^/_ {",
        "    return 404;",
        "}",
        "",
        *_nginx_types(),
    ]
    return f"{GENERATED}\n" + "".join(f"{line}\n" for line in lines)


def caddy_site() -> str:
    """A Caddy snippet, for `import lscb` in the site's block beside its `root`."""
    types = ((pattern, kind) for pattern, kind in reversed(MEDIA_TYPES) if pattern not in {"*", "*.html"})
    lines = [
        "(lscb) {",
        "\timport lscb-redirects*.caddy",
        *_caddy_map("policy", CSPS),
        *_caddy_map("caching", CACHING),
        "\troute {",
        "\t\tencode {",
        "\t\t\tgzip",
        "\t\t\tmatch {",
        "\t\t\t\theader Content-Type text/html*",
        *(f"\t\t\t\theader Content-Type {kind}*" for kind in COMPRESSED.split()),
        "\t\t\t}",
        "\t\t}",
        *(f"\t\theader {name} {_quoted(value)}" for name, value in EVERYWHERE.items()),
        f"\t\theader {CSP} {{lscb_policy}}",
        f"\t\theader {CACHE} {{lscb_caching}}",
        "\t\theader -Server",
        "\t\t@other_methods not method GET HEAD",
        "\t\terror @other_methods 405",
        "\t\t@private path /_*",
        "\t\terror @private 404",
        "\t\t@missing not file {path} {path}/",  # also what no file system takes as a name
        "\t\terror @missing 404",
        *_caddy_headers(CORS, SHARED),
        *_caddy_headers(TYPE, types),  # the last that matches counts; pages are known by their index.html
        "\t\tfile_server",
        "\t}",
        "\thandle_errors {",
        "\t\theader -Server",
        *_caddy_said("{err.status_code} == 405", 405, OTHER_METHODS, '\t\t\theader Allow "GET, HEAD"'),
        *_caddy_said("{err.status_code} >= 500", 503, UNAVAILABLE),
        "\t\thandle {",
        "\t\t\trewrite * /404.html",
        "\t\t\tfile_server",
        "\t\t}",
        "\t}",
        "}",
    ]
    return f"{GENERATED}\n" + "".join(f"{line}\n" for line in lines)


def headers_file(sections: Iterable[str]) -> str:
    """The `_headers` of Netlify, Cloudflare Pages and their like. `sections` are the site's top entries, folders with a `/`.

    Hosts differ in what they do where two rules give one header: join the values, or take one. So no address ever matches two
    rules for the same header, which leaves mailings the strict policy here.
    """
    strict, policies = CSPS[-1][1], dict(CSPS)
    rules = {"/*": dict(EVERYWHERE), "/": {CSP: strict}}
    for section in sorted(sections):
        pattern = f"/{section}*" if section.endswith("/") else f"/{section}"
        rules[pattern] = {CSP: policies.get(pattern, strict)}
    for pattern in ("/assets/*.css", "/assets/*.js"):
        rules[pattern] = {CACHE: dict(CACHING)[pattern]}
    for pattern, kind in MEDIA_TYPES:
        if pattern.count("*") == 1 and pattern.startswith("*/"):
            rules[f"/*{pattern.removeprefix('*/')}"] = {TYPE: kind}
    blocks = (
        f"{pattern}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items()) for pattern, headers in rules.items()
    )
    return "\n".join(blocks)


def redirects_file(redirects: Iterable[Redirect]) -> str:
    """The `_redirects` of Netlify, Cloudflare Pages and their like."""
    return MOVED + "".join(f"{one.old} {one.new} 301\n" for one in redirects)


def redirects_nginx(redirects: Iterable[Redirect]) -> str:
    """Moved addresses for nginx's map: copy it to `/etc/nginx/lscb-redirects.map`."""
    return MOVED + "".join(f"{_quoted(one.old)} {_quoted(one.new)};\n" for one in redirects)


def redirects_caddy(redirects: Iterable[Redirect]) -> str:
    """Moved addresses for Caddy: copy it beside the Caddyfile as `lscb-redirects.caddy`."""
    return MOVED + "".join(f"redir {one.old} {one.new} 301\n" for one in redirects)


def _map(name: str, table: Table) -> str:
    lines = [f"    {_key(pattern)} {_quoted(value)};\n" for pattern, value in table]
    return f"map $uri $lscb_{name} {{\n{''.join(lines)}}}\n\n"


def _key(pattern: str) -> str:
    return "default" if pattern == "*" else f'"~{as_regex(pattern)}"'


def _nginx_types() -> Iterator[str]:
    """Types by the end of the name; a location for each name that has one of its own."""
    endings = [(pattern.removeprefix("*."), kind) for pattern, kind in MEDIA_TYPES if pattern.startswith("*.")]
    yield "charset utf-8;"
    yield f"charset_types {COMPRESSED};"
    yield f"default_type {MEDIA_TYPES[-1][1]};"
    yield "types {"
    for ending, kind in endings:
        yield f"    {_bare(kind)} {ending};"
    yield "}"
    for pattern, kind in MEDIA_TYPES:
        if pattern.startswith("*/"):
            yield f"location ~ {as_regex(pattern)} {{"
            yield "    types {}"
            yield f"    default_type {_bare(kind)};"
            yield "}"


def _nginx_said(name: str, status: int, words: str) -> Iterator[str]:
    """A plain answer in our own words, which name no server."""
    yield from (
        f"location @{name} {{",
        "    types {}",
        "    default_type text/plain;",
        f"    return {status} {_quoted(words)};",
        "}",
    )


def _caddy_said(when: str, status: int, words: str, *more: str) -> Iterator[str]:
    name = f"@said_{status}"
    yield from (f"\t\t{name} expression {when}", f"\t\thandle {name} {{", *more)
    yield from (f"\t\t\trespond {_quoted(words)} {status}", "\t\t}")


def _caddy_map(name: str, table: Table) -> Iterator[str]:
    yield f"\tmap {{path}} {{lscb_{name}}} {{"
    for pattern, value in table:
        yield f"\t\t{'default' if pattern == '*' else f'~{as_regex(pattern)}'} {_quoted(value)}"
    yield "\t}"


def _caddy_headers(name: str, table: Iterable[tuple[str, str]]) -> Iterator[str]:
    for number, (pattern, value) in enumerate(table):
        matcher = f"@{name.lower()}-{number}"
        yield f"\t\t{matcher} path_regexp {as_regex(pattern)}"
        yield f"\t\theader {matcher} {name} {_quoted(value)}"


def _bare(kind: str) -> str:
    return kind.partition(";")[0]


def _quoted(text: str) -> str:
    return text if text.startswith("$") else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
