"""Has pgBackRest's stanza be of the cluster that runs on this host, which must be the primary."""

from pgbackrest import first_error, pgbackrest

done = pgbackrest("stanza-upgrade")
if done.returncode != 0:
    raise SystemExit(f"the stanza cannot be of this cluster: {first_error(done)}")
print("null")
