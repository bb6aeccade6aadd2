"""The site is asked under another host name, so that its links would lead there."""

from balai.drill.stage import Stage

DEFENCES = ("known-hosts",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    stranger = stage.stranger()
    stage.attack_begins()
    answers = [stranger.get("/sign-in/", Host=name) for name in ("balai.example.net", "localhost.example.net:1")]
    return all(answer.status == 400 and "example.net" not in answer.text for answer in answers)
