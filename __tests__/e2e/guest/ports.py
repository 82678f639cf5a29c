"""Tries ports and tells what came of each: open, refused, unreachable or dropped.

Argument: [{"protocol", "address", "port"}] as JSON. For udp a STUN binding request (RFC 8489) is
sent, and open means that it was answered.
"""

import json
import os
import socket
import sys
from concurrent.futures import ThreadPoolExecutor

SECONDS = 4
MAGIC_COOKIE = bytes.fromhex("2112a442")


def tcp(address):
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as connection:
        connection.settimeout(SECONDS)
        connection.connect(address)
        return "open"


def udp(address):
    transaction = MAGIC_COOKIE + os.urandom(12)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as connection:
        connection.settimeout(SECONDS)
        connection.connect(address)
        connection.send(bytes.fromhex("00010000") + transaction)
        answer = connection.recv(2048)
        answers_us = answer[:2] == bytes.fromhex("0101") and answer[4:20] == transaction
        return "open" if answers_us else "garbled"


def attempt(target):
    try:
        return {"tcp": tcp, "udp": udp}[target["protocol"]]((target["address"], target["port"]))
    except ConnectionRefusedError:
        return "refused"
    except TimeoutError:
        return "dropped"
    except OSError as error:
        return f"unreachable: {error.strerror}"


with ThreadPoolExecutor(64) as pool:
    print(json.dumps(list(pool.map(attempt, json.loads(sys.argv[1])))))
