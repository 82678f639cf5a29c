"""Kills PostgreSQL on this host as a fault would: every process at once, by SIGKILL."""

import os
import signal
from pathlib import Path

from patroni import setting

pid = int(Path(setting("data_dir"), "postmaster.pid").read_text().split()[0])
os.kill(pid, signal.SIGKILL)
print("null")
