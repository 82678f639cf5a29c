"""Files: by way of the server, and from client to client through its proxy."""

import asyncio
import hashlib
import secrets
import struct

from conform_core import ITEMS, identities, info
from conform_people import feature, must
from stand import SECONDS

UPLOAD = "urn:xmpp:http:upload:0"
BYTESTREAMS = "http://jabber.org/protocol/bytestreams"


@feature("XEP-0363")
async def upload(people):
    """What a slot is worth is seen by the probe "file upload"."""
    size = 1000
    answer = await people.one.ask(
        f"upload.{people.domain}",
        f"<request xmlns='{UPLOAD}' filename='a &amp; b.txt' size='{size}' content-type='text/plain'/>",
    )
    for verb in ("put", "get"):
        url = answer.find(f".//{{{UPLOAD}}}{verb}").get("url")
        must(url.startswith("https://"), f"{verb} goes to {url}")


@feature("XEP-0065")
async def proxy(people):
    """Two clients meet at the proxy of the node that one of them asked, whichever the other is at."""
    service = await proxy_of(people)
    answer = await people.one.ask(service, f"<query xmlns='{BYTESTREAMS}'/>")
    host = answer.find(f".//{{{BYTESTREAMS}}}streamhost")
    must(host.get("host") == f"{people.here}.{people.domain}", f"it is at {host.get('host')}")
    must(int(host.get("port")) == people.stand.ports["proxy"], f"it is at port {host.get('port')}")
    name = secrets.token_hex(8)
    meeting = hashlib.sha1(f"{name}{people.one.full}{people.other.full}".encode()).hexdigest()
    place = people.stand.nodes[people.here], int(host.get("port"))
    # The one who is sent something comes first.
    ends = [await connected(place, meeting) for _ in range(2)]
    try:
        activate = f"<query xmlns='{BYTESTREAMS}' sid='{name}'><activate>{people.other.full}</activate></query>"
        await people.one.tell(host.get("jid"), activate)
        for (reader, _), (_, writer) in (ends, ends[::-1]):
            data = secrets.token_bytes(100_000)
            writer.write(data)
            came = await asyncio.wait_for(reader.readexactly(len(data)), SECONDS)
            must(came == data, "other bytes arrive")
    finally:
        for _, writer in ends:
            writer.close()


async def proxy_of(people):
    """Address of the service that says that it is a proxy (XEP-0030)."""
    answer = await people.one.ask(people.domain, f"<query xmlns='{ITEMS}'/>")
    for item in answer.iter(f"{{{ITEMS}}}item"):
        if ("proxy", "bytestreams") in identities(await info(people.one, item.get("jid"))):
            return item.get("jid")
    return must(False, "the server has no proxy")


async def connected(place, meeting):
    """A connection to a proxy by SOCKS5 (RFC 1928), by the name of a meeting."""
    async with asyncio.timeout(SECONDS):
        reader, writer = await asyncio.open_connection(*place)
        writer.write(b"\x05\x01\x00")
        must(await reader.readexactly(2) == b"\x05\x00", "the proxy wants a login")
        host = meeting.encode()
        request = b"\x05\x01\x00\x03" + bytes([len(host)]) + host + struct.pack(">H", 0)
        writer.write(request)
        answer = await reader.readexactly(len(request))
        must(answer[1] == 0, f"the proxy answers {answer[1]}")
    return reader, writer
