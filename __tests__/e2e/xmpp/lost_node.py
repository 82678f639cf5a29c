"""Sends files to the second node, one after another, until it is gone; then fetches all that it accepted from the first one.

Standard input: as stand.py has it, with two nodes; and "folder", where the file `flowing` appears when some are accepted
Standard output: {"accepted", "missing": how many; "seconds": from the loss until the last one was read}
"""

import asyncio
import json
import secrets
import time
from pathlib import Path

from sending import Refused, send, slot, transfer
from slixmpp.exceptions import IqTimeout
from stand import SECONDS, Stand

MANY = 10


async def until_lost(stand, client, node):
    """The files that were accepted, by URL."""
    accepted = {}
    while True:
        content = secrets.token_bytes(300_000)
        try:
            put, get = await asyncio.wait_for(slot(client, "content", len(content)), SECONDS)
        except (Refused, IqTimeout, TimeoutError):
            return accepted
        if await asyncio.to_thread(send, stand, node, put, content) != 201:
            return accepted
        accepted[get] = content
        if len(accepted) == MANY:
            Path(stand.task["folder"], "flowing").touch()


def is_whole(stand, node, url, content):
    status, _, body = transfer(stand, node, "GET", url)
    return status == 200 and body == content


async def main():
    stand = Stand()
    left, lost = stand.nodes
    with stand.temporary("loser"):
        client = stand.client("loser", left)
        await client.log_in()
        accepted = await until_lost(stand, client, lost)
        since = time.monotonic()
        whole = [is_whole(stand, left, url, content) for url, content in accepted.items()]
        seconds = time.monotonic() - since
        await client.log_out()
    print(json.dumps({
        "accepted": len(accepted),
        "missing": whole.count(False),
        "seconds": round(seconds, 1),
    }))


asyncio.run(main())
