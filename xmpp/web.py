"""What a node says by HTTP. Each function returns what it saw, and raises OSError when that is wrong."""

import contextlib
import http.client
import json
import re

import https
from session import SECONDS

HOST_META = "/.well-known/host-meta.json"
# What host-meta leads to (XEP-0156).
RELATIONS = {"WebSocket": "urn:xmpp:alt-connections:websocket", "BOSH": "urn:xmpp:alt-connections:xbosh"}
# What may run on a page: nothing that is written into it, and nothing from elsewhere.
SCRIPTS = "script-src 'self' 'wasm-unsafe-eval'"
# A stranger is told to log in, or that there is nothing.
REFUSALS = (401, 403, 404)


def addresses(account, node):
    """Where a web client finds the server that knows the domain alone, and begins with http."""
    location = account.reach(node, account.ports["redirect"], lambda server: redirected(server, HOST_META))
    if location != f"https://{account.domain}{HOST_META}":
        raise ConnectionError(f"http leads to {location}")
    status, text = ask(account, node, "web", "GET", HOST_META)
    if status != 200:
        raise ConnectionError(f"{HOST_META}: HTTP status {status}")
    links = {link["rel"]: link["href"] for link in json.loads(text)["links"]}
    found = {name: links.get(relation) for name, relation in RELATIONS.items()}
    if None in found.values():
        raise ConnectionError(f"host-meta has {found}")
    return ", ".join(f"{name} at {address}" for name, address in found.items())


def redirected(server, path):
    """Where http sends a browser."""
    client = http.client.HTTPConnection(server["address"], server["port"], timeout=SECONDS)
    with contextlib.closing(client):
        client.request("GET", path, headers={"Host": server["domain"]})
        response = client.getresponse()
        return response.getheader("Location") if response.status == 301 else f"HTTP status {response.status}"


def commands(account, node):
    """Whether commands that loopback may give are refused to who comes from elsewhere."""
    statuses = {port: ask(account, node, port, "POST", "/api/status", "{}")[0] for port in ("https", "web")}
    if any(status not in REFUSALS for status in statuses.values()):
        raise ConnectionError(f"HTTP status by port: {statuses}")
    return ", ".join(f"{status} by port {account.ports[port]}" for port, status in statuses.items())


def pages(account, node):
    """The web chat's page with its parts, and the page for people."""
    paths = ["/", "/help"]
    for path in paths:
        response, content = exchange(account, node, "web", "GET", path, headers={"Accept-Encoding": "gzip"})
        policy = (response.getheader("Content-Security-Policy") or "").split("; ")
        if response.status != 200 or SCRIPTS not in policy:
            raise ConnectionError(f"{path}: HTTP status {response.status}, policy {'; '.join(policy) or 'none'}")
        if path == "/":
            parts = re.findall(r'(?:href|src)="(/[^"]+)"', content.decode())
            paths += [part for part in parts if part not in paths]
    return f"{', '.join(paths)} under {SCRIPTS}"


def ask(account, node, port, method, path, content=None):
    """Status and text of an answer, by a port's name."""
    response, text = exchange(account, node, port, method, path, content)
    return response.status, text


def exchange(account, node, port, method, path, content=None, headers={}):
    """An answer and its content, by a port's name."""

    def connect(server):
        with contextlib.closing(https.connect(server, account.domain, SECONDS)) as client:
            client.request(method, path, content, {"Host": account.domain, **headers})
            response = client.getresponse()
            return response, response.read()

    return account.reach(node, account.ports[port], connect)
