"""Deletes the data of all major versions of PostgreSQL but the one that runs. Output: names of the folders"""

import json
import shutil

from major_version import KEPT, current

others = [path for path in KEPT.iterdir() if path.name[:2].isdigit() and path.name != str(current())]
for path in others:
    shutil.rmtree(path)
print(json.dumps(sorted(path.name for path in others)))
