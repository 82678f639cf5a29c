"""Lets the writer on this host come to its end."""

from pathlib import Path

Path("/run/stand-operation/stop").touch()
print("null")
