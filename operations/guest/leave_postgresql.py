"""Takes from this host what the PostgreSQL cluster needs it for, so that its member can stop.

Argument: {"leaving": names of the members that leave, this one among them}
A primary hands over first, to a standby that has every acknowledged write and stays. No standby that others
wait for goes before another has taken that over: writes would wait too.
"""

import json
import sys

from leaving import await_that, runs
from patroni import CONFIG, ask, patronictl, setting

# Longer than Patroni takes to notice on emulated machines.
SECONDS = 180
TAGS = "\ntags:\n  nosync: true\n  nofailover: true\n"


def members():
    return {member["name"]: member["role"] for member in ask("cluster")["members"]}


def successor():
    staying = [name for name, role in members().items() if role == "sync_standby" and name not in LEAVING]
    return staying[0] if staying else None


def hand_over():
    await_that(successor, SECONDS, "no standby that stays has every acknowledged write: see ./stand check --only database")
    patronictl("switchover", "--force", "--leader", OWN, "--candidate", successor())
    await_that(lambda: members().get(OWN) == "replica", SECONDS, f"{OWN} did not become a standby")


def step_back():
    if TAGS not in CONFIG.read_text():
        CONFIG.write_text(CONFIG.read_text() + TAGS)
    patronictl("reload", "--force", setting("scope"), OWN)
    await_that(
        lambda: members().get(OWN) != "sync_standby", SECONDS, f"writes still wait for {OWN}: see ./stand check --only database"
    )


LEAVING = json.load(sys.stdin)["leaving"]
if runs("patroni"):
    OWN = setting("name")
    if members().get(OWN) == "leader":
        hand_over()
    step_back()
print("null")
