"""Adds a silence to this host's Alertmanager if it is asked to, and lists those that it has.

Usage: silences.py 'null | "COMMENT"'. Prints a list of their comments.
"""

import datetime
import json
import ssl
import sys
import urllib.request

API = 'https://localhost:9093/api/v2/silences'
CONTEXT = ssl.create_default_context(cafile='/usr/local/share/ca-certificates/stand-ca.crt')


def ask(body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(API, data=data, headers={'Content-Type': 'application/json'})
    with urllib.request.urlopen(request, timeout=10, context=CONTEXT) as response:
        return json.load(response)


comment = json.loads(sys.argv[1])
if comment is not None:
    now = datetime.datetime.now(datetime.timezone.utc)
    ask(
        {
            'matchers': [{'name': 'alertname', 'value': comment, 'isRegex': False}],
            'startsAt': now.isoformat(),
            'endsAt': (now + datetime.timedelta(hours=2)).isoformat(),
            'createdBy': 'a test',
            'comment': comment,
        }
    )
print(json.dumps([silence['comment'] for silence in ask()]))
