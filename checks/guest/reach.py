"""Tries what this host can reach, as an attacker would: by packets that no daemon has to answer.

TCP ports get a SYN alone. The kernel, which knows of no such connection, ends it when the port
answers, so nothing is accepted and nothing is logged.

Standard input: {"tcp": [[address, port, declared], ...], "udp": the same, "ping": [address, ...],
"stun": the UDP port on which STUN is spoken}.
Declared traffic is waited for; undeclared traffic has one second to get through.
Standard output: the same names with outcomes in the same order: open, refused or dropped; for udp
answered, refused or silent; for a ping the answer's time to live, or null.
"""

import ctypes
import json
import os
import random
import select
import socket
import struct
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache

# Seconds of each round; declared traffic that has no answer is tried again in each.
ROUNDS = (0.4, 0.8, 1.5, 3)
UNDECLARED_ROUNDS = 2
MAGIC_COOKIE = bytes.fromhex('2112a442')


def checksum(data):
    """RFC 1071."""
    total = sum(struct.unpack(f'!{len(data) // 2}H', data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF


def family_of(address):
    return socket.AF_INET6 if ':' in address else socket.AF_INET


@cache
def source_of(address):
    family = family_of(address)
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.connect((address, 9))
        return socket.inet_pton(family, probe.getsockname()[0])


def syn(own, address, port):
    """A SYN segment (RFC 9293) from this host's port `own`."""

    def header(check):
        return struct.pack('!HHIIBBHHH', own, port, 1, 0, 5 << 4, 2, 1024, check, 0)

    # The pseudo header of IPv6, which to a checksum is that of IPv4: it adds up half words.
    ends = source_of(address) + socket.inet_pton(family_of(address), address)
    return header(checksum(ends + struct.pack('!II', socket.IPPROTO_TCP, 20) + header(0)))


def only_to_port(raw, port):
    """Spares us the rest of the host's traffic. @see linux/filter.h"""
    # Of IPv6 a raw socket sees what follows the header.
    to_header = (0xB1, 0, 0, 0) if raw.family == socket.AF_INET else (0x01, 0, 0, 0)
    program = b''.join(
        struct.pack('HBBI', *instruction)
        for instruction in (
            to_header,  # X = length of the IP header
            (0x48, 0, 0, 2),  # A = half word at X + 2
            (0x15, 0, 1, port),
            (0x06, 0, 0, 0xFFFF),
            (0x06, 0, 0, 0),
        )
    )
    buffer = ctypes.create_string_buffer(program)
    attach = 26  # SO_ATTACH_FILTER
    raw.setsockopt(socket.SOL_SOCKET, attach, struct.pack('HL', 5, ctypes.addressof(buffer)))


def exchange(channel, targets, send, receive):
    """Sends to all targets in each round, and gathers answers until there is one from each.

    targets: declared or not, by target. receive: reads a packet, returns (target, outcome) or None.
    """
    outcomes, waiting = {}, dict(targets)
    for index, seconds in enumerate(ROUNDS):
        if index == UNDECLARED_ROUNDS:
            waiting = {target: True for target, declared in waiting.items() if declared}
        for target in waiting:
            try:
                send(target)
            except OSError:
                pass  # such as: no route; it stays unanswered
        end = time.monotonic() + seconds
        # What has arrived is read even when this process got no time until the round's end.
        while waiting and select.select([channel], [], [], max(0, end - time.monotonic()))[0]:
            target, outcome = receive() or (None, None)
            if target in waiting:
                outcomes[target] = outcome
                del waiting[target]
        if not waiting:
            break
    return outcomes


def try_tcp(family, targets):
    own = random.randrange(61000, 65536)  # beyond what the kernel gives to connections

    def receive():
        packet, sender = raw.recvfrom(2048)
        start = (packet[0] & 15) * 4 if family == socket.AF_INET else 0
        port, flags = struct.unpack_from('!H', packet, start)[0], packet[start + 13]
        outcome = 'refused' if flags & 4 else 'open' if flags & 0x12 == 0x12 else None
        return outcome and ((sender[0], port), outcome)

    with socket.socket(family, socket.SOCK_RAW, socket.IPPROTO_TCP) as raw:
        only_to_port(raw, own)
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)

        def send(target):
            raw.sendto(syn(own, *target), (target[0], 0))

        return exchange(raw, targets, send, receive)


def try_ping(family, targets):
    own = random.randrange(65536)
    is_old = family == socket.AF_INET
    ask, answer = (8, 0) if is_old else (128, 129)
    fields = struct.pack('!BBHHH', ask, 0, 0, own, 1)
    # That of IPv6, which is over addresses too, the kernel fills in.
    request = struct.pack('!BBHHH', ask, 0, checksum(fields), own, 1)

    def receive():
        packet, told, _, sender = raw.recvmsg(2048, socket.CMSG_SPACE(4))
        start = (packet[0] & 15) * 4 if is_old else 0
        kind, _, _, identity, _ = struct.unpack_from('!BBHHH', packet, start)
        if kind != answer or identity != own:
            return None
        return sender[0], packet[8] if is_old else struct.unpack('i', told[0][2])[0]

    protocol = socket.IPPROTO_ICMP if is_old else socket.IPPROTO_ICMPV6
    with socket.socket(family, socket.SOCK_RAW, protocol) as raw:
        if not is_old:
            raw.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVHOPLIMIT, 1)
        return exchange(raw, targets, lambda target: raw.sendto(request, (target, 0)), receive)


def try_udp(target, declared):
    """One socket for each target: the kernel tells it of a refusal."""
    # A STUN binding request (RFC 8489) where that is spoken; elsewhere nothing that a daemon heeds.
    body = bytes.fromhex('00010000') + MAGIC_COOKIE + os.urandom(12) if target[1] == task['stun'] else b''
    with socket.socket(family_of(target[0]), socket.SOCK_DGRAM) as channel:
        for seconds in ROUNDS if declared else ROUNDS[:UNDECLARED_ROUNDS]:
            try:
                channel.connect(target)
                channel.send(body)
                channel.settimeout(seconds)
                channel.recv(2048)
                return 'answered'
            except ConnectionRefusedError:
                return 'refused'
            except OSError:
                pass  # a timeout, or no route
    return 'silent'


def each_family(pool, attempt, targets, address_of):
    """What came of attempts, of each family's by a socket of its own."""
    families = {family: {} for family in map(family_of, map(address_of, targets))}
    for target, declared in targets.items():
        families[family_of(address_of(target))][target] = declared
    found = [pool.submit(attempt, *family) for family in families.items()]
    return lambda target: next(filter(None, (one.result().get(target) for one in found)), None)


task = json.load(sys.stdin)
tcp = {(address, port): declared for address, port, declared in task['tcp']}
udp = {(address, port): declared for address, port, declared in task['udp']}
with ThreadPoolExecutor(max_workers=32) as pool:
    by_tcp = each_family(pool, try_tcp, tcp, lambda target: target[0])
    by_ping = each_family(pool, try_ping, dict.fromkeys(task['ping'], True), lambda target: target)
    by_udp = list(pool.map(try_udp, udp, udp.values()))
print(
    json.dumps(
        {
            'tcp': [by_tcp(target) or 'dropped' for target in tcp],
            'udp': by_udp,
            'ping': [by_ping(address) for address in task['ping']],
        }
    )
)
