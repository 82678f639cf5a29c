"""Files that people send and fetch (XEP-0363), by way of whichever node."""

import contextlib
import http.client
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

import https
from slixmpp.exceptions import IqError
from stand import SECONDS

UPLOAD = "urn:xmpp:http:upload:0"


class Refused(Exception):
    """No file is to be sent: the error's condition and text."""


async def slot(client, name, size):
    """The URLs for a file: where to send it, and where to fetch it."""
    request = client.make_iq_get(ito=f"upload.{client.boundjid.host}")
    request.append(ElementTree.Element(f"{{{UPLOAD}}}request", filename=name, size=str(size)))
    try:
        answer = await request.send(timeout=SECONDS)
    except IqError as error:
        raise Refused(f"{error.condition}: {error.text}") from None
    urls = answer.xml.find(f"{{{UPLOAD}}}slot")
    return [urls.find(f"{{{UPLOAD}}}{verb}").get("url") for verb in ("put", "get")]


def transfer(stand, node, method, url, content=None, name=None):
    """A node's status, headers and body; asked by the URL's name unless another one is given."""
    parts = urlsplit(url)
    name = name or parts.hostname
    client = https.connect(stand.server(node, stand.ports["web"]), name, SECONDS)
    with contextlib.closing(client):
        client.request(method, quote(parts.path, safe="/%"), content, {"Host": name})
        response = client.getresponse()
        return response.status, response.headers, response.read()


def send(stand, node, url, content):
    """The status, or what ended the connection."""
    try:
        return transfer(stand, node, "PUT", url, content)[0]
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
