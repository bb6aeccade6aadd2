"""An administrator of the database puts a passkey of their own beside those of the chair."""

from balai.drill.stage import Seen, Stage, found_out

DEFENCES = ("rows-compared-with-entries",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault = stage.vault()
    kai, marin = stage.world.person("kai"), stage.world.person("marin")
    ((data,),) = vault.sql("SELECT data FROM mfa_authenticator WHERE user_id = ?", marin.pk.hex)
    now = "2026-01-01 00:00:00"
    names = "user_id, type, data, created_at"
    vault.sql(f"INSERT INTO mfa_authenticator ({names}) VALUES (?, 'webauthn', ?, ?)", kai.pk.hex, data, now)  # noqa: S608
    ((row,),) = vault.sql("SELECT MAX(id) FROM mfa_authenticator")
    return found_out(vault.verify(), [f"mfa_authenticator {row}"])
