"""Reports the state of a host. Standard input:
{"units": names, "foreign": names, "certificates": files, "authority": file,
"updates": a program that tells which wait}.

Standard output:
  "units" and "foreign": states by name; "failed": names of failed units
  "disks": {"mount", "size", "available", "inodes", "free_inodes", "read_only"}, sizes in bytes
  "memory": {"total", "available"} in bytes
  "updates": what the program tells, or null where it is not there yet
  "certificates": {"path", "ends": seconds since 1970, "fault": openssl's error, or null}
  "first_boot": what cloud-init complained about, or null while it has not ended
  "files": {"recorded": how many Ansible wrote, "changed": how some differ since}
"""

import calendar
import hashlib
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

RECORDS = Path('/var/lib/stand/files')  # of Ansible's module text_files
# A server that is gone would keep us waiting, and its own disks are its own.
ELSEWHERE = ('nfs', 'cifs', 'autofs', 'fuse')
# On these a write is refused because something is wrong, not by nature.
WRITABLE = ('ext4', 'xfs', 'btrfs')


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False)


def units(names):
    """`is-active` prints a line for each, and fails when one is not."""
    return dict(zip(names, run('systemctl', 'is-active', *names).stdout.split()))


def failed():
    lines = run('systemctl', 'list-units', '--failed', '--plain', '--no-legend').stdout.splitlines()
    return [line.split()[0] for line in lines if line.strip()]


def disks():
    found = {}
    for line in Path('/proc/mounts').read_text().splitlines():
        _, mount, kind, options = line.split()[:4]
        if kind.startswith(ELSEWHERE):
            continue
        try:
            mount = mount.encode().decode('unicode_escape')
            status, device = os.statvfs(mount), os.stat(mount).st_dev
        except OSError:
            continue  # not for us to see, or gone since
        read_only = 'ro' in options.split(',')
        if status.f_blocks == 0 or (read_only and kind not in WRITABLE):
            continue
        found[device] = {
            'mount': mount,
            'size': status.f_blocks * status.f_frsize,
            'available': status.f_bavail * status.f_frsize,
            'inodes': status.f_files,
            'free_inodes': status.f_favail,
            'read_only': read_only,
        }
    return list(found.values())


def memory():
    found = re.findall(r'^(\S+): +(\d+) kB$', Path('/proc/meminfo').read_text(), re.M)
    facts = {name: int(number) * 1024 for name, number in found}
    available = facts['MemAvailable']
    # libvirt's file for containers leaves out what the kernel gives back when it is needed.
    if available == facts['MemFree']:
        available += facts['Active(file)'] + facts['Inactive(file)']
    return {'total': facts['MemTotal'], 'available': available}


def updates(program):
    """None where the program is not there yet."""
    return json.loads(run(program).stdout) if Path(program).exists() else None


def certificate(path, authority):
    ends = re.search(r'notAfter=(.+) GMT', run('openssl', 'x509', '-noout', '-enddate', '-in', path).stdout)
    if not ends:
        return {'path': path, 'ends': 0, 'fault': 'it holds no certificate'}
    verified = run('openssl', 'verify', '-no_check_time', '-CAfile', authority, path)
    complaint = re.search(r'^error .*: (.+)$', verified.stderr, re.M)
    return {
        'path': path,
        'ends': calendar.timegm(time.strptime(ends[1], '%b %d %H:%M:%S %Y')),
        'fault': None if verified.returncode == 0 else complaint[1] if complaint else verified.stderr,
    }


def first_boot():
    try:
        return json.loads(Path('/run/cloud-init/result.json').read_text())['v1']['errors']
    except (OSError, ValueError):
        return None


def difference(record):
    """How a file differs from what Ansible wrote; None where it does not."""
    path = record['path']
    try:
        status, content = os.stat(path), Path(path).read_bytes()
    except FileNotFoundError:
        return None if record['sha256'] is None else f'{path} is gone'
    if record['sha256'] is None:
        return f'{path} exists again'
    if hashlib.sha256(content).hexdigest() != record['sha256']:
        return f'{path} was edited'
    if [status.st_uid, status.st_gid] != record['owner']:
        return f'{path} has another owner'
    if oct(status.st_mode & 0o7777) != record['mode']:
        return f'{path} has another mode'
    return None


def files():
    records = [json.loads(file.read_bytes()) for file in sorted(RECORDS.glob('%2F*'))]
    return {'recorded': len(records), 'changed': [said for said in map(difference, records) if said]}


task = json.load(sys.stdin)
print(
    json.dumps(
        {
            'units': units(task['units']),
            'foreign': units(task['foreign']),
            'failed': failed(),
            'disks': disks(),
            'memory': memory(),
            'updates': updates(task['updates']),
            'certificates': [certificate(path, task['authority']) for path in task['certificates']],
            'first_boot': first_boot(),
            'files': files(),
        }
    )
)
