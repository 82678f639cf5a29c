"""Has Patroni and pgBackRest of this host use another major version. Patroni must be stopped, unless this host has
that version already: then what an interrupted run left to do is done.

Argument: {"to": major version, "as": "first" for the host that has the converted copy, "follower" for one that will
copy it anew, "former" where the databases of before are used again, and those of later versions are put aside}
"""

import datetime
import json
import os
import re
import shutil
import sys
from pathlib import Path

from major_version import KEPT, LEFT, current, folder_of
from patroni import CONFIG


def rewrite(path, version):
    """Has a file name the folders of a version, at once, keeping whose it is."""
    status, text = path.stat(), path.read_text()
    beside = path.with_name(f".{path.name}.new")
    beside.touch(mode=0o600)
    beside.write_text(re.sub(r"/postgresql/\d+/", f"/postgresql/{version}/", text))
    shutil.chown(beside, status.st_uid, status.st_gid)
    beside.chmod(status.st_mode & 0o7777)
    os.replace(beside, path)


def put_aside(version):
    folder_of(version).rename(KEPT / f"{version}.until-{now.replace(':', '')}")


task = json.load(sys.stdin)
old, new, role = current(), task["to"], task["as"]
now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
if old != new and role != "former" and folder_of(new).exists():
    # Of an earlier conversion, or of one that was interrupted here.
    put_aside(new)
if role == "first":
    note = folder_of(old) / f"{LEFT}.new"
    note.write_text(json.dumps(now))
    note.rename(folder_of(old) / LEFT)
    (KEPT / f"{new}.new").rename(folder_of(new))
# Patroni's first, for it decides what this host runs; the other is written again by another run.
for path in (CONFIG, Path("/etc/pgbackrest.conf")):
    if path.exists():
        rewrite(path, new)
if role == "former":
    for folder in list(KEPT.iterdir()):
        if folder.suffix == ".new":
            shutil.rmtree(folder)
        elif folder.name.isdigit() and int(folder.name) > new:
            put_aside(int(folder.name))
    # Last, for it tells where the way back began.
    (folder_of(new) / LEFT).unlink(missing_ok=True)
print("null")
