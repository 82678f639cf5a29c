"""Takes up links by which accounts are made and passwords are set.

Standard input: as stand.py has it, with "tries": [{"way": "page" or "client", "link", "token", "name", "password"}]; where
there is no token, it is one by which somebody who may make no accounts invites to the own contact list
Standard output: of each try {"said": what came of it, "logins": by node whether the name logs in with the password}

A page is fetched from one node, and its form sent to another.
"""

import asyncio
import contextlib
import json
import re
from urllib.parse import quote, urlencode, urlsplit
from xml.etree import ElementTree

import https
from stand import SECONDS, Stand
from stream import CLIENT, Stream, outcome

REGISTER = "jabber:iq:register"
PREAUTH = "urn:xmpp:pars:0"
COMMANDS = "http://jabber.org/protocol/commands"
INVITE = "urn:xmpp:invite#invite"


def ask(stand, node, method, path, content=None, headers={}):
    """The status, the headers and the text of an answer."""
    server = stand.server(node, stand.ports["web"])
    with contextlib.closing(https.connect(server, stand.domain, SECONDS)) as client:
        client.request(method, path, content, headers)
        response = client.getresponse()
        return response.status, response.headers, response.read().decode()


def title(status, text):
    """What a page says it is."""
    found = re.search("<title>([^<|]*)", text)
    return f"{status} {found.group(1).strip() if found else text}"


def by_page(stand, link, name, password, **_):
    here, *_, there = stand.nodes
    path = urlsplit(link).path
    status, headers, text = ask(stand, here, "GET", path)
    # The page of an invitation leads to the form, that of a new password is one.
    if status == 200 and 'name="csrf_token"' not in text:
        path += "/registration"
        status, headers, text = ask(stand, here, "GET", path)
    if status != 200:
        return title(status, text)
    fields = dict(re.findall('<input type="hidden" name="([^"]+)" value="([^"]+)"', text))
    cookie = headers["Set-Cookie"].split(";")[0]
    form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    filled = urlencode({**fields, "user": name, "password": password}, quote_via=quote)
    status, _, text = ask(stand, there, "POST", path, filled, form)
    return title(status, text)


def by_client(stand, token, name, password, **_):
    """As XEP-0445 has it."""
    *_, node = stand.nodes
    with Stream(stand.server(node, stand.ports["clients"])) as stream:
        stream.encrypt()
        account = f"<username>{name}</username><password>{password}</password>"
        for content in (f"<preauth xmlns='{PREAUTH}' token='{token}'/>", f"<query xmlns='{REGISTER}'>{account}</query>"):
            stream.send(f"<iq xmlns='{CLIENT}' to='{stand.domain}' type='set' id='step'>{content}</iq>")
            answer = stream.read()
            if answer.get("type") == "error":
                return outcome(answer.find(f"{{{CLIENT}}}error"))
        return answer.get("type")


@contextlib.asynccontextmanager
async def contact_token(stand):
    """Of an invitation that everybody may give by a client (XEP-0379)."""
    with stand.temporary("anybody"):
        client = stand.client("anybody", next(iter(stand.nodes)))
        await client.log_in()
        command = client.make_iq_set(ito=stand.domain)
        command.append(ElementTree.fromstring(f"<command xmlns='{COMMANDS}' node='{INVITE}' action='execute'/>"))
        answer = ElementTree.tostring((await command.send()).xml, encoding="unicode")
        await client.log_out()
        yield re.search("preauth=([^;<&]+)", answer).group(1)


async def tried(stand, way, name, password, **more):
    if "token" not in more:
        async with contact_token(stand) as token:
            return await tried(stand, way, name, password, token=token, **more)
    take = {"page": by_page, "client": by_client}[way]
    said = await asyncio.to_thread(take, stand, name=name, password=password, **more)
    taken = said == "result" or said.startswith("200 ")
    logins = {node: await stand.logs_in(name, node, password) for node in stand.nodes} if taken else {}
    return {"said": said, "logins": logins}


async def main():
    stand = Stand()
    print(json.dumps([await tried(stand, **each) for each in stand.task["tries"]]))


if __name__ == "__main__":
    asyncio.run(main())
