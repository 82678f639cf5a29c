"""Removes a folder of an operation with everything in it. Argument: its path"""

import json
import shutil
import sys

shutil.rmtree(json.load(sys.stdin), ignore_errors=True)
print("null")
