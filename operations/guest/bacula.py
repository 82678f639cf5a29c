"""Bacula's director on this host: its console, its catalog and its volumes."""

import csv
import io
import re
import subprocess
import sys
import time
from pathlib import Path

RUNNING = set("CRBsjcdtpialLqFSmMn")
SUCCEEDED = set("TW")
# The catalog has names of files as their hosts do, which need not be UTF-8.
TEXT = {"encoding": "utf-8", "errors": "surrogateescape"}
VOLUMES = Path(re.search(r"Archive Device = (\S+)", Path("/etc/bacula/bacula-sd.conf").read_text()).group(1))


def console(*commands):
    """The console's output for some commands."""
    text = "\n".join([*commands, "quit", ""])
    done = subprocess.run(["bconsole"], **TEXT, input=text, capture_output=True, check=True)
    return done.stdout


def catalog(statement):
    """Rows of the catalog."""
    options = ["--no-psqlrc", "--quiet", "--csv", "--tuples-only", "--set=ON_ERROR_STOP=1"]
    bacula = {"user": "bacula", "group": "bacula", "cwd": "/"}
    command = ["psql", *options, "--dbname=bacula"]
    done = subprocess.run(command, **bacula, **TEXT, input=statement, capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"the catalog did not answer: {done.stderr.strip().splitlines()[0]}")
    return list(csv.reader(io.StringIO(done.stdout)))


def run(commands, seconds):
    """Starts a job by console commands and waits for its end; cancels it when that takes too long.

    Returns its number, its status and its log.
    """
    said = console(*commands)
    number = re.search(r"JobId=(\d+)", said)
    if not number:
        # The answer is between the first command, which the console repeats, and the last one.
        answer = said.partition(commands[0])[2].strip().splitlines()
        reason = [line for line in answer if line not in ("quit", "You have messages.")]
        sys.exit(f"the director rejected '{commands[0]}': {' '.join(reason) or 'no answer'}")
    job, end = int(number.group(1)), time.monotonic() + seconds
    while True:
        status = catalog(f"SELECT jobstatus FROM job WHERE jobid = {job}")[0][0]
        if status not in RUNNING:
            return job, status, log(job)
        # m and M: it needs a volume that does not exist, and would wait for an operator.
        if status in "mM" or time.monotonic() > end:
            console(f"cancel jobid={job} yes")
            return job, status, log(job)
        time.sleep(0.3)


def log(job):
    return "".join(text for (text,) in catalog(f"SELECT logtext FROM log WHERE jobid = {job} ORDER BY logid"))


def first_error(text):
    """The first line of a job's log that says why it failed."""
    lines = [re.sub(r"^.*JobId \d+: ", "", line).strip() for line in text.splitlines()]
    telling = [line for line in lines if re.match(r"(Fatal error|Error):", line)]
    return (telling or [line for line in lines if "Termination" in line] or ["no message"])[0]


def chain(name, before=None):
    """Jobs that together contain the newest state of a job's files: [(number, level, start)], the full one first.

    That is the last full one, the last differential one since, and the incremental ones since then.
    Times are in seconds since 1970. The catalog has them in the director's local time, but also JobTDate, the
    time when the job ended, in seconds: together they give the start whatever the time zone.
    """
    rows = catalog(
        f"""
        SELECT jobid, level, jobtdate - extract(epoch FROM endtime - starttime) AS start
        FROM job WHERE name = '{name}' AND type = 'B' AND jobstatus IN ('T', 'W') AND purgedfiles = 0
        ORDER BY start, jobid
        """
    )
    found = []
    for job, level, start in rows:
        entry = (int(job), level, float(start))
        if before is not None and entry[2] > before:
            break
        if level == "F":
            found = [entry]
        elif found and level == "D":
            found = [found[0], entry]
        elif found:
            found.append(entry)
    return found


def room(pool):
    """Bytes that jobs may still write to a pool, and the size of one of its volumes."""
    # The director writes times in UTC, which need not be PostgreSQL's zone.
    now = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime())
    statement = f"""
        WITH volumes AS (
          SELECT poolid, mediaid, volstatus, volbytes, volstatus IN ('Purged', 'Recycle') OR volstatus IN ('Full', 'Used')
            AND lastwritten + volretention * interval '1 second' < '{now}' AS anew FROM media
        )
        SELECT (maxvols - count(mediaid)) * maxvolbytes + coalesce(sum(CASE WHEN anew THEN maxvolbytes
          WHEN volstatus = 'Append' THEN greatest(maxvolbytes - volbytes, 0) ELSE 0 END), 0), maxvolbytes
        FROM pool LEFT JOIN volumes USING (poolid) WHERE name = '{pool}' GROUP BY poolid
    """
    rows = catalog(statement)
    if not rows:
        sys.exit(f"the catalog has no pool {pool}; to create it: ./stand up --converge")
    ((left, volume),) = rows
    return int(left), int(volume)


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
