"""Crashes PostgreSQL on this host: kills its main process by SIGKILL, so that all others end too."""

import os
import signal
from pathlib import Path

from patroni import setting

pid = int(Path(setting("data_dir"), "postmaster.pid").read_text().split()[0])
os.kill(pid, signal.SIGKILL)
print("null")
