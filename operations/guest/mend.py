"""Ends what `cut.py` does on this host."""

from pathlib import Path

Path("/run/stand-operation/mended").touch()
print("null")
