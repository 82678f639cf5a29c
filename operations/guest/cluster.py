"""The PostgreSQL cluster as this host's Patroni sees it.

Output: {"leads": whether this host considers itself the primary, "timeline": its own, "members":
[{"name", "role", "state"}] in Patroni's words}
"""

import json

from patroni import ask

own = ask("patroni")
print(
    json.dumps(
        {
            # Patroni of Debian 12 says master.
            "leads": own.get("role") in ("primary", "master") and own.get("state") == "running",
            "timeline": own.get("timeline", 0),
            "members": ask("cluster")["members"],
        }
    )
)
