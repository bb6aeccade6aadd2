"""An adviser prepares for a seat without a mandate for it, and for one whose mandate was revoked."""

from datetime import timedelta

from balai import clock
from balai.agenda.advising.models import PreparedPosition
from balai.drill.stage import Stage
from balai.drill.world import items_of
from balai.people.actions.end_mandate import end_mandate
from balai.people.actions.enrol import enrol
from balai.people.actions.give_mandate import give_mandate

DEFENCES = ("ended-mandate",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    world, item = stage.world, items_of(stage.world.meeting())[0]
    adviser = enrol(f"adviser{next(world.numbers)}", name="An adviser", by=world.root)
    kept, revoked = (world.seats[world.newcomer()] for _number in range(2))
    for seat in (kept, revoked):
        starts = clock.now()
        mandate = give_mandate(seat, adviser=adviser, starts=starts, ends=starts + timedelta(days=9), by=seat.person)
    end_mandate(mandate, by=revoked.person)
    browser = stage.entrance.signed_in(adviser).stolen()
    browser.sent = stage.watch.asked
    stage.attack_begins()
    for seat in (revoked, world.seats["marin"]):
        form = {"stance": "objection", "seen_version": 1, "seen_prepared": 0, "seat": seat.pk}
        browser.post(f"/items/{item.pk}/prepared/", form)
    return not PreparedPosition.objects.filter(item=item).exists()
