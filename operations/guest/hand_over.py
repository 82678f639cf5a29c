"""Makes another host the primary. Argument: {"leader", "candidate"}; the leader is null when there is none.

This is a switchover where there is a leader, otherwise a failover, for which Patroni needs no leader.
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
