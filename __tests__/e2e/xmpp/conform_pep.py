"""What an account publishes of itself (XEP-0163), and who is told of it and may read it."""

import base64
import hashlib
import secrets

from conform_core import offers
from conform_people import feature, is_event, must, never, presence_of, soon
from slixmpp.exceptions import IqError

PUBSUB = "http://jabber.org/protocol/pubsub"
TUNE = "http://jabber.org/protocol/tune"
AVATAR, METADATA = "urn:xmpp:avatar:data", "urn:xmpp:avatar:metadata"
BOOKMARKS, FORMER_BOOKMARKS = "urn:xmpp:bookmarks:1", "storage:bookmarks"
DISPLAYED = "urn:xmpp:mds:displayed:0"
NOTIFY = "urn:xmpp:notification-settings:1"
PRIVATE = "jabber:iq:private"
VCARD, VCARD_UPDATE = "vcard-temp", "vcard-temp:x:update"
OMEMO = {
    # The lists and the keys of devices, by namespaces of OMEMO.
    "eu.siacs.conversations.axolotl.devicelist": "eu.siacs.conversations.axolotl.bundles:31415",
    "urn:xmpp:omemo:2:devices": "urn:xmpp:omemo:2:bundles",
}
# A PNG of one pixel.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


async def publish(client, node, item, content, **options):
    """Publishes an item; options are what its node must be like (publish-options)."""
    form = "".join(
        f"<field var='pubsub#{name}'><value>{value}</value></field>" for name, value in options.items()
    )
    head = f"<field var='FORM_TYPE' type='hidden'><value>{PUBSUB}#publish-options</value></field>"
    wish = f"<publish-options><x xmlns='jabber:x:data' type='submit'>{head}{form}</x></publish-options>"
    await client.tell(
        "",
        f"<pubsub xmlns='{PUBSUB}'><publish node='{node}'><item id='{item}'>{content}</item></publish>"
        f"{wish if options else ''}</pubsub>",
    )


async def items(client, owner, node):
    """What somebody reads of a node, as elements of items by their names; owner is empty for oneself."""
    answer = await client.ask(owner, f"<pubsub xmlns='{PUBSUB}'><items node='{node}'/></pubsub>")
    return {item.get("id"): item for item in answer.iter(f"{{{PUBSUB}}}item")}


async def refused(asking, otherwise):
    """Wrong unless a question is answered by an error."""
    try:
        await asking
    except IqError:
        return
    must(False, otherwise)


@feature("XEP-0163")
async def events(people):
    """Contacts and the own clients are told, at either node; a stranger is not."""
    await offers(people.one, people.one.bare, f"{PUBSUB}#publish", f"{PUBSUB}#publish-options")
    match = is_event(TUNE, people.one.bare)
    told = [client.next(match) for client in (people.second, people.other)]
    strange = people.stranger.next(match)
    await publish(people.one, TUNE, "current", f"<tune xmlns='{TUNE}'><title>a song</title></tune>")
    for future in told:
        await soon(future)
    await never(strange, "a stranger is told")


@feature("XEP-0084", "XEP-0398", "XEP-0153")
async def avatar(people):
    """A published avatar is seen by clients that know vCards alone, and the other way round."""
    await offers(people.one, people.one.bare, "urn:xmpp:pep-vcard-conversion:0")
    for image, put in ((PIXEL, publish_avatar), (PIXEL + secrets.token_bytes(4), put_in_vcard)):
        name = hashlib.sha1(image).hexdigest()
        told = people.other.next(is_event(METADATA, people.one.bare))
        hinted = people.other.next(presence_of(
            people.one.full, lambda xml, name=name: xml.findtext(f".//{{{VCARD_UPDATE}}}photo") == name
        ))
        await put(people.one, image, name)
        await soon(told)
        people.one.send_presence()
        await soon(hinted)
        found = await items(people.other, people.one.bare, AVATAR)
        must(name in found and data_of(found[name]) == image, "the avatar is another")
        card = await people.other.ask(people.one.bare, f"<vCard xmlns='{VCARD}'/>")
        photo = card.findtext(f".//{{{VCARD}}}BINVAL") or ""
        must(base64.b64decode(photo) == image, "the vCard's photo is another")


def data_of(item):
    return base64.b64decode(item.findtext(f"{{{AVATAR}}}data") or "")


async def publish_avatar(client, image, name):
    await publish(client, AVATAR, name, f"<data xmlns='{AVATAR}'>{base64.b64encode(image).decode()}</data>")
    facts = f"id='{name}' type='image/png' bytes='{len(image)}'"
    await publish(client, METADATA, name, f"<metadata xmlns='{METADATA}'><info {facts}/></metadata>")


