"""Logins to a node. Each function returns what it saw, and raises OSError when that is wrong."""

from certificate import certificate
from session import SECONDS, Session
from stream import SERVER, Stream

ADDRESS = "urn:xmpp:sic:1"


def login(way):
    """The probe of a kind of login, by its name in WAYS."""

    def probe(account, node):
        with Session(account, node, way) as session:
            return f"logged in, {certificate(account, session.stream.socket)}"

    return probe


def by_443(account, node):
    """A login by the port of the web, where the server sees the same address as without HAProxy."""
    with Session(account, node, "443") as session, Session(account, node) as direct:
        seen, wanted = (own_address(account, one) for one in (session, direct))
        if seen != wanted:
            raise ConnectionError(f"the server sees {seen} by port 443, {wanted} without HAProxy")
        return f"logged in from {seen}, {certificate(account, session.stream.socket)}"


def own_address(account, session):
    """The session's address as the server sees it (XEP-0279)."""
    answer = session.ask(account.jid, f"<address xmlns='{ADDRESS}'/>")
    return answer.findtext(f".//{{{ADDRESS}}}ip")


def servers(port, direct_tls=False):
    """The probe of another server's stream by a port, by its name, as far as one without a certificate gets."""

    def connect(server):
        stream = Stream(server, direct_tls, SERVER, SECONDS)
        if not direct_tls:
            stream.encrypt()
        return stream

    def probe(account, node):
        with account.reach(node, account.ports[port], connect) as stream:
            if stream.features is None or not stream.features.tag.endswith("}features"):
                raise ConnectionError("no stream of servers begins")
            return f"accepts servers, {certificate(account, stream.socket)}"

    return probe
