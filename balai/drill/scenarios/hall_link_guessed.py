"""A link to a hall screen is guessed, used again after it was revoked, and used for another meeting."""

from balai.agenda.models import Meeting
from balai.drill.browser import Answer
from balai.drill.stage import Stage
from balai.drill.world import items_of, surely
from balai.meetings.actions.hall_link import make_hall_link, revoke_hall_link
from balai.meetings.actions.take_up import take_up
from balai.meetings.models import HallLink

DEFENCES = ("hall-link-by-secret",)


def attack(stage: Stage) -> bool:
    sara = stage.world.person("sara")
    word, another = stage.word(), stage.word()
    meeting, other = (stage.world.meeting(one, state="open") for one in (word, another))
    with surely():
        for shown in (meeting, other):
            take_up(items_of(shown)[0], by=stage.world.person("kai"))
    revoked = make_hall_link(meeting, by=sara)
    link = HallLink.objects.get(meeting=meeting)
    revoke_hall_link(link, by=sara)
    good = make_hall_link(meeting, by=sara)
    stage.attack_begins()
    seen = []
    for secret in ("0" * len(good), good.swapcase(), revoked, str(link.pk), link.secret_hash):
        stranger = stage.stranger()
        seen.append(stranger.get(f"/hall/{secret}/", follow=True))
        seen += _with(stage, secret, meeting)
    seen += _with(stage, good, other)
    return not stage.leaked(word, *seen) and not stage.leaked(another, *seen)


def _with(stage: Stage, secret: str, meeting: Meeting) -> list[Answer]:
    """What a machine that holds this secret is shown of a meeting."""
    machine = stage.stranger()
    machine.cookies["balai_hall"] = secret
    pages = [machine.get(f"/meetings/{meeting.pk}/{page}/") for page in ("hall", "agenda", "minutes")]
    return [*pages, stage.events(machine, f"/live/hall/{meeting.pk}/?since=0", 0.5)]
