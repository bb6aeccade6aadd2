"""A paper is HTML with script in it."""

from balai.drill.stage import Stage
from balai.drill.world import items_of

DEFENCES = ("escaping",)
PAPER = {"kind": "attachment", "access": "public", "clearance": 0}


def attack(stage: Stage) -> bool:
    item, word = items_of(stage.world.meeting())[0], stage.word()
    script = f"<!doctype html><svg onload={word}><script>{word}</script><a href=javascript:{word}>read</a>"
    secretary = stage.browser_of("sara")
    stage.attack_begins()
    secretary.post(f"/items/{item.pk}/papers/", PAPER | {"title_en": script, "text_en": script})
    pages = [stage.browser_of(name).get(f"/items/{item.pk}/") for name in ("marin", "sara", "nils")]
    shown = all(word in page.text for page in pages)
    return shown and not any(f"<script>{word}" in page.text or f"<svg onload={word}" in page.text for page in pages)
