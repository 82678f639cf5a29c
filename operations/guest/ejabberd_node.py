"""Has this host's node of ejabberd do something. Argument: the words of a command of `ejabberd-node`, with `evacuate`
and `admit` for the host's floating addresses too.

Output: what it printed
"""

import json
import sys

from ejabberd_tool import admit, evacuate, have

command, *words = json.load(sys.stdin)
done = {"evacuate": evacuate, "admit": admit}.get(command, lambda *rest: have(command, *rest))
print(json.dumps(done(*words)))
