"""A STUN binding request (RFC 8489)."""

import os
import socket

REQUEST, SUCCESS = b"\0\1", b"\1\1"
MAGIC_COOKIE = bytes.fromhex("2112a442")
XOR_MAPPED_ADDRESS = 0x0020


def mapped_address(address, seconds):
    """The address and port that the server sees. Raises ConnectionError on another answer."""
    transaction = MAGIC_COOKIE + os.urandom(12)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as connection:
        connection.settimeout(seconds)
        connection.connect(address)
        connection.send(REQUEST + b"\0\0" + transaction)
        answer = connection.recv(2048)
    if answer[:2] != SUCCESS or answer[4:20] != transaction:
        raise ConnectionError("STUN answers something else")
    value = attributes(answer[20:])[XOR_MAPPED_ADDRESS]
    port = int.from_bytes(value[2:4], "big") ^ 0x2112
    return f"{socket.inet_ntoa(bytes(a ^ b for a, b in zip(value[4:8], MAGIC_COOKIE)))}:{port}"


def attributes(data):
    """Values by type; each is padded to a multiple of four octets."""
    found = {}
    while data:
        kind, length = int.from_bytes(data[:2], "big"), int.from_bytes(data[2:4], "big")
        found[kind] = data[4 : 4 + length]
        data = data[4 + (length + 3) // 4 * 4 :]
    return found
