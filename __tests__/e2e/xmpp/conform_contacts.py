"""What people do with each other: contacts, messages, their history, carbons, blocking."""

import secrets

from conform_core import offers
from conform_people import CLIENT, body_of, feature, must, never, presence_of, says, soon

BLOCKING = "urn:xmpp:blocking"
CARBONS = "urn:xmpp:carbons:2"
ARCHIVE = "urn:xmpp:mam:2"
ROSTER = "jabber:iq:roster"
STANZA_ID = "urn:xmpp:sid:0"
VCARD = "vcard-temp"


@feature("RFC 6121")
async def messaging(people):
    """Each sees the other's presence, and gets the other's messages; both had asked before (befriend)."""
    for sender, receiver in ((people.one, people.other), (people.other, people.one)):
        answer = await sender.ask("", f"<query xmlns='{ROSTER}'/>")
        kinds = {one.get("jid"): one.get("subscription") for one in answer.iter(f"{{{ROSTER}}}item")}
        must(kinds.get(receiver.bare) == "both", f"{sender.bare} has {kinds}")
        status, text = secrets.token_hex(4), secrets.token_hex(8)
        seen = receiver.next(presence_of(sender.full, lambda xml: status in "".join(xml.itertext())))
        heard = receiver.next(says(text))
        sender.send_presence(pshow="away", pstatus=status)
        sender.say(receiver.bare, f"<body>{text}</body>")
        await soon(seen)
        await soon(heard)
        sender.send_presence()


async def befriend(one, other):
    """Each may see the other's presence afterwards; slixmpp agrees and asks back."""
    seen = [one.next(presence_of(other.bare)), other.next(presence_of(one.bare, is_available))]
    one.send_presence_subscription(pto=other.bare)
    for future in seen:
        await soon(future)


def is_available(xml):
    return xml.get("type") is None


@feature("XEP-0054")
async def vcard(people):
    name = secrets.token_hex(8)
    await people.one.tell("", f"<vCard xmlns='{VCARD}'><FN>{name}</FN></vCard>")
    answer = await people.other.ask(people.one.bare, f"<vCard xmlns='{VCARD}'/>")
    must(answer.findtext(f".//{{{VCARD}}}FN") == name, "another vCard is seen")


@feature("XEP-0280")
async def carbons(people):
    """What one client sends or gets the other client of the account gets too."""
    await people.second.tell("", f"<enable xmlns='{CARBONS}'/>")
    for kind, sender, receiver in (
        ("sent", people.one, people.other.full),
        ("received", people.other, people.one.full),
    ):
        text = secrets.token_hex(8)
        copied = people.second.next(lambda xml, kind=kind, text=text: is_carbon(xml, kind, text))
        sender.say(receiver, f"<body>{text}</body>")
        await soon(copied)


def is_carbon(xml, kind, text):
    carbon = xml.find(f"{{{CARBONS}}}{kind}")
    return carbon is not None and text in "".join(carbon.itertext())


@feature("XEP-0313", "XEP-0359")
async def history(people):
    """A message has the same name at its receiver and in the receiver's archive."""
    text = secrets.token_hex(8)
    heard = people.other.next(says(text))
    people.one.say(people.other.bare, f"<body>{text}</body>")
    message = await soon(heard)
    named = {one.get("by"): one.get("id") for one in message.iter(f"{{{STANZA_ID}}}stanza-id")}
    found = await archived(people.other, "", people.one.bare)
    must((named.get(people.other.bare), text) in found, "the receiver's archive does not have it so")
    sent = await archived(people.second, "", people.other.bare)
    must(text in [body for _, body in sent], "the sender's archive does not have it")


async def archived(client, archive, peer=""):
    """Names and texts of the last messages in an archive; in the own one, those with somebody."""
    form = "<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:mam:2</value></field>"
    form += f"<field var='with'><value>{peer}</value></field>" if peer else ""
    found, query = [], secrets.token_hex(4)

    def collect(xml):
        result = xml.find(f"{{{ARCHIVE}}}result")
        if result is not None and result.get("queryid") == query:
            found.append((result.get("id"), body_of(next(result.iter(f"{{{CLIENT}}}message")))))
        return False

    client.next(collect)
    await client.tell(
        archive,
        f"<query xmlns='{ARCHIVE}' queryid='{query}'><x xmlns='jabber:x:data' type='submit'>{form}</x>"
        "<set xmlns='http://jabber.org/protocol/rsm'><max>50</max><before/></set></query>",
    )
    return found


@feature("XEP-0191")
async def blocking(people):
    await offers(people.one, people.domain, BLOCKING)
    item = f"<item jid='{people.other.bare}'/>"
    told = people.second.next(lambda xml: xml.find(f"{{{BLOCKING}}}block") is not None)
    # Clients are told who have asked for the list.
    await people.second.ask("", f"<blocklist xmlns='{BLOCKING}'/>")
    await people.one.tell("", f"<block xmlns='{BLOCKING}'>{item}</block>")
    try:
        await soon(told)
        text = secrets.token_hex(8)
        heard = people.one.next(says(text))
        refused = people.other.next(lambda xml: xml.get("type") == "error" and says(text)(xml))
        people.other.say(people.one.bare, f"<body>{text}</body>")
        await soon(refused)
        await never(heard, "who is blocked is heard")
    finally:
        await people.one.tell("", f"<unblock xmlns='{BLOCKING}'>{item}</unblock>")
