"""Ends what `cut.py` or `freeze.py` does on this host."""

from pathlib import Path

Path("/run/stand-operation/mended").touch()
print("null")
