"""Makes another host primary. Argument: {"leader", "candidate"}; the leader is null when there is none.

A switchover where there is a leader; else a failover, for which Patroni asks no leader.
"""

import json
import sys

from patroni import patronictl

task = json.load(sys.stdin)
if task["leader"]:
    patronictl("switchover", "--force", "--leader", task["leader"], "--candidate", task["candidate"])
else:
    patronictl("failover", "--force", "--candidate", task["candidate"])
print("null")
