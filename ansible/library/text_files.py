#!/usr/bin/python
"""Writes the text files of a host in one go, where a task for each would cost round trips."""

import contextlib
import hashlib
import json
import os
import tempfile

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.common.text.converters import to_bytes, to_text

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
        description: Where the file lies.
        type: path
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

FILE = {
    'path': {'type': 'path', 'required': True},
    'content': {'type': 'str'},
    'secret': {'type': 'str', 'no_log': True},
    'owner': {'type': 'str', 'default': 'root'},
    'group': {'type': 'str', 'default': 'root'},
    'mode': {'type': 'str', 'default': '0644'},
    'validate': {'type': 'str'},
}

# A record for each file: roles that run side by side do not wait for each other.
RECORDS = '/var/lib/stand/files'


def wanted(file):
    """The bytes that a file should hold; nothing of one that should not be there."""
    return to_bytes(file['content'] if file['secret'] is None else file['secret'])


def read(path):
    """The bytes of a file; nothing of one that is not there."""
    try:
        with open(path, 'rb') as file:
            return file.read()
    except FileNotFoundError:
        return b''


def stage(module, folder, file):
    """A file in the folder with the new content, accepted by the file's own check."""
    # Some checks tell the kind of a file from the end of its name.
    descriptor, staged = tempfile.mkstemp(dir=folder, suffix='-' + os.path.basename(file['path']))
    with os.fdopen(descriptor, 'wb') as stream:
        stream.write(wanted(file))
    if file['validate']:
        status, out, err = module.run_command(file['validate'] % staged)
        if status != 0:
            module.fail_json(msg='%s: its check refuses it' % file['path'], stdout=out, stderr=err)
    return staged


def install(module, file, staged):
    """Puts the staged file in place; one without a staged file is removed."""
    if staged is None:
        os.unlink(file['path'])
        return
    os.makedirs(os.path.dirname(file['path']), exist_ok=True)
    # A file that is there keeps its mode when it is replaced; a new one all could read for a moment.
    with contextlib.suppress(FileExistsError):
        os.close(os.open(file['path'], os.O_CREAT | os.O_EXCL, 0o600))
    module.atomic_move(staged, file['path'])


def permit(module, file):
    """Gives the file its owner and mode; whether that changed anything."""
    if not os.path.exists(file['path']):
        return False
    attributes = {key: file[key] for key in ('path', 'owner', 'group', 'mode')}
    attributes.update(secontext=[None, None, None], attributes=None)
    return module.set_fs_attributes_if_different(attributes, False)


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
    text = to_bytes(json.dumps(fact))
    place = os.path.join(RECORDS, file['path'].replace('%', '%25').replace('/', '%2F'))
    if read(place) == text:
        return
    descriptor, staged = tempfile.mkstemp(dir=RECORDS)
    with os.fdopen(descriptor, 'wb') as stream:
        stream.write(text)
    os.rename(staged, place)


def describe(file):
    """The change of a file, for --diff."""
    if file['secret'] is not None:
        return {'prepared': '%s: holds a secret, its change is not shown' % file['path']}
    return {
        'before_header': file['path'],
        'after_header': file['path'],
        'before': to_text(read(file['path'])),
        'after': file['content'],
    }


def main():
    """Compares, checks, writes."""
    module = AnsibleModule(
        argument_spec={
            'files': {
                'type': 'list',
                'elements': 'dict',
                'required': True,
                'options': FILE,
                'required_one_of': [('content', 'secret')],
                'mutually_exclusive': [('content', 'secret')],
            },
        },
        supports_check_mode=True,
        # Contents are too long for the host's own log.
        no_log=True,
    )
    files = module.params['files']
    differing = [file for file in files if read(file['path']) != wanted(file)]
    diff = [describe(file) for file in differing] if module._diff else []
    # Staged files may hold secrets: whatever ends the module here, their folder goes with it.
    with tempfile.TemporaryDirectory(dir=module.tmpdir) as folder:
        staged = {file['path']: stage(module, folder, file) for file in differing if wanted(file)}
        if not module.check_mode:
            for file in differing:
                install(module, file, staged.get(file['path']))
    permitted = [file for file in files if permit(module, file)]
    if not module.check_mode:
        for file in files:
            record(file)
    paths = [file['path'] for file in files if file in differing or file in permitted]
    module.exit_json(changed=bool(paths), paths=paths, diff=diff)


if __name__ == '__main__':
    main()
