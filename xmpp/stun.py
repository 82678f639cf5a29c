"""STUN and TURN (RFC 8489, RFC 8656) by aioice."""

import asyncio
import secrets

from aioice.stun import Class, Message, Method
from aioice.turn import TurnClientUdpProtocol, create_turn_endpoint


async def mapped_address(server, seconds):
    """The address and port that the server sees, which is there at an address and a port."""
    loop = asyncio.get_running_loop()
    client = lambda: TurnClientUdpProtocol(server, None, None, lifetime=0, channel_refresh_time=0)
    transport, protocol = await loop.create_datagram_endpoint(client, remote_addr=server)
    try:
        async with asyncio.timeout(seconds):
            answer, _ = await protocol.request(Message(Method.BINDING, Class.REQUEST))
        return answer.attributes["XOR-MAPPED-ADDRESS"]
    finally:
        transport.close()


class Relayed(asyncio.DatagramProtocol):
    """What comes to a relayed address."""

    def __init__(self):
        self.datagrams, self.closed = asyncio.Queue(), asyncio.Event()

    def datagram_received(self, data, addr):
        self.datagrams.put_nowait((data, addr))

    def connection_lost(self, exc):
        self.closed.set()


async def relay(one, other, seconds):
    """Sends a datagram from one relayed address to another. Returns both addresses.

    one, other: where a server is, as address and port, with a user name and a password for it.
    """
    ends = []
    async with asyncio.timeout(seconds):
        try:
            for end in (one, other):
                ends.append(await create_turn_endpoint(Relayed, *end))
            return await pass_on(*ends)
        finally:
            for transport, protocol in ends:
                transport.close()
                await protocol.closed.wait()


async def pass_on(one, other):
    (near, receiving), (far, _) = one, other
    here, there = (end.get_extra_info("sockname") for end in (near, far))
    # Only whom an end has sent something may send to it.
    near.sendto(b"opens", there)
    text = secrets.token_bytes(16)
    while True:
        far.sendto(text, here)
        try:
            received = await asyncio.wait_for(receiving.datagrams.get(), 0.5)
        except TimeoutError:
            continue
        if received != (text, there):
            raise ConnectionError(f"the relay passed on {received}")
        return here, there
