"""The cluster as this host's Patroni sees it, and changes of its roles."""

import json
import re
import ssl
import subprocess
import urllib.request
from pathlib import Path

CONFIG = Path("/etc/patroni/config.yml")


def setting(name):
    """A setting of Patroni's file whose name occurs once, or the first of its name."""
    return re.search(rf"^ *{name}: *'?([^'\n]+)'?$", CONFIG.read_text(), re.MULTILINE).group(1)


def ask(path):
    """What Patroni's REST API of this host says."""
    context = ssl.create_default_context(cafile=setting("cafile"))
    url = f"https://{setting('connect_address')}/{path}"
    with urllib.request.urlopen(url, timeout=5, context=context) as answer:
        return json.load(answer)


def patronictl(*arguments, standard_input=None):
    command = ["patronictl", "--config-file", str(CONFIG), *arguments]
    done = subprocess.run(command, input=standard_input, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"patronictl {arguments[0]}: {(done.stdout + done.stderr).strip().splitlines()[-1]}")
    return done.stdout
