"""An administrator of the database adds a position that nobody gave."""

from balai.drill.stage import Seen, Stage, found_out

DEFENCES = ("rows-compared-with-entries",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault = stage.vault()
    names = "item_id, seat_id, opinion, item_version, given_by_id, given_at, stance, current"
    taken = "item_id, seat_id, opinion, item_version, given_by_id, given_at, 'objection', 0"
    vault.sql(f"INSERT INTO agenda_position ({names}) SELECT {taken} FROM agenda_position LIMIT 1")  # noqa: S608
    ((row,),) = vault.sql("SELECT MAX(id) FROM agenda_position")
    return found_out(vault.verify(), [f"agenda_position {row}"])
