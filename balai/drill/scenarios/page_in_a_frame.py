"""A page of the site is put into somebody else's frame, or is made to run script of theirs."""

from balai.drill.stage import Stage

DEFENCES = ("content-policy",)


WANTED = ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "script-src ")


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting(state="confirmed")
    stage.attack_begins()
    member, stranger = stage.browser_of("marin"), stage.stranger()
    pages = [member.get("/desk/"), member.get(f"/meetings/{meeting.pk}/agenda/")]
    pages += [stranger.get(path) for path in ("/sign-in/", "/public/", f"/public/meetings/{meeting.pk}/", "/nowhere/")]
    policies = [page.header("Content-Security-Policy") for page in pages]
    return all(part in policy and "unsafe" not in policy for policy in policies for part in WANTED)
