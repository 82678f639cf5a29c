"""A friend of somebody with the web chat, with a client of slixmpp: answers what is said, and fetches the file that is sent next.

Standard input: {"account": as xmpp/client.py has it, "authority": file of the certificates to trust}
Standard output: {"said": what was written, "file": content of the file}
"""

import asyncio
import json
import ssl
import sys
import urllib.request

from client import Client

SECONDS = 60


async def heard(client):
    """The next message that has a text."""
    while True:
        message = await client.messages.get()
        if message["body"]:
            return message


def fetched(url, authority):
    trusting = ssl.create_default_context(cafile=authority)
    with urllib.request.urlopen(url, context=trusting, timeout=SECONDS) as answer:
        return answer.read().decode()


async def main():
    task = json.load(sys.stdin)
    client = Client(task["account"], task["authority"])
    await client.log_in()
    async with asyncio.timeout(SECONDS):
        said = await heard(client)
        said.reply(f"Hello to {said['from'].user}").send()
        link = await heard(client)
        content = await asyncio.to_thread(fetched, link["body"], task["authority"])
        link.reply(f"Thanks for {link['body'].rsplit('/', 1)[1]}").send()
    await client.settle()
    await client.log_out()
    print(json.dumps({"said": said["body"], "file": content}))


asyncio.run(main())
