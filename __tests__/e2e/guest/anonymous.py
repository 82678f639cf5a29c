"""Asks for metrics without a certificate of one's own. Argument: addresses, as JSON.

Prints by address what came of it: the status, or 'certificate required'.
"""

import http.client
import json
import ssl
import sys

CONTEXT = ssl.create_default_context(cafile='/usr/local/share/ca-certificates/stand-ca.crt')


def ask(address):
    connection = http.client.HTTPSConnection(address, timeout=10, context=CONTEXT)
    try:
        connection.request('GET', '/metrics')
        return connection.getresponse().status
    except ssl.SSLError as error:
        return error.reason.lower().split('alert_')[-1].replace('_', ' ')


print(json.dumps({address: ask(address) for address in json.loads(sys.argv[1])}))
