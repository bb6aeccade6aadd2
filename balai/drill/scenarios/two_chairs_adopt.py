"""Two people who both may chair adopt the same block at the same moment."""

from functools import partial

from balai.decisions.models import Decision
from balai.drill.stage import Stage
from balai.drill.world import items_of
from balai.ledger.models import Entry

DEFENCES = ("block-of-pending", "block-as-seen", "table-one-decision-an-item")
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting("One", "Two", "Three", state="open")
    items = items_of(meeting)
    browser = stage.anew("kai")
    browser.token()
    chairs = [browser.stolen() for _ in range(4)]
    form = [("seen", item.pk) for item in items]
    stage.attack_begins()
    stage.at_once(*(partial(chair.post, f"/meetings/{meeting.pk}/block/", form) for chair in chairs))
    adopted = Entry.objects.filter(act="meetings.block.adopted", about_id=str(meeting.pk))
    return Decision.objects.filter(item__in=items).count() == len(items) and adopted.count() == 1
