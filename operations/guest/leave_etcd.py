"""Takes this host out of etcd's cluster, and stops its member for good."""

import json
import re
import shutil
import subprocess
from pathlib import Path

from leaving import runs, stop

SETTINGS = dict(
    re.findall(r"^(ETCD_\w+)=(.+)$", Path("/etc/default/etcd").read_text(), re.MULTILINE)
)


def etcdctl(endpoints, *arguments):
    command = [
        "etcdctl",
        f"--endpoints={','.join(endpoints)}",
        f"--cacert={SETTINGS['ETCD_TRUSTED_CA_FILE']}",
        f"--cert={SETTINGS['ETCD_CERT_FILE']}",
        f"--key={SETTINGS['ETCD_KEY_FILE']}",
        *arguments,
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={"ETCDCTL_API": "3", "PATH": "/usr/bin"}
    )
    if done.returncode != 0:
        raise SystemExit(f"etcdctl {' '.join(arguments)}: {done.stderr.strip().splitlines()[-1]}")
    return done.stdout


def leave():
    members = json.loads(etcdctl(["https://127.0.0.1:2379"], "member", "list", "--write-out=json"))["members"]
    own = [member["ID"] for member in members if member.get("name") == SETTINGS["ETCD_NAME"]]
    # A member that is asked to remove itself stops before it answers.
    others = [url for member in members if member["ID"] not in own for url in member.get("clientURLs", [])]
    for member in own:
        etcdctl(others, "member", "remove", f"{member:x}")
    # It must not come back with what it knew: a member that was removed is refused for ever.
    stop("etcd")
    data = Path(SETTINGS["ETCD_DATA_DIR"])
    shutil.rmtree(data / "member.left", ignore_errors=True)
    (data / "member").rename(data / "member.left")


if runs("etcd"):
    leave()
print("null")
