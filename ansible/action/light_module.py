"""Runs a module that needs nothing of Ansible's on the host, without sending Ansible's own code along.

A host compiles that code anew for every task, which takes ten times as long as what such a module does.
A module of this kind has its options in ARGUMENTS and a function `apply(params, check, diff)` that returns
its result. Each has a link to this file by its name.
"""

import json
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from ansible import constants
from ansible.errors import AnsibleActionFail
from ansible.plugins.action import ActionBase


class ActionModule(ActionBase):
    """The action of every light module."""

    _supports_check_mode = True
    _supports_diff = True

    def run(self, tmp=None, task_vars=None):
        """Checks the options here, applies them there."""
        result = super().run(tmp, task_vars)
        # Mitogen keeps what a host has compiled, and starts no Python.
        if constants.DEFAULT_STRATEGY.startswith('mitogen'):
            return {**result, **self._execute_module(task_vars=task_vars)}
        name = self._task.action.rpartition('.')[2]
        path = Path(self._shared_loader_obj.module_loader.find_plugin(name, mod_type='.py'))
        _, params = self.validate_argument_spec(arguments_of(path))
        call = json.dumps([params, self._task.check_mode, self._task.diff])
        answer = self._low_level_execute_command(
            self._python(task_vars), in_data=program(path, call).encode()
        )
        if answer['rc'] != 0:
            raise AnsibleActionFail(f'{name} ended with {answer["rc"]}: {answer["stderr"].strip()}')
        return {**result, **json.loads(answer['stdout'])}

    def _python(self, task_vars):
        interpreter = task_vars.get('ansible_python_interpreter') or constants.config.get_config_value(
            'INTERPRETER_PYTHON', variables=task_vars
        )
        environment = self._compute_environment_string()
        return f'{environment} {self._connection._shell.quote(interpreter)} -I -'.lstrip()


def arguments_of(path):
    """What the module's options are."""
    spec = spec_from_file_location(path.stem, path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.ARGUMENTS


def program(path, call):
    """The module as a program that needs no input; what it is called with shows in no process list."""
    return f'''{path.read_text().partition("if __name__ == '__main__':")[0]}
import json
print(json.dumps(apply(*json.loads({call!r}))))
'''
