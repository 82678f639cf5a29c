"""Makes a cluster of another major version from this host's, beside it. Patroni must be stopped.

Argument: {"to": major version}. The present cluster stays as it is.
"""

import json
import shutil
import sys

from major_version import KEPT, convert, current, folder_of
from scratch import Scratch, require_room

task = json.load(sys.stdin)
old, new = folder_of(current()) / "main", KEPT / f"{task['to']}.new"
# Of an attempt that was interrupted.
shutil.rmtree(new, ignore_errors=True)
require_room(old, KEPT)
with Scratch("upgrade") as scratch:
    convert((current(), old), (task["to"], new / "main"), scratch.folder)
print("null")
