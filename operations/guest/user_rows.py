"""Which rows of ejabberd's database are one user's.

@see https://docs.ejabberd.im/developer/sql-schema, the schema without hosts in its tables
"""

from dataclasses import dataclass

# Nobody misses these: who is online, what waits to be delivered, and logins by token.
PASSING = ("last", "oauth_token", "push_session", "sm", "spool")

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
    # replaced: as they were then; added: those that are missing now; absent: only where there is none now.
    manner: str = "replaced"


def literal(text):
    return "'" + text.replace("'", "''") + "'"


def identifier(name):
    return '"' + name.replace('"', '""') + '"'


def parts(tables, user, domain):
    """What there is of a user, those first that others refer to."""
    named = f"username = {literal(user)}"
    published = f"host = {literal(f'{user}@{domain}')}"
    manners = {"users": "absent", "archive": "added"}
    own = [Part(table, named, manners.get(table, "replaced")) for table in tables if table not in PASSING]
    lists = Part("privacy_list_data", f"id IN (SELECT id FROM privacy_list WHERE {named})")
    nodes = [Part(table, f"nodeid IN (SELECT nodeid FROM pubsub_node WHERE {published})") for table in NODES]
    return [*own, lists, Part("pubsub_node", published), *nodes]


def columns(ask, database, table):
    return [name for (name,) in ask(COLUMNS.format(table=literal(table)), database)]
