"""A live screen that was opened with a clearance stays open when the clearance is gone."""

from balai.agenda.actions.edit_item import edit_item
from balai.agenda.actions.mark_position import mark_position
from balai.drill.stage import Stage
from balai.drill.world import items_of
from balai.people.actions.clear import clear
from balai.rules.access import Clearance, Level
from balai.rules.stance import Stance

DEFENCES = ("streams-ask-again",)


def attack(stage: Stage) -> bool:
    late, name = stage.word(), stage.world.newcomer()
    person = stage.world.person(name)
    clear(person, level=Clearance.SECRET, by=stage.world.root)
    meeting = stage.world.meeting("Only for some", access=stage.world.restriction(Level.RESTRICTED))
    item, browser = items_of(meeting)[0], stage.anew(name)
    stage.attack_begins()

    def taken_away() -> None:
        clear(person, level=Clearance.NONE, by=stage.world.root)
        edit_item(item, {"title": {"en": late}, "summary": {"en": late}}, by=stage.world.person("sara"))
        reason = f"No, because of {late}."
        kai, seat = stage.world.person("kai"), stage.world.seats["kai"]
        mark_position(item, seat=seat, stance=Stance.OBJECTION, opinion=reason, by=kai, seen_version=2)

    stream = stage.events(browser, f"/live/agenda/{meeting.pk}/", 2.0, meanwhile=taken_away)
    return stream.status == 200 and not stage.leaked(late, stream)
