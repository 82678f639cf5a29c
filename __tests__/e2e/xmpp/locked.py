"""Tries to log in to an account, at each node.

Standard input: as stand.py has it, with "login": [name, password]
Standard output: by node what the server says
"""

import json

from stand import Stand
from stream import Stream, outcome

stand = Stand()
said = {}
for node in stand.nodes:
    with Stream(stand.server(node, stand.ports["clients"])) as stream:
        stream.encrypt()
        said[node] = outcome(stream.scram("sasl", "", *stand.task["login"]))
print(json.dumps(said))
