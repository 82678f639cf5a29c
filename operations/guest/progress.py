"""The progress of the writer on this host: {"acknowledged", "age" of its last acknowledgement in seconds}."""

import json
import time
from pathlib import Path

try:
    progress = json.loads(Path("/run/stand-operation/progress").read_text())
    print(json.dumps({"acknowledged": progress["acknowledged"], "age": time.time() - progress["at"]}))
except FileNotFoundError:
    print(json.dumps({"acknowledged": 0, "age": 0}))
