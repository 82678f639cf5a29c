"""Tells `cut.py` or `freeze.py` on this host to undo what it did."""

from pathlib import Path

Path("/run/stand-operation/mended").touch()
print("null")
