"""Asks this host's Patroni for the members of its cluster.

Standard input: the address it listens on, as JSON. Standard output: [{"name", "role", "state"}]
"""

import json
import ssl
import sys
import urllib.request

AUTHORITY = "/usr/local/share/ca-certificates/stand-ca.crt"

context = ssl.create_default_context(cafile=AUTHORITY)
url = f"https://{json.load(sys.stdin)}:8008/cluster"
try:
    with urllib.request.urlopen(url, timeout=8, context=context) as response:
        members = json.load(response)["members"]
except OSError as error:
    sys.exit(f"Patroni does not answer: {error}")
print(json.dumps([{key: member.get(key) for key in ("name", "role", "state")} for member in members]))
