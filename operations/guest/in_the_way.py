"""What of a host goes when files are put back, besides them. Argument: types by path of what is put back

Output: paths of all that is in a folder which was something else then, and of what stands in the place of
a folder that is not put back itself.
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
