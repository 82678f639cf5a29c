"""MQTT 3.1.1 with user name and password over TLS, as far as a message to oneself needs it."""

import socket

from stream import trusting

CONNECT, CONNACK, PUBLISH, SUBSCRIBE, SUBACK, DISCONNECT = 1, 2, 3, 8, 9, 14
CLEAN_SESSION_WITH_PASSWORD = 0xC2
KEEP_ALIVE_SECONDS = 60


class Mqtt:
    """server: as Stream has it; with the account's bare JID and its password."""

    def __init__(self, server, identifier, jid, password, seconds=10):
        plain = socket.create_connection((server["address"], server["port"]), timeout=seconds)
        self.socket = trusting(server).wrap_socket(plain, server_hostname=server["domain"])
        self.reader = self.socket.makefile("rb")
        protocol = field("MQTT") + bytes([4, CLEAN_SESSION_WITH_PASSWORD])
        who = field(identifier) + field(jid) + field(password)
        self.send(CONNECT, protocol + KEEP_ALIVE_SECONDS.to_bytes(2, "big") + who)
        code = self.expect(CONNACK)[1]
        if code != 0:
            raise ConnectionError(f"MQTT refused the login with code {code}")

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        if problem == (None, None, None):
            self.send(DISCONNECT, b"")
        self.socket.close()

    def subscribe(self, topic):
        """Raises ConnectionError when the server does not let it."""
        self.send(SUBSCRIBE, b"\0\1" + field(topic) + b"\0", flags=2)
        if self.expect(SUBACK)[-1] == 0x80:
            raise ConnectionError(f"MQTT refused the subscription to {topic}")

    def publish(self, topic, text):
        """Sends it at most once, to be kept nowhere."""
        self.send(PUBLISH, field(topic) + text.encode())

    def receive(self):
        """Topic and text of the next message."""
        packet = self.expect(PUBLISH)
        end = 2 + int.from_bytes(packet[:2], "big")
        return packet[2:end].decode(), packet[end:].decode()

    def send(self, kind, data, flags=0):
        length = len(data)
        size = bytes([length]) if length < 128 else bytes([128 | length % 128, length // 128])
        self.socket.sendall(bytes([kind << 4 | flags]) + size + data)

    def expect(self, kind):
        """What the next packet holds. Raises ConnectionError when it is of another kind."""
        head = self.reader.read(1)
        if not head:
            raise ConnectionError("MQTT closed the connection")
        length, shift = 0, 0
        while True:
            byte = self.reader.read(1)[0]
            length |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                break
        data = self.reader.read(length)
        if head[0] >> 4 != kind:
            raise ConnectionError(f"MQTT packet must be of type {kind}; got {head[0] >> 4}")
        return data


def field(text):
    """Text with its length before it."""
    return len(text.encode()).to_bytes(2, "big") + text.encode()
