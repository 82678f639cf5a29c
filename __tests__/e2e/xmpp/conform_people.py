"""Who tries the features of a conformance suite, and how they look at what a server sends them."""

import asyncio
import contextlib
import secrets
from xml.etree.ElementTree import fromstring

from client import Client
from session import Account, Session
from stand import SECONDS

CLIENT = "jabber:client"
EVENT = "http://jabber.org/protocol/pubsub#event"
# What the clients want to be told of (XEP-0163).
INTERESTS = (
    "http://jabber.org/protocol/tune",
    "urn:xmpp:avatar:metadata",
    "eu.siacs.conversations.axolotl.devicelist",
    "urn:xmpp:omemo:2:devices",
    "urn:xmpp:bookmarks:1",
    "urn:xmpp:mds:displayed:0",
)
# As long as a server that must not send something is given to do so.
MOMENT = 0.3
FEATURES = {}


class Wrong(Exception):
    """A feature is not as its specification has it."""


def feature(*names):
    """Registers what tries a specification, or several at once; it raises when something is wrong."""

    def register(trial):
        FEATURES.update(dict.fromkeys(names, trial))
        return trial

    return register


def must(holds, otherwise):
    if not holds:
        raise Wrong(otherwise)


class Person(Client):
    """A client that can wait for any stanza, and sends any XML."""

    def __init__(self, account, authority):
        super().__init__(account, authority)
        self.looks = []
        self.add_filter("in", self._look)
        for plugin in ("xep_0030", "xep_0115", "xep_0163", "xep_0199"):
            self.register_plugin(plugin)
        self.add_event_handler("session_bind", self._take_interest)

    def _take_interest(self, _):
        for interest in INTERESTS:
            self.plugin["xep_0163"].add_interest(interest)

    def _look(self, stanza):
        for match, future in self.looks:
            if not future.done() and match(stanza.xml):
                future.set_result(stanza.xml)
        self.looks = [(match, future) for match, future in self.looks if not future.done()]
        return stanza

    def next(self, match):
        """A future of the next stanza that matches."""
        future = self.loop.create_future()
        self.looks.append((match, future))
        return future

    async def ask(self, to, content, kind="get"):
        """The answer to a question by <iq/>; to is empty for the own account. Raises IqError."""
        question = self.make_iq(ifrom=None)
        question["type"], question["id"] = kind, secrets.token_hex(8)
        if to:
            question["to"] = to
        question.append(fromstring(content))
        return (await question.send(timeout=SECONDS)).xml

    async def tell(self, to, content):
        return await self.ask(to, content, "set")

    def say(self, to, content, kind="chat"):
        """Sends a message. Returns its id."""
        name = secrets.token_hex(8)
        self.send_raw(f"<message to='{to}' id='{name}' type='{kind}'>{content}</message>")
        return name

    @property
    def bare(self):
        return self.boundjid.bare

    @property
    def full(self):
        return self.boundjid.full


class People:
    """One and other, who know each other, at two nodes; a second client of one is at other's node; a stranger is there too."""

    def __init__(self, stand, here, there):
        self.stand, self.here, self.there = stand, here, there
        self.domain = stand.domain
        self.names = {who: f"{who}-at-{here}" for who in ("one", "other", "stranger", "away")}
        self.rooms = f"conference.{self.domain}"

    def person(self, who, node):
        return Person(self.stand.account(self.names[who], node), self.stand.authority)

    async def log_in(self):
        places = ("one", self.here), ("one", self.there), ("other", self.there), ("stranger", self.there)
        self.clients = [self.person(who, node) for who, node in places]
        self.one, self.second, self.other, self.stranger = self.clients
        await asyncio.gather(*(client.log_in() for client in self.clients))

    async def log_out(self):
        await asyncio.gather(*(client.log_out() for client in self.clients))

    def account(self, who):
        """An account as xmpp/session.py has it: for what is spoken by hand."""
        name = self.names[who]
        own = {"account": name, "secrets": {name: self.stand.passwords[name]}, "certificate_days": 0}
        return Account({**self.stand.task, **own})

    async def by_hand(self, work, who="stranger"):
        """What comes of work on a blocking session of that person at the first node."""

        def run():
            with contextlib.closing(Closing(Session(self.account(who), self.here))) as held:
                return work(held.session)

        return await asyncio.to_thread(run)


class Closing:
    """A session that contextlib closes, however it ends."""

    def __init__(self, session):
        self.session = session

    def close(self):
        self.session.__exit__(None, None, None)


async def soon(future):
    return await asyncio.wait_for(future, SECONDS)


async def never(future, otherwise):
    """Wrong if it comes within a moment."""
    await asyncio.wait([future], timeout=MOMENT)
    must(not future.done(), otherwise)


def body_of(xml):
    return xml.findtext(f"{{{CLIENT}}}body")


def says(text):
    return lambda xml: body_of(xml) == text


def is_event(node, publisher=None):
    """Whether a stanza tells of an item of a node (XEP-0060)."""

    def match(xml):
        items = xml.find(f"{{{EVENT}}}event/{{{EVENT}}}items")
        return (
            items is not None
            and items.get("node") == node
            and (publisher is None or xml.get("from") == publisher)
        )

    return match


def presence_of(sender, match=lambda xml: True):
    """Whether a stanza is presence of a bare or a full JID."""

    def is_presence(xml):
        origin = xml.get("from") or ""
        known = origin == sender or origin.split("/")[0] == sender
        return xml.tag == f"{{{CLIENT}}}presence" and known and match(xml)

    return is_presence
