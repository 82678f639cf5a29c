"""Asks this host's Prometheus: query.py '["EXPRESSION", ...]'.

Prints a list with an object for each expression: the values of its series, or the error.
"""

import json
import ssl
import sys
import urllib.error
import urllib.parse
import urllib.request

API = 'https://localhost:9090/api/v1/query'
CONTEXT = ssl.create_default_context(cafile='/usr/local/share/ca-certificates/stand-ca.crt')


def ask(expression):
    """The values now; of a number without series, that one."""
    body = urllib.parse.urlencode({'query': expression}).encode()
    try:
        with urllib.request.urlopen(API, data=body, timeout=10, context=CONTEXT) as response:
            data = json.load(response)['data']
    except urllib.error.HTTPError as error:
        return {'error': json.load(error)['error']}
    if data['resultType'] in ('scalar', 'string'):
        return {'values': [data['result'][1]]}
    return {'values': [series['value'][1] for series in data['result']]}


print(json.dumps([ask(expression) for expression in json.loads(sys.argv[1])]))
