"""Rooms (XEP-0045) with people of both nodes in them."""

import secrets

from conform_contacts import archived
from conform_core import features, info, offers
from conform_people import CLIENT, feature, must, says, soon
from slixmpp.exceptions import IqError

MUC, USER = "http://jabber.org/protocol/muc", "http://jabber.org/protocol/muc#user"
ADMIN, OWNER = "http://jabber.org/protocol/muc#admin", "http://jabber.org/protocol/muc#owner"
DIRECT = "jabber:x:conference"
ARCHIVE = "urn:xmpp:mam:2"
MODERATE, RETRACT = "urn:xmpp:message-moderate:1", "urn:xmpp:message-retract:1"
OCCUPANT = "urn:xmpp:occupant-id:0"
STANZA_ID = "urn:xmpp:sid:0"
PING = "<ping xmlns='urn:xmpp:ping'/>"


class Room:
    """A room of one, who owns it, and other; it ends with the context."""

    def __init__(self, people):
        self.people = people
        self.jid = f"{secrets.token_hex(6)}@{people.rooms}"

    async def __aenter__(self):
        await self.enter(self.people.one, "one")
        # Until its owner has said what it is like, nobody else comes in.
        await self.people.one.tell(self.jid, f"<query xmlns='{OWNER}'><x xmlns='jabber:x:data' type='submit'/></query>")
        self.presence = await self.enter(self.people.other, "other")
        return self

    async def __aexit__(self, *problem):
        await self.people.one.tell(self.jid, f"<query xmlns='{OWNER}'><destroy/></query>")

    async def enter(self, client, nick):
        """The presence by which the room tells an occupant of itself."""
        own = client.next(lambda xml: xml.get("from") == f"{self.jid}/{nick}" and "110" in statuses(xml))
        client.send_raw(f"<presence to='{self.jid}/{nick}'><x xmlns='{MUC}'/></presence>")
        return await soon(own)

    async def hears(self, listener, speaker, text):
        """What is said, as a listener gets it."""
        heard = listener.next(says(text))
        speaker.say(self.jid, f"<body>{text}</body>", "groupchat")
        return await soon(heard)


def statuses(xml):
    return {one.get("code") for one in xml.iter(f"{{{USER}}}status")}


@feature("XEP-0045")
async def rooms(people):
    """People enter, speak, read what was said before, change the subject, and are made to leave."""
    await offers(people.one, people.rooms, MUC)
    async with Room(people) as room:
        for speaker, listener in ((people.one, people.other), (people.other, people.one)):
            await room.hears(listener, speaker, secrets.token_hex(8))
        said, subject = secrets.token_hex(8), secrets.token_hex(8)
        await room.hears(people.other, people.one, said)
        changed = people.other.next(lambda xml: xml.findtext(f"{{{CLIENT}}}subject") == subject)
        people.one.say(room.jid, f"<subject>{subject}</subject>", "groupchat")
        await soon(changed)
        earlier = people.second.next(says(said))
        await room.enter(people.second, "second")
        must((await soon(earlier)).find("{urn:xmpp:delay}delay") is not None, "what was said before has no time")
        out = people.other.next(lambda xml: {"110", "307"} <= statuses(xml))
        item = "<item nick='other' role='none'/>"
        await people.one.tell(room.jid, f"<query xmlns='{ADMIN}'>{item}</query>")
        await soon(out)


@feature("XEP-0249")
async def invitation(people):
    async with Room(people) as room:
        invited = people.other.next(lambda xml: xml.find(f"{{{DIRECT}}}x") is not None)
        people.one.say(people.other.bare, f"<x xmlns='{DIRECT}' jid='{room.jid}'/>", "normal")
        must((await soon(invited)).find(f"{{{DIRECT}}}x").get("jid") == room.jid, "it leads elsewhere")


@feature("XEP-0313 in rooms")
async def archive(people):
    async with Room(people) as room:
        missing = {ARCHIVE} - features(await info(people.one, room.jid))
        must(not missing, "the room has no archive")
        text = secrets.token_hex(8)
        heard = await room.hears(people.other, people.one, text)
        found = await archived(people.other, room.jid)
        must((name_of(heard, room.jid), text) in found, f"the archive has {found}")


def name_of(xml, owner):
    """How an archive calls a message (XEP-0359)."""
    names = {one.get("by"): one.get("id") for one in xml.iter(f"{{{STANZA_ID}}}stanza-id")}
    return names.get(owner)


@feature("XEP-0410")
async def self_ping(people):
    """A client learns whether it is in a room still."""
    async with Room(people) as room:
        await people.other.ask(f"{room.jid}/other", PING)
        left = people.other.next(
            lambda xml: xml.get("from") == f"{room.jid}/other" and xml.get("type") == "unavailable"
        )
        people.other.send_raw(f"<presence to='{room.jid}/other' type='unavailable'/>")
        await soon(left)
        try:
            await people.other.ask(f"{room.jid}/other", PING)
        except IqError as error:
            must(error.condition == "not-acceptable", f"who has left is answered {error.condition}")
        else:
            must(False, "who has left is answered")


@feature("XEP-0421")
async def occupant(people):
    """What somebody says bears an id that stays, whatever the nick."""
    async with Room(people) as room:
        named = room.presence.find(f"{{{OCCUPANT}}}occupant-id")
        heard = await room.hears(people.one, people.other, secrets.token_hex(8))
        must(named is not None, "presence bears no id")
        must(heard.find(f"{{{OCCUPANT}}}occupant-id").get("id") == named.get("id"), "another id")


@feature("XEP-0425")
async def moderation(people):
    """Who may moderate takes back what another said: for those in the room, and in its archive."""
    async with Room(people) as room:
        missing = {MODERATE} - features(await info(people.one, room.jid))
        must(not missing, "the room knows no moderation")
        text = secrets.token_hex(8)
        name = name_of(await room.hears(people.one, people.other, text), room.jid)
        wish = f"<moderate xmlns='{MODERATE}' id='{name}'><retract xmlns='{RETRACT}'/></moderate>"
        try:
            await people.other.tell(room.jid, wish)
        except IqError:
            pass
        else:
            must(False, "whoever is there may moderate")
        told = people.other.next(lambda xml: retracted(xml) == name)
        await people.one.tell(room.jid, wish)
        must((await soon(told)).get("from") == room.jid, "the room does not say so itself")
        found = await archived(people.other, room.jid)
        must(text not in [body for _, body in found], "the archive has it still")


def retracted(xml):
    """Which message the room takes back, and says that a moderator did."""
    retract = xml.find(f"{{{RETRACT}}}retract")
    if retract is None or retract.find(f"{{{MODERATE}}}moderated") is None:
        return None
    return retract.get("id")
