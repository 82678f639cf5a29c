"""Standard input: a folder, as JSON. Standard output: {"free", "size"} of its disk, in bytes."""

import json
import shutil
import sys

usage = shutil.disk_usage(json.load(sys.stdin))
print(json.dumps({"free": usage.free, "size": usage.total}))
