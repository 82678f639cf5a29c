"""Asks ejabberd's HTTP API, which tells loopback a few facts.

Standard input: {"domain", "port", "authority": file of the certificates to trust,
"commands": {name: arguments}}, as JSON.
Standard output: answers by name.
"""

import http.client
import json
import ssl
import sys

task = json.load(sys.stdin)
context = ssl.create_default_context(cafile=task["authority"])
# The server has modules for its own domain only.
headers = {"Host": task["domain"], "Content-Type": "application/json"}
answers = {}
try:
    connection = http.client.HTTPSConnection("127.0.0.1", task["port"], timeout=6, context=context)
    for command, arguments in task["commands"].items():
        connection.request("POST", f"/api/{command}", json.dumps(arguments), headers)
        response = connection.getresponse()
        answers[command] = json.load(response)
        if response.status != 200:
            sys.exit(f"ejabberd answers {command} with {answers[command]}")
except (OSError, http.client.HTTPException) as error:
    sys.exit(f"ejabberd does not answer: {error}")
print(json.dumps(answers))
