"""A member who is not cleared opens a restricted paper of an item that is open."""

from balai.agenda.actions.add_paper import add_paper
from balai.agenda.models import PaperKind
from balai.drill.stage import Stage
from balai.drill.world import items_of
from balai.rules.access import Level

DEFENCES = ("access-by-level",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    item, word, sara = items_of(stage.world.meeting())[0], stage.word(), stage.world.person("sara")
    text = {"en": word}
    secret = stage.world.restriction(Level.RESTRICTED)
    paper = add_paper(item, kind=PaperKind.ATTACHMENT, title={"en": "Annex"}, text=text, by=sara, access=secret)
    curious = stage.browser_of("pia")
    if not stage.leaked(word, stage.browser_of("marin").get(f"/items/{item.pk}/")):
        raise RuntimeError("who is cleared cannot read it")
    stage.attack_begins()
    answers = [curious.get(f"/items/{item.pk}/"), curious.get(f"/items/{item.pk}/", HX_Request="true")]
    answers += [curious.get(f"/papers/{paper.pk}/{page}/") for page in ("renew", "access")]
    return not stage.leaked(word, *answers)
