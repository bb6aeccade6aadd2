"""The comparison with the record while people go on working."""

import threading

import pytest
from django.db import connection

from balai.ledger import tree
from balai.record.verify_database import verify_database
from balai.rules.stance import Stance
from tests.factories import items_of, mark
from tests.records import signed
from tests.world import make_world


@pytest.mark.django_db(transaction=True)
def test_what_is_done_meanwhile_is_no_finding():
    """All tables are read as of one moment; members go on answering, and wait for nobody."""
    world = make_world()
    signed()
    on, over, faults = items_of(world.published), threading.Event(), []

    def answer():
        try:
            for turn in range(400):
                if over.is_set():
                    break
                stance = (Stance.OBJECTION, Stance.NO_OBJECTION)[turn % 2]
                mark(world.cast, "pia", on[turn % 3], stance)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    answering = threading.Thread(target=answer)
    answering.start()
    try:
        sizes = []
        for _time in range(6):
            assert verify_database().findings == ()
            sizes.append(tree.size())
    finally:
        over.set()
        answering.join()
    assert faults == []
    assert len(set(sizes)) > 1
