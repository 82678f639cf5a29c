"""Changes a password in a client (XEP-0077), and tries what a client must not do to accounts.

Standard input: as stand.py has it; with "person": [name, password, another one] only that account's is changed.
Standard output: {"changed": what the server says, "logins": by node and password whether it logs in, and what was tried}
"""

import asyncio
import json
import secrets
from xml.etree.ElementTree import fromstring

from slixmpp.exceptions import IqError
from stand import SECONDS, Stand
from stream import CLIENT, Stream, outcome

REGISTER = "jabber:iq:register"
FEATURE = "http://jabber.org/features/iq-register"


async def told(client, content):
    """What the server says to a client that asks for a change of accounts."""
    query = client.make_iq_set(ito=client.boundjid.host)
    query.set_payload(fromstring(f"<query xmlns='{REGISTER}'>{content}</query>"))
    try:
        await query.send(timeout=SECONDS)
        return "result"
    except IqError as error:
        return error.condition


def account(name, password):
    return f"<username>{name}</username><password>{password}</password>"


async def changed(stand, name, old, new):
    """Changes a password at the first node, and tries both at each."""
    stand.passwords[name] = old
    client = stand.client(name, next(iter(stand.nodes)))
    await client.log_in()
    said = await told(client, account(name, new))
    await client.log_out()
    logins = {node: [await stand.logs_in(name, node, word) for word in (old, new)] for node in stand.nodes}
    return {"changed": said, "logins": logins}


async def refused(stand, name, other):
    client = stand.client(name, next(iter(stand.nodes)))
    await client.log_in()
    tries = {
        "a weak password": account(name, "secret"),
        "another's password": account(other, secrets.token_hex(8)),
        "another account": account(f"{other}-new", secrets.token_hex(8)),
        "to go": "<remove/>",
    }
    answers = {what: await told(client, content) for what, content in tries.items()}
    await client.log_out()
    return answers


def as_stranger(stand, node):
    """What a node says to somebody who has no account, and wants one."""
    with Stream(stand.server(node, stand.ports["clients"])) as stream:
        offered = stream.encrypt().find(f"{{{FEATURE}}}register") is not None
        content = account("stranger", secrets.token_hex(8))
        query = f"<query xmlns='{REGISTER}'>{content}</query>"
        stream.send(f"<iq xmlns='{CLIENT}' type='set' id='register'>{query}</iq>")
        answer = stream.read()
        error = answer.find(f"{{{CLIENT}}}error")
        return [offered, answer.get("type") if error is None else outcome(error)]


async def main():
    stand = Stand()
    if "person" in stand.task:
        print(json.dumps(await changed(stand, *stand.task["person"])))
        return
    with stand.temporary("keeper", "other"):
        first, second = stand.passwords["keeper"], secrets.token_hex(8)
        report = await changed(stand, "keeper", first, second)
        report["refused"] = await refused(stand, "keeper", "other")
        report["strangers"] = {node: await asyncio.to_thread(as_stranger, stand, node) for node in stand.nodes}
        print(json.dumps(report))


asyncio.run(main())
