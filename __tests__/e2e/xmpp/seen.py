"""Logs in by the port of the web, and has the node tell its administrators whom it sees.

Standard input: as stand.py has it.
Standard output: by node {"own": the client's address, "seen": the one that the node sees}
"""

import asyncio
import json
from ipaddress import ip_address

from stand import Stand


def plain(address):
    """An IPv4 address as such, however it was written."""
    found = ip_address(address)
    return str(getattr(found, "ipv4_mapped", None) or found)


async def look(stand, node):
    client = stand.client("guest", node, port="web")
    await client.log_in()
    users = await asyncio.to_thread(stand.api, "connected_users_info")
    (seen,) = (user["ip"] for user in users if user["jid"] == client.boundjid.full)
    own = client.transport.get_extra_info("sockname")[0]
    await client.log_out()
    return {"own": own, "seen": plain(seen)}


async def main():
    stand = Stand()
    with stand.temporary("guest"):
        print(json.dumps({node: await look(stand, node) for node in stand.nodes}))


asyncio.run(main())
