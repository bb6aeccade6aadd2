"""Paths with dots lead from the files of the pages to the key that signs the record."""

from balai.drill.stage import Stage

DEFENCES = ("files-by-list",)


WAYS = ("../record/key", "%2e%2e/record/key", "..%2frecord%2fkey", "css/../../record/key", "....//record/key")


def attack(stage: Stage) -> bool:
    key = stage.place.key.read_text(encoding="utf-8").strip()
    stranger = stage.stranger()
    stage.attack_begins()
    answers = [stranger.get(f"/static/{way}") for way in WAYS]
    answers += [stranger.get(f"/record/tile/{way}") for way in WAYS]
    return not any(key[-20:] in answer.text for answer in answers)
