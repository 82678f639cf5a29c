"""Sends odd messages and reads each back from where it should be.

Standard input: as stand.py has it, with two nodes at least.
Standard output: {"online" | "offline" | "room": {message: places where it is missing or another}}
"""

import asyncio
import json
import secrets
from xml.etree.ElementTree import canonicalize, tostring

from odd_messages import odd_messages
from stand import SECONDS, Stand

# What servers and slixmpp add to a message.
ADDED = (
    "{urn:xmpp:sid:0}", "{urn:xmpp:mam:", "{urn:xmpp:delay}", "{jabber:x:delay}",
    "{http://jabber.org/protocol/muc#user}", "{urn:xmpp:occupant-id:0}",
)
PLUGINS = ("xep_0045", "xep_0059", "xep_0313")
PATIENCE = 20


def essence(xml):
    """What its sender has put into a message, in a form that can be compared: servers keep no order."""
    kept = [child for child in xml if not child.tag.startswith(ADDED)]
    return sorted(canonicalize(tostring(child, "unicode"), rewrite_prefixes=True) for child in kept)


def send_all(client, to, kind, messages):
    for name, children in messages.items():
        message = client.make_message(mto=to, mtype=kind)
        message["id"] = name
        message.xml.extend(children)
        message.send()


async def received(client, names, kind):
    """Messages by their ids, as far as they come."""
    seen = {}
    try:
        while not names <= seen.keys():
            async with asyncio.timeout(PATIENCE):
                message = await client.messages.get()
            if message["type"] == kind:
                seen[message["id"]] = essence(message.xml)
    except TimeoutError:
        pass
    return seen


async def archived(client, archive=None, **options):
    """The same of what an archive tells, the client's own or a room's."""
    pages = client.plugin["xep_0313"].iterate(jid=archive, rsm={"max": 50}, **options)
    forwarded = [result["mam_result"]["forwarded"]["stanza"] async for result in pages]
    return {message["id"]: essence(message.xml) for message in forwarded}


def missing(messages, places):
    """For each message the places that lack it, or have it otherwise."""
    return {
        name: [place for place, seen in places.items() if seen.get(name) != essence(children)]
        for name, children in messages.items()
    }


async def online(stand, sender, receiver):
    peer = receiver.boundjid.bare
    messages = odd_messages(peer)
    send_all(sender, peer, "chat", messages)
    came = await received(receiver, messages.keys(), "chat")
    await sender.settle()
    return missing(messages, {
        "its receiver": came,
        "the sender's archive": await archived(sender, with_jid=peer),
        "the receiver's archive": await archived(receiver, with_jid=sender.boundjid.bare),
    })


async def offline(stand, sender, node):
    peer = f"absent@{stand.domain}"
    messages = odd_messages(peer)
    send_all(sender, peer, "chat", messages)
    await sender.settle()
    async with logged_in(stand, "absent", node) as receiver:
        return missing(messages, {
            "its receiver": await received(receiver, messages.keys(), "chat"),
            "the receiver's archive": await archived(receiver, with_jid=sender.boundjid.bare),
        })


async def room(stand, sender, receiver):
    name = f"odd-{secrets.token_hex(4)}@conference.{stand.domain}"
    messages = odd_messages(name)
    for client, nick in ((sender, "sender"), (receiver, "receiver")):
        await client.plugin["xep_0045"].join_muc_wait(name, nick, maxstanzas=0, timeout=SECONDS)
    send_all(sender, name, "groupchat", messages)
    came = await received(receiver, messages.keys(), "groupchat")
    return missing(messages, {"its receiver": came, "the room's archive": await archived(receiver, name)})


class logged_in:
    """A client while it is logged in."""

    def __init__(self, stand, name, node):
        self.client = stand.client(name, node, *PLUGINS)

    async def __aenter__(self):
        await self.client.log_in()
        return self.client

    async def __aexit__(self, *problem):
        await self.client.log_out()


async def main():
    stand = Stand()
    here, there = stand.nodes
    with stand.temporary("sender", "receiver", "absent"):
        async with logged_in(stand, "sender", here) as sender, logged_in(stand, "receiver", there) as receiver:
            print(json.dumps({
                "online": await online(stand, sender, receiver),
                "offline": await offline(stand, sender, there),
                "room": await room(stand, sender, receiver),
            }))


asyncio.run(main())
