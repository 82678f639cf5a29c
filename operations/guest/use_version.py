"""Has Patroni and pgBackRest of this host use another major version. Patroni must be stopped.

Argument: {"to": major version, "aside": whether the present one's data is put aside}
"""

import datetime
import json
import os
import shutil
import sys
from pathlib import Path

from major_version import KEPT, LEFT, current, folder_of
from patroni import CONFIG


def rewrite(path, old, new):
    """Replaces text in a file, at once, keeping whose it is."""
    status, text = path.stat(), path.read_text()
    beside = path.with_name(f".{path.name}.new")
    beside.touch(mode=0o600)
    beside.write_text(text.replace(old, new))
    shutil.chown(beside, status.st_uid, status.st_gid)
    beside.chmod(status.st_mode & 0o7777)
    os.replace(beside, path)


task = json.load(sys.stdin)
old, new = current(), task["to"]
now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
made = KEPT / f"{new}.new"
if made.exists():
    made.rename(folder_of(new))
    (folder_of(old) / LEFT).write_text(json.dumps(now))
for path in (Path("/etc/pgbackrest.conf"), CONFIG):
    if path.exists():
        rewrite(path, f"/postgresql/{old}/", f"/postgresql/{new}/")
if task["aside"]:
    folder_of(old).rename(KEPT / f"{old}.until-{now.replace(':', '')}")
    (folder_of(new) / LEFT).unlink(missing_ok=True)
print("null")
