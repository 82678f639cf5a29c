"""What clients say to each other, of which a server has to know nothing but where it goes: it arrives as it was sent."""

from xml.etree.ElementTree import canonicalize, fromstring, tostring

from conform_people import feature, must, soon

CALL = "<jingle xmlns='urn:xmpp:jingle:1' action='session-initiate' sid='a'><content creator='initiator' name='a'>"
CALL_END = "</content></jingle>"
MESSAGES = {
    "XEP-0066": "<x xmlns='jabber:x:oob'><url>https://domain.example/a</url></x>",
    "XEP-0085": "<composing xmlns='http://jabber.org/protocol/chatstates'/>",
    "XEP-0184": "<request xmlns='urn:xmpp:receipts'/>",
    "XEP-0245": "<body xmlns='jabber:client'>/me waves</body>",
    "XEP-0308": "<replace xmlns='urn:xmpp:message-correct:0' id='a'/>",
    "XEP-0333": "<displayed xmlns='urn:xmpp:chat-markers:0' id='a'/>",
    "XEP-0353": "<propose xmlns='urn:xmpp:jingle-message:0' id='a'>"
    "<description xmlns='urn:xmpp:jingle:apps:rtp:1' media='audio'/></propose>",
    "XEP-0385": "<reference xmlns='urn:xmpp:reference:0' type='data'>"
    "<media-sharing xmlns='urn:xmpp:sims:1'/></reference>",
    "XEP-0393": "<body xmlns='jabber:client'>*strong* _emphasis_</body>",
    "XEP-0424": "<retract xmlns='urn:xmpp:message-retract:1' id='a'/>",
}
RTP = "<description xmlns='urn:xmpp:jingle:apps:rtp:1' media='audio'>{}</description>"
QUESTIONS = {
    "XEP-0167": CALL + RTP.format("<payload-type id='111' name='opus'/>") + CALL_END,
    "XEP-0176": CALL + "<transport xmlns='urn:xmpp:jingle:transports:ice-udp:1' ufrag='a' pwd='b'/>" + CALL_END,
    "XEP-0234": CALL + "<description xmlns='urn:xmpp:jingle:apps:file-transfer:5'><file><name>a</name></file>"
    "</description>" + CALL_END,
    "XEP-0261": CALL + "<transport xmlns='urn:xmpp:jingle:transports:ibb:1' block-size='4096' sid='a'/>" + CALL_END,
    "XEP-0293": CALL + RTP.format("<rtcp-fb xmlns='urn:xmpp:jingle:apps:rtp:rtcp-fb:0' type='nack'/>") + CALL_END,
    "XEP-0294": CALL
    + RTP.format("<rtp-hdrext xmlns='urn:xmpp:jingle:apps:rtp:rtp-hdrext:0' id='1' uri='urn:a'/>")
    + CALL_END,
    "XEP-0320": CALL + "<transport xmlns='urn:xmpp:jingle:transports:ice-udp:1'>"
    "<fingerprint xmlns='urn:xmpp:jingle:apps:dtls:0' hash='sha-256'>02:1A</fingerprint></transport>" + CALL_END,
    "XEP-0338": CALL + CALL_END.replace("</jingle>", "")
    + "<group xmlns='urn:xmpp:jingle:apps:grouping:0' semantics='BUNDLE'><content name='a'/></group></jingle>",
    "XEP-0339": CALL + RTP.format("<source xmlns='urn:xmpp:jingle:apps:rtp:ssma:0' ssrc='1'/>") + CALL_END,
}


def essence(xml):
    return canonicalize(tostring(xml, "unicode"), rewrite_prefixes=True)


def passing(content, send):
    """What tries that content arrives at other, who is at another node, as one has sent it."""
    sent = fromstring(content)

    async def trial(people):
        came = people.other.next(lambda xml: xml.get("from") == people.one.full and xml.find(sent.tag) is not None)
        send(people.one, people.other.full)
        must(essence((await soon(came)).find(sent.tag)) == essence(sent), "it arrives otherwise")

    return trial


def question(content):
    """Sends an <iq/>; what the receiver's client makes of it is not the server's affair."""
    return lambda sender, to: sender.send_raw(f"<iq to='{to}' id='passing' type='set'>{content}</iq>")


def message(content):
    return lambda sender, to: sender.say(to, content)


for name, content in MESSAGES.items():
    feature(name)(passing(content, message(content)))
for name, content in QUESTIONS.items():
    feature(name)(passing(content, question(content)))
