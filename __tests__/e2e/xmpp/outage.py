"""Logs in again and again, with the right password.

Standard input: as stand.py has it, with one node, "account" {"name", "password"} and "times".
Standard output: what came of each try: success, or the conditions of the stream's or the login's failure
"""

import asyncio
import json
from collections import Counter

from client import LoginError
from stand import Stand


async def attempt(stand, name, node):
    client = stand.client(name, node)
    conditions = []
    client.add_event_handler("stream_error", lambda error: conditions.append(error["condition"]))
    client.add_event_handler("failed_auth", lambda failure: conditions.append(failure["condition"]))
    try:
        await client.log_in(seconds=100)
    except (LoginError, TimeoutError) as error:
        return conditions[0] if conditions else repr(error)
    await client.log_out()
    return "success"


async def main():
    stand = Stand()
    (node,) = stand.nodes
    account = stand.task["account"]
    stand.passwords = {account["name"]: account["password"]}
    tries = (attempt(stand, account["name"], node) for _ in range(stand.task["times"]))
    print(json.dumps(Counter(await asyncio.gather(*tries))))


asyncio.run(main())
