"""The core suite: discovery, capabilities, components, addresses of those in charge."""

import base64
import hashlib
import secrets

from conform_people import feature, must, says, soon

INFO, ITEMS = "http://jabber.org/protocol/disco#info", "http://jabber.org/protocol/disco#items"
CAPS = "http://jabber.org/protocol/caps"
DATA = "jabber:x:data"
EXTERNAL = "urn:xmpp:extdisco:2"


async def info(client, jid, node=""):
    """What an address says of itself: its identities and its features (XEP-0030)."""
    wanted = f"node='{node}'" if node else ""
    answer = await client.ask(jid, f"<query xmlns='{INFO}' {wanted}/>")
    return answer.find(f"{{{INFO}}}query")


def identities(found):
    return {(one.get("category"), one.get("type")) for one in found.iter(f"{{{INFO}}}identity")}


def features(found):
    return {one.get("var") for one in found.iter(f"{{{INFO}}}feature")}


def lacks(found, *wanted):
    return sorted(set(wanted) - features(found))


async def offers(client, jid, *wanted):
    """Wrong unless an address has these features."""
    missing = lacks(await info(client, jid), *wanted)
    must(not missing, f"{jid} lacks {missing}")


@feature("XEP-0030")
async def discovery(people):
    found = await info(people.one, people.domain)
    must(("server", "im") in identities(found), f"the server is {identities(found)}")
    own = await info(people.one, people.one.bare)
    must(("pubsub", "pep") in identities(own), f"the account is {identities(own)}")
    answer = await people.one.ask(people.domain, f"<query xmlns='{ITEMS}'/>")
    services = {item.get("jid") for item in answer.iter(f"{{{ITEMS}}}item")}
    wanted = {f"{name}.{people.domain}" for name in ("conference", "proxy", "pubsub", "upload")}
    must(wanted <= services, f"the server has {sorted(services)}")


@feature("XEP-0115")
async def capabilities(people):
    """What a server announces on its stream is what it says when it is asked, and has its hash."""

    def announced(session):
        return session.stream.features.find(f"{{{CAPS}}}c")

    caps = await people.by_hand(announced)
    must(caps is not None, "the stream's features have no capabilities")
    found = await info(people.one, people.domain, f"{caps.get('node')}#{caps.get('ver')}")
    must(caps.get("ver") == verification(found), "the hash is another")


def verification(found):
    """The string that stands for an answer of disco#info (XEP-0115, 5.1)."""
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    lines = sorted(
        "/".join([one.get("category"), one.get("type"), one.get(language, ""), one.get("name", "")])
        for one in found.iter(f"{{{INFO}}}identity")
    )
    lines += sorted(features(found))
    for form in sorted(found.iter(f"{{{DATA}}}x"), key=form_type):
        lines.append(form_type(form))
        for name, values in sorted(fields(form).items()):
            if name != "FORM_TYPE":
                lines += [name, *sorted(values)]
    return base64.b64encode(hashlib.sha1("".join(f"{line}<" for line in lines).encode()).digest()).decode()


def fields(form):
    """Values of a form's fields by their names (XEP-0004)."""
    return {
        field.get("var"): [value.text or "" for value in field.iter(f"{{{DATA}}}value")]
        for field in form.iter(f"{{{DATA}}}field")
    }


def form_type(form):
    return fields(form).get("FORM_TYPE", [""])[0]


@feature("XEP-0114")
async def component(people):
    """A component at one node answers people at both; see guest/component.py."""
    address = f"echo@component.{people.domain}"
    for person in (people.one, people.other):
        text = secrets.token_hex(8)
        answered = person.next(says(f"heard {text}"))
        person.say(address, f"<body>{text}</body>")
        must((await soon(answered)).get("from") == address, "somebody else answers")


@feature("XEP-0157")
async def contacts(people):
    found = await info(people.one, people.domain)
    told = [fields(form) for form in found.iter(f"{{{DATA}}}x")]
    (server,) = [form for form in told if form.get("FORM_TYPE") == ["http://jabber.org/network/serverinfo"]]
    wanted = [f"xmpp:{people.stand.task['admin']['jid']}"]
    must(server.get("admin-addresses") == wanted, f"the server tells of {server}")


@feature("XEP-0215")
async def services(people):
    answer = await people.one.ask(people.domain, f"<services xmlns='{EXTERNAL}'/>")
    found = [one.attrib for one in answer.iter(f"{{{EXTERNAL}}}service")]
    for kind in ("stun", "turn"):
        ways = {one["transport"] for one in found if one["type"] == kind}
        must({"udp", "tcp"} <= ways, f"{kind} goes by {sorted(ways)}")
    must(all(one.get("password") for one in found if one["type"] == "turn"), "TURN has no password")
