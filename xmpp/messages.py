"""Sends numbered messages from one node to the other, and tells what became of those acknowledged.

Argument: {"run": name of the messages, "sender", "receiver": accounts as
`client.py` has them, with the name of a secret for a password, "authority", "started": file
that it makes when messages flow, "stop": file whose appearance ends the sending, "seconds" after which it
ends by itself, "secrets"}
Output: {"sent", "acknowledged": by stream management (XEP-0198), "notReceived", "notArchived": numbers
that were acknowledged, "longestGap": seconds between two that arrived, "disconnected": times}
"""

import asyncio
import json
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

from client import Client

PAUSE = 0.1
PATIENCE = 60
# Messages that must have arrived before anything may be broken.
ENOUGH = 10

task = json.load(sys.stdin)


class Endpoint(Client):
    """A client that counts how often the server lost it."""

    def __init__(self, account):
        password = task["secrets"][account["password"]]
        super().__init__({**account, "password": password}, task["authority"])
        self.register_plugin("xep_0198", {"window": 1, "allow_resume": False})
        self.register_plugin("xep_0313")
        self.disconnected_times = 0
        self.leaving = False
        self.add_event_handler("disconnected", self.count)

    def count(self, _):
        self.disconnected_times += not self.leaving

    async def leave(self):
        self.leaving = True
        await self.log_out()


def number_of(stanza):
    """The number of one of this run's messages; None of any other."""
    run, _, number = stanza["body"].rpartition(" ")
    return int(number) if run == task["run"] else None


async def collect(messages, received):
    while True:
        received[number_of(await messages.get())] = time.monotonic()


async def archived(client, since):
    """Numbers of this run in the account's archive (XEP-0313)."""
    found = set()
    async for message in client["xep_0313"].iterate(start=since, rsm={"max": 200}):
        found.add(number_of(message["mam_result"]["forwarded"]["stanza"]))
    return found


async def patiently(attempt):
    """Repeats what fails only because a failover is not through."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return await attempt()
        except Exception:
            if time.monotonic() > end:
                raise
            await asyncio.sleep(1)


async def until(condition):
    end = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < end:
        await asyncio.sleep(0.2)


async def main():
    sender, receiver = Endpoint(task["sender"]), Endpoint(task["receiver"])
    sent, received, acknowledged = 0, {}, set()
    sender.add_event_handler("stanza_acked", lambda stanza: acknowledged.add(stanza["id"]))
    await receiver.log_in()
    await sender.log_in()
    collecting = asyncio.ensure_future(collect(receiver.messages, received))
    since = datetime.now(timezone.utc) - timedelta(seconds=5)
    stop, end = Path(task["stop"]), time.monotonic() + task["seconds"]
    while not stop.exists() and time.monotonic() < end:
        sent += 1
        message = sender.make_message(receiver.boundjid.full, f"{task['run']} {sent}", mtype="chat")
        message["id"] = f"{task['run']}-{sent}"
        message.send()
        await asyncio.sleep(PAUSE)
        if len(received) >= ENOUGH:
            Path(task["started"]).touch()

    def known():
        return {number for number in range(1, sent + 1) if f"{task['run']}-{number}" in acknowledged}

    def settled():
        # Each message asks for the acknowledgement of those before it; nothing follows the last one.
        sender["xep_0198"].request_ack()
        return len(known()) == sent and received.keys() >= known()

    await until(settled)
    in_archive = await patiently(lambda: archived(receiver, since))
    collecting.cancel()
    times = sorted(received.values())
    print(
        json.dumps(
            {
                "sent": sent,
                "acknowledged": len(known()),
                "notReceived": sorted(known() - received.keys()),
                "notArchived": sorted(known() - in_archive),
                "longestGap": round(max((b - a for a, b in zip(times, times[1:])), default=0), 2),
                "disconnected": sender.disconnected_times + receiver.disconnected_times,
            }
        )
    )
    await asyncio.gather(sender.leave(), receiver.leave())


asyncio.run(main())
