"""Loads a dump into a scratch server, and saves one user's rows as files.

Argument: {"file", "database", "roles": owners of what is in it, "user", "domain"}
Output: {"user": the name as it is stored, "rows": numbers by table, or null when the dump has no such user}
"""

import json
import shutil
import sys
from pathlib import Path

from nodeprep import nodeprep
from scratch import WORK, Scratch
from user_rows import OWNED, columns, identifier, literal, parts

task = json.load(sys.stdin)
database = task["database"]
try:
    user = nodeprep(task["user"])
except ValueError as error:
    sys.exit(str(error))
folder = WORK / "user"
rows = {}
with Scratch("dump") as scratch:
    scratch.load(Path(task["file"]), database, task["roles"])
    folder.mkdir(mode=0o700)
    shutil.chown(folder, "postgres", "postgres")
    tables = [name for (name,) in scratch.ask(OWNED, database)]
    for part in parts(tables, user, task["domain"]):
        names = columns(scratch.ask, database, part.table)
        if not names:
            continue
        chosen = f"SELECT * FROM {identifier(part.table)} WHERE {part.condition}"
        scratch.ask(f"COPY ({chosen}) TO {literal(str(folder / part.table))}", database)
        ((count,),) = scratch.ask(f"SELECT count(*) FROM ({chosen}) AS found", database)
        rows[part.table] = int(count)
        (folder / f"{part.table}.columns").write_text(json.dumps(names))
print(json.dumps({"user": user, "rows": rows if any(rows.values()) else None}))
