"""Removes a file that a check uploaded, and what a killed check left.

Standard input: the file, as JSON; each file has a folder of its own in its user's.
"""

import json
import shutil
import sys
import time
from pathlib import Path

HOUR = 3600


def is_old(folder):
    try:
        # A copy's folder is younger than its file.
        times = [one.stat().st_mtime for one in (folder, *folder.iterdir())]
        return min(times) < time.time() - HOUR
    except FileNotFoundError:
        return False


upload = Path(json.load(sys.stdin)).parent
for folder in upload.parent.iterdir():
    if folder == upload:
        shutil.rmtree(folder)
    elif is_old(folder):
        # Another probe may be at it too.
        shutil.rmtree(folder, ignore_errors=True)
print("null")
