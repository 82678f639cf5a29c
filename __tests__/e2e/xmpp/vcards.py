"""Sets vCards (XEP-0054) and has another account, at another node, look whether they are there.

Standard input: as stand.py has it, with two nodes at least.
Standard output: {vCard: [what the server says of setting it, whether it is what others then see]}
"""

import asyncio
import json
from secrets import token_urlsafe

from slixmpp.exceptions import IqError
from stand import SECONDS, Stand

# An index of PostgreSQL has no place for more than 2704 bytes, after compression.
NAMES = {
    "a usual name": "Max Mustermann",
    "a name of 5000 equal letters": "x" * 5000,
    "a name of 5000 random letters": token_urlsafe(3750),
    "a usual name again": "Erika Mustermann",
}


async def outcome(request):
    """A request's answer, or the name of its error."""
    try:
        return await request or "result"
    except IqError as error:
        return error.condition


async def tried(name, owner, other):
    plugin = owner.plugin["xep_0054"]
    vcard = plugin.make_vcard()
    vcard["FN"] = name
    told = await outcome(plugin.publish_vcard(vcard, jid=owner.boundjid.bare, timeout=SECONDS))
    seen = await outcome(other.plugin["xep_0054"].get_vcard(owner.boundjid.bare, timeout=SECONDS))
    return [told, seen if isinstance(seen, str) else seen["vcard_temp"]["FN"] == name]


async def main():
    stand = Stand()
    here, there = stand.nodes
    with stand.temporary("owner", "other"):
        clients = owner, other = [
            stand.client(name, node, "xep_0054") for name, node in (("owner", here), ("other", there))
        ]
        await asyncio.gather(*(client.log_in() for client in clients))
        print(json.dumps({what: await tried(name, owner, other) for what, name in NAMES.items()}))
        await asyncio.gather(*(client.log_out() for client in clients))


asyncio.run(main())
