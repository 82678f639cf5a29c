"""How this host's ejabberd connects to its database."""

import json
import re
from pathlib import Path


def account():
    """The account by which ejabberd reaches its database; see postgresql.py."""
    text = Path("/etc/ejabberd/ejabberd.yml").read_text()
    settings = dict(re.findall(r"^sql_(\w+): (.+)$", text, re.MULTILINE))
    return {
        "address": settings["server"],
        "port": int(settings["port"]),
        "database": settings["database"],
        "user": settings["username"],
        "password": json.loads(settings["password"]),
        "authority": settings["ssl_cafile"],
    }
