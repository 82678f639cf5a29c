"""What else a node offers. Each function returns what it saw, and raises OSError when that is wrong."""

import asyncio
import secrets
import time
from ipaddress import ip_address
from urllib.parse import urlsplit

import https
from certificate import certificate
from mqtt import Mqtt
from session import SECONDS, Session
from stun import mapped_address, relay, relay_from_here

UPLOAD = "urn:xmpp:http:upload:0"
EXTERNAL = "urn:xmpp:extdisco:2"


def upload(account, node):
    """Uploads a file and downloads it. Only the node's administrator can remove it again."""
    return handed_over(account, node, node)


def handed_over(account, here, there):
    """Uploads a file to a node and downloads it from another one at once."""
    text = secrets.token_hex(16).encode()
    with Session(account, here) as session:
        ask = f"<request xmlns='{UPLOAD}' filename='stand-check.txt' size='{len(text)}'/>"
        slot = session.ask(f"upload.{account.domain}", ask)
    put, get = (urlsplit(slot.find(f".//{{{UPLOAD}}}{verb}").get("url")) for verb in ("put", "get"))
    start = time.monotonic()
    transfer(account, here, "PUT", put, text)
    if transfer(account, there, "GET", get) != text:
        raise ConnectionError(f"{get.geturl()} differs from what was uploaded")
    seconds = time.monotonic() - start
    return {"saw": f"there and back in {seconds * 1000:.0f} ms", "file": put.path}


def transfer(account, node, method, url, content=None):
    """The node's answer, by the URL's name. Raises ConnectionError unless it is a success."""
    connect = lambda server: https.connect(server, url.hostname, SECONDS)
    client = account.reach(node, url.port or 443, connect)
    client.request(method, url.path, content, {"Host": url.netloc})
    response = client.getresponse()
    answer = response.read()
    client.close()
    if response.status not in (200, 201):
        raise ConnectionError(f"{method} {url.geturl()}: {response.status} {response.reason}")
    return answer


def publish(account, node):
    """Publishes a message by MQTT to a topic to which it subscribes itself."""
    name, text = f"stand-check-{secrets.token_hex(4)}", secrets.token_hex(8)
    connect = lambda server: Mqtt(server, name, account.jid, account.password, SECONDS)
    with account.reach(node, account.ports["mqtt"], connect) as client:
        client.subscribe(f"{name}/topic")
        start = time.monotonic()
        client.publish(f"{name}/topic", text)
        received = client.receive()
        if received != (f"{name}/topic", text):
            raise ConnectionError(f"must get back what was published; got {received}")
        return f"published and received in {(time.monotonic() - start) * 1000:.0f} ms"


def binding(port, transport):
    """The probe of STUN by a port, by its name, and udp, tcp or tls: the address that it sees."""

    def probe(account, node):
        connect = lambda server: asyncio.run(mapped_address(server, transport, SECONDS))
        (address, number), shown = account.reach(node, account.ports[port], connect)
        if ip_address(address).is_loopback:
            raise ConnectionError(f"sees {address}, HAProxy's address")
        return f"sees {address}:{number}" + (f", {certificate(account, shown)}" if shown else "")

    return probe


def relayed(account, here, there):
    """Each node relays what comes from the other one's relay, as in a call between two of its users."""
    start = time.monotonic()
    ends = asyncio.run(relay(turn(account, here), turn(account, there), SECONDS))
    seconds = time.monotonic() - start
    return f"from one relay to the other in {seconds * 1000:.0f} ms: UDP ports {ends[1][1]}, {ends[0][1]}"


def reached(account, node):
    """A node relays what comes from here, as from somebody who calls one of its users."""
    start = time.monotonic()
    end = turn(account, node)
    try:
        address, port = asyncio.run(relay_from_here(end, SECONDS))
    except TimeoutError:
        raise TimeoutError(f"no datagram came through within {SECONDS} s") from None
    seconds = time.monotonic() - start
    if address != account.nodes[node]:
        raise ConnectionError(f"it relays at {address}, not at {account.nodes[node]}")
    return f"relays at {address}:{port} in {seconds * 1000:.0f} ms"


def turn(account, node):
    """Where TURN is on a node, with the user name and the password that it gives out (XEP-0215)."""
    with Session(account, node) as session:
        answer = session.ask(account.domain, f"<services xmlns='{EXTERNAL}' type='turn'/>")
    service = answer.find(f".//{{{EXTERNAL}}}service")
    place = (account.nodes[node], int(service.get("port")))
    return place, service.get("username"), service.get("password")
