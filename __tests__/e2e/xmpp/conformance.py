"""Tries the features that servers are asked for by XEP-0479 and beyond, between the nodes, from each of them.

Standard input: as stand.py has it, with two nodes at least; a component of the name `component` answers there.
Standard output: {feature: {node from where it was tried: "ok", or what is wrong}}
"""

import asyncio
import json

import conform_contacts
import conform_core
import conform_files
import conform_passing
import conform_pep
import conform_rooms
import conform_streams
from conform_people import FEATURES, People, Wrong
from slixmpp.exceptions import IqError, IqTimeout
from stand import Stand

TRIALS = (
    conform_core, conform_contacts, conform_files, conform_passing, conform_pep, conform_rooms, conform_streams
)


async def outcome(trial, people):
    try:
        await trial(people)
    except IqError as error:
        return f"the server answers {error.condition} {error.text or ''}".strip()
    except (TimeoutError, IqTimeout):
        return "nothing comes"
    except Wrong as error:
        return str(error)
    # An answer that lacks what is looked for in it, above all.
    except Exception as error:
        return repr(error)
    return "ok"


async def tried(people):
    """What came of each feature; one trial at a time, since another could see what this one does."""
    await people.log_in()
    try:
        await conform_contacts.befriend(people.one, people.other)
        found = {trial: await outcome(trial, people) for trial in dict.fromkeys(FEATURES.values())}
    finally:
        await people.log_out()
    return {name: found[trial] for name, trial in FEATURES.items()}


async def main():
    stand = Stand()
    first, second = stand.nodes
    both = [People(stand, first, second), People(stand, second, first)]
    with stand.temporary(*(name for people in both for name in people.names.values())):
        found = await asyncio.gather(*map(tried, both))
    print(json.dumps({
        name: {people.here: came[name] for people, came in zip(both, found)} for name in FEATURES
    }))


asyncio.run(main())
