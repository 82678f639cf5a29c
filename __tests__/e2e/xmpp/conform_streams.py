"""What streams can do, spoken by hand, since a client hides it: binding, resuming, channel binding."""

import asyncio
import base64
import hashlib
import secrets

from conform_core import offers
from conform_people import feature, must, never, presence_of, says, soon
from session import SECONDS, Session
from stream import SASL, SASL2, Stream, outcome

BIND2 = "urn:xmpp:bind:0"
BINDINGS = "urn:xmpp:sasl-cb:0"
MANAGEMENT = "urn:xmpp:sm:3"
INACTIVE, ACTIVE = (f"<{name} xmlns='urn:xmpp:csi:0'/>" for name in ("inactive", "active"))
PUSH = "urn:xmpp:push:0"
PUBSUB = "http://jabber.org/protocol/pubsub"


def opened(account, node):
    """An encrypted stream before anybody has logged in."""
    stream = Stream(account.server(node, account.ports["clients"]), seconds=SECONDS, sender=account.jid)
    stream.encrypt()
    return stream


def bindings(stream):
    """Kinds of channel binding that a server offers."""
    found = stream.features.iter(f"{{{BINDINGS}}}channel-binding")
    return sorted(one.get("type") for one in found)


@feature("XEP-0440")
async def channel_binding(people):
    def kinds():
        with opened(people.account("stranger"), people.here) as stream:
            return stream.socket.version(), bindings(stream)

    version, found = await asyncio.to_thread(kinds)
    must(version == "TLSv1.3" and "tls-exporter" in found, f"{version} is bound by {found}")


@feature("XEP-0474")
async def downgrade(people):
    """A server signs what it offered, by which a client notices who took a mechanism out."""
    account = people.account("stranger")

    def attempt():
        with opened(account, people.here) as stream:
            offered = sorted(one.text for one in stream.features.iter(f"{{{SASL}}}mechanism"))
            challenge = stream.authenticate(
                "sasl", "SCRAM-SHA-256", f"n,,n={account.name},r={secrets.token_hex(16)}"
            )
            return offered, bindings(stream), base64.b64decode(challenge.text).decode()

    offered, kinds, first = await asyncio.to_thread(attempt)
    told = dict(part.split("=", 1) for part in first.split(",")).get("h")
    text = "\x1e".join(offered) + "\x1f" + "\x1e".join(kinds)
    must(told == base64.b64encode(hashlib.sha256(text.encode()).digest()).decode(), f"it signs {told}")


@feature("XEP-0386", "XEP-0388")
async def login_at_once(people):
    """One question logs in, binds a resource, and asks for carbons and stream management."""
    account = people.account("stranger")
    wish = (
        f"<bind xmlns='{BIND2}'><enable xmlns='urn:xmpp:carbons:2'/>"
        f"<enable xmlns='{MANAGEMENT}'/></bind>"
    )

    def attempt():
        with opened(account, people.here) as stream:
            return stream.scram("sasl2", "", account.name, account.password, wish)

    answer = await asyncio.to_thread(attempt)
    must(outcome(answer) == "success", f"the server answers {outcome(answer)}")
    name = answer.findtext(f"{{{SASL2}}}authorization-identifier") or ""
    must(name.startswith(f"{account.jid}/"), f"bound as {name}")
    must(answer.find(f"{{{BIND2}}}bound/{{{MANAGEMENT}}}enabled") is not None, "no stream management")


@feature("XEP-0198")
async def stream_management(people):
    """A client that lost its connection goes on at either node, and gets what came meanwhile."""
    for node in (people.here, people.there):
        await resumed(people, node)


async def resumed(people, node):
    account, text = people.account("stranger"), secrets.token_hex(8)
    lost = await asyncio.to_thread(Session, account, people.here)
    try:
        await asyncio.to_thread(lost.send, "presence", "")
        await asyncio.to_thread(lost.stream.send, f"<enable xmlns='{MANAGEMENT}' resume='true'/>")
        enabled = await asyncio.to_thread(lost.wait, lambda xml: xml.tag == f"{{{MANAGEMENT}}}enabled")
        await asyncio.to_thread(lost.stream.send, f"<r xmlns='{MANAGEMENT}'/>")
        await asyncio.to_thread(lost.wait, lambda xml: xml.tag == f"{{{MANAGEMENT}}}a")
    finally:
        lost.stream.socket.close()
    people.one.say(lost.jid, f"<body>{text}</body>")
    await people.one.settle()

    def resume():
        with opened(account, node) as stream:
            must(outcome(stream.scram("sasl", "", account.name, account.password)) == "success", "no login")
            stream.open()
            stream.send(f"<resume xmlns='{MANAGEMENT}' previd='{enabled.get('id')}' h='0'/>")
            answer = stream.read()
            must(answer.tag == f"{{{MANAGEMENT}}}resumed", f"at {node} the server answers {outcome(answer)}")
            while not says(text)(stream.read()):
                pass
            stream.send("</stream:stream>")

    await asyncio.to_thread(resume)


@feature("XEP-0352")
async def client_state(people):
    """A client that says that nobody looks is told of presence when somebody does."""
    status = secrets.token_hex(4)
    told = people.one.next(presence_of(people.other.full, lambda xml: status in "".join(xml.itertext())))
    people.one.send_raw(INACTIVE)
    await people.one.settle()
    people.other.send_presence(pstatus=status)
    await people.other.settle()
    await never(told, "presence came while nobody looked")
    people.one.send_raw(ACTIVE)
    await soon(told)


@feature("XEP-0357")
async def push(people):
    """Who is away is told by an app server of a message that waits; other stands for that server."""
    await offers(people.one, people.one.bare, PUSH)
    node, text = secrets.token_hex(8), secrets.token_hex(8)
    wish = f"<enable xmlns='{PUSH}' jid='{people.other.full}' node='{node}'/>"

    def enable(session):
        session.send("presence", "")
        session.send("iq", "", "type='set'", wish)
        session.wait(lambda xml: xml.get("id") == session.last and xml.get("type") == "result")
        return session.jid

    await people.by_hand(enable, "away")
    told = people.other.next(
        lambda xml: any(one.get("node") == node for one in xml.iter(f"{{{PUBSUB}}}publish"))
    )
    people.one.say(f"{people.names['away']}@{people.domain}", f"<body>{text}</body>")
    await soon(told)
