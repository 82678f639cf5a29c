"""Messages that are allowed, and have stumbled over something on their way into an archive.

Each is a list of the children of <message/>; `peer` stands for the address of whom it is sent to.
"""

from secrets import token_urlsafe
from xml.etree.ElementTree import Element, fromstring

CLIENT = "jabber:client"


def text(content):
    body = Element(f"{{{CLIENT}}}body")
    body.text = content
    return [body]


def beside(xml):
    """Other elements, with a body."""
    return [*text("beside"), *fromstring(f"<all xmlns='{CLIENT}'>{xml}</all>")]


def odd_messages(peer):
    # Lengths around what 16 bits hold, and up to what a stanza may be.
    lengths = {f"{length} letters": text("x" * length) for length in (65535, 65536, 65540, 70000, 130000)}
    scripts = {
        "letters of two bytes": text("ü" * 65536),
        "letters of four bytes": text("😀" * 60000),
        "emoji joined by zero-width joiners": text("👩🏽‍🚀🏳️‍🌈" * 2000),
        "combining and right-to-left letters": text("e\u0301 \u202eשלום\u202c \u200b"),
        "the first and the last that XML has": text("a\t\n\x7f\x80\x85\u2028\ue000\ufffd\U0010ffff"),
    }
    # What other languages take for something else.
    escapes = {
        "escapes of a NUL": text("\\0 \\x00 \\u0000 %00 &#0; &amp;"),
        "quotes and backslashes": text("' '' \" \\ \\' $1 %s E'\\\\' -- ; /* ${x} {{ x }}"),
        "tags in text": text("</body><![CDATA[ ]]> <x/>"),
    }
    attributes = {
        "an empty attribute": beside("<x xmlns='urn:example:t' a=''/>"),
        "an attribute of the peer's address": beside(
            f"<displayed xmlns='urn:xmpp:chat-markers:0' id='1' sender='{peer}'/>"
        ),
        "an attribute of spaces and quotes": beside("<x xmlns='urn:example:t' a='  \"&lt;&amp; '/>"),
        "two languages": beside("<body xml:lang='de'>daneben</body><subject/>"),
        "many elements": beside("<x xmlns='urn:example:t'><y z=''/></x>" * 300),
        "deep elements": beside(f"<x xmlns='urn:example:t'>{'<y>' * 100}{'</y>' * 100}</x>"),
    }
    # Of letters that do not compress: an index of PostgreSQL has no place for more than 2704 bytes of them.
    identifiers = {
        "an origin-id of 5000 random letters": beside(f"<origin-id xmlns='urn:xmpp:sid:0' id='{token_urlsafe(3750)}'/>"),
        f"an id of 5000 random letters: {token_urlsafe(3750)}": text("x"),
    }
    return {**lengths, **scripts, **escapes, **attributes, **identifiers}
