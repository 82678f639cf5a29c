"""Cuts this host off from a network: nothing arrives or leaves through it.

Argument: {"address": this host's in that network, "seconds": after which it undoes this by itself}
Output: null, once the network is back.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

task = json.load(sys.stdin)
FOLDER = Path("/run/stand-operation")
addresses = json.loads(subprocess.check_output(["ip", "-json", "-4", "address"]))
device = next(
    link["ifname"] for link in addresses if any(info["local"] == task["address"] for info in link["addr_info"])
)
# The end of this script's unit undoes it too; see operator.ts.
DO = [
    "-N stand-drill",
    f"-A stand-drill -i {device} -j DROP",
    f"-A stand-drill -o {device} -j DROP",
    "-I INPUT -j stand-drill",
    "-I OUTPUT -j stand-drill",
]
UNDO = ["-D INPUT -j stand-drill", "-D OUTPUT -j stand-drill", "-F stand-drill", "-X stand-drill"]


def iptables(rule):
    subprocess.run(["iptables", "-w", *rule.split()], check=True)


FOLDER.mkdir(exist_ok=True)
mended = FOLDER / "mended"
mended.unlink(missing_ok=True)
end = time.monotonic() + task["seconds"]
try:
    for rule in DO:
        iptables(rule)
    while time.monotonic() < end and not mended.exists():
        time.sleep(0.2)
finally:
    for rule in UNDO:
        iptables(rule)
print("null")
