"""Two people write to one another, each at a node, and log in again whenever they are thrown out.

Standard input: {"authority", "people": two accounts as xmpp/client.py has them, "folder": where
it makes the file `flowing` when messages arrive on both sides, and ends at the file `stop`}
A person whose account has "elsewhere", addresses, goes to the next one then, and resumes the session.
Standard output: {"sent", "accepted": by stream management (XEP-0198), "notArchived": {"sender", "receiver"}:
texts that were accepted and are not in that one's archive, "after": whether messages of both people
arrived that were sent after the stop, "logins": how often each person had to log in, "resumed": how often
each resumed a session, "longestWait": seconds, at most, from a message to its arrival}
"""

import asyncio
import itertools
import json
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

from client import Client

PAUSE = 0.5
PATIENCE = 60


class Person:
    """Sends texts to another, and keeps those that the server accepted and those that arrived."""

    def __init__(self, account, authority):
        self.account, self.authority = account, authority
        self.accepted, self.received, self.said = set(), {}, {}
        self.sent = self.logins = self.resumed = 0
        self.client = None

    def new_client(self):
        client = Client(self.account, self.authority)
        client.register_plugin("xep_0198", {"window": 1, "allow_resume": "elsewhere" in self.account})
        client.register_plugin("xep_0313")
        client.add_event_handler("stanza_acked", self.keep)
        client.add_event_handler("message", self.receive)
        return client

    async def move(self):
        """Stays for ever, by one client that resumes its session at the next node whenever it is cut off."""
        client = self.new_client()
        gone, there = asyncio.Event(), asyncio.Event()
        client.add_event_handler("disconnected", lambda _: gone.set())
        client.add_event_handler("connection_failed", lambda _: gone.set())
        client.add_event_handler("session_resumed", lambda _: self.resume(there))
        client.add_event_handler("session_start", lambda _: self.begin(client, there))
        for address in itertools.cycle([self.account["address"], *self.account["elsewhere"]]):
            gone.clear()
            there.clear()
            client.connect(address, self.account["port"])
            waits = [asyncio.ensure_future(event.wait()) for event in (gone, there)]
            await asyncio.wait(waits, timeout=20, return_when=asyncio.FIRST_COMPLETED)
            for wait in waits:
                wait.cancel()
            if there.is_set():
                self.client = client
                await gone.wait()
                self.client = None
            else:
                client.abort()
                await asyncio.sleep(0.5)

    def resume(self, there):
        self.resumed += 1
        there.set()

    def begin(self, client, there):
        self.logins += 1
        client.send_presence()
        there.set()

    async def stay(self):
        """Is there for ever, by one client after the other."""
        if "elsewhere" in self.account:
            await self.move()
        while True:
            client = self.new_client()
            gone = asyncio.Event()
            client.add_event_handler("disconnected", lambda _, gone=gone: gone.set())
            try:
                await client.log_in()
            except Exception:
                await asyncio.sleep(1)
                continue
            self.logins += 1
            self.client = client
            await gone.wait()
            self.client = None

    def keep(self, stanza):
        if stanza.name == "message":
            self.accepted.add(stanza["body"])

    def receive(self, message):
        """Keeps when a text came first."""
        self.received.setdefault(message["body"], time.monotonic())

    def say(self, other, text):
        if self.client is not None:
            self.sent += 1
            self.said.setdefault(text, time.monotonic())
            self.client.send_message(mto=other.account["jid"], mbody=text, mtype="chat")

    async def archived(self, since):
        """Texts in this one's archive (XEP-0313)."""
        found = set()
        async for message in self.client["xep_0313"].iterate(start=since, rsm={"max": 200}):
            found.add(message["mam_result"]["forwarded"]["stanza"]["body"])
        return found


async def until(condition):
    """Whether it came true in time."""
    end = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < end:
        await asyncio.sleep(0.2)
    return condition()


async def main():
    task = json.load(sys.stdin)
    folder = Path(task["folder"])
    one, other = people = [Person(account, task["authority"]) for account in task["people"]]
    pairs = [(one, other), (other, one)]
    staying = [asyncio.ensure_future(person.stay()) for person in people]
    since = datetime.now(timezone.utc) - timedelta(seconds=5)
    run = f"conversation {time.time_ns()}"
    number = 0

    def say(what):
        for sender, receiver in pairs:
            sender.say(receiver, f"{run} {what} {sender.account['jid']}")

    while not (folder / "stop").exists():
        number += 1
        say(number)
        await asyncio.sleep(PAUSE)
        if all(f"{run} {number - 1} {sender.account['jid']}" in receiver.received for sender, receiver in pairs):
            (folder / "flowing").touch()

    def arrived():
        say("after")
        return all(f"{run} after {sender.account['jid']}" in receiver.received for sender, receiver in pairs)

    after = await until(arrived)
    await asyncio.sleep(1)
    missing = {"sender": [], "receiver": []}
    lost, waits = [], []
    for sender, receiver in pairs:
        archives = {"sender": await sender.archived(since), "receiver": await receiver.archived(since)}
        for who, archive in archives.items():
            missing[who] += sorted(sender.accepted - archive)
        lost += sorted(sender.accepted - receiver.received.keys())
        waits += [receiver.received[text] - said for text, said in sender.said.items() if text in receiver.received]
    print(
        json.dumps(
            {
                "sent": sum(person.sent for person in people),
                "accepted": sum(len(person.accepted) for person in people),
                "notArchived": missing,
                "notReceived": lost,
                "after": after,
                "logins": [person.logins for person in people],
                "resumed": [person.resumed for person in people],
                "longestWait": round(max(waits), 2),
            }
        )
    )
    for task in staying:
        task.cancel()
    await asyncio.gather(*(person.client.log_out() for person in people if person.client))


asyncio.run(main())
