"""Which rows of ejabberd's database are one user's.

@see https://docs.ejabberd.im/developer/sql-schema, the schema without hosts in its tables
"""

from dataclasses import dataclass

# Not worth restoring: who is online, what waits to be delivered, and logins by token. Invitations would be open again
# that were used since.
TRANSIENT = ("invite_token", "last", "oauth_token", "push_session", "sm", "spool")
# Whether an account is disabled is no part of what it had.
OTHERS = {"private_storage": "namespace <> 'jabber:ejabberd:banned'"}

OWNED = """
    SELECT table_name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'username' ORDER BY 1
"""
COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = {table} ORDER BY ordinal_position
"""
NODES = ("pubsub_item", "pubsub_node_option", "pubsub_node_owner", "pubsub_state")


@dataclass(frozen=True)
class Part:
    """A table, and the condition that its rows are the user's."""

    table: str
    condition: str
    # replaced: restored as they were; added: only missing rows are restored; absent: only if there are none now.
    manner: str = "replaced"


def literal(text):
    return "'" + text.replace("'", "''") + "'"


def identifier(name):
    return '"' + name.replace('"', '""') + '"'


def parts(tables, user, domain):
    """A user's rows, in an order in which rows come before those that refer to them."""
    named = f"username = {literal(user)}"
    published = f"host = {literal(f'{user}@{domain}')}"
    manners = {"users": "absent", "archive": "added"}
    restored = [table for table in tables if table not in TRANSIENT]
    own = [Part(table, f"{named} AND {OTHERS.get(table, 'true')}", manners.get(table, "replaced")) for table in restored]
    lists = Part("privacy_list_data", f"id IN (SELECT id FROM privacy_list WHERE {named})")
    nodes = [Part(table, f"nodeid IN (SELECT nodeid FROM pubsub_node WHERE {published})") for table in NODES]
    return [*own, lists, Part("pubsub_node", published), *nodes]


def columns(ask, database, table):
    return [name for (name,) in ask(COLUMNS.format(table=literal(table)), database)]
