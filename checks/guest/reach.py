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

# Seconds of each round; declared traffic that has no answer is tried again in each.
ROUNDS = (0.4, 0.8, 1.5, 3)
UNDECLARED_ROUNDS = 2
MAGIC_COOKIE = bytes.fromhex('2112a442')


def checksum(data):
    """RFC 1071."""
    total = sum(struct.unpack(f'!{len(data) // 2}H', data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF


def source_of(address):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect((address, 9))
        return socket.inet_aton(probe.getsockname()[0])


def syn(source, own, address, port):
    """A SYN segment (RFC 9293) from this host's port `own`."""

    def header(check):
        return struct.pack('!HHIIBBHHH', own, port, 1, 0, 5 << 4, 2, 1024, check, 0)

    pseudo = source + socket.inet_aton(address) + struct.pack('!BBH', 0, socket.IPPROTO_TCP, 20)
    return header(checksum(pseudo + header(0)))


def only_to_port(raw, port):
    """Spares us the rest of the host's traffic. @see linux/filter.h"""
    program = b''.join(
        struct.pack('HBBI', *instruction)
        for instruction in (
            (0xB1, 0, 0, 0),  # X = length of the IP header
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

    targets: declared or not, by target. receive: takes a packet, returns (target, outcome) or None.
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
            target, outcome = receive(*channel.recvfrom(2048)) or (None, None)
            if target in waiting:
                outcomes[target] = outcome
                del waiting[target]
        if not waiting:
            break
    return outcomes


def try_tcp(targets):
    own = random.randrange(61000, 65536)  # beyond what the kernel gives to connections
    sources = {address: source_of(address) for address in {address for address, _ in targets}}

    def receive(packet, _):
        start = (packet[0] & 15) * 4
        port, flags = struct.unpack_from('!H', packet, start)[0], packet[start + 13]
        outcome = 'refused' if flags & 4 else 'open' if flags & 0x12 == 0x12 else None
        return outcome and ((socket.inet_ntoa(packet[12:16]), port), outcome)

    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP) as raw:
        only_to_port(raw, own)
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)

        def send(target):
            raw.sendto(syn(sources[target[0]], own, *target), (target[0], 0))

        return exchange(raw, targets, send, receive)


def try_ping(targets):
    own = random.randrange(65536)
    fields = struct.pack('!BBHHH', 8, 0, 0, own, 1)
    request = struct.pack('!BBHHH', 8, 0, checksum(fields), own, 1)

    def receive(packet, sender):
        start = (packet[0] & 15) * 4
        kind, _, _, identity, _ = struct.unpack_from('!BBHHH', packet, start)
        return (sender[0], packet[8]) if kind == 0 and identity == own else None

    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP) as raw:
        return exchange(raw, targets, lambda target: raw.sendto(request, (target, 0)), receive)


def try_udp(target, declared):
    """One socket for each target: the kernel tells it of a refusal."""
    # A STUN binding request (RFC 8489) where that is spoken; elsewhere nothing that a daemon heeds.
    body = bytes.fromhex('00010000') + MAGIC_COOKIE + os.urandom(12) if target[1] == task['stun'] else b''
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as channel:
        channel.connect(target)
        for seconds in ROUNDS if declared else ROUNDS[:UNDECLARED_ROUNDS]:
            try:
                channel.send(body)
                channel.settimeout(seconds)
                channel.recv(2048)
                return 'answered'
            except ConnectionRefusedError:
                return 'refused'
            except OSError:
                pass  # a timeout, or no route
    return 'silent'


task = json.load(sys.stdin)
tcp = {(address, port): declared for address, port, declared in task['tcp']}
udp = {(address, port): declared for address, port, declared in task['udp']}
with ThreadPoolExecutor(max_workers=32) as pool:
    by_tcp = pool.submit(try_tcp, tcp)
    by_ping = pool.submit(try_ping, dict.fromkeys(task['ping'], True))
    by_udp = list(pool.map(try_udp, udp, udp.values()))
print(
    json.dumps(
        {
            'tcp': [by_tcp.result().get(target, 'dropped') for target in tcp],
            'udp': by_udp,
            'ping': [by_ping.result().get(address) for address in task['ping']],
        }
    )
)
