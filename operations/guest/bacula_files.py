"""Bacula's catalog of single files."""

import base64
import os
import stat
import string

from bacula import catalog

# Numbers of an LStat are in a base 64 of Bacula's own; src/lib/base64.c.
ALPHABET = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
# Places in it; encode_stat() in src/findlib/attribs.c.
MODE, OWNER, GROUP, MODIFIED, LINKED = 2, 4, 5, 11, 13
# Only letters and digits: the console accepts no other name.
CHOSEN = "standrestore"


def number(text):
    value = 0
    for digit in text.lstrip("-"):
        value = value * 64 + ALPHABET.index(digit)
    return -value if text.startswith("-") else value


def kind(mode):
    """The type of a file, in words."""
    kinds = {stat.S_IFREG: "file", stat.S_IFDIR: "folder", stat.S_IFLNK: "symbolic link", stat.S_IFIFO: "pipe"}
    return kinds.get(stat.S_IFMT(mode), "device")


def described(lstat, digest):
    """A file as it was when it was backed up."""
    numbers = [number(text) for text in lstat.split()]
    known = kind(numbers[MODE]) == "file" and len(digest) > 1
    return {
        "type": kind(numbers[MODE]),
        "mode": stat.S_IMODE(numbers[MODE]),
        "owner": numbers[OWNER],
        "group": numbers[GROUP],
        "modified": numbers[MODIFIED],
        "sha1": base64.b64decode(digest + "=" * (-len(digest) % 4)).hex() if known else None,
    }


def newest(jobs):
    """The newest version of each file and folder in some jobs, by path: (job, index, lstat, digest).

    A folder's path does not end with a slash.
    """
    ids = ", ".join(map(str, jobs))
    # Before release 11 names were in a table of their own.
    ((old,),) = catalog("SELECT to_regclass('filename') IS NOT NULL")
    names, name = ("JOIN filename USING (filenameid)", "filename.name") if old == "t" else ("", "file.filename")
    rows = catalog(
        f"""
        SELECT DISTINCT ON (path.path, {name}) path.path || {name}, jobid, fileindex, lstat, md5
        FROM file JOIN path USING (pathid) {names} WHERE jobid IN ({ids})
        ORDER BY path.path, {name}, jobid DESC
        """
    )
    found = {}
    for path, job, index, lstat, digest in rows:
        key, version = path.rstrip("/") or "/", (int(job), int(index), lstat, digest)
        # What was a folder then may be a file now, or the other way round.
        if int(index) > 0 and (key not in found or found[key][0] < version[0]):
            found[key] = version
    return {path: version for path, version in found.items() if not below_a_non_folder(path, found)}


def above(path):
    """The folders that a path is in."""
    while path != "/":
        path = os.path.dirname(path)
        yield path


def below_a_non_folder(path, files):
    return any(folder in files and kind_of(files[folder]) != "folder" for folder in above(path))


def kind_of(version):
    return kind(number(version[2].split()[MODE]))


def below(path, chosen):
    return any(path == one or one in above(path) for one in chosen)


def choose(files, paths):
    """Writes files to a table of the catalog, by which the console's `restore` finds them whatever their names.

    It includes the folders above them, and the file that has the data of a hard link.
    """
    folders = {folder for path in paths for folder in above(path) if folder in files}
    rows = set()
    for path in {*paths, *folders}:
        job, index, lstat, _ = files[path]
        rows.add((job, index))
        origin = number(lstat.split()[LINKED])
        if origin > 0:
            rows.add((job, origin))
    values = ", ".join(f"({job}, {index})" for job, index in sorted(rows))
    catalog(
        f"DROP TABLE IF EXISTS {CHOSEN}; CREATE TABLE {CHOSEN} (jobid integer, fileindex integer); "
        f"INSERT INTO {CHOSEN} VALUES {values}"
    )


def forget():
    catalog(f"DROP TABLE IF EXISTS {CHOSEN}")
