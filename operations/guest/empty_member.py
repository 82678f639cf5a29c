"""Deletes this host's data of the cluster. Patroni must be stopped; when it starts it copies the primary."""

import shutil
from pathlib import Path

from patroni import setting

for entry in Path(setting("data_dir")).iterdir():
    shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
print("null")