async def put_in_vcard(client, image, _):
    photo = f"<TYPE>image/png</TYPE><BINVAL>{base64.b64encode(image).decode()}</BINVAL>"
    await client.tell("", f"<vCard xmlns='{VCARD}'><PHOTO>{photo}</PHOTO></vCard>")


@feature("XEP-0384")
async def omemo(people):
    """Contacts are told of a device; who is no contact reads its keys too, to write the first message."""
    for devices, keys in OMEMO.items():
        told = people.other.next(is_event(devices, people.one.bare))
        await publish(people.one, devices, "current", f"<devices xmlns='{devices}'/>", access_model="open")
        await soon(told)
        await publish(people.one, keys, "31415", f"<bundle xmlns='{keys}'/>", access_model="open")
        for node in (devices, keys):
            found = await items(people.stranger, people.one.bare, node)
            must(len(found) == 1, f"a stranger reads {sorted(found)} of {node}")


@feature("XEP-0223")
async def private_data(people):
    """What is whitelisted is there for the own clients, and for nobody else."""
    node = f"urn:example:{secrets.token_hex(4)}"
    await publish(
        people.one, node, "kept", "<kept xmlns='urn:example'/>",
        persist_items="true", access_model="whitelist",
    )
    must("kept" in await items(people.second, "", node), "the other client does not read it")
    await refused(items(people.other, people.one.bare, node), "a contact reads it")
    changed = publish(people.one, node, "kept", "<kept xmlns='urn:example'/>", access_model="open")
    await refused(changed, "options that the node does not have are overlooked")


@feature("XEP-0049")
async def private_storage(people):
    text = secrets.token_hex(8)
    await people.one.tell("", f"<query xmlns='{PRIVATE}'><kept xmlns='urn:example'>{text}</kept></query>")
    answer = await people.second.ask("", f"<query xmlns='{PRIVATE}'><kept xmlns='urn:example'/></query>")
    must(answer.findtext(".//{urn:example}kept") == text, "the other client does not read it")


@feature("XEP-0402", "XEP-0048", "XEP-0411", "XEP-0492")
async def bookmarks(people):
    """A bookmark, with what its client added, is told to the own clients, and seen in each place of former days."""
    await offers(people.one, people.one.bare, f"{BOOKMARKS}#compat", "urn:xmpp:bookmarks-conversion:0")
    room = f"{secrets.token_hex(4)}@{people.rooms}"
    told = people.second.next(is_event(BOOKMARKS, people.one.bare))
    await publish(
        people.one, BOOKMARKS, room,
        f"<conference xmlns='{BOOKMARKS}' name='a room' autojoin='true'>"
        f"<extensions><notify xmlns='{NOTIFY}'><never/></notify></extensions></conference>",
        persist_items="true", max_items="max", send_last_published_item="never", access_model="whitelist",
    )
    must(f"{{{NOTIFY}}}never" in tags(await soon(told)), "what a client added is lost")
    private = await people.second.ask("", f"<query xmlns='{PRIVATE}'><storage xmlns='{FORMER_BOOKMARKS}'/></query>")
    must(room in rooms_in(private), "private storage lacks it")
    former = await items(people.second, "", FORMER_BOOKMARKS)
    must(any(room in rooms_in(item) for item in former.values()), "the node of former days lacks it")
    await refused(items(people.other, people.one.bare, BOOKMARKS), "a contact reads them")


def tags(xml):
    return {one.tag for one in xml.iter()}


def rooms_in(xml):
    return {one.get("jid") for one in xml.iter(f"{{{FORMER_BOOKMARKS}}}conference")}


@feature("XEP-0490")
async def displayed(people):
    """What was read on one client is read on the other."""
    for _ in range(2):
        name = secrets.token_hex(8)
        told = people.second.next(is_event(DISPLAYED, people.one.bare))
        await publish(
            people.one, DISPLAYED, people.other.bare,
            f"<displayed xmlns='{DISPLAYED}'><stanza-id xmlns='urn:xmpp:sid:0' id='{name}' "
            f"by='{people.one.bare}'/></displayed>",
            persist_items="true", max_items="max", send_last_published_item="never", access_model="whitelist",
        )
        found = [one.get("id") for one in (await soon(told)).iter("{urn:xmpp:sid:0}stanza-id")]
        must(found == [name], f"it tells of {found}")
