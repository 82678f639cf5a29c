"""Sends files while the second node has room for a small one only.

Standard input: as stand.py has it, with two nodes; and "sender": an account as xmpp/client.py has it
Standard output: {"small", "large": what sending it to the first node came to, and fetching it from both; "large to the full
node": what its sender is told; "kept": the path of the large one's URL}
"""

import asyncio
import json
from urllib.parse import urlsplit

from client import Client
from sending import slot, transfer
from stand import Stand

SMALL, LARGE = 10_000, 3_000_000


async def exchange(stand, client, size):
    put, get = await slot(client, "content", size)
    here, there = stand.nodes
    sent, _, _ = await asyncio.to_thread(transfer, stand, here, "PUT", put, bytes(size))
    return [sent, *(transfer(stand, node, "GET", get)[0] for node in (here, there))], urlsplit(get).path


async def main():
    stand = Stand()
    _, full = stand.nodes
    client = Client(stand.task["sender"], stand.authority)
    await client.log_in()
    small, _ = await exchange(stand, client, SMALL)
    large, kept = await exchange(stand, client, LARGE)
    put, _ = await slot(client, "content", LARGE)
    status, _, body = await asyncio.to_thread(transfer, stand, full, "PUT", put, bytes(LARGE))
    await client.log_out()
    told = f"{status}: {body.decode().strip()}"
    print(json.dumps({"small": small, "large": large, "large to the full node": told, "kept": kept}))


asyncio.run(main())
