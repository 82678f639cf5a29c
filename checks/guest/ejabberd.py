"""Asks ejabberd's HTTP API, which tells loopback a few facts.

Standard input: {"domain", "port", "authority": file of the certificates to trust, an authority's or the node's own,
"commands": {name: arguments}}, as JSON.
Standard output: answers by name.
"""

import http.client
import json
import socket
import ssl
import sys

task = json.load(sys.stdin)
domain = task["domain"]
context = ssl.create_default_context(cafile=task["authority"])
context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
# The server has modules for its own domain only.
headers = {"Host": domain, "Content-Type": "application/json"}
answers = {}
try:
    plain = socket.create_connection(("127.0.0.1", task["port"]), timeout=6)
    connection = http.client.HTTPSConnection(domain)
    connection.sock, connection.auto_open = context.wrap_socket(plain, server_hostname=domain), 0
    for command, arguments in task["commands"].items():
        connection.request("POST", f"/api/{command}", json.dumps(arguments), headers)
        response = connection.getresponse()
        answers[command] = json.load(response)
        if response.status != 200:
            sys.exit(f"ejabberd answers {command} with {answers[command]}")
except (OSError, http.client.HTTPException) as error:
    sys.exit(f"ejabberd does not answer: {error}")
print(json.dumps(answers))
