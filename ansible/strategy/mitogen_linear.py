"""Ansible's own strategy over Mitogen's connections: one Python process a host for a whole playbook.

Ansible loads strategies from files of a known folder, and Mitogen's lie in whichever Python it was
installed for.
"""

from ansible_mitogen.loaders import strategy_loader
from ansible_mitogen.strategy import StrategyMixin


class StrategyModule(StrategyMixin, strategy_loader.get("linear", class_only=True)):
    pass
