"""Takes the programs of a PostgreSQL that is not used any more from this host."""

import os
import subprocess
from pathlib import Path

from managed_files import forget


def apt_get(*arguments):
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "--yes", "--quiet", "--option=DPkg::Lock::Timeout=600", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"apt-get {arguments[0]}: {done.stderr.strip().splitlines()[-1]}")


def remove_server(version):
    """With what was installed for it alone."""
    apt_get("remove", "--autoremove", f"postgresql-{version}", f"postgresql-client-{version}")


def remove_suite(suite):
    """Has apt know a suite no more."""
    source = Path(f"/etc/apt/sources.list.d/{suite}.sources")
    if source.exists():
        source.unlink()
        apt_get("update")
    forget(str(source))
