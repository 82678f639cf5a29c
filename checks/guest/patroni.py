"""Asks this host's Patroni for the members of its cluster.

Standard input: {"address", "port": where it listens, "authority": file of the certificates to trust}.
Standard output: [{"name", "role", "state"}]
"""

import json
import ssl
import sys
import urllib.request

task = json.load(sys.stdin)
context = ssl.create_default_context(cafile=task["authority"])
url = f"https://{task['address']}:{task['port']}/cluster"
try:
    with urllib.request.urlopen(url, timeout=8, context=context) as response:
        members = json.load(response)["members"]
except OSError as error:
    sys.exit(f"Patroni does not answer: {error}")
print(json.dumps([{key: member.get(key) for key in ("name", "role", "state")} for member in members]))
