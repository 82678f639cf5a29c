#!/usr/bin/python
"""Writes the text files of a host in one go, where a task for each would cost round trips."""

import grp
import hashlib
import json
import os
import pwd
import shlex
import subprocess
import tempfile

DOCUMENTATION = r"""
module: text_files
short_description: Write several text files
description:
  - Writes files that differ from what they should hold, each by an atomic rename.
  - Every file is checked before the first one is written. Missing folders are made.
  - What each file became is recorded on the host, so that a look there tells what others changed since.
options:
  files:
    description: The files.
    type: list
    elements: dict
    required: true
    suboptions:
      path:
        description: Where the file lies, from the root on.
        type: str
        required: true
      content:
        description: What it holds; empty for a file that should not be there.
        type: str
      secret:
        description: The same, but never shown.
        type: str
      owner:
        description: User that owns it.
        type: str
        default: root
      group:
        description: Group that owns it.
        type: str
        default: root
      mode:
        description: Permissions.
        type: str
        default: '0644'
      validate:
        description: Command that must accept the file before it is used; %s is its path.
        type: str
attributes:
  check_mode:
    support: full
  diff_mode:
    support: full
"""

RETURN = r"""
paths:
  description: Paths of the files that changed.
  returned: always
  type: list
  elements: str
"""

ARGUMENTS = {
    'files': {
        'type': 'list',
        'elements': 'dict',
        'required': True,
        'options': {
            'path': {'type': 'str', 'required': True},
            'content': {'type': 'str'},
            'secret': {'type': 'str', 'no_log': True},
            'owner': {'type': 'str', 'default': 'root'},
            'group': {'type': 'str', 'default': 'root'},
            'mode': {'type': 'str', 'default': '0644'},
            'validate': {'type': 'str'},
        },
        'required_one_of': [('content', 'secret')],
        'mutually_exclusive': [('content', 'secret')],
    },
}

# A record for each file: roles that run side by side do not wait for each other.
RECORDS = '/var/lib/stand/files'


class Refused(Exception):
    """A file's own check does not accept it."""


def wanted(file):
    """The bytes that a file should hold; nothing of one that should not be there."""
    return (file['content'] if file['secret'] is None else file['secret']).encode()


def read(path):
    """The bytes of a file; nothing of one that is not there."""
    try:
        with open(path, 'rb') as file:
            return file.read()
    except FileNotFoundError:
        return b''


def examine(folder, file):
    """Has the file's own check look at the new content."""
    # Some checks tell the kind of a file from the end of its name.
    descriptor, staged = tempfile.mkstemp(dir=folder, suffix='-' + os.path.basename(file['path']))
    with os.fdopen(descriptor, 'wb') as stream:
        stream.write(wanted(file))
    command = shlex.split(file['validate'] % staged)
    check = subprocess.run(command, capture_output=True, text=True, check=False)
    if check.returncode != 0:
        told = (check.stderr + check.stdout).strip()
        raise Refused('%s: its check refuses it: %s' % (file['path'], told))


def owners(file):
    """Numbers of the user and the group that own the file."""
    return pwd.getpwnam(file['owner']).pw_uid, grp.getgrnam(file['group']).gr_gid


def replace(path, content, mode, owner=None):
    """Puts a file in place at once, with its mode and owner from the first moment."""
    descriptor, staged = tempfile.mkstemp(dir=os.path.dirname(path), prefix='.stand-')
    try:
        with os.fdopen(descriptor, 'wb') as stream:
            stream.write(content)
            if owner:
                os.fchown(descriptor, *owner)
            os.fchmod(descriptor, mode)
        os.rename(staged, path)
    except BaseException:
        os.unlink(staged)
        raise


def install(file):
    """Makes the file what it should be."""
    content = wanted(file)
    if not content:
        os.unlink(file['path'])
        return
    owner = owners(file)
    os.makedirs(os.path.dirname(file['path']), exist_ok=True)
    replace(file['path'], content, int(file['mode'], 8), owner)


def is_permitted(file):
    """Whether the file has its owner and mode, or is not there."""
    if not os.path.exists(file['path']):
        return True
    status = os.stat(file['path'])
    try:
        owner = owners(file)
    except KeyError:
        return False  # its user is still to be made
    return (status.st_uid, status.st_gid) == owner and status.st_mode & 0o7777 == int(file['mode'], 8)


def record(file):
    """Writes down what the file is now: its digest, owner and mode; null for one that is not there."""
    os.makedirs(RECORDS, mode=0o700, exist_ok=True)
    fact = {'path': file['path'], 'sha256': None}
    if os.path.exists(file['path']):
        status = os.stat(file['path'])
        fact.update(
            sha256=hashlib.sha256(read(file['path'])).hexdigest(),
            owner=[status.st_uid, status.st_gid],
            mode=oct(status.st_mode & 0o7777),
        )
    text = json.dumps(fact).encode()
    place = os.path.join(RECORDS, file['path'].replace('%', '%25').replace('/', '%2F'))
    if read(place) != text:
        replace(place, text, 0o600)


def describe(file):
    """The change of a file, for --diff."""
    if file['secret'] is not None:
        return {'prepared': '%s: holds a secret, its change is not shown' % file['path']}
    return {
        'before_header': file['path'],
        'after_header': file['path'],
        'before': read(file['path']).decode(errors='replace'),
        'after': file['content'],
    }


def apply(params, check, diff):
    """Compares, checks, writes. @returns the result of the task"""
    files = params['files']
    differing = [file for file in files if read(file['path']) != wanted(file)]
    changes = [describe(file) for file in differing] if diff else []
    # What is looked at may be a secret: whatever ends the module here, the folder goes with it.
    with tempfile.TemporaryDirectory() as folder:
        try:
            for file in differing:
                if file['validate'] and wanted(file):
                    examine(folder, file)
        except Refused as refusal:
            return {'failed': True, 'msg': str(refusal)}
    misowned = [file for file in files if file not in differing and not is_permitted(file)]
    if not check:
        for file in differing:
            install(file)
        for file in misowned:
            os.chown(file['path'], *owners(file))
            os.chmod(file['path'], int(file['mode'], 8))
        for file in files:
            record(file)
    paths = [file['path'] for file in files if file in differing or file in misowned]
    return {'changed': bool(paths), 'paths': paths, 'diff': changes}


def main():
    """The same as a module of Ansible's."""
    from ansible.module_utils.basic import AnsibleModule  # noqa: PLC0415

    # Contents are too long for the host's own log.
    module = AnsibleModule(argument_spec=ARGUMENTS, supports_check_mode=True, no_log=True)
    module.exit_json(**apply(module.params, module.check_mode, module._diff))


if __name__ == '__main__':
    main()
