"""Logs in to Bacula's director as an operator does.

Standard input: null. Standard output: the director's name and version.
"""

import json
import re
import subprocess
import sys

try:
    answer = subprocess.run(
        ["bconsole", "-n"], input="version\nquit\n", capture_output=True, text=True, timeout=10, check=False
    )
except subprocess.TimeoutExpired:
    sys.exit("the director does not answer within 10 s")
greeting = re.search(r"^(\S+ Version: \S+)", answer.stdout, re.M)
if not greeting:
    sys.exit(f"the director does not let a console in: {(answer.stdout + answer.stderr).strip()[-200:]}")
print(json.dumps(greeting[1].replace(" Version:", "")))
