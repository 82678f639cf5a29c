"""A scratch PostgreSQL server, in a folder of its own, that only this script can reach."""

import csv
import io
import os
import shutil
import subprocess
import time
from pathlib import Path

from patroni import setting

WORK = Path("/var/tmp/stand-operation")
USER = {"user": "postgres", "group": "postgres", "cwd": "/"}


class Scratch:
    """Its data lies in `data`; the end of the `with` block ends the server and removes the folder."""

    def __init__(self, name):
        self.folder = WORK / name
        self.data = self.folder / "data"
        self.programs = setting("bin_dir")
        self.server = None

    def __enter__(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        WORK.mkdir(exist_ok=True)
        WORK.chmod(0o711)
        self.data.mkdir(parents=True, mode=0o700)
        for path in (self.folder, self.data):
            shutil.chown(path, "postgres", "postgres")
        return self

    def __exit__(self, *_):
        if self.server:
            # Its data is discarded, so it need not write anything back.
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def initialise(self):
        """An empty cluster."""
        options = ["--auth=peer", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        command = [self.program("initdb"), "-D", str(self.data), *options]
        subprocess.run(command, **USER, capture_output=True, check=True)

    def start(self):
        # It archives nothing, waits for no standby and listens on its own socket only.
        settings = {
            "archive_mode": "off",
            "fsync": "off",
            "listen_addresses": "",
            "port": "5432",
            "ssl": "off",
            "synchronous_standby_names": "",
            "unix_socket_directories": str(self.folder),
        }
        options = [f"-c{name}={value}" for name, value in settings.items()]
        with (self.folder / "log").open("wb") as log:
            command = [self.program("postgres"), "-D", str(self.data), *options]
            self.server = subprocess.Popen(command, **USER, stdout=log, stderr=log)

    def stop(self, mode="fast"):
        command = [self.program("pg_ctl"), "-D", str(self.data), "-m", mode, "stop"]
        subprocess.run(command, **USER, capture_output=True, check=False)
        self.server.wait()
        self.server = None

    def take(self, data, programs):
        """Goes on with another cluster, of another version's programs."""
        self.data, self.programs = data, programs

    def program(self, name):
        return os.path.join(self.programs, name)

    def until_writable(self, seconds):
        """Returns once recovery is over. Raises SystemExit with the server's last error when it fails."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.server.poll() is not None:
                raise SystemExit(f"the server did not start: {self.last_error()}")
            if self.try_ask("SELECT pg_is_in_recovery()") == [["f"]]:
                return
            time.sleep(0.1)
        raise SystemExit(f"recovery was not over after {seconds} s: {self.last_error()}")

    def load(self, dump, database, roles):
        """Starts it and loads a dump. Raises SystemExit with what is wrong with the dump."""
        self.initialise()
        self.start()
        self.until_writable(60)
        for role in roles:
            self.ask(f'CREATE ROLE "{role}"')
        self.ask(f'CREATE DATABASE "{database}"')
        options = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--host={self.folder}"]
        with dump.open("rb") as text:
            command = ["psql", *options, f"--dbname={database}"]
            done = subprocess.run(command, **USER, stdin=text, capture_output=True, check=False)
        if done.returncode != 0:
            errors = done.stderr.decode(errors="replace").strip().splitlines()
            raise SystemExit(f"the dump cannot be loaded: {errors[0]}")
        with dump.open("rb") as text:
            text.seek(max(0, dump.stat().st_size - 400))
            if b"PostgreSQL database dump complete" not in text.read():
                raise SystemExit("the dump is truncated: its last line is missing")

    def last_error(self):
        lines = (self.folder / "log").read_text(errors="replace").splitlines()
        telling = [line for line in lines if "FATAL" in line or "ERROR" in line or "PANIC" in line]
        return (telling or lines or ["nothing"])[-1]

    def try_ask(self, statement):
        try:
            return self.ask(statement)
        except ValueError:
            return None

    def ask(self, statement, database="postgres"):
        return ask(statement, database, str(self.folder))


def ask(statement, database="postgres", socket="/var/run/postgresql"):
    """Rows that a server on this host returns to its superuser. Raises ValueError with the server's error."""
    options = ["--no-psqlrc", "--quiet", "--csv", "--tuples-only", "--set=ON_ERROR_STOP=1"]
    command = ["psql", *options, f"--host={socket}", f"--dbname={database}"]
    done = subprocess.run(command, **USER, input=statement, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise ValueError(done.stderr.strip() or f"psql ended with {done.returncode}")
    return list(csv.reader(io.StringIO(done.stdout)))


def program(name):
    return os.path.join(setting("bin_dir"), name)


def require_room(data, place, copies=1):
    """Raises SystemExit unless a folder has room for copies of a cluster's data."""
    used = sum(path.stat().st_size for path in data.rglob("*") if path.is_file())
    needed, free = copies * used * 1.2, shutil.disk_usage(place).free
    if free < needed:
        room = f"{place} must have {int(needed) >> 20} MiB free for a copy of the cluster; got {free >> 20} MiB"
        raise SystemExit(f"{room}; free some space there")


TABLES = """
    SELECT format('SELECT %L, count(*) FROM %I.%I', schemaname || '.' || tablename, schemaname, tablename)
    FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename NOT LIKE 'stand\\_drill%'
    ORDER BY 1
"""


def row_counts(ask_server, database):
    """Numbers of rows by table, all from one snapshot."""
    queries = [query for (query,) in ask_server(TABLES, database)]
    rows = ask_server(" UNION ALL ".join(queries), database) if queries else []
    return {table: int(count) for table, count in rows}
