"""Has the catalog of Bacula use another major version of PostgreSQL.

Argument: {"to": major version}. A lower version than the present one is gone back to: its cluster is there still,
as it was when it was left, and the present one is put aside. Output: whether anything was done
"""

import datetime
import json
import sys

from debian_clusters import NAME, clusters, run, start_file, starts_by_itself
from managed_files import forget

DAEMONS = ["bacula-director", "bacula-sd"]


def unit(version):
    return f"postgresql@{version}-{NAME}"


def go_back(present, to):
    """The former cluster takes the port, and starts with the host."""
    ports = {version: port for version, name, port in clusters() if name == NAME}
    if to not in ports:
        sys.exit(f"there is no cluster of PostgreSQL {to} to go back to")
    run("systemctl", "stop", unit(present))
    run("pg_conftool", str(present), NAME, "set", "port", str(ports[to]))
    run("pg_conftool", str(to), NAME, "set", "port", str(ports[present]))
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%S")
    run("pg_renamecluster", str(present), NAME, f"until-{now}")
    forget(f"/etc/postgresql/{present}/{NAME}")
    for version, name, how in ((present, f"until-{now}", "manual"), (to, NAME, "auto")):
        with open(start_file(version, name), "w", encoding="utf-8") as file:
            file.write(f"{how}\n")


to = json.load(sys.stdin)["to"]
named = [version for version, name, _ in clusters() if name == NAME]
present = next((version for version in named if starts_by_itself(version)), None)
if present in (None, to):
    print("false")
    sys.exit()
run("systemctl", "stop", *DAEMONS)
run("systemctl", "disable", "--quiet", unit(present))
if to < present:
    go_back(present, to)
else:
    if to in named:
        # Of an attempt that was interrupted.
        run("pg_dropcluster", "--stop", str(to), NAME)
    run("pg_upgradecluster", "--method=upgrade", "-v", str(to), str(present), NAME)
run("systemctl", "enable", "--quiet", unit(to))
run("systemctl", "start", unit(to), *DAEMONS)
print("true")
