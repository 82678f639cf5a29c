"""Which PostgreSQL this host runs, and which others it keeps data of.

Output: {"codename": of its Debian release, "current": major version, "kept": major versions, "left": when
others took over, as ISO times by version: on the host that was the primary then}
"""

import json
import platform

from major_version import KEPT, LEFT, current

folders = {int(path.name): path for path in KEPT.iterdir() if path.name.isdigit() and (path / "main").is_dir()}
left = {
    version: json.loads((path / LEFT).read_text())
    for version, path in folders.items()
    if (path / LEFT).exists()
}
codename = platform.freedesktop_os_release()["VERSION_CODENAME"]
print(json.dumps({"codename": codename, "current": current(), "kept": sorted(folders), "left": left}))
