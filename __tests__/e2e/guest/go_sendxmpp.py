"""Has two accounts talk by go-sendxmpp, which is fetched from the host's mirror and not installed.

Argument: {"domain", "sender": node to log in at by STARTTLS, "receiver": the same by direct TLS on the port of the web}
Output: {"said": what the receiver read, "file": whether the link that it got leads to the file}
"""

import contextlib
import itertools
import json
import os
import pathlib
import secrets
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request

AUTHORITY = "/usr/local/share/ca-certificates/stand-ca.crt"
SECONDS = 120
CLIENT = ("usr/bin/go-sendxmpp", "--suppress-root-warning", "--file")

task = json.loads(sys.argv[1])
domain = task["domain"]


def run(*command, **options):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=SECONDS, **options)


@contextlib.contextmanager
def account(name, server):
    """A file of settings for an account that ends with the context."""
    password = secrets.token_hex(8)
    file = pathlib.Path(name)
    file.touch(0o600)
    file.write_text(f"username: {name}@{domain}\npassword: {password}\njserver: {server}\n")
    run("ejabberdctl", "register", name, domain, password)
    try:
        yield file
    finally:
        run("ejabberdctl", "unregister", name, domain)


@contextlib.contextmanager
def listening(name, file):
    """What the client of an account prints, from when it has logged in."""
    command = ["timeout", str(SECONDS), *CLIENT, file, "--tls", "--listen"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as client:
        # It asks no archive, and XEP-0386 has the server forget what waits for a client like it.
        while client.poll() is None and not resources(name):
            time.sleep(0.2)
        try:
            yield client.stdout
        finally:
            client.terminate()


def resources(name):
    return subprocess.check_output(["ejabberdctl", "user_resources", name, domain], timeout=SECONDS)


def lead(name, server):
    """Has a name lead to a server, for this process and its children: here is no name server, and the client takes no address."""
    os.unshare(os.CLONE_NEWNS)
    line = f"{socket.gethostbyname(server)} {name}\n"
    pathlib.Path("hosts").write_text(pathlib.Path("/etc/hosts").read_text() + line)
    run("mount", "--make-rprivate", "/")
    run("mount", "--bind", "hosts", "/etc/hosts")


def main():
    # The sender's node promises to take the file, and the receiver's takes it.
    lead(f"upload.{domain}", task["receiver"])
    run("apt-get", "-o", "APT::Sandbox::User=root", "download", "go-sendxmpp")
    run("dpkg-deb", "--extract", *pathlib.Path().glob("*.deb"), ".")
    content = secrets.token_bytes(100_000)
    pathlib.Path("content").write_bytes(content)
    sender = account("gosender", f"{task['sender']}:5222")
    receiver = account("goreceiver", f"{task['receiver']}:443")
    with sender as sending, receiver as receiving, listening("goreceiver", receiving) as lines:
        peer = f"goreceiver@{domain}"
        run(*CLIENT, sending, peer, input="said", text=True)
        run(*CLIENT, sending, "--http-upload", "content", peer)
        said, link = (line.split(": ", 1)[1].strip() for line in itertools.islice(lines, 2))
        # Files go with the account that uploaded them.
        trusting = ssl.create_default_context(cafile=AUTHORITY)
        with urllib.request.urlopen(link, timeout=SECONDS, context=trusting) as answer:
            print(json.dumps({"said": said, "file": answer.read() == content}))


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    os.environ.update(HOME=folder, SSL_CERT_FILE=AUTHORITY)
    main()
