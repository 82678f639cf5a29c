"""Asks a resolver for records.

Standard input: {"resolver": its address, or null for this system's, "questions": [[name, type], ...]}
Standard output: for each question the data of the records that there are, as a zone's file has it; or
{"error": what went wrong}
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

from dns.exception import DNSException
from dns.resolver import NXDOMAIN, LifetimeTimeout, NoAnswer, NoNameservers, Resolver

SECONDS = 8


def answer(question):
    try:
        return sorted(data.to_text() for data in resolver.resolve(*question, search=False))
    except (NXDOMAIN, NoAnswer):
        return []
    except LifetimeTimeout:
        return {'error': f'{whom} does not answer within {SECONDS} s'}
    except NoNameservers as error:
        codes = {code for _, _, _, code, _ in error.kwargs['errors']}
        return {'error': f'{whom} gives no answer: {", ".join(map(str, codes))}'}
    except DNSException as error:
        return {'error': str(error)}


task = json.load(sys.stdin)
resolver = Resolver(configure=task['resolver'] is None)
if task['resolver'] is not None:
    resolver.nameservers = [task['resolver']]
resolver.lifetime = SECONDS
whom = ', '.join(resolver.nameservers)
with ThreadPoolExecutor(8) as pool:
    print(json.dumps(list(pool.map(answer, task['questions']))))
