"""Delivery of messages. Each function returns what it saw, and raises OSError when that is wrong.

What is sent here carries hints (XEP-0334), so that no archive keeps it.
"""

import secrets
import time

from session import CLIENT, Session

PASSING = "<no-store xmlns='urn:xmpp:hints'/><no-copy xmlns='urn:xmpp:hints'/>"
MUC, MUC_USER = "http://jabber.org/protocol/muc", "http://jabber.org/protocol/muc#user"


def message(account, here, there):
    """From one node to another, and an answer back."""
    with Session(account, here) as sender, Session(account, there) as receiver:
        seconds = tell(sender, receiver, receiver.jid) + tell(receiver, sender, sender.jid)
        return f"there and back in {seconds * 1000:.0f} ms"


def room(account, here, there):
    """Between occupants of a room that is gone when they have left."""
    name = f"stand-check-{secrets.token_hex(8)}@conference.{account.domain}"
    with Session(account, here) as host, Session(account, there) as guest:
        enter(host, f"{name}/host")
        enter(guest, f"{name}/guest")
        seconds = tell(guest, host, name, "groupchat")
        leave(guest, f"{name}/guest")
        leave(host, f"{name}/host")
        return f"heard in the room after {seconds * 1000:.0f} ms"


def tell(sender, receiver, to, kind="chat"):
    """Sends a message to an address of the receiver. Returns the seconds that it took."""
    text = secrets.token_hex(8)
    sent = []

    def send():
        sent.append(time.monotonic())
        sender.send("message", to, f"type='{kind}'", body(text, PASSING))

    receiver.insist(send, says(text))
    return time.monotonic() - sent[-1]


def body(text, hints):
    return f"<body>{text}</body>{hints}"


def says(text):
    return lambda stanza: stanza.findtext(f"{{{CLIENT}}}body") == text


def enter(session, occupant):
    wish = f"<x xmlns='{MUC}'><history maxstanzas='0'/></x>"
    session.insist(lambda: session.send("presence", occupant, content=wish), is_own_presence)


def leave(session, occupant):
    session.send("presence", occupant, "type='unavailable'")
    session.wait(lambda stanza: is_own_presence(stanza) and stanza.get("type") == "unavailable")


def is_own_presence(stanza):
    """Whether a room tells an occupant of itself (XEP-0045, status 110)."""
    codes = [status.get("code") for status in stanza.iter(f"{{{MUC_USER}}}status")]
    return stanza.tag == f"{{{CLIENT}}}presence" and "110" in codes
