"""Tries, as one account, to be taken for another, and to log in unencrypted.

Standard input: {"server": as xmpp/stream.py has it, "user", "password", "victim": a bare JID,
"ports": ejabberd's by name}.
Standard output: what the server offered, and what it said to each attempt.
"""

import json
import socket
import sys

from stream import SASL2, Stream, outcome, trusting

task = json.load(sys.stdin)
server, user, password, victim = task["server"], task["user"], task["password"], task["victim"]


def attempt(method, dialect, authorization, encrypted=True):
    """What the server says; after a success, as whom it takes the user."""
    stream = Stream(server, sender=f"{user}@{server['domain']}")
    try:
        if encrypted:
            stream.encrypt()
        answer = getattr(stream, method)(dialect, authorization, user, password)
        if outcome(answer) != "success":
            return outcome(answer)
        told = answer.findtext(f"{{{SASL2}}}authorization-identifier")
        return f"success as {(told or stream.bind()).split('/')[0]}"
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


def other_protocol(port, request, accepted, encrypted=False):
    """What the port of another protocol than XMPP says to a request."""
    connection = socket.create_connection((server["address"], port), timeout=10)
    if encrypted:
        connection = trusting(server).wrap_socket(connection, server_hostname=server["domain"])
    with connection:
        connection.sendall(request)
        try:
            answer = connection.recv(4096)
        except ConnectionError:
            return "closed"
    # A TLS server may say by an alert that it understood nothing.
    return "accepted" if answer.startswith(accepted) else "closed"


def mqtt_connect():
    """CONNECT of MQTT 3.1.1 with user name and password (section 3.1 of the standard)."""
    fields = [b"probe", f"{user}@{server['domain']}".encode(), password.encode()]
    payload = b"".join(len(field).to_bytes(2) + field for field in fields)
    body = b"\x00\x04MQTT\x04\xc2\x00\x3c" + payload
    return b"\x10" + bytes([len(body)]) + body


mqtt = (task["ports"]["mqtt"], mqtt_connect(), b"\x20\x02\x00\x00")
http = (task["ports"]["http"], b"GET /admin/ HTTP/1.0\r\n\r\n", b"HTTP/")
bare = Stream(server)
offered = {"unencrypted": bare.mechanisms()}
bare.encrypt()
offered["encrypted"] = bare.mechanisms()
result = {
    "mechanisms": offered,
    # Without these the refusals would prove nothing.
    "honest": {
        "scram": attempt("scram", "sasl", ""),
        "scram by sasl2": attempt("scram", "sasl2", ""),
        "mqtt": other_protocol(*mqtt, encrypted=True),
        "http": other_protocol(*http, encrypted=True),
    },
    "as the victim": {
        f"{method} by {dialect} as {name}": attempt(method, dialect, name)
        for method in ("plain", "scram")
        for dialect in ("sasl", "sasl2")
        for name in (victim, victim.split("@")[0])
    },
    "unencrypted": {
        "plain": attempt("plain", "sasl", "", encrypted=False),
        "scram": attempt("scram", "sasl", "", encrypted=False),
        "mqtt": other_protocol(*mqtt),
        "http": other_protocol(*http),
    },
    "forged sender": spoof(),
}
print(json.dumps(result))
