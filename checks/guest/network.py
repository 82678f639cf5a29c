"""Reports the network settings of a host.

Standard output: {"routes": gateways by destination, by IPv6 too, "forwarding", "strict": whether interfaces take only
what an answer would leave by, "ttl", "addresses", "listening": {"tcp", "udp"}: ports open to others, "firewall": rules
that only the kernel has, or only the files}
"""

import json
import subprocess
from pathlib import Path

LISTENING = {'tcp': '0A', 'udp': '07'}  # states of include/net/tcp_states.h


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def setting(name):
    return int(Path('/proc/sys/net/ipv4', name).read_text())


def listening(protocol):
    ports = set()
    for table in (protocol, f'{protocol}6'):
        for line in Path('/proc/net', table).read_text().splitlines()[1:]:
            _, local, remote, state = line.split()[:4]
            address, port = local.split(':')
            # 127.0.0.0/8, its bytes the other way round; a peer means a connection, not a service.
            loopback = address[6:8] == '7F' and len(address) == 8
            if state == LISTENING[protocol] and remote.endswith(':0000') and not loopback:
                ports.add(int(port, 16))
    return sorted(ports)


def rules(text):
    """Without remarks and the counters of packets."""
    lines = [line.split(' [')[0] if line.startswith(':') else line for line in text.splitlines()]
    return [line for line in lines if not line.startswith('#')]


def firewall(program, file):
    """Differences between the rules in force and the file's, as the kernel itself would write them."""
    described = run('unshare', '--net', 'sh', '-c', f'{program}-restore < {file} && {program}-save -t filter')
    described, present = rules(described), rules(run(f'{program}-save', '-t', 'filter'))
    more = [f'in force, not in {file}: {rule}' for rule in present if rule not in described]
    less = [f'in {file}, not in force: {rule}' for rule in described if rule not in present]
    if more or less or present == described:
        return more + less
    return [f'the rules of {file} are in force in another order']


def gateways(family, default):
    routes = [route for route in json.loads(run('ip', '-json', family, 'route')) if 'gateway' in route]
    return {default if route['dst'] == 'default' else route['dst']: route['gateway'] for route in routes}


print(
    json.dumps(
        {
            'routes': gateways('-4', 'default') | gateways('-6', '::/0'),
            'forwarding': setting('ip_forward') == 1,
            'strict': setting('conf/all/rp_filter') == 1,
            'ttl': setting('ip_default_ttl'),
            'addresses': [
                address['local']
                for interface in json.loads(run('ip', '-json', '-4', 'address'))
                for address in interface['addr_info']
            ],
            'listening': {protocol: listening(protocol) for protocol in LISTENING},
            'firewall': firewall('iptables', '/etc/iptables/rules.v4')
            + firewall('ip6tables', '/etc/iptables/rules.v6'),
        }
    )
)
