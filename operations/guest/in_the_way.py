"""What else is removed from a host when files are restored in place. Argument: types of the restored files, by path

Output: paths of everything in a folder that was not a folder in the backup, and of anything in the place of
a folder that is not restored itself.
"""

import json
import os
import sys


def inside(folder):
    for above, folders, files in os.walk(folder):
        yield from (os.path.join(above, name) for name in folders + files)


def above(path):
    while path != "/":
        path = os.path.dirname(path)
        yield path


wanted = json.load(sys.stdin)
found = set()
for path, kind in wanted.items():
    if kind != "folder" and os.path.isdir(path) and not os.path.islink(path):
        found.update(inside(path))
    found.update(
        place for place in above(path) if place not in wanted and os.path.lexists(place) and not os.path.isdir(place)
    )
print(json.dumps(sorted(found)))
