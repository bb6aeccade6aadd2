"""On a lent tablet the Back button shows what its last user read."""

from balai.drill.stage import Stage

DEFENCES = ("nothing-kept-on-tablets",)


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting()
    stage.attack_begins()
    browser = stage.anew("pia")
    pages = [browser.get(path) for path in ("/desk/", f"/meetings/{meeting.pk}/agenda/")]
    cleared = "cache" in browser.post("/sign-out/").header("Clear-Site-Data")
    return cleared and all("no-store" in page.header("Cache-Control") for page in pages)
