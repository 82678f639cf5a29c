"""Proves the archive of the primary's WAL: makes PostgreSQL archive a segment, and looks for it there.

Standard input: the stanza, as JSON. Standard output: {"complaint": pgBackRest's, or empty, "failing":
whether the last try to archive failed, "late": segments that have waited for a minute and more,
"archived": when the last one was, in seconds since 1970, or null}
"""

import json
import subprocess
import sys
import time

# Seconds for a segment to get to the repository, and for PostgreSQL to try.
PATIENCE = 8
TRY = 3
# Each check makes a segment, and a broken archive keeps them all.
MOST_WAITING = 2
QUERY = """
SELECT json_build_object(
  'failing', coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false),
  'archived', extract(epoch FROM last_archived_time),
  'waiting', (SELECT count(*) FROM pg_ls_archive_statusdir() WHERE name LIKE '%.ready'),
  'late', (SELECT count(*) FROM pg_ls_archive_statusdir()
    WHERE name LIKE '%.ready' AND modification < now() - interval '1 minute'))
FROM pg_stat_archiver
"""
SWITCH = "SELECT pg_create_restore_point('stand check'), pg_switch_wal()"


def run(*command):
    as_postgres = ["runuser", "--user", "postgres", "--", *command]
    return subprocess.run(as_postgres, cwd="/", capture_output=True, text=True, timeout=30, check=False)


def sql(query):
    answer = run("psql", "-XAtqwc", query)
    if answer.returncode != 0:
        sys.exit("PostgreSQL does not answer: " + answer.stderr.partition("\n")[0])
    return answer.stdout


def archiver():
    return json.loads(sql(QUERY))


def check(stanza):
    """What pgBackRest complains of; empty when all is well."""
    answer = run("pgbackrest", f"--stanza={stanza}", f"--archive-timeout={PATIENCE}", "check")
    said = (answer.stdout + answer.stderr).strip().splitlines() or [f"it ended with {answer.returncode}"]
    errors = [line.partition("ERROR: ")[2] for line in said if "ERROR: " in line]
    return (errors or said[-1:])[0] if answer.returncode else ""


def challenge():
    """Lets PostgreSQL try to archive a segment, unless one waits already."""
    if archiver()["waiting"] == 0:
        sql(SWITCH)
    end = time.monotonic() + TRY
    while (state := archiver())["waiting"] > 0 and not state["failing"] and time.monotonic() < end:
        time.sleep(0.2)


waiting = archiver()["waiting"]
if waiting < MOST_WAITING:
    complaint = check(json.load(sys.stdin))
    if complaint:
        challenge()
else:
    complaint = f"not tried: {waiting} segments wait for the archive already"
print(json.dumps({**archiver(), "complaint": complaint}))
