"""What stands on a draft agenda, or in a consultative meeting, is looked for in public."""

from balai.agenda.models import MeetingKind
from balai.drill.stage import Stage

DEFENCES = ("public-sees-confirmed",)


def attack(stage: Stage) -> bool:
    word = stage.word()
    hidden = [
        stage.world.meeting(word, state="draft"),
        stage.world.meeting(word, state="published"),
        stage.world.meeting(word, state="confirmed", kind=MeetingKind.CONSULTATIVE),
    ]
    stranger = stage.stranger()
    stage.attack_begins()
    paths = ["/", "/public/", "/public/decisions/", "/public/programme/"]
    paths += [f"/public/meetings/{meeting.pk}/" for meeting in hidden]
    streams = [stage.events(stranger, f"/live/public/{meeting.pk}/?since=0", 0.5) for meeting in hidden]
    return not stage.leaked(word, *(stranger.get(path, follow=True) for path in paths), *streams)
