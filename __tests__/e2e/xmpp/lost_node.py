"""Sends files to the second node, one after another, until it is gone; then fetches all that it accepted from the first one.

Standard input: as stand.py has it, with two nodes; and "folder", where the file `flowing` appears when some are accepted
Standard output: {"accepted", "missing": how many; "seconds": from when the last one was accepted until all were
read}
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
    """The files that were accepted, by URL, and when the last one was."""
    accepted, last = {}, time.monotonic()
    while True:
        content = secrets.token_bytes(300_000)
        try:
            put, get = await asyncio.wait_for(slot(client, "content", len(content)), SECONDS)
        except (Refused, IqTimeout, TimeoutError):
            return accepted, last
        if await asyncio.to_thread(send, stand, node, put, content) != 201:
            return accepted, last
        accepted[get], last = content, time.monotonic()
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
        accepted, last = await until_lost(stand, client, lost)
        reading = [asyncio.to_thread(is_whole, stand, left, *file) for file in accepted.items()]
        whole = await asyncio.gather(*reading)
        seconds = time.monotonic() - last
        await client.log_out()
    print(json.dumps({
        "accepted": len(accepted),
        "missing": whole.count(False),
        "seconds": round(seconds, 1),
    }))


asyncio.run(main())
