"""pgBackRest on this host, as PostgreSQL's user."""

import json
import re
import subprocess

STANZA = "stand"


def pgbackrest(*arguments, timeout=None):
    """Runs pgBackRest. Returns the finished process, failed or not, with its output as bytes."""
    command = ["pgbackrest", f"--stanza={STANZA}", *arguments]
    return subprocess.run(
        command, user="postgres", group="postgres", cwd="/", capture_output=True, timeout=timeout, check=False
    )


def first_error(done):
    """The first error in its output, without time and process."""
    lines = (done.stdout + done.stderr).decode(errors="replace").splitlines()
    errors = [line.split(": ", 1)[1] for line in lines if "ERROR: " in line and ": " in line]
    return errors[0] if errors else f"pgbackrest ended with {done.returncode}"


def restore(*options):
    """Restores a backup. Raises SystemExit with pgBackRest's first error."""
    done = pgbackrest(*options, "restore")
    if done.returncode != 0:
        raise SystemExit(f"the backup cannot be restored: {first_error(done)}")


def recovery_arguments(target):
    """Options of `restore` for a target: {"type": "time" or "name", "value"}.

    The name that mark.py gives a restore point contains its time and its timeline, which pgBackRest cannot
    know: after a restore the newest timeline and its backups may not contain that point.
    """
    options = [f"--type={target['type']}", f"--target={target['value']}", "--target-action=promote"]
    marked = re.search(r"-(\d+)-timeline-(\d+)$", target["value"])
    if target["type"] == "name" and marked:
        backups = json.loads(pgbackrest("--output=json", "info").stdout)[0]["backup"]
        moment = int(marked.group(1)) / 1000
        before = [backup["label"] for backup in backups if backup["timestamp"]["stop"] < moment]
        if not before:
            raise SystemExit(f"no backup from before {target['value']} is left; choose a later point or time")
        options += [f"--target-timeline={marked.group(2)}", f"--set={before[-1]}"]
    return options
