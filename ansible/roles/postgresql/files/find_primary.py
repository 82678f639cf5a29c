"""Prints the name of the member that is primary by its own account, or fails.

Usage: find_primary.py AUTHORITY NAME=URL...   (URL of Patroni's REST API; AUTHORITY a file)
What etcd says would not do: after all members were gone, it names the last leader for a while.
"""

import ssl
import sys
import urllib.request

context = ssl.create_default_context(cafile=sys.argv[1])


def is_primary(url):
    try:
        with urllib.request.urlopen(url + '/primary', timeout=2, context=context):
            return True
    except OSError:
        return False


members = [member.split('=', 1) for member in sys.argv[2:]]
primaries = [name for name, url in members if is_primary(url)]
print(*primaries)
sys.exit(len(primaries) != 1)
