"""Prints the name of the member that is primary by its own account, or fails.

Usage: find_primary.py AUTHORITY SECONDS NAME=URL...
  AUTHORITY  file of the certificate that the members' are signed by
  SECONDS    how long it must be primary in one go
  URL        of Patroni's REST API
What etcd says would not do: after all members were gone, it names the last leader for a while.
"""

import ssl
import sys
import time
import urllib.request

context = ssl.create_default_context(cafile=sys.argv[1])
seconds = float(sys.argv[2])
members = [member.split('=', 1) for member in sys.argv[3:]]


def is_primary(url):
    try:
        with urllib.request.urlopen(url + '/primary', timeout=2, context=context):
            return True
    except OSError:
        return False


def primaries():
    return [name for name, url in members if is_primary(url)]


first = primaries()
until = time.monotonic() + seconds
while len(first) == 1 and time.monotonic() < until:
    time.sleep(1)
    if primaries() != first:
        sys.exit('%s is primary no more' % first[0])
print(*first)
sys.exit(len(first) != 1)
