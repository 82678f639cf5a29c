"""A folder with all that is not a plain file of a plain name. Argument: "make", "spoil" or "look"

Output: what is there, by path.
"""

import hashlib
import json
import os
import shutil
import stat
import sys

FOLDER = b"/etc/stand odd"
NAMES = [b"[x].conf", b"it's", b'a"b', b"back\\slash", b"new\nline", b"-rf", "ünï".encode(), b"\xff\xfe"]
# Blocks of zeros, of which Bacula's digest need not know.
SPARSE = {b"zeros": bytes(3 << 16), b"zeros then data": bytes(3 << 16) + b"x", b"data then zeros": b"x" + bytes(3 << 16)}
GAMES = 5


def make():
    os.makedirs(FOLDER + b"/private/empty")
    for name in [*NAMES, *SPARSE, b"first", b"private/inside"]:
        with open(os.path.join(FOLDER, name), "wb") as file:
            file.write(SPARSE.get(name, name))
    os.link(FOLDER + b"/first", FOLDER + b"/second")
    os.symlink("/nowhere", FOLDER + b"/link")
    os.mkfifo(FOLDER + b"/pipe")
    os.setxattr(FOLDER + b"/first", "user.colour", b"red")
    os.chmod(FOLDER + b"/private/inside", 0o4750)
    os.chown(FOLDER + b"/private", GAMES, GAMES)
    os.chmod(FOLDER + b"/private", 0o700)
    for name in [b"/private/empty", b"/private", b""]:
        os.utime(FOLDER + name, (1_500_000_000, 1_500_000_000))


def spoil():
    for name in [b"link", b"second", b"new\nline", b"\xff\xfe", b"pipe"]:
        os.unlink(os.path.join(FOLDER, name))
    shutil.copy2(FOLDER + b"/first", FOLDER + b"/second")
    os.makedirs(FOLDER + b"/pipe/made since")
    shutil.rmtree(FOLDER + b"/private")
    os.symlink("/tmp", FOLDER + b"/private")
    os.removexattr(FOLDER + b"/first", "user.colour")


def look(path):
    status = os.lstat(path)
    facts = [stat.filemode(status.st_mode), status.st_uid, status.st_gid, int(status.st_mtime)]
    if stat.S_ISREG(status.st_mode):
        facts += [hashlib.sha1(open(path, "rb").read()).hexdigest(), status.st_nlink, os.listxattr(path)]
    if stat.S_ISLNK(status.st_mode):
        facts.append(os.readlink(path).decode())
    return facts


action = json.loads(sys.argv[1])
if action == "make":
    shutil.rmtree(FOLDER, ignore_errors=True)
    make()
elif action == "spoil":
    spoil()
found = [os.path.join(folder, name) for folder, folders, files in os.walk(FOLDER) for name in folders + files]
print(json.dumps({os.fsdecode(path): look(path) for path in [FOLDER, *found]}))
