"""Removes this host's copy of the cluster, whose Patroni is stopped: it copies another at its start."""

import shutil
from pathlib import Path

from patroni import setting

for entry in Path(setting("data_dir")).iterdir():
    shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
print("null")
