"""Who did what, and on what, is looked for in the public record."""

from balai.drill.stage import Stage

DEFENCES = ("record-shows-commitments",)


def attack(stage: Stage) -> bool:
    word = stage.word()
    meeting = stage.world.meeting(word)
    stage.vaults.wait_until_signed()
    stranger = stage.stranger()
    stage.attack_begins()
    size = int(stranger.get("/record/checkpoint").text.splitlines()[1])
    tiles = [f"{number:03d}" for number in range(size // 256)]
    tiles += [f"{size // 256:03d}.p/{size % 256}"] if size % 256 else []
    answers = [stranger.get(f"/record/tile/entries/{tile}") for tile in tiles]
    answers += [stranger.get(f"/record/tile/0/{tile}") for tile in tiles]
    answers += [stranger.get(path) for path in ("/record/", "/record/key", f"/record/proof/{size - 1}")]
    inside = (word, str(meeting.pk), "agenda.", "people.", str(stage.world.person("sara").pk))
    return all(one.status == 200 for one in answers) and not any(stage.leaked(one, *answers) for one in inside)
