"""Has the catalog of Bacula use another major version of PostgreSQL.

Argument: {"to": major version}. A lower version than the present one is gone back to: its cluster is there still,
as it was when it was left, and the present one is put aside. What was interrupted is continued, in both directions.
Output: whether anything was done
"""

import datetime
import json
import subprocess
import sys

from debian_clusters import (
    NAME,
    clusters,
    complete_renaming,
    drop_unfinished,
    rename,
    run,
    set_port,
    set_start,
    starts_by_itself,
)

DAEMONS = ["bacula-director", "bacula-sd"]

# Where the director asks, which names none.
PORT = 5432

ASIDE = "until-"


def unit(version):
    return f"postgresql@{version}-{NAME}"


def all_are(state, *units):
    questions = [["systemctl", f"is-{state}", "--quiet", one] for one in units]
    return all(subprocess.run(question, check=False).returncode == 0 for question in questions)


def in_use():
    """The version that has the catalog, and one whose making was interrupted, or None.

    A copy is made with the settings of its original, which stops starting by itself once the copy is complete.
    """
    named = sorted(one.version for one in clusters() if one.name == NAME)
    present = next((version for version in named if starts_by_itself(version)), max(named))
    return present, next((version for version in named if version > present), None)


def is_settled(to):
    """Whether this version's cluster is the only one that starts, at its port, and all runs."""
    for one in clusters():
        if (one.version, one.name) != (to, NAME):
            if one.port == PORT or starts_by_itself(one.version, one.name):
                return False
        elif one.port != PORT or not one.runs or not starts_by_itself(to):
            return False
    return all_are("enabled", unit(to)) and all_are("active", unit(to), *DAEMONS)


def settle(to):
    free = max(one.port for one in clusters()) + 1
    for one in clusters():
        if (one.version, one.name) == (to, NAME):
            continue
        if one.name == NAME:
            run("systemctl", "disable", "--quiet", "--now", unit(one.version))
        if one.port == PORT:
            set_port(one.version, one.name, free)
        set_start(one.version, one.name, "manual")
    if any((one.version, one.name) == (to, NAME) and one.port != PORT for one in clusters()):
        run("systemctl", "stop", unit(to))
        set_port(to, NAME, PORT)
    set_start(to, NAME, "auto")
    run("systemctl", "daemon-reload")
    run("systemctl", "enable", "--quiet", unit(to))
    run("systemctl", "start", unit(to), *DAEMONS)
    if not is_settled(to):
        sys.exit(f"the catalog does not run on PostgreSQL {to}; see pg_lsclusters and journalctl --unit {unit(to)}")


to = json.load(sys.stdin)["to"]
for one in clusters():
    if one.name.startswith(ASIDE):
        complete_renaming(one.version, one.name)
present, unfinished = in_use()
if present == to and not unfinished and is_settled(to):
    print("false")
    sys.exit()
if to < present and not any((one.version, one.name) == (to, NAME) for one in clusters()):
    sys.exit(f"there is no cluster of PostgreSQL {to} to go back to")
run("systemctl", "stop", *DAEMONS)
if unfinished:
    drop_unfinished(unfinished)
if to < present:
    run("systemctl", "disable", "--quiet", "--now", unit(present))
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%S")
    rename(present, f"{ASIDE}{now}")
elif to > present:
    drop_unfinished(to)
    set_start(present, NAME, "auto")
    run("systemctl", "disable", "--quiet", unit(present))
    run("pg_upgradecluster", "--method=upgrade", "-v", str(to), str(present), NAME)
settle(to)
print("true")
