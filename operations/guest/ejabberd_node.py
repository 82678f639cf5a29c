"""Has this host's node of ejabberd do something. Argument: the words of a command of `ejabberd-node`.

Output: what it printed
"""

import json
import sys

from ejabberd_tool import have

print(json.dumps(have(*json.load(sys.stdin))))
