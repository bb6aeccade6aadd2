"""Words that stand nowhere else, laid before marin; and looking for them."""

from balai.agenda.actions.write_briefing import write_briefing
from balai.agenda.advising.tests.conftest import prepare
from balai.rules.stance import Stance
from tests.checked_pages import CheckingClient

OPINION, BRIEFING = "Quellwasserperle", "Dachsbaufarbe"  # words that stand nowhere else


def signed_in(person):
    client = CheckingClient()
    if person is not None:
        client.force_login(person)
    return client


def lay(cast, item):
    prepare(cast, item, Stance.OBJECTION, opinion=OPINION)
    write_briefing(item, seat=cast.seats["marin"], text=BRIEFING, by=cast.ada)


def words_in(text):
    return {word for word in (OPINION, BRIEFING) if word in text}
