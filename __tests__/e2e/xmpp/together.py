"""Messages of one account that many of its sessions send at once.

Standard input: as stand.py has it, with one node, "sender" and "receiver" {"name", "password"} and "sessions": a list
of texts for each session of the sender.
Standard output: the texts that arrived, in alphabetical order
"""

import asyncio
import json

from stand import SECONDS, Stand


async def main():
    stand = Stand()
    (node,) = stand.nodes
    sender, receiver, sessions = (stand.task[key] for key in ("sender", "receiver", "sessions"))
    stand.passwords = {person["name"]: person["password"] for person in (sender, receiver)}
    receiving = stand.client(receiver["name"], node)
    sending = [stand.client(sender["name"], node) for _ in sessions]
    clients = [receiving, *sending]
    await asyncio.gather(*(client.log_in() for client in clients))
    for client, texts in zip(sending, sessions):
        for text in texts:
            client.send_message(mto=f"{receiver['name']}@{stand.domain}", mbody=text, mtype="chat")
    wanted = {text for texts in sessions for text in texts}
    arrived = set()
    async with asyncio.timeout(SECONDS):
        while not arrived.issuperset(wanted):
            arrived.add((await receiving.messages.get())["body"])
    await asyncio.gather(*(client.log_out() for client in clients))
    print(json.dumps(sorted(arrived & wanted)))


asyncio.run(main())
