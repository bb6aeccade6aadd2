"""The secretary writes into minutes that the members have already received, and circulates them again."""

from balai.drill.stage import Stage
from balai.minutes.models import Minutes, Remark

DEFENCES = ("circulated-minutes-stand",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    minutes = Minutes.objects.select_related("meeting").earliest("circulated_at")
    word, before = stage.word(), minutes.circulated
    secretary = stage.browser_of("sara")
    stage.attack_begins()
    secretary.post(f"/meetings/{minutes.meeting_id}/minutes/write/", {"text_en": word})
    secretary.post(f"/meetings/{minutes.meeting_id}/minutes/circulate/")
    minutes.refresh_from_db()
    written = any(word in str(remark.text) for remark in Remark.objects.filter(meeting=minutes.meeting_id))
    return not written and minutes.circulated == before
