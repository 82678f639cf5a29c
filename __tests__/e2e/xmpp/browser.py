"""Asks what a browser asks before and while a page of another origin speaks to a node.

Standard input: as stand.py has it.
Standard output: by node and request {"status", "headers" that begin with Access-Control, in lower case}
"""

import contextlib
import json
from urllib.parse import urlsplit

import https
from session import Account, Session
from stand import SECONDS, Stand

ORIGIN = {"Origin": "https://chat.example.org"}
UPLOAD = "urn:xmpp:http:upload:0"


def ask(server, name, method, path, headers, content=None):
    with contextlib.closing(https.connect(server, name, SECONDS)) as client:
        client.request(method, path, content, {"Host": f"{name}:{server['port']}", **ORIGIN, **headers})
        response = client.getresponse()
        response.read()
    told = {key.lower(): value for key, value in response.getheaders()}
    allowed = {key: value for key, value in told.items() if key.startswith("access-control-")}
    return {"status": response.status, "headers": allowed}


def preflight(method):
    """Whether the page may send a request with a type of content of its own (Fetch standard, 4.9)."""
    return {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": "content-type"}


def slot(account, node, size):
    """URLs to put a file to and to get it from (XEP-0363)."""
    request = f"<request xmlns='{UPLOAD}' filename='page.txt' size='{size}' content-type='text/plain'/>"
    with Session(account, node) as session:
        answer = session.ask(f"upload.{account.domain}", request)
    return (urlsplit(answer.find(f".//{{{UPLOAD}}}{verb}").get("url")) for verb in ("put", "get"))


def look(stand, account, node):
    server, text = stand.server(node, stand.ports["web"]), b"of a page"
    put, get = slot(account, node, len(text))
    own = put.hostname
    assert put.port is None and get.port is None, "files are not where pages may go"
    return {
        "before an upload": ask(server, own, "OPTIONS", put.path, preflight("PUT")),
        "an upload": ask(server, own, "PUT", put.path, {"Content-Type": "text/plain"}, text),
        "a download": ask(server, own, "GET", get.path, {}),
        "before BOSH": ask(server, stand.domain, "OPTIONS", "/bosh", preflight("POST")),
        "where BOSH is": ask(server, stand.domain, "GET", "/.well-known/host-meta.json", {}),
        "the same in XML": ask(server, stand.domain, "GET", "/.well-known/host-meta", {}),
    }


def main():
    stand = Stand()
    with stand.temporary("page"):
        own = {"account": "page", "secrets": {"page": stand.passwords["page"]}, "certificate_days": 0}
        account = Account({**stand.task, **own})
        print(json.dumps({node: look(stand, account, node) for node in stand.nodes}))


main()
