"""Whole meetings, drawn at random, legal steps and illegal ones, and what must hold of each.

`account.py` is the test's own account of a meeting, by the small table of rules in `law.py`; it calls nothing of the
code under test. Steps stand in one file a subject (`agenda`, `attending`, `chairing`, `voting`, `motions`, `speaking`,
`minutes`), scenes of several in `scenes.py`. `comparing.py` holds after each step, `ending.py` at the end of each
meeting; `retold.py` reads the ledger a second time. `whole.py` puts them together and runs them.

To add a step for a new act:

1. A method under `@rule` in the file of its subject, with what chance draws; `@when("open")` says when it is likely.
2. In it one call of `self.act(lambda: the_action(...), lawful=..., entry="the.act.in.the.ledger")`. `lawful` is said by
   the account alone: both a lawful step that is refused and an unlawful one that is accepted fail.
3. What it changes, said to the account, where `act` gave something.
4. What tables keep of it, in `comparing.py`; what the minutes say of it, as a method in `retold.py` and in
   `ending.as_told`.
5. A break of it in `test_shown_to_fail.py`: code that is broken, and what the machine says then.

A new subject is a class of its own (a `Room`), named among the bases of `WholeMeeting` and, where chance comes to it
seldom, in `SUBJECTS`.
"""
