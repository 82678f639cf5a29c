"""Tells the writer on this host to stop."""

from pathlib import Path

Path("/run/stand-operation/stop").touch()
print("null")
