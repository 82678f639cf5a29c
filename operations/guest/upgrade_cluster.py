"""Makes a cluster of another major version from this host's, beside it. Patroni must be stopped.

Argument: {"to": major version}. The present cluster stays as it is.
"""

import json
import shutil
import sys

from major_version import KEPT, convert, current, folder_of, require_room
from scratch import WORK

task = json.load(sys.stdin)
old, new = folder_of(current()) / "main", KEPT / f"{task['to']}.new"
# Of an attempt that was interrupted.
shutil.rmtree(new, ignore_errors=True)
require_room(old, KEPT)
work = WORK / "upgrade"
WORK.mkdir(exist_ok=True)
WORK.chmod(0o711)
for folder in (new, work):
    folder.mkdir(mode=0o700)
    shutil.chown(folder, "postgres", "postgres")
convert((current(), old), (task["to"], new / "main"), work)
print("null")
