"""Reports to which PostgreSQL server this host's HAProxy leads, by the server's certificate.

Standard input: {"address", "port", "authority": file of the certificates to trust}, as JSON.
Standard output: names of the certificate.
"""

import json
import socket
import ssl
import sys

# A request to go on by TLS: its length and its code.
# https://www.postgresql.org/docs/current/protocol-message-formats.html
SSL_REQUEST = (8).to_bytes(4, "big") + (80877103).to_bytes(4, "big")

task = json.load(sys.stdin)
context = ssl.create_default_context(cafile=task["authority"])
# Whose name it is, is the question.
context.check_hostname = False
try:
    connection = socket.create_connection((task["address"], task["port"]), timeout=8)
    connection.sendall(SSL_REQUEST)
    answer = connection.recv(1)
    if answer != b"S":
        sys.exit(f"no server answers on port {task['port']}: HAProxy knows no primary")
    shown = context.wrap_socket(connection).getpeercert()
except OSError as error:
    sys.exit(f"no server answers on port {task['port']}: {error}")
print(json.dumps([name for kind, name in shown["subjectAltName"] if kind == "DNS"]))
