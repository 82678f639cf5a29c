"""Lists the base backups in pgBackRest's repository that can be used.

Standard input: the stanza, as JSON. Standard output: [{"label", "type", "end"}], the oldest first; end in
seconds since 1970.
"""

import json
import subprocess
import sys

stanza = json.load(sys.stdin)
command = ["pgbackrest", f"--stanza={stanza}", "--output=json", "info"]
as_postgres = ["runuser", "--user", "postgres", "--", *command]
answer = subprocess.run(as_postgres, cwd="/", capture_output=True, text=True, timeout=10, check=False)
if answer.returncode != 0:
    sys.exit(f"pgBackRest cannot read its repository: {answer.stdout.strip().splitlines()[-1:]}")
(account,) = [entry for entry in json.loads(answer.stdout) if entry["name"] == stanza]
backups = [
    {"label": backup["label"], "type": backup["type"], "end": backup["timestamp"]["stop"]}
    for backup in account["backup"]
    if not backup.get("error")
]
if not backups and account["status"]["code"] != 0:
    states = [account["status"], *(repository["status"] for repository in account["repo"])]
    sys.exit(f"stanza {stanza}: {' '.join(states[-1]['message'].split())}")
print(json.dumps(backups))
