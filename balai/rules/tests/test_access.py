"""Who is shown what of a restricted thing, by table and by property; and which restrictions are lawful."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.rules.access import (
    OUTSIDER,
    Clearance,
    Level,
    Reader,
    Restriction,
    Shown,
    ended_by_law,
    latest_end,
    leaves_gap,
    shown,
    why_not_restrict,
)
from balai.rules.tests.making import rules

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
GROUND = "AvTS § 35 (1) 9"
TITLES = rules({"access.inside": "title", "access.outside": "title", "access.members_by_office": False})
NOTHING = rules({"access.inside": "nothing", "access.outside": "nothing", "access.members_by_office": False})
BY_OFFICE = rules({"access.members_by_office": True})

MEMBER = Reader("marin", belongs=True, decides=True)
CLEARED = Reader("sara", belongs=True, clearance=Clearance.SECRET)
NAMED = Reader("nils", belongs=True)
W, T, N = Shown.WHOLE, Shown.TITLE, Shown.NOTHING


def of(level: Level, clearance: Clearance = Clearance.NONE) -> Restriction:
    return Restriction(level, GROUND, LATER, clearance, frozenset({"nils"}))


# fmt: off
@pytest.mark.parametrize(("restriction", "outsider", "member", "cleared", "named"), [
    # what                                      outsider member cleared named
    (of(Level.PUBLIC),                            W,       W,     W,      W),
    (of(Level.EMBARGOED),                         N,       W,     W,      W),
    (of(Level.INTERNAL),                          T,       W,     W,      W),
    (of(Level.RESTRICTED, Clearance.NONE),        T,       W,     W,      W),
    (of(Level.RESTRICTED, Clearance.SECRET),      T,       T,     W,      T),
    (of(Level.RESTRICTED, Clearance.TOP_SECRET),  T,       T,     T,      T),
    (of(Level.NAMED),                             T,       T,     T,      W),
    (of(Level.NAMED, Clearance.RESTRICTED),       T,       T,     T,      T),
])
# fmt: on
def test_what_each_reader_is_shown_where_titles_are(restriction, outsider, member, cleared, named):
    seen = tuple(shown(restriction, one, NOW, TITLES) for one in (OUTSIDER, MEMBER, CLEARED, NAMED))
    assert seen == (outsider, member, cleared, named)
    hidden = tuple(shown(restriction, one, NOW, NOTHING) for one in (OUTSIDER, MEMBER, CLEARED, NAMED))
    assert hidden == tuple(W if one == W else N for one in seen)


def test_members_by_office_need_no_clearance_but_a_place_on_the_list():
    assert shown(of(Level.RESTRICTED, Clearance.TOP_SECRET), MEMBER, NOW, BY_OFFICE) == W
    assert shown(of(Level.NAMED), MEMBER, NOW, BY_OFFICE) != W


levels, clearances = st.sampled_from(Level), st.sampled_from(Clearance)
readers = st.builds(
    Reader, st.sampled_from(["marin", "nils", ""]), st.booleans(), st.booleans(), clearances
).filter(lambda one: one.belongs or not one.decides)
restrictions = st.builds(
    Restriction, levels, st.just(GROUND), st.just(LATER), clearances, st.frozensets(st.sampled_from(["marin", "nils"]))
)


@given(restrictions, readers, st.sampled_from([TITLES, NOTHING, BY_OFFICE]))
def test_outsiders_are_shown_the_whole_of_what_is_public_only(restriction, reader, law):
    if not reader.belongs and restriction.level != Level.PUBLIC:
        assert shown(restriction, reader, NOW, law) != W


@given(restrictions, readers, st.sampled_from([TITLES, NOTHING, BY_OFFICE]))
def test_everything_is_public_from_its_end_on_and_not_a_moment_before(restriction, reader, law):
    assert shown(restriction, reader, LATER, law) == W
    before = shown(restriction, reader, LATER - timedelta(microseconds=1), law)
    assert before == shown(restriction, reader, NOW, law)


@given(restrictions, readers, st.sampled_from([TITLES, NOTHING]))
def test_a_higher_clearance_never_shows_less(restriction, reader, law):
    order = [N, T, W]
    higher = Reader(reader.person, reader.belongs, reader.decides, Clearance.TOP_SECRET)
    assert order.index(shown(restriction, higher, NOW, law)) >= order.index(shown(restriction, reader, NOW, law))


@given(restrictions, readers)
def test_a_thing_that_leaves_no_gap_is_seen_by_everybody_who_sees_the_agenda(restriction, reader):
    for law in (TITLES, NOTHING):
        assert shown(restriction, reader, NOW, law) != N or leaves_gap(restriction, law)


# fmt: off
@pytest.mark.parametrize(("restriction", "why"), [
    (Restriction(), None),
    (Restriction(Level.EMBARGOED, "", LATER), None),
    (Restriction(Level.EMBARGOED), "An embargo says until when it lasts"),
    (Restriction(Level.EMBARGOED, "", NOW), "The end of the restriction lies in the past"),
    (Restriction(Level.INTERNAL, GROUND, LATER), None),
    (Restriction(Level.INTERNAL, "  ", LATER), "A restriction names its ground in law"),
    (Restriction(Level.INTERNAL, "x" * 301, LATER), "The ground is longer than 300 characters"),
    (Restriction(Level.INTERNAL, GROUND), "A restriction lasts 5 years at most"),
    (Restriction(Level.INTERNAL, GROUND, NOW + timedelta(days=5 * 366)), "A restriction lasts 5 years at most"),
    (Restriction(Level.NAMED, GROUND, LATER), "Name who may read it"),
    (Restriction(Level.NAMED, GROUND, LATER, readers=frozenset({"nils"})), None),
])
# fmt: on
def test_which_restrictions_are_lawful(restriction, why):
    found = why_not_restrict(restriction, NOW, rules())
    assert (found and str(found)) == (why and f"{why.format(most=300)} (AvTS § 35)")


def test_without_an_end_the_law_ends_it():
    law = rules()
    assert ended_by_law(Restriction(Level.INTERNAL, GROUND), NOW, law).ends_at == NOW.replace(year=2031)
    assert ended_by_law(Restriction(Level.EMBARGOED), NOW, law).ends_at is None
    assert ended_by_law(Restriction(Level.INTERNAL, GROUND, LATER), NOW, law).ends_at == LATER
    leap_day = datetime(2028, 2, 29, tzinfo=UTC)
    assert latest_end(leap_day, law) == datetime(2033, 2, 28, tzinfo=UTC)
    assert why_not_restrict(ended_by_law(Restriction(Level.INTERNAL, GROUND), leap_day, law), leap_day, law) is None
