"""Prints the times of a certificate, such as 2030-01-02T03:04:05Z, and its issuer's name.

Standard input: its path. Standard output: {"issued", "expires", "issuer"}
"""

import json
import re
import subprocess
import sys

command = ['openssl', 'x509', '-noout', '-dates', '-issuer', '-dateopt', 'iso_8601', '-nameopt', 'multiline']
text = subprocess.run([*command, '-in', json.load(sys.stdin)], capture_output=True, text=True, check=True).stdout


def found(pattern):
    return re.search(pattern, text)[1].replace(' ', 'T')


print(
    json.dumps(
        {
            'issued': found('notBefore=(.+)'),
            'expires': found('notAfter=(.+)'),
            'issuer': re.search('commonName += (.+)', text)[1],
        }
    )
)
