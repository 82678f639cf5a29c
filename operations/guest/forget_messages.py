"""Deletes the messages of a drill from an account's archive. Argument: {"account", "run"}"""

import json
import sys

from ejabberd import account
from postgresql import Connection

task = json.load(sys.stdin)
Connection(account()).execute(
    f"DELETE FROM archive WHERE username = '{task['account']}' AND txt LIKE '{task['run']} %'"
)
print("null")
