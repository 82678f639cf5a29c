"""Deletes the clusters of PostgreSQL on this host that do not start by themselves, and their server's programs.

Argument: names of suites that those came from. Output: names of the clusters
"""

import json
import sys

from debian_clusters import NAME, clusters, run, starts_by_itself
from former_server import remove_server, remove_suite
from managed_files import forget

suites = json.load(sys.stdin)
others = [(one.version, one.name) for one in clusters() if not starts_by_itself(one.version, one.name)]
if all(name != NAME or (version, name) in others for version, name, *_ in clusters()):
    sys.exit("none starts by itself, so its conversion was interrupted; first run ./stand upgrade postgresql again")
for version, name in others:
    run("pg_dropcluster", "--stop", str(version), name)
    forget(f"/etc/postgresql/{version}/{name}")
present = max(one.version for one in clusters())
for version in {version for version, _ in others if version < present}:
    remove_server(version)
for suite in suites:
    remove_suite(suite)
print(json.dumps([f"{version} {name}" for version, name in others]))
