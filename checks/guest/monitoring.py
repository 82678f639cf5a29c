"""Reports what a monitoring host answers, asked from where the hosts are managed.

Standard input: {"address", "authority": file, "grafana": its port, or null}.
Standard output:
  "targets": {"job", "host", "health", "error"} of each place whose metrics Prometheus reads
  "rules": {"name", "health", "error"} of each rule that it has loaded
  "alerts": {"name", "host", "summary"} of each alert that alertmanager has and nobody has silenced
  "grafana": what it says of its health, or null
Instead of each of them {"fault": why there was no answer}.
"""

import json
import ssl
import sys
import urllib.request

task = json.load(sys.stdin)
context = ssl.create_default_context(cafile=task['authority'])


def ask(port, path):
    with urllib.request.urlopen(f"https://{task['address']}:{port}{path}", timeout=10, context=context) as answer:
        return json.load(answer)


def targets():
    return [
        {
            'job': target['labels']['job'],
            'host': target['labels']['instance'],
            'health': target['health'],
            'error': target['lastError'],
        }
        for target in ask(task['prometheus'], '/api/v1/targets?state=active')['data']['activeTargets']
    ]


def rules():
    return [
        {'name': rule['name'], 'health': rule['health'], 'error': rule.get('lastError', '')}
        for group in ask(task['prometheus'], '/api/v1/rules')['data']['groups']
        for rule in group['rules']
    ]


def alerts():
    return [
        {
            'name': alert['labels']['alertname'],
            'host': alert['labels'].get('instance', ''),
            'summary': alert['annotations'].get('summary', ''),
        }
        for alert in ask(task['alertmanager'], '/api/v2/alerts?active=true&silenced=false')
    ]


def grafana():
    return task['grafana'] and ask(task['grafana'], '/api/health')


def attempt(question):
    try:
        return question()
    except (OSError, ValueError, KeyError) as error:
        return {'fault': str(error)}


print(json.dumps({question.__name__: attempt(question) for question in (targets, rules, alerts, grafana)}))
