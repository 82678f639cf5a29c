"""Clusters of PostgreSQL by Debian's own tools, as the catalog of Bacula has them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from managed_files import forget

NAME = "main"
CONFIGURATION = Path("/etc/postgresql")
DATA = Path("/var/lib/postgresql")


class Cluster(NamedTuple):
    version: int
    name: str
    port: int
    runs: bool


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        lines = (done.stdout + done.stderr).strip().splitlines()
        sys.exit(f"{command[0]}: {' '.join(lines[-5:])}")
    return done.stdout


def clusters():
    rows = [line.split() for line in run("pg_lsclusters", "--no-header").splitlines()]
    return [
        Cluster(int(version), name, int(port), status.startswith("online"))
        for version, name, port, status, *_ in rows
    ]


def starts_by_itself(version, name=NAME):
    path = CONFIGURATION / str(version) / name / "start.conf"
    # As Debian's tools take one that is missing.
    return not path.exists() or "auto" in path.read_text().splitlines()


def set_start(version, name, how):
    """Whether it starts with the host: "auto" or "manual"."""
    replace(CONFIGURATION / str(version) / name / "start.conf", f"{how}\n")


def set_port(version, name, port):
    run("pg_conftool", str(version), name, "set", "port", str(port))


def drop_unfinished(version):
    """Deletes a cluster whose making was interrupted; the tools know it once it has its settings' file."""
    if any((one.version, one.name) == (version, NAME) for one in clusters()):
        run("pg_dropcluster", "--stop", str(version), NAME)
    data = DATA / str(version) / NAME
    if (data / "global" / "pg_control").exists() and not (data / "postgresql.conf").exists():
        sys.exit(f"{data} is a cluster without {CONFIGURATION}/{version}/{NAME}; move it away to convert another one")
    for folder in (data, CONFIGURATION / str(version) / NAME):
        shutil.rmtree(folder, ignore_errors=True)


def rename(version, name):
    """Gives a stopped cluster another name; `complete_renaming` goes on with one that was interrupted."""
    (CONFIGURATION / str(version) / NAME).rename(CONFIGURATION / str(version) / name)
    complete_renaming(version, name)


def complete_renaming(version, name):
    """Does what is left of it to do; what tells that it is complete, the settings' file, comes last."""
    settings = CONFIGURATION / str(version) / name / "postgresql.conf"
    text = settings.read_text()
    renamed = text.replace(f"{version}/{NAME}", f"{version}/{name}").replace(
        f"{version}-{NAME}.pid", f"{version}-{name}.pid"
    )
    if renamed == text:
        return
    if not (DATA / str(version) / name).exists():
        (DATA / str(version) / NAME).rename(DATA / str(version) / name)
    forget(str(CONFIGURATION / str(version) / NAME))
    replace(settings, renamed)


def replace(path, text):
    """Writes a file of PostgreSQL's user at once."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text)
    shutil.chown(beside, path.parent.owner(), path.parent.group())
    os.replace(beside, path)
