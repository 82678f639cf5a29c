"""Has this host's node of ejabberd show or change accounts.

Argument: {"domain", "command" of `ejabberd-accounts`, "user": the account that it is about, or null, "words": what follows}
Output: the node's answer, or {"refused": why}
"""

import base64
import json
import sys

from ejabberd_tool import ACCOUNTS, asked
from nodeprep import nodeprep


def answer(domain, command, user, words):
    try:
        named = [] if user is None else [nodeprep(user)]
    except ValueError as error:
        return {"refused": str(error)}
    # Neither the shell's nor Erlang's reading of an argument changes them.
    encoded = (base64.b64encode(word.encode()).decode() for word in [*named, *words])
    return json.loads(asked(ACCOUNTS, domain, command, *encoded))


task = json.load(sys.stdin)
print(json.dumps(answer(**task)))
