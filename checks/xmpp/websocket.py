"""An XMPP stream over WebSocket (RFC 7395), encrypted."""

import base64
import hashlib
import http.client
import os
from xml.etree.ElementTree import fromstring

from stream import Stream

FRAMING = "urn:ietf:params:xml:ns:xmpp-framing"
# What the server's answer to a key is made with (RFC 6455, section 1.3).
GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class WebSocketStream(Stream):
    """server: as Stream has it."""

    def __init__(self, server, **options):
        self.reader = None
        super().__init__(server, direct_tls=True, **options)

    def open(self):
        if self.reader is None:
            self.upgrade()
        self.send(f"<open xmlns='{FRAMING}' to='{self.server['domain']}' version='1.0'/>")
        self.read()
        return self.read()

    def upgrade(self):
        """Turns the connection from HTTP to WebSocket. Raises ConnectionError when refused."""
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET /ws HTTP/1.1\r\nHost: {self.server['domain']}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Protocol: xmpp\r\n\r\n".encode()
        )
        response = http.client.HTTPResponse(self.socket)
        response.begin()
        accepted = base64.b64encode(hashlib.sha1((key + GUID).encode()).digest()).decode()
        if response.status != 101 or response.getheader("Sec-WebSocket-Accept") != accepted:
            raise ConnectionError(f"no WebSocket: {response.status} {response.reason}")
        # Its reader may hold more than the answer already; it closes that when it is not kept.
        self.response, self.reader = response, response.fp

    def send(self, text):
        self.send_frame(TEXT, text.encode())

    def send_frame(self, kind, data):
        """A client masks what it sends."""
        length = len(data)
        size = bytes([128 | length]) if length < 126 else b"\xfe" + length.to_bytes(2, "big")
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[index % 4] for index, byte in enumerate(data))
        self.socket.sendall(bytes([128 | kind]) + size + mask + masked)

    def read(self):
        kind, data = self.read_frame()
        while kind == PING:
            self.send_frame(PONG, data)
            kind, data = self.read_frame()
        return fromstring(data) if kind == TEXT else None

    def read_frame(self):
        """Kind and content of the next frame; ejabberd sends each element in one."""
        head = self.reader.read(2)
        if len(head) < 2:
            return CLOSE, b""
        length = head[1] & 127
        if length >= 126:
            length = int.from_bytes(self.reader.read(2 if length == 126 else 8), "big")
        return head[0] & 15, self.reader.read(length)
