"""pgBackRest on this host, as PostgreSQL's user."""

import json
import re
import subprocess

STANZA = "stand"


def pgbackrest(*arguments, timeout=None):
    """Runs it to its end, whatever that is. Returns the finished process, with its output as bytes."""
    command = ["pgbackrest", f"--stanza={STANZA}", *arguments]
    return subprocess.run(
        command, user="postgres", group="postgres", cwd="/", capture_output=True, timeout=timeout, check=False
    )


def complaint(done):
    """The first error that it gave, without its time and process."""
    lines = (done.stdout + done.stderr).decode(errors="replace").splitlines()
    errors = [line.split(": ", 1)[1] for line in lines if "ERROR: " in line and ": " in line]
    return errors[0] if errors else f"pgbackrest ended with {done.returncode}"


def recovery_arguments(target):
    """Options of `restore` for a moment: {"type": "time" or "name", "value"}.

    The name of a mark tells its time and its timeline, which pgBackRest cannot know: after a restore the
    newest timeline, and backups of it, may lead elsewhere.
    """
    options = [f"--type={target['type']}", f"--target={target['value']}", "--target-action=promote"]
    marked = re.search(r"-(\d+)-timeline-(\d+)$", target["value"])
    if target["type"] == "name" and marked:
        backups = json.loads(pgbackrest("--output=json", "info").stdout)[0]["backup"]
        moment = int(marked.group(1)) / 1000
        before = [backup["label"] for backup in backups if backup["timestamp"]["stop"] < moment]
        if not before:
            raise SystemExit(f"no backup is left from before {target['value']}")
        options += [f"--target-timeline={marked.group(2)}", f"--set={before[-1]}"]
    return options
