"""Wrong addresses and broken requests, to learn from the error pages."""

from balai.drill.stage import Stage

DEFENCES = ("errors-say-nothing",)
DEMANDS = ("recorded",)


TELLING = ("Traceback", "DJANGO_SETTINGS", "urlpatterns", "site-packages", "SECRET_KEY", "balai.urls", "sqlite3")


def attack(stage: Stage) -> bool:
    member, stranger = stage.browser_of("marin"), stage.stranger()
    unknown = "00000000-0000-0000-0000-000000000000"
    stage.attack_begins()
    paths = ("/nowhere/", f"/items/{unknown}/", f"/live/agenda/{unknown}/", "/record/proof/99999999/", "/items/x'--/")
    answers = [one.get(path) for path in paths for one in (member, stranger)]
    answers += [stranger.post("/sign-in/passkey/", {"credential": "{"}), stranger.get("/sign-in/", Host="x y")]
    answers.append(stranger.post("/sign-in/", {"login": "\x00", "password": "\x00"}))
    told = [word for answer in answers for word in TELLING if word in answer.text]
    return not told and all(answer.status < 500 for answer in answers)
