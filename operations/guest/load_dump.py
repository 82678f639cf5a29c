"""Loads a dump into a scratch server, and looks at what is in it.

Argument: {"file", "database", "roles": owners of what is in it}
Output: {"seconds", "rows": numbers by table}
"""

import json
import sys
import time
from pathlib import Path

from scratch import Scratch, row_counts

task = json.load(sys.stdin)
database = task["database"]
with Scratch("dump") as scratch:
    start = time.monotonic()
    scratch.load(Path(task["file"]), database, task["roles"])
    print(json.dumps({"seconds": round(time.monotonic() - start, 1), "rows": row_counts(scratch.ask, database)}))
