"""Normalises user names for comparison in XMPP: stringprep's profile Nodeprep. See RFC 3920, appendix A."""

import stringprep
import unicodedata

# Not allowed in addresses; XEP-0106 escapes these.
RESERVED = "\"&'/:<>@ "
TABLES = ("c11_c12", "c21_c22", "c3", "c4", "c5", "c6", "c7", "c8", "c9")
PROHIBITED = [getattr(stringprep, f"in_table_{table}") for table in TABLES]


def nodeprep(name):
    """Raises ValueError with what is wrong with a name that is not allowed."""
    mapped = "".join(stringprep.map_table_b2(letter) for letter in name if not stringprep.in_table_b1(letter))
    prepared = unicodedata.ucd_3_2_0.normalize("NFKC", mapped)
    for letter in prepared:
        if letter in RESERVED:
            escaped = f"\\{ord(letter):02x}"
            raise ValueError(f"name must not contain {letter!r}, which XEP-0106 escapes as {escaped}; got {name!r}")
        if any(prohibited(letter) for prohibited in PROHIBITED):
            raise ValueError(f"name must not contain the character {ord(letter):04x}; got {name!r}")
    if not prepared:
        raise ValueError(f"name must have a letter; got {name!r}")
    return prepared
