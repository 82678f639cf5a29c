"""What clients of one node see of clients of another.

Standard input: as stand.py has it, with two nodes at least.
Standard output: {"features": by node, "presence", "avatar", "carbon", "room"}
"""

import asyncio
import json
import secrets

from stand import SECONDS, Stand

PLUGINS = ("xep_0030", "xep_0045", "xep_0084", "xep_0115", "xep_0163", "xep_0199", "xep_0280")


async def features(client):
    """What a node says that it has (XEP-0030)."""
    found = {}
    places = {"server": "", "account": f"{client.boundjid.user}@", "rooms": "conference.", "uploads": "upload."}
    for whose, prefix in places.items():
        jid = f"{prefix}{client.boundjid.host}"
        info = await client.plugin["xep_0030"].get_info(jid, timeout=SECONDS)
        found[whose] = sorted(info["disco_info"]["features"])
    return found


def heard(client, event, match=lambda stanza: True):
    """A future of the next event that matches."""
    future = client.loop.create_future()

    def look(stanza):
        if not future.done() and match(stanza):
            future.set_result(stanza)

    client.add_event_handler(event, look)
    return future


async def within(future):
    return await asyncio.wait_for(future, SECONDS)


async def befriend(one, other):
    """Each may see the other's presence afterwards; slixmpp agrees and asks back."""
    pairs = [(one, other.boundjid.bare), (other, one.boundjid.bare)]
    one.send_presence_subscription(pto=other.boundjid.bare)
    async with asyncio.timeout(SECONDS):
        while any(client.client_roster[peer]["subscription"] != "both" for client, peer in pairs):
            await asyncio.sleep(0.1)


async def presence(one, other):
    """What each sees of the other."""
    seen = []
    for sender, receiver in ((one, other), (other, one)):
        status = secrets.token_hex(4)
        told = heard(receiver, "changed_status", lambda stanza, status=status: stanza["status"] == status)
        sender.send_presence(pshow="away", pstatus=status)
        seen.append((await within(told))["show"])
    return seen


async def avatar(one, other):
    """An avatar by PEP (XEP-0084, XEP-0163): who is interested is told, and fetches it."""
    image = secrets.token_bytes(60_000)
    name = one.plugin["xep_0084"].generate_id(image)
    told = heard(other, "avatar_metadata_publish")
    await one.plugin["xep_0084"].publish_avatar(image, timeout=SECONDS)
    await one.plugin["xep_0084"].publish_avatar_metadata(
        {"id": name, "type": "image/png", "bytes": len(image)}, timeout=SECONDS
    )
    publisher = (await within(told))["from"].bare
    answer = await other.plugin["xep_0084"].retrieve_avatar(publisher, name, timeout=SECONDS)
    return answer["pubsub"]["items"]["item"]["avatar_data"]["value"] == image


async def carbon(one, second, other):
    """What one client sends or gets the other client of the account gets too (XEP-0280)."""
    await asyncio.gather(*(client.plugin["xep_0280"].enable(timeout=SECONDS) for client in (one, second)))
    seen = [heard(second, event) for event in ("carbon_sent", "carbon_received")]
    one.send_message(mto=other.boundjid.full, mbody="sent", mtype="chat")
    other.send_message(mto=one.boundjid.full, mbody="received", mtype="chat")
    sent, got = await asyncio.gather(*map(within, seen))
    return [sent["carbon_sent"]["body"], got["carbon_received"]["body"]]


async def room(one, other):
    name = f"across-{secrets.token_hex(4)}@conference.{one.boundjid.host}"
    for client, nick in ((one, "one"), (other, "other")):
        await client.plugin["xep_0045"].join_muc_wait(name, nick, timeout=SECONDS)
    said = heard(one, "groupchat_message", lambda stanza: stanza["body"])
    other.send_message(mto=name, mbody="said", mtype="groupchat")
    message = await within(said)
    return f"{message['from'].resource}: {message['body']}"


async def main():
    stand = Stand()
    here, there = stand.nodes
    with stand.temporary("one", "other"):
        clients = one, second, other = [
            stand.client(name, node, *PLUGINS)
            for name, node in (("one", here), ("one", there), ("other", there))
        ]
        await asyncio.gather(*(client.log_in() for client in clients))
        await befriend(one, other)
        print(json.dumps({
            "features": {here: await features(one), there: await features(other)},
            "presence": await presence(one, other),
            "avatar": await avatar(one, other),
            "carbon": await carbon(one, second, other),
            "room": await room(one, other),
        }))
        await asyncio.gather(*(client.log_out() for client in clients))


asyncio.run(main())
