"""Replaces a user's rows in the live database with those that load_user.py saved, in one transaction.

Argument: {"database", "user", "domain", "apply": false to roll the transaction back}
Output: {table: {"live", "dumped": numbers of rows, "lost": live ones that would be gone, "gained"}}
"""

import json
import sys

from scratch import WORK, ask
from user_rows import OWNED, columns, identifier, literal, parts

task = json.load(sys.stdin)
database, folder = task["database"], WORK / "user"
tables = [name for (name,) in ask(OWNED, database)]
wanted = [
    (part, json.loads((folder / f"{part.table}.columns").read_text()))
    for part in parts(tables, task["user"], task["domain"])
    if (folder / f"{part.table}.columns").exists()
]
prepare, counts, remove, insert = [], [], [], []
for part, there in wanted:
    here = columns(ask, database, part.table)
    if not set(there) <= set(here):
        gone = ", ".join(sorted(set(there) - set(here)))
        sys.exit(f"nothing was changed: the table {part.table} no longer has the columns {gone} of the dump")
    live, then = identifier(part.table), identifier(f"then_{part.table}")
    listed = ", ".join(map(identifier, there))
    prepare += [
        f"CREATE TEMPORARY TABLE {then} ON COMMIT DROP AS SELECT {listed} FROM {live} WITH NO DATA",
        f"COPY {then} ({listed}) FROM {literal(str(folder / part.table))}",
    ]
    # Serial numbers identify rows; they are no part of the data.
    content = [name for name in there if name != "id"] if part.manner == "added" else there
    compared = ", ".join(map(identifier, content))
    now_rows = f"SELECT {compared} FROM {live} WHERE {part.condition}"
    then_rows = f"SELECT {compared} FROM {then}"
    lost, gained = f"{now_rows} EXCEPT ALL {then_rows}", f"{then_rows} EXCEPT ALL {now_rows}"
    if part.manner == "replaced":
        remove.append(f"DELETE FROM {live} WHERE {part.condition}")
        insert.append(f"INSERT INTO {live} ({compared}) {then_rows}")
    else:
        lost = f"{now_rows} LIMIT 0"
        if part.manner == "absent":
            gained = f"{then_rows} WHERE NOT EXISTS ({now_rows})"
        insert.append(f"INSERT INTO {live} ({compared}) {gained}")
    numbers = ", ".join(f"(SELECT count(*) FROM ({query}) AS rows)" for query in (now_rows, then_rows, lost, gained))
    counts.append(f"SELECT {literal(part.table)}, {numbers}")
# Rows that refer to others are deleted first and inserted last.
change = [*reversed(remove), *insert] if task["apply"] else []
statements = ["BEGIN", *prepare, " UNION ALL ".join(counts), *change, "COMMIT" if task["apply"] else "ROLLBACK"]
try:
    found = ask(";\n".join(statements) + ";\n", database)
except ValueError as error:
    sys.exit(f"nothing was changed: {error}")
names = ("live", "dumped", "lost", "gained")
print(json.dumps({table: dict(zip(names, map(int, numbers))) for table, *numbers in found}))
