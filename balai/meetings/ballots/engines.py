"""Which engine a body's rules name."""

from balai.meetings.ballots.belenios import Belenios
from balai.meetings.ballots.engine import Engine
from balai.meetings.ballots.plain import Plain

ENGINES: dict[str, Engine] = {"plain": Plain(), "belenios": Belenios()}
