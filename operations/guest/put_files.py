"""Puts restored files where they belong: each is there whole, as it was or as it is now, at any moment.

Argument: {"root": the folder where they lie, "files": by path what the backup has of it, see
bacula_files.py, "wanting": those to be put there, besides those that are missing by then}
Output: texts by path: what could not be put back, and why
"""

import errno
import json
import os
import shutil
import stat
import subprocess
import sys

task = json.load(sys.stdin)
root, files = task["root"], task["files"]
# Beside the file, where the folder is on another file system than the root.
COPY = ".stand-restore"


def is_folder(path):
    return os.path.isdir(path) and not os.path.islink(path)


def take_away(path):
    if is_folder(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.unlink(path)


def dress(path, like):
    """Gives a folder the owner, the mode and the attributes of another."""
    status = os.lstat(like)
    os.chown(path, status.st_uid, status.st_gid)
    os.chmod(path, stat.S_IMODE(status.st_mode))
    here, there = set(os.listxattr(path)), set(os.listxattr(like))
    for name in here - there:
        os.removexattr(path, name)
    for name in there:
        os.setxattr(path, name, os.getxattr(like, name))


def make_folder(path):
    """A folder that is not there, with those above it, as they were when they were backed up."""
    if is_folder(path) or (os.path.isdir(path) and path not in files):
        return
    make_folder(os.path.dirname(path))
    take_away(path)
    os.mkdir(path, 0o700)
    if os.path.isdir(root + path):
        dress(path, root + path)


def put(path):
    make_folder(os.path.dirname(path))
    if is_folder(path):
        take_away(path)
    try:
        os.rename(root + path, path)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        copy = os.path.join(os.path.dirname(path), COPY)
        take_away(copy)
        subprocess.run(["cp", "--archive", "--no-target-directory", root + path, copy], check=True)
        os.rename(copy, path)


os.sync()
failed = {}
wanting = set(task["wanting"])
folders = [path for path in sorted(files) if files[path]["type"] == "folder"]
for path in sorted(files):
    try:
        if files[path]["type"] == "folder":
            make_folder(path)
        elif path in wanting or not os.path.lexists(path):
            put(path)
    except (OSError, subprocess.SubprocessError) as error:
        failed[path] = str(error)
for path in reversed(folders):
    try:
        dress(path, root + path)
        os.utime(path, (os.stat(path).st_atime, files[path]["modified"]))
    except OSError as error:
        failed.setdefault(path, str(error))
shutil.rmtree(root, ignore_errors=True)
print(json.dumps(failed))
