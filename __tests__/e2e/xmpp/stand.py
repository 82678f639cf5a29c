"""What the programs of this folder share: accounts that are there for a test only, and their clients.

Each reads from standard input {"domain", "authority": file of the certificates to trust, "nodes": addresses
by name, "ports": ejabberd's by name, "admin": {"jid", "password"}}, and what it wants beside that.
"""

import base64
import contextlib
import json
import secrets
import sys
from concurrent.futures import ThreadPoolExecutor

import https
from client import Client, LoginError

SECONDS = 20


class Stand:
    def __init__(self):
        self.task = json.load(sys.stdin)
        self.domain, self.nodes = self.task["domain"], self.task["nodes"]
        self.authority, self.ports = self.task["authority"], self.task["ports"]
        self.passwords = {}

    def server(self, node, port):
        """Where a node listens, as xmpp/stream.py has it."""
        place = {"address": self.nodes[node], "port": port}
        return {**place, "domain": self.domain, "authority": self.authority}

    def account(self, name, node, port="clients"):
        """An account of `temporary` at a node, by a port's name, as xmpp/client.py has it."""
        return {
            "jid": f"{name}@{self.domain}",
            "password": self.passwords[name],
            "address": self.nodes[node],
            "port": self.ports[port],
            "direct_tls": port != "clients",
        }

    def client(self, name, node, *plugins, port="clients"):
        """A client that is still to log in, with slixmpp's plugins."""
        client = Client(self.account(name, node, port), self.authority)
        for plugin in plugins:
            client.register_plugin(plugin)
        return client

    async def logs_in(self, name, node, password):
        """Whether an account lets somebody in who has that password."""
        self.passwords[name] = password
        client = self.client(name, node)
        try:
            await client.log_in()
        except LoginError:
            return False
        await client.log_out()
        return True

    @contextlib.contextmanager
    def temporary(self, *names):
        """Accounts that end with the context."""
        with ThreadPoolExecutor(4) as pool:
            self.passwords = {name: secrets.token_hex(8) for name in names}
            try:
                list(pool.map(self._register, names))
                yield
            finally:
                list(pool.map(lambda name: self.api("unregister", user=name, host=self.domain), names))

    def _register(self, name):
        self.api("register", user=name, host=self.domain, password=self.passwords[name])

    def api(self, command, **arguments):
        """The answer to a command of ejabberd's HTTP API, as an administrator gets it."""
        admin = self.task["admin"]
        login = base64.b64encode(f"{admin['jid']}:{admin['password']}".encode()).decode()
        headers = {"Authorization": f"Basic {login}", "Content-Type": "application/json"}
        server = self.server(next(iter(self.nodes)), self.ports["https"])
        client = https.connect(server, self.domain, SECONDS)
        with contextlib.closing(client):
            client.request("POST", f"/api/{command}", json.dumps(arguments), headers)
            response = client.getresponse()
            answer = json.load(response)
        if response.status != 200:
            raise ConnectionError(f"{command}: {answer}")
        return answer
