"""Removes a folder of an operation with all that is in it. Argument: its path"""

import json
import shutil
import sys

shutil.rmtree(json.load(sys.stdin), ignore_errors=True)
print("null")
