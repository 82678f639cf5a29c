"""Logs in by the port of the web, and has the node tell whom it sees.

Standard input: as stand.py has it.
Standard output: by node {"own": the client's address, "told": the one that the node tells the client (XEP-0279),
"listed": the one that it shows to its administrators}
"""

import asyncio
import json
from ipaddress import ip_address

from stand import SECONDS, Stand


def plain(address):
    """An IPv4 address as such, however it was written."""
    found = ip_address(address)
    return str(getattr(found, "ipv4_mapped", None) or found)


async def look(stand, node):
    client = stand.client("guest", node, "xep_0279", port="web")
    await client.log_in()
    answer = await client.plugin["xep_0279"].check_ip(timeout=SECONDS)
    users = await asyncio.to_thread(stand.api, "connected_users_info")
    (listed,) = (user["ip"] for user in users if user["jid"] == client.boundjid.full)
    own = client.transport.get_extra_info("sockname")[0]
    await client.log_out()
    return {"own": own, "told": plain(answer["ip_check"]["ip"]), "listed": plain(listed)}


async def main():
    stand = Stand()
    with stand.temporary("guest"):
        print(json.dumps({node: await look(stand, node) for node in stand.nodes}))


asyncio.run(main())
