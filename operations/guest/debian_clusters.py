"""Clusters of PostgreSQL by Debian's own tools, as the catalog of Bacula has them."""

import subprocess
import sys

NAME = "main"


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        lines = (done.stdout + done.stderr).strip().splitlines()
        sys.exit(f"{command[0]}: {' '.join(lines[-5:])}")
    return done.stdout


def clusters():
    """(major version, name, port) of each."""
    rows = [line.split() for line in run("pg_lsclusters", "--no-header").splitlines()]
    return [(int(version), name, int(port)) for version, name, port, *_ in rows]


def start_file(version, name=NAME):
    return f"/etc/postgresql/{version}/{name}/start.conf"


def starts_by_itself(version, name=NAME):
    with open(start_file(version, name), encoding="utf-8") as file:
        return "auto" in file.read().splitlines()
