"""Delivery to an account that logs in later. What is sent is not archived."""

import secrets
import threading
import time

from delivery import body, says
from session import SECONDS, Session

# Unlike the other hints it lets a message wait for its receiver (XEP-0334).
UNARCHIVED = "<no-permanent-store xmlns='urn:xmpp:hints'/>"
DELAY = "urn:xmpp:delay"
INFO, WAITING = "http://jabber.org/protocol/disco#info", "http://jabber.org/protocol/offline"
# Tries at what another session may spoil, and the seconds of a glance.
ATTEMPTS, GLANCE = 2, 0.5

# All sessions that are available get what waits for the account.
available = threading.Lock()
# Clients elsewhere that were seen to be available.
others = []


def offline(account, node):
    """Leaves a message and fetches it. Raises OSError when it did not wait."""
    with available:
        for _ in range(0 if others else ATTEMPTS):
            try:
                text = leave_message(account, node)
                with Session(account, node) as receiver:
                    receiver.send("presence", "")
                    receiver.wait(lambda stanza: says(text)(stanza) and has_waited(stanza))
                return "waited for its receiver"
            except TimeoutError:
                # A receiver that was here before has gone, and the node did not know it yet.
                pass
        if not others:
            others.extend(company(account, node))
    if not others:
        raise TimeoutError("the message was not stored for the receiver")
    return f"not tried: {others[0]} is online, so nothing has to wait"


def leave_message(account, node):
    """Returns its text, once the node has stored it. Raises TimeoutError when it does not."""
    text = secrets.token_hex(8)
    with Session(account, node) as sender:
        sender.send("message", account.jid, "type='chat'", body(text, UNARCHIVED))
        end = time.monotonic() + SECONDS
        while stored(sender, account) == 0:
            if time.monotonic() > end:
                raise TimeoutError
            time.sleep(0.05)
    return text


def company(account, node):
    """The first other client of the account that is available, if there is one."""
    with Session(account, node) as session:
        session.send("presence", "")
        own = (None, session.jid, account.jid)

        def is_another(stanza):
            return stanza.get("type") is None and stanza.get("from") not in own

        try:
            return [session.wait(is_another, GLANCE).get("from")]
        except TimeoutError:
            return []


def stored(session, account):
    """How many messages wait for the account (XEP-0013)."""
    answer = session.ask(account.jid, f"<query xmlns='{INFO}' node='{WAITING}'/>")
    return int(answer.findtext(".//{*}field[@var='number_of_messages']/{*}value"))


def has_waited(stanza):
    return stanza.find(f"{{{DELAY}}}delay") is not None
