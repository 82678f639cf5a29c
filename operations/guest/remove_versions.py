"""Deletes the data of all major versions of PostgreSQL but the one that runs, and their server's programs.

Argument: names of suites that those came from. Output: names of the folders
"""

import json
import shutil
import sys

from former_server import remove_server, remove_suite
from major_version import KEPT, current

suites = json.load(sys.stdin)
others = [path for path in KEPT.iterdir() if path.name[:2].isdigit() and path.name != str(current())]
for path in others:
    shutil.rmtree(path)
for version in {int(path.name[:2]) for path in others if int(path.name[:2]) < current()}:
    remove_server(version)
for suite in suites:
    remove_suite(suite)
print(json.dumps(sorted(path.name for path in others)))
