#!/usr/bin/python
"""Writes the text files of a host in one go: a task for each would cost a round trip each."""

import os
import tempfile

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.common.text.converters import to_bytes, to_text

DOCUMENTATION = r"""
module: text_files
short_description: Write several text files
description:
  - Writes files that differ from what they should hold, each by an atomic rename.
  - Every file is checked before the first one is written.
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
        required: true
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
    'content': {'type': 'str', 'required': True},
    'mode': {'type': 'str', 'default': '0644'},
    'validate': {'type': 'str'},
}


def read(path):
    """The bytes of a file; nothing of one that is not there."""
    try:
        with open(path, 'rb') as file:
            return file.read()
    except FileNotFoundError:
        return b''


def stage(module, file):
    """A temporary file with the new content, accepted by the file's own check."""
    descriptor, staged = tempfile.mkstemp(dir=module.tmpdir)
    with os.fdopen(descriptor, 'wb') as stream:
        stream.write(to_bytes(file['content']))
    if file['validate']:
        status, out, err = module.run_command(file['validate'] % staged)
        if status != 0:
            module.fail_json(msg='%s is refused by its check' % file['path'], stdout=out, stderr=err)
    return staged


def install(module, file, staged):
    """Puts the staged file in place, with its owner and mode."""
    module.atomic_move(staged, file['path'])
    module.set_fs_attributes_if_different(
        {
            'path': file['path'],
            'owner': 'root',
            'group': 'root',
            'mode': file['mode'],
            'secontext': [None, None, None],
            'attributes': None,
        },
        True,
    )


def main():
    """Compares, checks, then writes."""
    module = AnsibleModule(
        argument_spec={
            'files': {'type': 'list', 'elements': 'dict', 'required': True, 'options': FILE},
        },
        supports_check_mode=True,
    )
    differing = [f for f in module.params['files'] if read(f['path']) != to_bytes(f['content'])]
    diff = [
        {
            'before_header': f['path'],
            'after_header': f['path'],
            'before': to_text(read(f['path'])),
            'after': f['content'],
        }
        for f in differing
    ]
    staged = {f['path']: stage(module, f) for f in differing if f['content']}
    if not module.check_mode:
        for file in differing:
            if file['content']:
                install(module, file, staged[file['path']])
            else:
                os.unlink(file['path'])
    paths = [f['path'] for f in differing]
    module.exit_json(changed=bool(paths), paths=paths, diff=diff)


if __name__ == '__main__':
    main()
