"""A link with a way back that leads to another site."""

from balai.drill.stage import Stage

DEFENCES = ("ways-back",)


AWAY = ("https://balai.example.net/", "//balai.example.net/", "/\\\\balai.example.net", "https:balai.example.net")


def attack(stage: Stage) -> bool:
    stranger, member = stage.stranger(), stage.browser_of("marin")
    stage.attack_begins()
    answers = [one.post("/language/", {"language": "en", "next": way}) for way in AWAY for one in (stranger, member)]
    answers += [stranger.post("/appearance/", {"appearance": "dark", "next": way}) for way in AWAY]
    return all(answer.status == 302 and "example.net" not in answer.location for answer in answers)
