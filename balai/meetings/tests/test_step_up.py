"""Voting and deciding ask again who it is, where the rules say so; the act waits and is done after the proof."""

from datetime import timedelta

import pytest
from django.urls import reverse

from balai import clock
from balai.decisions.models import Outcome
from balai.drill.authenticator import Device, options_in
from balai.ledger.models import Entry
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.models import Vote
from balai.people.models import Body
from balai.people.sign_in.sure import NOBODY, acting_with
from balai.rules.assurance import Assurance
from balai.rules.stance import Choice
from balai.verdict import Ground, Refused
from tests.factories import items_of, make_cast, make_meeting
from tests.signing_in import join, just_proved, proved_long_ago
from tests.sitting import adopt, begun_meeting, open_item

pytestmark = pytest.mark.django_db


def asking(cast, **law):
    """The cabinet's rules with a section on assurance."""
    body = Body.objects.get(pk=cast.body.pk)
    text = body.rules_text.split("[assurance]")[0]
    lines = "\n".join(f"{key} = {value!r}".replace("'", '"') for key, value in {"level": "none", **law}.items())
    body.rules_text = f'{text}[assurance]\nrule = "VVS § 16"\n{lines}\n'
    body.save(update_fields=["rules_text"])
    cast.body.rules_text = body.rules_text


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def voting(cast):
    item = open_item(cast, items_of(begun_meeting(cast))[0])
    return open_voting(item, by=cast.kai)


def vote(cast, voting):
    return cast_vote(voting, seat=cast.seats["marin"], choice=Choice.FOR, by=cast.marin)


def test_without_rules_on_it_nothing_is_asked(cast, voting):
    with acting_with(NOBODY):
        assert vote(cast, voting)


@pytest.mark.parametrize(
    ("law", "sure", "said"),
    [
        ({"vote_minutes": 15}, NOBODY, "More than 15 minutes"),
        ({"vote_minutes": 15}, proved_long_ago, "More than 15 minutes"),
        ({"vote_minutes": 15}, just_proved, None),
        ({"decide_minutes": 15}, proved_long_ago, None),
        ({"level": "passkey"}, lambda: just_proved(Assurance.TWO_FACTORS), "ask for a passkey"),
        ({"level": "passkey"}, proved_long_ago, None),
        ({"level": "device_passkey"}, just_proved, "cannot leave its device"),
        ({"level": "device_passkey"}, lambda: just_proved(Assurance.DEVICE_PASSKEY), None),
        ({"level": "two_factors"}, lambda: just_proved(Assurance.DEMO), "one-time code"),
    ],
)
def test_a_vote_is_cast_by_who_is_sure_enough(cast, voting, law, sure, said):
    asking(cast, **law)
    with acting_with(sure() if callable(sure) else sure):
        if said is None:
            assert vote(cast, voting)
            return
        with pytest.raises(Refused, match=said) as refused:
            vote(cast, voting)
    assert (refused.value.verdict.ground, refused.value.verdict.rule) == (Ground.PROOF, "VVS § 16")
    assert not Vote.objects.exists()


def test_everything_that_binds_asks_the_chair(cast):
    opened, done, closing = begun_meeting(cast), begun_meeting(cast), begun_meeting(cast)
    confirmed = make_meeting(cast, 1, state="confirmed")
    adopt(cast, done)
    item = open_item(cast, items_of(opened)[1])
    voted = open_voting(open_item(cast, items_of(closing)[0]), by=cast.kai)
    asking(cast, decide_minutes=15)
    acts = [
        lambda: adopt(cast, opened),
        lambda: decide(item, outcome=Outcome.ADOPTED, by=cast.kai),
        lambda: close_voting(voted, by=cast.kai),
        lambda: close_meeting(done, by=cast.kai),
    ]
    note_all_present(confirmed, by=cast.sara)
    acts.append(lambda: open_meeting(confirmed, by=cast.kai))
    before = Entry.objects.count()
    for act in acts:
        with acting_with(proved_long_ago()), pytest.raises(Refused, match="More than 15 minutes"):
            act()
    assert Entry.objects.count() == before


def test_who_may_not_vote_at_all_is_not_asked_who_they_are(cast, voting):
    asking(cast, vote_minutes=15)
    with acting_with(NOBODY), pytest.raises(Refused) as refused:
        cast_vote(voting, seat=None, choice=Choice.FOR, by=cast.nils)
    assert refused.value.verdict.ground == Ground.PERMISSION


def test_in_a_demonstration_nothing_is_asked(cast, voting, settings):
    settings.DEMO = True
    asking(cast, level="device_passkey", vote_minutes=1)
    with acting_with(NOBODY):
        assert vote(cast, voting)


def test_the_record_says_with_which_assurance_a_vote_was_cast(cast, voting):
    with acting_with(just_proved(Assurance.TWO_FACTORS)):
        vote(cast, voting)
    assert '"assurance":"two_factors"' in Entry.objects.get(act="meetings.vote.cast").canonical


@pytest.mark.parametrize("htmx", [False, True])
def test_a_vote_that_was_refused_waits_for_the_proof_and_is_cast(cast, voting, htmx):
    asking(cast, vote_minutes=15)
    device = Device()
    browser = join(cast.marin, device)
    page = f"/meetings/{voting.meeting_id}/"
    path = reverse("cast-vote", args=[voting.pk])
    headers = {"HX-Request": "true"} if htmx else {}
    with clock.as_if(clock.now() + timedelta(minutes=20)):
        answer = browser.post(path, {"choice": "for"}, headers={"Referer": f"http://testserver{page}", **headers})
        assert answer.status_code == 403
        link = answer.content.decode().split('href="/sign-in/again/')[1].split('"')[0]
        again = browser.get(f"/sign-in/again/{link}").content.decode()
        proved = browser.post("/sign-in/again/passkey/", {"credential": device.sign(options_in(again))})
        asked = proved.content.decode()
        assert f'action="{path}"' in asked
        assert 'name="choice" value="for"' in asked
        assert not Vote.objects.exists()
        browser.post(path, {"choice": "for"})
    assert Vote.objects.get().choice == "for"
    assert '"assurance":"device_passkey"' in Entry.objects.get(act="meetings.vote.cast").canonical
