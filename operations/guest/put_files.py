"""Replaces live files with restored ones. Each is replaced atomically: at any moment it is either the old
or the new file.

Argument: {"root": the folder with the restored files, "files": what the backup has, by path, see
bacula_files.py, "wanting": those to replace, besides those that are missing by then}
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
# Name of a temporary copy beside the file, needed where that is on another file system than the restored one.
COPY = ".stand-restore"


def is_folder(path):
    return os.path.isdir(path) and not os.path.islink(path)


def remove(path):
    if is_folder(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.unlink(path)


def copy_metadata(path, like):
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
    """Creates a missing folder and those above it, as they were when they were backed up."""
    if is_folder(path) or (os.path.isdir(path) and path not in files):
        return
    make_folder(os.path.dirname(path))
    remove(path)
    os.mkdir(path, 0o700)
    if os.path.isdir(root + path):
        copy_metadata(path, root + path)


def put(path):
    make_folder(os.path.dirname(path))
    if is_folder(path):
        remove(path)
    try:
        os.rename(root + path, path)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        copy = os.path.join(os.path.dirname(path), COPY)
        remove(copy)
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
        copy_metadata(path, root + path)
        os.utime(path, (os.stat(path).st_atime, files[path]["modified"]))
    except OSError as error:
        failed.setdefault(path, str(error))
shutil.rmtree(root, ignore_errors=True)
print(json.dumps(failed))
