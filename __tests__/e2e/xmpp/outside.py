"""Uses a stand as strangers do, by its nodes' public addresses.

Standard input: as stand.py has it, with two nodes, and "user": name and password of an account, since commands are no
strangers' business.
Standard output: {"found": where a client got that knows the domain alone} and, by node, {"logins": what came of
it by way, "seen": our address by STUN, "told": where the node says that its TURN is, "relayed": the addresses at
which it relays, by way}
"""

import asyncio
import json

from client import Client, LoginError
from offers import EXTERNAL, turn
from session import Account, Session
from stand import Stand
from stream import trusting
from stun import mapped_address, relay

SECONDS = 10
# The port's name of each way to log in.
WAYS = {"STARTTLS": "clients", "direct TLS": "clientsTls", "443": "web"}
# The port's name and the transport of each way to TURN.
CALLS = {"UDP": ("turn", "udp"), "TCP": ("turn", "tcp"), "TLS": ("turnTls", "tcp")}


async def find(stand, name):
    """Where the domain's records lead. Only an SRV record has the port of direct TLS."""
    account = {
        **stand.account(name, next(iter(stand.nodes)), "clientsTls"),
        **{"address": None, "port": None},
    }
    client = Client(account, stand.authority)
    await client.log_in()
    address, port = client.transport.get_extra_info("peername")[:2]
    await client.log_out()
    return f"{address}:{port}"


async def log_in(stand, name, node, port):
    client = stand.client(name, node, port=port)
    try:
        await client.log_in()
    except (LoginError, TimeoutError) as error:
        return repr(error)
    tls = client.session["tls"]
    await client.log_out()
    return tls


def told(account, node):
    with Session(account, node) as session:
        answer = session.ask(account.domain, f"<services xmlns='{EXTERNAL}' type='turn'/>")
    return answer.find(f".//{{{EXTERNAL}}}service").get("host")


async def seen(account, node):
    (address, _), _ = await mapped_address(account.server(node, account.ports["turn"]), "udp", SECONDS)
    return address


async def relayed(account, offers, way):
    """The address at which each node relays to the other. offers: where TURN is, as `turn` has it, by node."""
    port, transport = account.ports[CALLS[way][0]], CALLS[way][1]
    encryption = trusting({"authority": account.authority}) if way == "TLS" else None
    # A certificate is for a name.
    place = {node: f"{node}.{account.domain}" if encryption else address for node, ((address, _), *_) in offers.items()}
    ends = [((place[node], port), *login) for node, (_, *login) in offers.items()]
    addresses = await relay(*ends, SECONDS, transport=transport, ssl=encryption)
    return {node: address for node, (address, _) in zip(offers, addresses)}


async def main():
    stand = Stand()
    name, password = stand.task["user"]
    stand.passwords = {name: password}
    task = {"account": name, "certificate_days": 0, "secrets": stand.passwords}
    account = Account({**stand.task, **task})
    offers = {node: turn(account, node) for node in stand.nodes}
    by_way = {way: await relayed(account, offers, way) for way in CALLS}
    found = {
        "found": await find(stand, name),
        "logins": {
            node: {way: await log_in(stand, name, node, port) for way, port in WAYS.items()} for node in stand.nodes
        },
        "seen": {node: await seen(account, node) for node in stand.nodes},
        "told": {node: told(account, node) for node in stand.nodes},
        "relayed": {node: {way: addresses[node] for way, addresses in by_way.items()} for node in stand.nodes},
    }
    print(json.dumps(found))


asyncio.run(main())
