"""Loads nodes with sessions and messages, and tells what they carried.

Input: {"domain", "authority", "addresses": of the senders' and of the receivers' node, "port": for direct
TLS, "accounts": their names, "password": of all of them, "task": one of
  {"kind": "logins", "workers", "seconds"}: each worker logs in again and again
  {"kind": "sessions", "count", "seconds"}: holds so many for a while
  {"kind": "window", "outstanding", "seconds"}: each pair has so many messages under way
  {"kind": "rate", "rate", "seconds"}: so many messages a second, whether others arrive or not}
The first half of the accounts sends, each to its counterpart in the second half.
Standard error: a line "ready" when all have logged in.
Output: {"count", "seconds", "processor": seconds of this
program's, "median" and "worst" (the 99th percentile) of the delays in seconds}
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from statistics import median, quantiles

from pairs import Pair, Pairs
from session import Account, Session

# Log-ins at once, before what is measured.
AT_ONCE = 8
# Longest time that messages under way may take when no more are sent, in seconds.
PATIENCE = 30


def accounts_of(argument):
    """Accounts by name; the senders' node is nodes[0]."""
    common = {
        "domain": argument["domain"],
        "authority": argument["authority"],
        "nodes": argument["addresses"],
        "ports": {"clientsTls": argument["port"]},
        "certificate_days": 0,
        "secrets": {"password": argument["password"]},
    }
    return [Account({**common, "account": name}) for name in argument["accounts"]]


def log_in(account, node):
    """A session that gets messages."""
    session = Session(account, node, "direct TLS")
    session.stream.send("<presence/>")
    return session


def log_in_all(wanted):
    """Sessions of pairs of account and node, in their order."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda one: log_in(*one), wanted))


def ready():
    """Says that all have logged in. Returns what this program has used of a processor so far."""
    print("ready", file=sys.stderr, flush=True)
    return time.process_time()


def logins(accounts, task):
    """Seconds that each log-in took."""
    end = time.monotonic() + task["seconds"]

    def work(account):
        delays = []
        for node in cycle((0, 1)):
            start = time.monotonic()
            if start > end:
                return delays
            with log_in(account, node):
                delays.append(time.monotonic() - start)

    used = ready()
    with ThreadPoolExecutor(task["workers"]) as pool:
        delays = pool.map(work, accounts[: task["workers"]])
        return used, [delay for some in delays for delay in some]


def sessions(accounts, task):
    """Holds sessions."""
    held = log_in_all(islice(zip(cycle(accounts), cycle((0, 1))), task["count"]))
    used = ready()
    time.sleep(task["seconds"])
    return used, [0.0 for _ in held]


def messages(accounts, task):
    """Delays of messages."""
    half = len(accounts) // 2
    senders = log_in_all((account, 0) for account in accounts[:half])
    receivers = log_in_all((account, 1) for account in accounts[half:])
    pairs = Pairs([Pair(*both) for both in zip(senders, receivers)])
    used = ready()
    if task["kind"] == "window":
        return used, pairs.keep_under_way(task["outstanding"], task["seconds"])
    return used, pairs.send_at(task["rate"], task["seconds"], PATIENCE)


def main():
    """Does the task, and tells."""
    argument = json.load(sys.stdin)
    task = argument["task"]
    work = {"logins": logins, "sessions": sessions}.get(task["kind"], messages)
    used, delays = work(accounts_of(argument), task)
    result = {
        "count": len(delays),
        "seconds": task["seconds"],
        "processor": time.process_time() - used,
        "median": median(delays),
        "worst": quantiles(delays, n=100)[-1],
    }
    print(json.dumps(result))


main()
