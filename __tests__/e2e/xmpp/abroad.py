"""Has people of several servers write to each other.

Standard input: {"authority", "exchanges": [[{"sender", "receiver"}]], "seconds": after which a message counts as lost},
accounts as xmpp/client.py has them; the messages of an exchange are sent one after another, exchanges side by side.
Standard output: for each message of each exchange "arrived", "lost", or the condition of the error that its
sender got
"""

import asyncio
import json
import secrets
import sys

from client import Client


class Person(Client):
    def __init__(self, account, authority):
        super().__init__(account, authority)
        self.errors = asyncio.Queue()
        self.add_event_handler("message_error", self.errors.put_nowait)


async def arrives(messages, text):
    while (await messages.get())["body"] != text:
        pass
    return "arrived"


async def comes_back(errors):
    return (await errors.get())["error"]["condition"]


async def write(task, sender, receiver):
    sending, receiving = (Person(one, task["authority"]) for one in (sender, receiver))
    await asyncio.gather(sending.log_in(), receiving.log_in())
    text = secrets.token_hex(8)
    sending.send_message(mto=receiver["jid"], mbody=text, mtype="chat")
    outcomes = [asyncio.create_task(one) for one in (arrives(receiving.messages, text), comes_back(sending.errors))]
    known, waiting = await asyncio.wait(outcomes, timeout=task["seconds"], return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    await asyncio.gather(sending.log_out(), receiving.log_out())
    return known.pop().result() if known else "lost"


async def exchange(task, messages):
    return [await write(task, **message) for message in messages]


async def main():
    task = json.load(sys.stdin)
    print(json.dumps(await asyncio.gather(*(exchange(task, messages) for messages in task["exchanges"]))))


asyncio.run(main())
