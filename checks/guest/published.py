"""What of the rules by which a hypervisor forwards ports to a stand is not as described, and what is in their way.

Standard input: {"command": the program that looks, and its arguments, "rules": the text that is described}.
Standard output: what it found, in words.
"""

import json
import os
import subprocess
import sys

task = json.load(sys.stdin)
done = subprocess.run(task['command'], env=os.environ | {'RULES': task['rules']}, capture_output=True, text=True)
if done.returncode:
    sys.exit(done.stderr.strip() or f'{task["command"][0]} ended with {done.returncode}')
print(json.dumps(done.stdout.splitlines()))
