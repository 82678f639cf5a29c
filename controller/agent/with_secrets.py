"""Runs another script with secrets of the vault, which only the two of them see.

Standard input: {"vault": its file, "password_file", "secrets": names without `vault_`, "script": the
other script's file, "argument": its argument, an object}. The other one reads that object with the
member "secrets" added: values by name.
"""

import io
import json
import os
import runpy
import sys
from pathlib import Path

import yaml
from ansible.parsing.vault import VaultLib, VaultSecret

task = json.load(sys.stdin)
password = Path(task["password_file"]).read_bytes().strip()
vault = yaml.safe_load(VaultLib([("default", VaultSecret(password))]).decrypt(Path(task["vault"]).read_bytes()))
lacking = [name for name in task["secrets"] if f"vault_{name}" not in vault]
if lacking:
    sys.exit(f"the vault does not have {', '.join(lacking)}; run ./stand up")
secrets = {name: vault[f"vault_{name}"] for name in task["secrets"]}
sys.stdin = io.StringIO(json.dumps({**task["argument"], "secrets": secrets}))
sys.path.insert(0, os.path.dirname(task["script"]))
runpy.run_path(task["script"], run_name="__main__")
