"""SHA-1 of files. Argument: {"root": put before each path, "paths"}

Output: by path {"sha1", "changed": when it last was, in seconds since 1970}; those that are no files
any more are left out.
"""

import hashlib
import json
import os
import sys

task = json.load(sys.stdin)
found = {}
for path in task["paths"]:
    try:
        with open(task["root"] + path, "rb") as file:
            digest = hashlib.file_digest(file, "sha1").hexdigest()
            found[path] = {"sha1": digest, "changed": os.fstat(file.fileno()).st_ctime}
    except OSError:
        continue
print(json.dumps(found))
