"""Compares the volumes with the catalog. Output: what is wrong, by name of the volume."""

import json

from bacula import damaged_volumes

print(json.dumps(damaged_volumes()))
