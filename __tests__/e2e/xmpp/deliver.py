"""Sends messages from one account to another and tells how each arrived.

Standard input: {"authority", "deliveries": [{"sender", "receiver", "body", "offline"}]}, accounts as
xmpp/client.py has them; an offline receiver logs in only after the sender has left.
Standard output: [{"from", "body", "delayed", "sessions": [sender's, receiver's]}]
"""

import asyncio
import json
import sys

from client import Client


async def deliver(authority, sender, receiver, body, offline):
    sending, receiving = Client(sender, authority), Client(receiver, authority)
    if not offline:
        await receiving.log_in()
    await sending.log_in()
    sending.send_message(mto=receiver["jid"], mbody=body, mtype="chat")
    await sending.settle()
    sessions = [sending.session]
    if offline:
        await sending.log_out()
        await receiving.log_in()
    message = await matching(receiving.messages, body)
    sessions.append(receiving.session)
    delayed = message.xml.find("{urn:xmpp:delay}delay") is not None
    await asyncio.gather(sending.log_out(), receiving.log_out())
    return {
        "from": message["from"].bare,
        "body": message["body"],
        "delayed": delayed,
        "sessions": sessions,
    }


async def matching(messages, body, seconds=20):
    """The message with this text; others may have waited for the receiver."""
    async with asyncio.timeout(seconds):
        while True:
            message = await messages.get()
            if message["body"] == body:
                return message


async def main():
    task = json.load(sys.stdin)
    print(json.dumps([await deliver(task["authority"], **each) for each in task["deliveries"]]))


asyncio.run(main())
