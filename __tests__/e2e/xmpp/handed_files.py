"""Sends files that are odd in some way: each is promised by one node, sent to the other, and fetched from both.

Standard input: as stand.py has it, with two nodes; and "most", bytes of the largest file
Standard output: {"files": by what they are, the status, the nodes that gave them, how browsers take them;
"refused": by what they are, what their sender is told; "by former names", "after their user": of a node, the status}
"""

import asyncio
import json
import secrets

from sending import Refused, send, slot, transfer
from stand import Stand

NAMES = {
    "plain": "plain.txt",
    "picture": "picture.png",
    "page": "page.html",
    "drawing": "drawing.svg",
    "path": "../../../etc/passwd",
    "lines": "two\nlines.txt",
    "long": "x" * 251 + ".txt",
    "letters": "Grüße ☂.txt",
}


async def exchange(stand, client, name, content, readers):
    """What became of a file, and its URL."""
    put, get = await slot(client, name, len(content))
    _, there = stand.nodes
    status = await asyncio.to_thread(send, stand, there, put, content)
    having, kinds = [], set()
    for node in readers:
        found, headers, body = await asyncio.to_thread(transfer, stand, node, "GET", get)
        if found == 200 and body == content:
            having.append(node)
            kinds.add(headers.get("Content-Disposition", "inline").partition(";")[0])
            guarded = [headers["X-Content-Type-Options"], headers["Content-Security-Policy"]]
            kinds.add("guarded" if guarded == ["nosniff", "sandbox; default-src 'none'"] else str(guarded))
    return [status, having, sorted(kinds)], get


async def refusal(stand, client, name, size):
    try:
        put, _ = await slot(client, name, size)
    except Refused as refused:
        return str(refused)
    status, _, body = await asyncio.to_thread(
        transfer, stand, next(iter(stand.nodes)), "PUT", put, bytes(size)
    )
    return f"{status}: {body.decode().strip()}"


async def main():
    stand = Stand()
    here, there = stand.nodes
    with stand.temporary("fileuser"):
        client = stand.client("fileuser", here)
        await client.log_in()
        files = {}
        for what, name in NAMES.items():
            files[what], url = await exchange(stand, client, name, secrets.token_bytes(2000), stand.nodes)
        # That takes a while: it is read where it was not sent.
        files["largest"], _ = await exchange(stand, client, "largest", bytes(stand.task["most"]), [here])
        refused = {
            "empty": await refusal(stand, client, "empty", 0),
            "too large": await refusal(stand, client, "large", stand.task["most"] + 1),
            "name too long": await refusal(stand, client, "x" * 300, 10),
        }
        former = {
            node: transfer(stand, node, "GET", url, name=f"{node}.{stand.domain}")[0]
            for node in stand.nodes
        }
        await client.log_out()
    after = {node: transfer(stand, node, "GET", url)[0] for node in stand.nodes}
    print(json.dumps({
        "files": files,
        "refused": refused,
        "by former names": former,
        "after their user": after,
    }))


asyncio.run(main())
