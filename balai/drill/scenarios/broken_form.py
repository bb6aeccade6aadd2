"""A form that breaks off in the middle, or is none."""

from balai.agenda.models import Position
from balai.drill.stage import Stage
from balai.drill.world import items_of

DEFENCES = ("broken-forms-are-refused",)
DEMANDS = ("recorded",)


BROKEN = ("multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=a\u00e9")


def attack(stage: Stage) -> bool:
    item, member = items_of(stage.world.meeting())[0], stage.browser_of("marin")
    member.token()
    headers = {"Origin": member.origin, "Referer": f"{member.origin}/", "X-CSRFToken": member.token()}
    stage.attack_begins()
    body = b'--a\r\nContent-Disposition: form-data; name="stance"\r\n\r\nobjection'
    answers = [
        member.send("POST", f"/items/{item.pk}/position/", body, headers | {"Content-Type": kind}) for kind in BROKEN
    ]
    return all(400 <= answer.status < 500 for answer in answers) and not Position.objects.filter(item=item).exists()
