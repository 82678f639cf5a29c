"""Offers this host a newer build of a package, with the same content, as a security update of Debian.

Usage: newer_package.py '"PACKAGE"'
Output: {"from", "to": versions}
"""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path("/usr/local/share/newer")


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


package = json.loads(sys.argv[1])
tree = REPOSITORY / "tree"
REPOSITORY.mkdir(exist_ok=True)
os.chdir(REPOSITORY)
version = run("dpkg-query", "--show", "--showformat", "${Version}", package)
run("apt-get", "--quiet", "download", f"{package}={version}")
(original,) = REPOSITORY.glob("*.deb")
run("dpkg-deb", "--raw-extract", str(original), str(tree))
original.unlink()
control = tree / "DEBIAN" / "control"
newer = f"{version}+newer1"
control.write_text(re.sub(r"^Version: .*$", f"Version: {newer}", control.read_text(), flags=re.M))
run("dpkg-deb", "--build", "-Znone", str(tree), "newer.deb")
run("rm", "-r", str(tree))


def digest(name):
    return hashlib.sha256((REPOSITORY / name).read_bytes()).hexdigest()


def size(name):
    return (REPOSITORY / name).stat().st_size


fields = run("dpkg-deb", "--field", "newer.deb").rstrip()
(REPOSITORY / "Packages").write_text(
    f"{fields}\nFilename: ./newer.deb\nSize: {size('newer.deb')}\nSHA256: {digest('newer.deb')}\n"
)
(REPOSITORY / "Release").write_text(
    "Origin: Debian\nLabel: Debian-Security\nSuite: stable-security\n"
    f"SHA256:\n {digest('Packages')} {size('Packages')} Packages\n"
)
Path("/etc/apt/sources.list.d/newer.list").write_text(f"deb [trusted=yes] file:{REPOSITORY} ./\n")
print(json.dumps({"from": version, "to": newer}))
