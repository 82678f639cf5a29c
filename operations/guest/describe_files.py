"""What lies at some paths. Argument: {"root": put before each path, "paths"}

Output: by path {"type", "mode", "owner", "group", "modified", "changed": both in seconds since 1970,
"sha1" of a file, "target" of a symbolic link, "device" of one, "attributes": extended ones with the lists
for access, by name, "inode",
"names": how many it has}; where nothing lies, nothing.
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


def attributes(path):
    try:
        names = os.listxattr(path, follow_symlinks=False)
        return {name: os.getxattr(path, name, follow_symlinks=False).hex() for name in names}
    except OSError as error:
        # A file system without them.
        if error.errno == errno.ENOTSUP:
            return {}
        raise


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
        "inode": f"{status.st_dev}:{status.st_ino}",
        "names": status.st_nlink,
        "attributes": attributes(path),
    }
    if kind == "file":
        with open(path, "rb") as file:
            found["sha1"] = hashlib.file_digest(file, "sha1").hexdigest()
    elif kind == "symbolic link":
        found["target"] = os.readlink(path)
    elif kind == "device":
        found["device"] = status.st_rdev
    return found


task = json.load(sys.stdin)
answer = {}
for path in task["paths"]:
    try:
        answer[path] = described(task["root"] + path)
    except (FileNotFoundError, NotADirectoryError):
        continue
print(json.dumps(answer))
