"""STUN and TURN (RFC 8489, RFC 8656) by aioice."""

import asyncio
import secrets

from aioice.stun import (
    ATTRIBUTES_BY_NAME,
    ATTRIBUTES_BY_TYPE,
    Class,
    Message,
    Method,
    pack_unsigned,
    unpack_unsigned,
)
from aioice.turn import TurnClientTcpProtocol, TurnClientUdpProtocol, create_turn_endpoint
from stream import trusting

# RFC 8656, section 18.8, which aioice does not know.
FAMILY = "REQUESTED-ADDRESS-FAMILY"
ATTRIBUTES_BY_NAME[FAMILY] = ATTRIBUTES_BY_TYPE[0x17] = (0x17, FAMILY, pack_unsigned, unpack_unsigned)
IPV6 = 2 << 24


async def mapped_address(server, way, seconds):
    """The address and port that the server sees by udp, tcp or tls, and the TLS connection.

    server: as Stream has it.
    """
    async with asyncio.timeout(seconds):
        transport, protocol = await connected(server, way)
        try:
            answer, _ = await protocol.request(Message(Method.BINDING, Class.REQUEST))
            return answer.attributes["XOR-MAPPED-ADDRESS"], transport.get_extra_info("ssl_object")
        finally:
            transport.close()


def connected(server, way):
    loop, place = asyncio.get_running_loop(), (server["address"], server["port"])
    kind = TurnClientUdpProtocol if way == "udp" else TurnClientTcpProtocol
    client = lambda: kind(place, None, None, lifetime=0, channel_refresh_time=0)
    if way == "udp":
        return loop.create_datagram_endpoint(client, remote_addr=place)
    tls = {"ssl": trusting(server), "server_hostname": server["domain"]} if way == "tls" else {}
    return loop.create_connection(client, *place, **tls)


class Relayed(asyncio.DatagramProtocol):
    """What comes to a relayed address."""

    def __init__(self):
        self.datagrams, self.closed = asyncio.Queue(), asyncio.Event()

    def datagram_received(self, data, addr):
        self.datagrams.put_nowait((data, addr))

    def connection_lost(self, exc):
        self.closed.set()


async def relay(one, other, seconds, **way):
    """Sends a datagram from one relayed address to another. Returns both addresses.

    one, other: where a server is, as address and port, with a user name and a password for it.
    way: how to reach them, as aioice has it: transport and ssl. UDP unless it says otherwise.
    """
    ends = []
    async with asyncio.timeout(seconds):
        try:
            for end in (one, other):
                ends.append(await create_turn_endpoint(Relayed, *end, **way))
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
    sender = await insist(lambda text: far.sendto(text, here), receiving)
    if sender != there:
        raise ConnectionError(f"the relay says that {sender} has sent it")
    return here, there


async def insist(send, receiving):
    """Sends a datagram again and again until it arrives. Returns from where the relay says that it came."""
    text = secrets.token_bytes(16)
    while True:
        send(text)
        try:
            received, sender = await asyncio.wait_for(receiving.datagrams.get(), 0.5)
        except TimeoutError:
            continue
        if received != text:
            raise ConnectionError(f"the relay passed on {received}")
        return sender


class RelayClient(TurnClientUdpProtocol):
    """By which somebody has a server relay, from an address of the family by which they reach it."""

    def __init__(self, server, username, password):
        super().__init__(server, username, password, lifetime=600, channel_refresh_time=500)

    async def request_with_retry(self, request):
        if request.message_method == Method.ALLOCATE and ":" in self.server[0]:
            request.attributes[FAMILY] = IPV6
        return await super().request_with_retry(request)


async def relay_from_here(end, seconds):
    """Sends a datagram from here to a relayed address. Returns that address.

    end: as relay has it.
    """
    # Only those to whom an end has sent something may send to it, from whichever port. From the same one it would come in as
    # an answer, which firewalls let pass.
    address, port = end[0]
    other_port, _ = await mapped_address({"address": address, "port": port}, "udp", seconds)
    async with asyncio.timeout(seconds):
        connect = asyncio.get_running_loop().create_datagram_endpoint
        transport, near = await connect(lambda: RelayClient(*end), remote_addr=end[0])
        far, near.receiver = None, Relayed()
        try:
            there = await near.connect()
            await near.send_data(b"opens", other_port)
            far, _ = await connect(asyncio.DatagramProtocol, remote_addr=there)
            await insist(far.sendto, near.receiver)
            return there
        finally:
            if far is not None:
                far.close()
            if near.relayed_address is not None:
                await near.delete()
            transport.close()
