"""Which PostgreSQL this host runs, and from which ones others took over here.

Output: {"codename": of its Debian release, "current": major version, "left": when others took over, as ISO times
by version: on the host that was the primary then, "aside": versions whose databases were put aside here on a way back}
"""

import json
import platform

from major_version import KEPT, LEFT, current

left = {
    int(path.parent.name): json.loads(path.read_text())
    for path in KEPT.glob(f"*/{LEFT}")
    if path.parent.name.isdigit() and (path.parent / "main").is_dir()
}
aside = sorted({int(path.name.split(".until-")[0]) for path in KEPT.glob("*.until-*")})
codename = platform.freedesktop_os_release()["VERSION_CODENAME"]
print(json.dumps({"codename": codename, "current": current(), "left": left, "aside": aside}))
