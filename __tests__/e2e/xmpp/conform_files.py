"""Files: by way of the server, and from client to client through its proxy."""

import asyncio
import secrets

from bytestreams import BYTESTREAMS, activation, connected, meeting, passed
from conform_core import ITEMS, identities, info
from conform_people import feature, must
from stand import SECONDS

UPLOAD = "urn:xmpp:http:upload:0"


@feature("XEP-0363")
async def upload(people):
    """What a slot is worth is seen by the probe "file upload"."""
    answer = await people.one.ask(
        f"upload.{people.domain}",
        f"<request xmlns='{UPLOAD}' filename='a &amp; b.txt' size='1000' content-type='text/plain'/>",
    )
    for verb in ("put", "get"):
        url = answer.find(f".//{{{UPLOAD}}}{verb}").get("url")
        must(url.startswith("https://"), f"{verb} goes to {url}")


@feature("XEP-0065")
async def proxy(people):
    """Two clients meet at the proxy of the node that one of them asked, whichever the other is at."""
    answer = await people.one.ask(await proxy_of(people), f"<query xmlns='{BYTESTREAMS}'/>")
    host = answer.find(f".//{{{BYTESTREAMS}}}streamhost")
    must(host.get("host") == f"{people.here}.{people.domain}", f"it is at {host.get('host')}")
    port = int(host.get("port"))
    must(port == people.stand.ports["proxy"], f"it is at port {port}")
    name = secrets.token_hex(8)
    wanted = (people.stand.nodes[people.here], port), meeting(name, people.one.full, people.other.full)
    ends = []
    try:
        for _ in range(2):
            ends.append(await asyncio.to_thread(connected, *wanted, SECONDS))
        await people.one.tell(host.get("jid"), activation(name, people.other.full))
        await asyncio.to_thread(passed, *ends)
        await asyncio.to_thread(passed, *reversed(ends))
    finally:
        for end in ends:
            end.close()


async def proxy_of(people):
    """Address of the service that says that it is a proxy (XEP-0030)."""
    answer = await people.one.ask(people.domain, f"<query xmlns='{ITEMS}'/>")
    for item in answer.iter(f"{{{ITEMS}}}item"):
        if ("proxy", "bytestreams") in identities(await info(people.one, item.get("jid"))):
            return item.get("jid")
    return must(False, "the server has no proxy")
