"""Stops units for good."""

import subprocess
import time


def runs(unit):
    return subprocess.run(["systemctl", "is-active", "--quiet", unit], check=False).returncode == 0


def stop(*units):
    subprocess.run(["systemctl", "disable", "--now", "--quiet", *units], check=True)
    # What was ended by its cluster counts as failed.
    subprocess.run(["systemctl", "reset-failed", *units], stderr=subprocess.DEVNULL, check=False)


def await_that(condition, seconds, failure):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit(failure)
        time.sleep(1)
