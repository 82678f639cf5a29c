"""PostgreSQL's major versions on this host: Patroni runs the one that its settings name.

Each has a folder of its own, /var/lib/postgresql/VERSION.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

from patroni import setting
from scratch import USER

KEPT = Path("/var/lib/postgresql")

# In a version's folder: when another one took over from it.
LEFT = "left.json"


def current():
    return int(Path(setting("data_dir")).parent.name)


def folder_of(version):
    return KEPT / str(version)


def programs_of(version):
    return f"/usr/lib/postgresql/{version}/bin"


def program(version, name):
    return f"{programs_of(version)}/{name}"


def run(command, folder):
    environment = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run(
        command, **{**USER, "cwd": folder}, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"{Path(command[0]).name}: {failure(done.stdout + done.stderr)}")
    return done.stdout


def failure(output):
    """What pg_upgrade says of itself, without its progress."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if not re.search(r" +ok$|^-+$|^Performing|^Checking", line)]
    return " ".join((telling or lines or ["it said nothing"])[-6:])


def has_checksums(version, data):
    said = run([program(version, "pg_controldata"), str(data)], "/")
    return not re.search(r"^Data page checksum version: +0$", said, re.MULTILINE)


def convert(old, new, folder):
    """Makes a cluster of another version from one that was stopped and stays as it is.

    old, new: (version, data folder), the new one in a folder that is made; folder: for sockets and logs, of
    PostgreSQL's user
    """
    (old_version, old_data), (new_version, new_data) = old, new
    new_data.parent.mkdir(mode=0o700)
    shutil.chown(new_data.parent, "postgres", "postgres")
    checksums = ["--data-checksums"] if has_checksums(*old) else []
    access = ["--auth-local=peer", "--auth-host=scram-sha-256", "--username=postgres"]
    run(
        [
            program(new_version, "initdb"),
            f"--pgdata={new_data}",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            *access,
            *checksums,
        ],
        folder,
    )
    quiet = ["archive_mode=off", "ssl=off", "synchronous_standby_names="]
    run(
        [
            program(new_version, "pg_upgrade"),
            f"--old-bindir={programs_of(old_version)}",
            f"--new-bindir={programs_of(new_version)}",
            f"--old-datadir={old_data}",
            f"--new-datadir={new_data}",
            f"--socketdir={folder}",
            f"--old-options={' '.join(f'-c {setting}' for setting in quiet)}",
            f"--jobs={os.cpu_count()}",
            "--username=postgres",
        ],
        folder,
    )
    # Where Patroni keeps the settings of the whole cluster, should etcd have lost them.
    dynamic = Path(old_data, "patroni.dynamic.json")
    if dynamic.exists():
        shutil.copy2(dynamic, new_data)
        shutil.chown(Path(new_data, dynamic.name), "postgres", "postgres")
