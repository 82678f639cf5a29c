"""Tries, as one account, to be taken for another, and to log in unencrypted.

Standard input: {"server": as stream.py has it, "user", "password", "victim"}; the victim's bare JID.
Standard output: what the server offered, and what it said to each attempt.
"""

import json
import sys

from stream import Stream, outcome

task = json.load(sys.stdin)
server, user, password, victim = task["server"], task["user"], task["password"], task["victim"]


def attempt(method, dialect, authorization, encrypted=True):
    stream = Stream(server)
    try:
        if encrypted:
            stream.encrypt()
        return outcome(getattr(stream, method)(dialect, authorization, user, password))
    except ConnectionError:
        return "closed"


def spoof():
    """Logs in honestly, then signs a message with the victim's name."""
    stream = Stream(server)
    stream.encrypt()
    stream.scram("sasl", "", user, password)
    own = stream.bind()
    stream.send(f"<message from='{victim}' to='{own}' type='chat'><body>forged</body></message>")
    return outcome(stream.read())


bare = Stream(server)
unencrypted = bare.mechanisms()
bare.encrypt()
result = {
    "mechanisms": {"unencrypted": unencrypted, "encrypted": bare.mechanisms()},
    # Without this one the refusals would prove nothing.
    "honest": attempt("scram", "sasl", ""),
    "as the victim": {
        f"{method} by {dialect} as {name}": attempt(method, dialect, name)
        for method in ("plain", "scram")
        for dialect in ("sasl", "sasl2")
        for name in (victim, victim.split("@")[0])
    },
    "unencrypted": {
        method: attempt(method, "sasl", "", encrypted=False) for method in ("plain", "scram")
    },
    "forged sender": spoof(),
}
print(json.dumps(result))
