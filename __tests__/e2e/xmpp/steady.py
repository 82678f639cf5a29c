"""People outside who talk to themselves all the time, and come back by the same way whenever they are cut off.

Standard input: {"authority", "people": by a name of each one's way, an account as xmpp/client.py has it; without an address,
the domain's SRV records lead. "folder": where it makes the file `talking` once all do, and ends at the file `stop`}
Standard output: by way, the waits between two words that came back, or until the end, which are longer than half a
second: pairs of when one began, in seconds since 1970, and of seconds
"""

import asyncio
import json
import sys
import time
from pathlib import Path

from client import Client, LoginError

PAUSE = 0.1
# Somebody who is cut off without a word notices when the next one does not come back.
PATIENCE = 1.5
LOGIN = 3
LONG = 0.5


class Person:
    def __init__(self, account, authority):
        self.account, self.authority = account, authority
        self.heard = []

    async def stay(self):
        while True:
            client = Client(self.account, self.authority)
            try:
                await client.log_in(LOGIN)
                await self.talk(client)
            except (LoginError, OSError, TimeoutError, asyncio.TimeoutError):
                client.abort()
                await asyncio.sleep(PAUSE)

    async def talk(self, client):
        while True:
            client.send_message(mto=client.boundjid.full, mbody=str(time.time()), mtype="chat")
            await asyncio.wait_for(client.messages.get(), PATIENCE)
            self.heard.append(time.time())
            await asyncio.sleep(PAUSE)

    def waits(self):
        pairs = zip(self.heard, [*self.heard[1:], time.time()])
        return [(one, round(other - one, 2)) for one, other in pairs if other - one > LONG]


async def main():
    task = json.load(sys.stdin)
    folder = Path(task["folder"])
    people = {way: Person(account, task["authority"]) for way, account in task["people"].items()}
    staying = [asyncio.ensure_future(person.stay()) for person in people.values()]
    while not (folder / "stop").exists():
        await asyncio.sleep(0.2)
        if all(person.heard for person in people.values()):
            (folder / "talking").touch()
    for one in staying:
        one.cancel()
    print(json.dumps({way: person.waits() for way, person in people.items()}))


asyncio.run(main())
