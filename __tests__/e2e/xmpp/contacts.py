"""One account asks fifty others for their presence, and each of them agrees and asks back.

Standard input: as stand.py has it. Standard output: how many contacts of each subscription the account has.
"""

import asyncio
import json
from collections import Counter
from itertools import cycle

from stand import Stand

CONTACTS = [f"contact{number}" for number in range(50)]


async def main():
    stand = Stand()
    with stand.temporary("asker", *CONTACTS):
        nodes = cycle(stand.nodes)
        asker = stand.client("asker", next(nodes))
        # slixmpp agrees to every request, and asks back.
        contacts = [stand.client(name, next(nodes)) for name in CONTACTS]
        await asyncio.gather(*(client.log_in() for client in (asker, *contacts)))
        for name in CONTACTS:
            asker.send_presence_subscription(pto=f"{name}@{stand.domain}")
        try:
            async with asyncio.timeout(60):
                while (found := subscriptions(asker)) != {"both": len(CONTACTS)}:
                    await asyncio.sleep(0.2)
        except TimeoutError:
            pass
        print(json.dumps(found))
        await asyncio.gather(*(client.log_out() for client in (asker, *contacts)))


def subscriptions(client):
    """As the server has told them last."""
    roster = client.client_roster
    return Counter(roster[jid]["subscription"] for jid in roster.keys() if jid != client.boundjid.bare)


asyncio.run(main())
