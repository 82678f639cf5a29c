"""Sends what a stanza may be, and more than that, by every way in.

Standard input: as stand.py has it.
Standard output: by node, and by way {"long": what became of it, "too long": the same}
"""

import json

from session import CLIENT, WAYS, Account, Session
from stand import Stand
from stream import outcome

LONG, TOO_LONG = 130_000, 300_000


def sent(account, node, way, length):
    """What becomes of a message of this length to oneself."""
    try:
        with Session(account, node, way) as session:
            session.send("presence", "")
            session.send("message", session.jid, "type='chat'", f"<body>{'x' * length}</body>")
            while True:
                stanza = session.stream.read()
                if stanza is None or not stanza.tag.startswith(f"{{{CLIENT}}}"):
                    return outcome(stanza)
                if stanza.tag == f"{{{CLIENT}}}message":
                    return f"{len(stanza.findtext(f'{{{CLIENT}}}body'))} letters came"
    except OSError as error:
        return str(error)


def main():
    stand = Stand()
    with stand.temporary("writer"):
        own = {"account": "writer", "secrets": {"writer": stand.passwords["writer"]}, "certificate_days": 0}
        account = Account({**stand.task, **own})
        lengths = {"long": LONG, "too long": TOO_LONG}
        tried = {
            node: {
                way: {name: sent(account, node, way, length) for name, length in lengths.items()}
                for way in WAYS
            }
            for node in stand.nodes
        }
    print(json.dumps(tried))


main()
