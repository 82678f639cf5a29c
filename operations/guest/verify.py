"""Reads the whole repository of pgBackRest and reports what in it is damaged.

Output: {"seconds", "wal": segments that are whole, "backups": those that are whole, "damaged": names of
files, each with what is wrong}. `pgbackrest verify` reads backups and WAL; what tells how to use them,
which it trusts, is read here.
"""

import gzip
import hashlib
import json
import re
import time
from pathlib import Path

from pgbackrest import first_error, pgbackrest


def listed():
    """Files of the repository, relative to it."""
    done = pgbackrest("repo-ls", "--recurse", "--output=json")
    if done.returncode != 0:
        raise SystemExit(f"the repository cannot be read: {first_error(done)}")
    return [name for name, entry in json.loads(done.stdout).items() if entry["type"] == "file"]


def verified():
    """What `pgbackrest verify` says: texts of whole segments and backups, and of what is damaged."""
    done = pgbackrest("--log-level-console=info", "verify", "--output=text", "--verbose")
    text = done.stdout.decode(errors="replace")
    damaged = re.findall(r"INFO: (?!verify command)(?!stanza:)(.*'.*')$", text, re.MULTILINE)
    if done.returncode != 0:
        damaged.append(first_error(done))
    if re.search(r"^status: error", text, re.MULTILINE) and not damaged:
        damaged.append(re.sub(r"\s+", " ", text[text.index("stanza: ") :]))
    wal = sum(int(count) for count in re.findall(r"^ +archiveId: .* total valid WAL: (\d+)", text, re.MULTILINE))
    # The text comes twice, once of it as a message.
    return wal // text.count("stanza: "), sorted(set(re.findall(r"backup: (\S+), status: valid", text))), damaged


def content(name):
    done = pgbackrest("repo-get", name)
    return done.stdout if done.returncode == 0 else None


def partial_segment(name):
    """Whether a segment that was never filled is what its name says."""
    segment, _, digest = Path(name).stem.partition("-")
    target = Path("/var/tmp/stand-operation")
    target.mkdir(exist_ok=True)
    target.chmod(0o777)
    file = target / "segment"
    file.unlink(missing_ok=True)
    done = pgbackrest("archive-get", segment, str(file))
    return done.returncode == 0 and hashlib.sha1(file.read_bytes()).hexdigest() == digest


def whole(name, names):
    """Whether one of the files that `verify` trusts can be trusted. None for those it reads itself."""
    if f"{name}.copy" in names:
        original = content(name)
        return original is not None and original == content(f"{name}.copy")
    if name.endswith((".history", ".backup")):
        return bool(re.fullmatch(rb"[\t\n\x20-\x7e]+", content(name) or b""))
    if name.endswith(".manifest.gz"):
        try:
            return bool(gzip.decompress(content(name) or b""))
        except (OSError, EOFError):
            return False
    return partial_segment(name) if ".partial-" in name else None


start = time.monotonic()
wal, backups, damaged = verified()
names = set(listed())
damaged += [f"damaged '{name}'" for name in sorted(names) if whole(name, names) is False]
print(
    json.dumps(
        {"seconds": round(time.monotonic() - start, 1), "wal": wal, "backups": backups, "damaged": damaged}
    )
)
