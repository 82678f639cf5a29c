"""Describes the files at some paths. Argument: {"root": prefix of each path, "paths"}

Output: by path {"type", "mode", "owner", "group", "modified", "changed", "present": in seconds since 1970, the
last from when on the file is as it is on this host, which may be younger than what it was made of,
"sha1" of a file, "sparse": its digest in a backup that treated it as sparse, where that differs,
"target" of a symbolic link, "device" of one, "attributes": extended ones with the lists for access, by
name, "inode", "names": number of hard links}; paths that do not exist are left out.
"""

import errno
import hashlib
import json
import os
import stat
import sys

KINDS = {
    stat.S_IFREG: "file",
    stat.S_IFDIR: "folder",
    stat.S_IFLNK: "symbolic link",
    stat.S_IFIFO: "pipe",
    stat.S_IFSOCK: "socket",
}

# How much Bacula reads at once of a file that it treats as sparse; src/filed/backup.c.
BLOCK = 65528
ZEROS = bytes(BLOCK)


def digests(path):
    """A file's digest, and the one without blocks of zeros, except for the last block."""
    whole, sparse = hashlib.sha1(), None
    with open(path, "rb") as file:
        block = file.read(BLOCK)
        while block:
            following = file.read(BLOCK)
            if block == ZEROS and following:
                sparse = sparse or whole.copy()
            elif sparse:
                sparse.update(block)
            whole.update(block)
            block = following
    found = {"sha1": whole.hexdigest()}
    return {**found, "sparse": sparse.hexdigest()} if sparse else found


def attributes(path):
    try:
        names = os.listxattr(path, follow_symlinks=False)
        return {name: os.getxattr(path, name, follow_symlinks=False).hex() for name in names}
    except OSError as error:
        # The file system does not support them.
        if error.errno == errno.ENOTSUP:
            return {}
        raise


def first_boot():
    """When the host first booted: systemd wrote its number then, which images do not have."""
    try:
        return os.stat("/etc/machine-id").st_ctime
    except FileNotFoundError:
        return 0


def described(path):
    status = os.lstat(path)
    kind = KINDS.get(stat.S_IFMT(status.st_mode), "device")
    found = {
        "type": kind,
        "mode": stat.S_IMODE(status.st_mode),
        "owner": status.st_uid,
        "group": status.st_gid,
        "modified": int(status.st_mtime),
        "changed": status.st_ctime,
        "present": max(status.st_ctime, made),
        "inode": f"{status.st_dev}:{status.st_ino}",
        "names": status.st_nlink,
        "attributes": attributes(path),
    }
    if kind == "file":
        found |= digests(path)
    elif kind == "symbolic link":
        found["target"] = os.readlink(path)
    elif kind == "device":
        found["device"] = status.st_rdev
    return found


task = json.load(sys.stdin)
made = first_boot()
answer = {}
for path in task["paths"]:
    try:
        answer[path] = described(task["root"] + path)
    except (FileNotFoundError, NotADirectoryError):
        continue
print(json.dumps(answer))
