"""Deletes the clusters of PostgreSQL on this host that do not start by themselves. Output: their names"""

import json

from debian_clusters import clusters, run, starts_by_itself

others = [(version, name) for version, name, _ in clusters() if not starts_by_itself(version, name)]
for version, name in others:
    run("pg_dropcluster", "--stop", str(version), name)
print(json.dumps([f"{version} {name}" for version, name in others]))
