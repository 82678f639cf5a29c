"""Senders and receivers of many messages, in one thread: without blocking, and without parsing XML,
so that the program takes little of the machine that it measures."""

import re
import selectors
import ssl
import time

ARRIVED = re.compile(rb"<body>at (\d+\.\d+), [^<]*</body>")
# About as long as what people write.
TEXT = "a message of a benchmark, about as long as what people write in a chat"


class Pair:
    """A sender's session and a receiver's."""

    def __init__(self, sender, receiver):
        self.sender, self.receiver = sender.stream.socket, receiver.stream.socket
        self.start = f"<message to='{receiver.jid}' type='chat' id='"
        self.number = 0
        self.waiting = b""
        self.rest = b""
        for one in (self.sender, self.receiver):
            one.setblocking(False)

    def send(self, due):
        """Sends a message that should have been sent at a time of the monotonic clock."""
        self.number += 1
        text = f"{self.start}{self.number}'><body>at {due:.6f}, {TEXT}</body></message>"
        self.waiting += text.encode()
        self.flush()

    def flush(self):
        """Sends what is waiting, as far as the server takes it."""
        try:
            while self.waiting:
                self.waiting = self.waiting[self.sender.send(self.waiting) :]
        except ssl.SSLWantWriteError:
            pass

    def arrived(self):
        """When the messages that have arrived since should have been sent."""
        # What the server tells the sender is read too, so that the server does not have to wait.
        read(self.sender)
        data = self.rest + read(self.receiver)
        end = data.rfind(b"</body>") + len(b"</body>")
        if end < len(b"</body>"):
            self.rest = data
            return []
        self.rest = data[end:]
        return [float(due) for due in ARRIVED.findall(data[:end])]


class Pairs:
    """Many of them."""

    def __init__(self, pairs):
        self.pairs = pairs
        self.selector = selectors.DefaultSelector()
        for pair in pairs:
            for one in (pair.sender, pair.receiver):
                self.selector.register(one, selectors.EVENT_READ, pair)

    def keep_under_way(self, outstanding, seconds):
        """Delays of the messages that arrived while each pair had so many under way."""
        begin = now()
        for pair in self.pairs:
            for _ in range(outstanding):
                pair.send(begin)
        delays = []
        while time.monotonic() < begin + seconds:
            for pair, due in self.received(0.1, begin):
                arrival = now()
                delays.append(arrival - due)
                pair.send(arrival)
        return delays

    def send_at(self, rate, seconds, patience):
        """Delays of messages sent at a rate, all of which have to arrive."""
        begin = now()
        total, sent, delays = round(rate * seconds), 0, []
        while len(delays) < total:
            if now() > begin + seconds + patience:
                raise TimeoutError(f"{total - len(delays)} of {total} messages did not arrive")
            while sent < total and begin + sent / rate <= now():
                self.pairs[sent % len(self.pairs)].send(begin + sent / rate)
                sent += 1
            for _, due in self.received(0.001 if sent < total else 0.1, begin):
                delays.append(now() - due)
        return delays

    def received(self, seconds, begin):
        """Pairs, and when the messages should have been sent that they got; waits so long for the first.

        What was under way before the beginning comes from the offline storage, and does not count.
        """
        ready = {key.data for key, _ in self.selector.select(seconds)}
        for pair in self.pairs:
            if pair.waiting:
                pair.flush()
        for pair in ready:
            for due in pair.arrived():
                if due >= begin:
                    yield pair, due


def now():
    """A time of the monotonic clock, as exact as messages tell it."""
    return round(time.monotonic(), 6)


def read(connection):
    """All that has come."""
    data = b""
    while True:
        try:
            part = connection.recv(65536)
        except ssl.SSLWantReadError:
            return data
        if not part:
            raise ConnectionError("the server closed a stream")
        data += part
