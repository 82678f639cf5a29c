"""XMPP clients that trust the stand's certificate authority and no other."""

import asyncio
import ssl

import slixmpp


class LoginError(Exception):
    """A client could not log in."""


class Client(slixmpp.ClientXMPP):
    """One account at one node.

    account: {"jid", "password", "address", "port", "direct_tls"}
    authority: file with the certificates to trust
    """

    def __init__(self, account, authority):
        super().__init__(account["jid"], account["password"])
        self.account = account
        self.messages = asyncio.Queue()
        # Only this authority is trusted, and the certificate must be the domain's.
        self.ssl_context = ssl.create_default_context(cafile=authority)
        self.enable_direct_tls = account["direct_tls"]
        if account["direct_tls"]:
            # slixmpp does not say it by itself (XEP-0368).
            self.ssl_context.set_alpn_protocols(["xmpp-client"])
        self.enable_starttls = not account["direct_tls"]
        self.enable_plaintext = False
        self._login = self.loop.create_future()
        self.add_event_handler("message", self.messages.put_nowait)
        self.add_event_handler("session_start", lambda _: self._settle(None))
        for failure in ("failed_all_auth", "connection_failed", "ssl_invalid_chain", "disconnected"):
            self.add_event_handler(failure, lambda reason, name=failure: self._settle(f"{name}: {reason}"))

    def _settle(self, failure):
        if self._login.done():
            return
        if failure is None:
            self._login.set_result(None)
        else:
            self._login.set_exception(LoginError(failure))

    async def log_in(self, seconds=20):
        """Logs in and says so to the server. Raises LoginError, or TimeoutError."""
        self.connect(self.account["address"], self.account["port"])
        try:
            await asyncio.wait_for(self._login, seconds)
        except BaseException:
            self.abort()
            raise
        self.send_presence()
        await self.settle()

    async def settle(self):
        """Returns once the server has dealt with all that this client sent before."""
        ping = self.make_iq_get(queryxmlns="urn:xmpp:ping", ito=self.boundjid.host)
        try:
            await ping.send(timeout=20)
        except slixmpp.exceptions.IqError:
            pass  # a server that has no ping says so, in order

    async def log_out(self):
        await self.disconnect()

    @property
    def session(self):
        """How the server was reached."""
        return {
            "tls": self.socket.version(),
            "mechanism": self.plugin["feature_mechanisms"].mech.name,
        }
