"""Records of what Ansible wrote on this host; `check` compares files with them."""

from pathlib import Path
from urllib.parse import quote

RECORDS = Path("/var/lib/stand/files")


def forget(path):
    """A file, or a folder with all that is in it, is nobody's any more."""
    name = quote(path, safe="")
    for record in [RECORDS / name, *RECORDS.glob(f"{name}%2F*")]:
        record.unlink(missing_ok=True)
