"""A title, the text of a decision and an opinion carry script."""

from balai.drill.stage import Stage
from balai.drill.world import items_of

DEFENCES = ("escaping",)


def attack(stage: Stage) -> bool:
    word = stage.word()
    script = f"<script>{word}</script><img src=x onerror={word}>"
    meeting = stage.world.meeting(script, state="confirmed")
    item = items_of(meeting)[0]
    member, stranger = stage.browser_of("marin"), stage.stranger()
    form = {"stance": "objection", "seen_version": 1, "seen_position": 0, "opinion": script}
    stage.attack_begins()
    member.post(f"/items/{item.pk}/position/", form)
    readers = [stage.browser_of(name) for name in ("marin", "sara", "kai")]
    paths = [f"/meetings/{meeting.pk}/{page}/" for page in ("agenda", "meeting", "desk", "chair", "build")]
    pages = [one.get(path) for one in readers for path in (*paths, "/desk/", f"/items/{item.pk}/")]
    pages.append(stranger.get(f"/public/meetings/{meeting.pk}/"))
    return not any(f"<script>{word}" in page.text or f"onerror={word}>" in page.text for page in pages)
