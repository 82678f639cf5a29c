"""Bacula's director on this host: its console, its catalog and its volumes."""

import base64
import csv
import io
import re
import subprocess
import sys
import time
from pathlib import Path

RUNNING = set("CRBsjcdtpialLqFSmMn")
WELL = set("TW")
VOLUMES = Path(re.search(r"Archive Device = (\S+)", Path("/etc/bacula/bacula-sd.conf").read_text()).group(1))


def console(*commands):
    """All that the console says to some commands."""
    text = "\n".join([*commands, "quit", ""])
    return subprocess.run(["bconsole"], input=text, capture_output=True, text=True, check=True).stdout


def catalog(statement):
    """Rows of the catalog."""
    command = ["psql", "--no-psqlrc", "--csv", "--tuples-only", "--set=ON_ERROR_STOP=1", "--dbname=bacula"]
    bacula = {"user": "bacula", "group": "bacula", "cwd": "/"}
    done = subprocess.run(command, **bacula, input=statement, capture_output=True, text=True, check=True)
    return list(csv.reader(io.StringIO(done.stdout)))


def run(commands, seconds):
    """Starts a job by commands of the console, and waits for its end; when that takes too long, cancels it.

    Returns its number, its status and its log.
    """
    said = console(*commands)
    number = re.search(r"JobId=(\d+)", said)
    if not number:
        sys.exit(f"the director did not take '{commands[0]}': {said.strip().splitlines()[-1]}")
    job, end = int(number.group(1)), time.monotonic() + seconds
    while True:
        status = catalog(f"SELECT jobstatus FROM job WHERE jobid = {job}")[0][0]
        if status not in RUNNING:
            return job, status, log(job)
        # m and M: it wants a volume that is not there, and would wait for a human.
        if status in "mM" or time.monotonic() > end:
            console(f"cancel jobid={job} yes")
            return job, status, log(job)
        time.sleep(0.3)


def log(job):
    return "".join(text for (text,) in catalog(f"SELECT logtext FROM log WHERE jobid = {job} ORDER BY logid"))


def complaint(text):
    """The first line of a job's log that tells why it failed."""
    lines = [re.sub(r"^.*JobId \d+: ", "", line).strip() for line in text.splitlines()]
    telling = [line for line in lines if re.match(r"(Fatal error|Error):", line)]
    return (telling or [line for line in lines if "Termination" in line] or ["no message"])[0]


def chain(name, before="infinity"):
    """Jobs that together hold the newest state of a job's files: [(number, level, end)], the full one first.

    That is the last full one, the last differential one since, and the incremental ones since then.
    """
    rows = catalog(
        f"""
        SELECT jobid, level, extract(epoch FROM starttime AT TIME ZONE current_setting('TimeZone'))
        FROM job WHERE name = '{name}' AND type = 'B' AND jobstatus IN ('T', 'W')
          AND starttime <= '{before}' AND purgedfiles = 0
        ORDER BY starttime, jobid
        """
    )
    found = []
    for job, level, started in rows:
        entry = (int(job), level, float(started))
        if level == "F":
            found = [entry]
        elif level == "D":
            found = [*found[:1], entry]
        elif found:
            found.append(entry)
    return found


def digests(jobs):
    """SHA-1 by path of the newest version of each file in some jobs, as they were when it was backed up."""
    ids = ", ".join(map(str, jobs))
    # Before release 11 names were in a table of their own.
    ((old,),) = catalog("SELECT to_regclass('filename') IS NOT NULL")
    names, name = ("JOIN filename USING (filenameid)", "filename.name") if old == "t" else ("", "file.filename")
    rows = catalog(
        f"""
        SELECT DISTINCT ON (path.path, {name}) path.path || {name}, fileindex, md5
        FROM file JOIN path USING (pathid) {names} WHERE jobid IN ({ids})
        ORDER BY path.path, {name}, jobid DESC
        """
    )
    return {
        path: base64.b64decode(digest + "=" * (-len(digest) % 4)).hex()
        for path, index, digest in rows
        if int(index) > 0 and len(digest) > 1
    }


def damaged_volumes(jobs=None):
    """What is wrong with volumes, those of some jobs or all: texts by name."""
    statement = "SELECT volumename, volbytes, volstatus FROM media"
    if jobs:
        ids = ", ".join(map(str, jobs))
        statement += f" WHERE mediaid IN (SELECT mediaid FROM jobmedia WHERE jobid IN ({ids}))"
    found = {}
    for name, size, status in catalog(f"{statement} ORDER BY 1"):
        file = VOLUMES / name
        if not file.exists():
            found[name] = f"{file} is missing"
        elif status != "Recycle" and file.stat().st_size < int(size):
            found[name] = f"{file} has {file.stat().st_size} bytes and should have {size}"
    return found
