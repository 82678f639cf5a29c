"""An XMPP stream over HTTPS requests (XEP-0124 and XEP-0206)."""

import secrets
from collections import deque
from xml.etree.ElementTree import fromstring

import https
from stream import Stream

BODY = "http://jabber.org/protocol/httpbind"
XBOSH = "urn:xmpp:xbosh"


class BoshStream(Stream):
    """server: as Stream has it."""

    def __init__(self, server, **options):
        self.request = secrets.randbelow(2**40)
        self.session = None
        self.elements = deque()
        super().__init__(server, direct_tls=True, **options)

    def wrap(self, _=None):
        super().wrap("http/1.1")

    def open(self):
        if self.session is None:
            self.http = https.over(self.socket, self.server)
            self.session = self.post("wait='5' hold='1' ver='1.6' xmpp:version='1.0'").get("sid")
        else:
            self.post("xmpp:restart='true'")
        return self.read()

    def post(self, attributes="", content=""):
        """Sends a request and keeps the elements of its answer for read. Returns the answer."""
        self.request += 1
        session = f"sid='{self.session}'" if self.session else ""
        body = (
            f"<body xmlns='{BODY}' xmlns:xmpp='{XBOSH}' to='{self.server['domain']}' "
            f"rid='{self.request}' {session} {attributes}>{content}</body>"
        )
        headers = {"Host": self.server["domain"], "Content-Type": "text/xml; charset=utf-8"}
        self.http.request("POST", "/bosh", body, headers)
        response = self.http.getresponse()
        answer = response.read()
        if response.status != 200:
            raise ConnectionError(f"HTTP status {response.status}")
        element = fromstring(answer)
        self.elements.extend(element)
        if element.get("type") == "terminate":
            self.elements.append(None)
        return element

    def send(self, text):
        self.post(content=text)

    def read(self):
        while not self.elements:
            self.post()
        return self.elements.popleft()

    def __exit__(self, *problem):
        # The server would keep the session until nobody has asked for some time.
        if self.session and problem == (None, None, None):
            self.post("type='terminate'")
        super().__exit__(*problem)
