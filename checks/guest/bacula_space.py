"""Reports whether a job of Bacula has room now, by the script that jobs run before they start.

Standard input: null. Standard output: {"complaint": the script's, or empty, "free", "size"}, in bytes.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path

SCRIPT = "/etc/bacula/scripts/check-space.sh"
STORAGE = Path("/etc/bacula/bacula-sd.conf")

folder = re.search(r"^ *Archive Device *= *(\S+)", STORAGE.read_text(), re.M)[1]
answer = subprocess.run([SCRIPT], capture_output=True, text=True, timeout=10, check=False)
usage = shutil.disk_usage(folder)
complaint = (answer.stdout + answer.stderr).strip() if answer.returncode else ""
print(json.dumps({"complaint": complaint, "free": usage.free, "size": usage.total}))
