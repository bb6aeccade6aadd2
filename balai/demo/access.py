"""Access restrictions as the data writes them."""

from balai import clock
from balai.demo.files import Table
from balai.demo.people import People
from balai.rules.access import Clearance, Level, Restriction, ended_by_law
from balai.rules.procedure import Rules


def restriction(one: Table, people: People, rules: Rules) -> Restriction:
    """Of an item or a paper, by its table `access`; without one it is public."""
    said = one.get("access")
    if said is None:
        return Restriction()
    named = frozenset(str(people.persons[username].pk) for username in said.get("readers", ()))
    clearance = Clearance[said.get("clearance", "none").upper()]
    return ended_by_law(Restriction(Level(said["level"]), said["ground"], None, clearance, named), clock.now(), rules)
