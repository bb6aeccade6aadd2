"""Secret ballots: nothing that is stored, in whatever order, says who voted how; and anybody recounts."""

import json
import re
import shutil
from collections import Counter
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import connection

from balai import clock
from balai.agenda.models import AgendaItem, Meeting
from balai.agenda.picture import picture
from balai.decisions.models import Decision, Outcome
from balai.ledger.log import content_of
from balai.ledger.models import Entry
from balai.meetings.actions.break_off_voting import break_off_voting
from balai.meetings.actions.cast_secret_vote import cast_secret_vote
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.repeat_voting import repeat_voting
from balai.meetings.ballots.engine import SpoiltBox
from balai.meetings.ballots.engines import ENGINES
from balai.meetings.ballots.keys import folder_of, sweep
from balai.meetings.block import block_of
from balai.meetings.hall import hall
from balai.meetings.models import BallotBox, BallotGiven, Presence, SealedBallot, Vote
from balai.minutes.reading import protocol_of
from balai.people.actions.name_substitute import name_substitute
from balai.people.models import Body
from balai.personal.actions.export import export_of
from balai.record.commands import verify_command
from balai.record.reconcile import reconcile
from balai.rules.stance import Choice
from balai.rules.voting import Form, RepeatGround
from balai.verdict import Ground
from tests.factories import items_of, make_meeting
from tests.refusals import at_once, refused
from tests.sitting import begin, open_item

LAW = "Model § 12"
HOUR = timedelta(hours=1)
FOR, AGAINST, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN
VOTES = {"kai": FOR, "marin": FOR, "pia": AGAINST, "tomas": ABSTAIN}
NAMES = tuple(VOTES)
HERE = [name for name, engine in ENGINES.items() if engine.available()]  # Belenios where its tool is installed


def with_secret_ballots(cast, engine="plain", *, obligatory="false", kinds='["other"]', least=3):
    text = (
        f'\n[secret_ballot]\nrule = "{LAW}"\nkinds = {kinds}\nobligatory = {obligatory}\n'
        f'engine = "{engine}"\nleast_votes = {least}\n'
    )
    any_kind = re.sub(r"^allowed = \[[^]]*\]", "allowed = []", cast.body.rules_text, flags=re.MULTILINE)
    Body.objects.filter(pk=cast.body.pk).update(rules_text=any_kind + text)
    cast.body.refresh_from_db()


def in_debate(cast):
    meeting = begin(cast, make_meeting(cast, 3))
    return open_item(cast, items_of(meeting)[1])


def adopt_block_of(meeting):
    meeting = Meeting.objects.select_related("body").get(pk=meeting.pk)
    return block_of(picture(meeting), hall(meeting))


def opened(cast, item):
    return open_voting(item, form=Form.SECRET, by=cast.kai)


def put_in(cast, voting, name, choice):
    return cast_secret_vote(voting, seat=cast.seats[name], choice=choice, by=cast.people[name])


def all_vote(cast, voting, votes=VOTES):
    return {name: put_in(cast, voting, name, choice) for name, choice in votes.items()}


def differences():
    """What the comparison with the record finds, beside the rules that these tests have changed by SQL."""
    return [one.kind for one in reconcile() if not one.place.startswith("people_body")]


def rows():
    """Every row of the database as text, with what the database itself keeps of order and transactions."""
    hidden = "rowid" if connection.vendor == "sqlite" else "ctid, xmin"
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT {hidden}, * FROM "{table}"')  # noqa: S608 (names of our own tables)
            for row in cursor.fetchall():
                yield (
                    table,
                    " ".join(bytes(one).hex() if isinstance(one, bytes | memoryview) else str(one) for one in row),
                )


@pytest.fixture(params=HERE)
def engine(request):
    return request.param


@pytest.fixture
def item(cast, engine):
    with_secret_ballots(cast, engine)
    return in_debate(cast)


@pytest.fixture
def voting(cast, item):
    return opened(cast, item)


# The count ----------------------------------------------------------------------------------------------------------


def test_the_box_is_counted_by_the_rules_and_the_item_is_settled_at_once(cast, voting):
    all_vote(cast, voting)
    closed = close_voting(voting, by=cast.kai)
    assert (closed.carried, closed.for_count, closed.against_count, closed.abstain_count) == (False, 2, 1, 1)
    assert Decision.objects.get().outcome == "rejected"  # 2 of 4 present; three needed
    assert differences() == []


def test_a_tie_is_not_carried_since_no_vote_can_be_told_apart(cast, voting):
    all_vote(cast, voting, VOTES | {"tomas": AGAINST})
    closed = close_voting(voting, by=cast.kai)
    assert (closed.carried, closed.reasons[0]["text"]) == (
        False,
        "A tie: not carried; in a secret ballot nobody has a casting vote",
    )


def test_when_everybody_agrees_the_result_says_that_nothing_is_secret(cast, voting):
    all_vote(cast, voting, dict.fromkeys(VOTES, FOR))
    said = [one["text"] for one in close_voting(voting, by=cast.kai).reasons]
    assert "Everybody voted the same: how each of them voted is known" in said


def test_whoever_leaves_after_voting_has_voted(cast, voting):
    all_vote(cast, voting)
    note_attendance(voting.meeting, seat=cast.seats["pia"], presence=Presence.ABSENT, by=cast.sara)
    assert close_voting(voting, by=cast.kai).against_count == 1


# What is kept -------------------------------------------------------------------------------------------------------


def test_after_the_count_no_row_links_a_voter_to_a_vote(cast, voting):
    """Whatever is kept of a code or a choice stands in one row, with nobody's key; who voted stands apart."""
    codes = all_vote(cast, voting)
    close_voting(voting, by=cast.kai)
    assert not SealedBallot.objects.exists()
    assert not Vote.objects.exists()
    box = BallotBox.objects.get()
    seats = {str(cast.seats[name].pk) for name in NAMES} | {cast.seats[name].pk.hex for name in NAMES}
    people = {str(cast.people[name].pk) for name in NAMES} | {cast.people[name].pk.hex for name in NAMES}
    for table, row in rows():
        if any(code in row for code in codes.values()):
            assert table == "meetings_ballotbox"
            assert not any(key in row for key in seats | people)
    assert box.trackers == sorted(codes.values())


def test_no_entry_says_what_was_voted_and_the_one_of_the_result_has_totals_and_the_digest(cast, voting):
    codes = all_vote(cast, voting)
    close_voting(voting, by=cast.kai)
    cast_entries = Entry.objects.filter(act="meetings.secret_vote.cast")
    assert [content_of(one) for one in cast_entries] == [{"voting": str(voting.pk)}] * 4
    said, taken = (content_of(Entry.objects.get(act=act)) for act in ("meetings.voting.closed", "decisions.taken"))
    assert said
    assert taken
    assert (said["votes"], said["cast"], said["box"]) == ({}, 4, BallotBox.objects.get().digest)
    assert taken["ballot_box"] == said["box"]
    for entry in Entry.objects.all():
        assert not any(code in f"{entry.canonical}{entry.content}" for code in codes.values())


def test_nothing_of_time_or_order_stands_beside_who_has_voted(cast, voting):
    all_vote(cast, voting)
    names = {field.name for field in BallotGiven._meta.get_fields()}
    assert names == {"id", "voting", "seat"}
    assert {one.id.version for one in BallotGiven.objects.all()} == {4}  # random, not by time


def test_the_published_order_has_nothing_to_do_with_the_order_of_voting(tmp_path):
    """Over many boxes the ballot that came first stands at each place about equally often."""
    plain = ENGINES["plain"]
    places: Counter[int] = Counter()
    plain.prepare(tmp_path, voters=4)
    for _run in range(400):
        ballots = [plain.seal(tmp_path, choice, []) for choice in VOTES.values()]
        counted = plain.count(tmp_path, [one.sealed for one in ballots])
        places[counted.trackers.index(ballots[0].tracker)] += 1
    assert all(60 < places[place] < 140 for place in range(4)), places


def test_while_it_is_open_only_how_many_have_voted_is_known(client, cast, voting):
    put_in(cast, voting, "marin", FOR)
    put_in(cast, voting, "pia", AGAINST)
    voting.refresh_from_db()
    assert (voting.for_count, voting.against_count, voting.abstain_count) == (0, 0, 0)
    client.force_login(cast.kai)
    page = client.get(f"/meetings/{voting.meeting_id}/chair/").content.decode()
    assert "2 votes cast" in page
    assert {len(bytes(one.sealed)) // 100 for one in SealedBallot.objects.all()} in ({0}, {61})


def test_the_keys_go_with_the_count(cast, voting, django_capture_on_commit_callbacks):
    all_vote(cast, voting)
    assert folder_of(voting.pk).is_dir()
    with django_capture_on_commit_callbacks(execute=True):
        close_voting(voting, by=cast.kai)
    assert not folder_of(voting.pk).exists()


def test_a_vote_broken_off_leaves_nothing_to_count(cast, voting, django_capture_on_commit_callbacks):
    all_vote(cast, voting)
    with django_capture_on_commit_callbacks(execute=True):
        break_off_voting(voting, because="The question was not ready.", by=cast.kai)
    assert not SealedBallot.objects.exists()
    assert not BallotBox.objects.exists()
    assert not folder_of(voting.pk).exists()
    assert differences() == []


def test_the_file_of_what_is_kept_about_a_voter_says_that_they_voted_and_not_how(cast):
    with_secret_ballots(cast)
    voting = opened(cast, in_debate(cast))
    codes = all_vote(cast, voting)
    close_voting(voting, by=cast.kai)
    text = export_of(cast.marin, by=cast.root).decode()
    tables = {one["table"]: one["rows"] for one in json.loads(text)["tables"]}
    assert len(tables["meetings.BallotGiven"]) == 1
    assert tables["meetings.Vote"] == []
    assert not any(code in text for code in codes.values())


# Checking -----------------------------------------------------------------------------------------------------------


def test_an_observer_counts_the_published_file_to_the_same_result(client, cast, voting, tmp_path):
    codes = all_vote(cast, voting)
    closed = close_voting(voting, by=cast.kai)
    client.force_login(cast.pia)
    got = client.get(f"/votings/{voting.pk}/box/")
    name = got["Content-Disposition"].split('"')[1]
    path = tmp_path / name
    path.write_bytes(got.content)
    done = CliRunner().invoke(verify_command, ["--ballot-box", str(path), "--json"])
    assert done.exit_code == 0, done.output
    said = json.loads(done.output)
    assert (said["for"], said["against"], said["abstain"]) == (
        closed.for_count,
        closed.against_count,
        closed.abstain_count,
    )
    assert said["sha256"] == BallotBox.objects.get().digest
    page = client.get(f"/meetings/{voting.meeting_id}/meeting/").content.decode()
    assert all(code in page for code in codes.values())


def test_a_box_that_was_altered_after_the_count_is_found(cast, voting):
    all_vote(cast, voting)
    close_voting(voting, by=cast.kai)
    box = BallotBox.objects.get()
    content = bytes(box.content)
    BallotBox.objects.update(content=content.replace(b"against", b"abstain") + b" ")
    assert differences() == ["changed"]


def test_a_ballot_that_is_altered_copied_or_taken_out_while_it_is_open_stops_the_count(cast, voting):
    all_vote(cast, voting)
    first, second = SealedBallot.objects.order_by("pk")[:2]
    kept = bytes(first.sealed)
    SealedBallot.objects.filter(pk=first.pk).update(sealed=kept[:-5] + b"XXXXX")
    with refused("The ballot box was tampered with", LAW):
        close_voting(voting, by=cast.kai)
    SealedBallot.objects.filter(pk=first.pk).update(sealed=bytes(second.sealed))
    with refused("The ballot box was tampered with", LAW):
        close_voting(voting, by=cast.kai)
    SealedBallot.objects.filter(pk=first.pk).delete()
    with refused("4 have voted and 3 ballots are in the box: it is not counted.", LAW):
        close_voting(voting, by=cast.kai)
    SealedBallot.objects.create(voting=voting, sealed=kept)
    assert close_voting(voting, by=cast.kai).for_count == 2


def test_a_vote_without_its_keys_is_not_counted(cast, voting):
    all_vote(cast, voting)
    shutil.rmtree(folder_of(voting.pk))
    with refused("its keys are gone", LAW):
        close_voting(voting, by=cast.kai)
    break_off_voting(voting, because="The keys are gone.", by=cast.kai)


def test_what_is_no_published_box_is_refused(engine):
    for content in (b"", b"{}", b'{"format": "balai-ballot-box/1", "ballots": [["A", "for"], ["A", "for"]]}'):
        with pytest.raises(SpoiltBox):
            ENGINES[engine].recount(content)


# Killed between -----------------------------------------------------------------------------------------------------


def test_a_count_that_dies_on_the_way_is_done_again_and_counts_once(cast, voting, monkeypatch):
    all_vote(cast, voting)
    with monkeypatch.context() as broken:
        broken.setattr("balai.meetings.actions.close_voting.record_decisions", lambda *_args, **_more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            close_voting(voting, by=cast.kai)
    assert SealedBallot.objects.count() == 4
    assert not BallotBox.objects.exists()
    assert close_voting(voting, by=cast.kai).for_count == 2
    with refused("The vote is closed.", "VVS § 16"):
        close_voting(voting, by=cast.kai)


def test_a_ballot_that_dies_on_the_way_leaves_neither_ballot_nor_mark(cast, voting, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("balai.meetings.actions.cast_secret_vote.append", lambda *_args, **_more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            put_in(cast, voting, "marin", FOR)
    assert not SealedBallot.objects.exists()
    put_in(cast, voting, "marin", AGAINST)
    assert (SealedBallot.objects.count(), BallotGiven.objects.count()) == (1, 1)


def test_keys_that_a_killed_program_left_are_swept_away(cast, voting):
    all_vote(cast, voting)
    close_voting(voting, by=cast.kai)  # in this test nothing is committed, so nothing after it has run
    assert folder_of(voting.pk).is_dir()
    sweep()
    assert not folder_of(voting.pk).exists()


# Refusals -----------------------------------------------------------------------------------------------------------


def test_a_seat_votes_once_and_changes_nothing(cast, voting):
    put_in(cast, voting, "marin", FOR)
    with refused("This seat has voted. A secret vote cannot be changed", LAW):
        put_in(cast, voting, "marin", AGAINST)


@pytest.mark.django_db(transaction=True)
def test_from_two_devices_at_once_one_ballot_goes_in(cast, engine):
    with_secret_ballots(cast, engine)
    voting = opened(cast, in_debate(cast))
    results = at_once(*(lambda: put_in(cast, voting, "marin", FOR) for _device in range(4)))
    assert sum(isinstance(one, str) for one in results) == 1
    assert (SealedBallot.objects.count(), BallotGiven.objects.count()) == (1, 1)


def test_too_few_votes_are_not_counted(cast, voting):
    put_in(cast, voting, "marin", FOR)
    put_in(cast, voting, "pia", FOR)
    with refused("2 have voted, 3 are needed before the box is opened.", LAW):
        close_voting(voting, by=cast.kai)


def test_with_too_few_voters_none_is_opened(cast):
    with_secret_ballots(cast, least=5)
    item = in_debate(cast)
    with refused("A secret ballot needs 5 voters", LAW):
        opened(cast, item)


def test_only_kinds_that_the_rules_name_are_voted_on_secretly(cast):
    item = in_debate(cast)
    with refused("The rules of this body know no secret ballot.", "VVS § 16"):
        opened(cast, item)
    with_secret_ballots(cast, kinds='["election"]')
    with refused("By the rules of this body a matter of this kind is not voted on secretly.", LAW):
        opened(cast, item)


@pytest.mark.parametrize("form", [Form.OPEN, Form.ROLL_CALL])
def test_where_it_is_obligatory_no_vote_is_open(cast, form):
    with_secret_ballots(cast, obligatory="true")
    item = in_debate(cast)
    with refused("By the rules of this body a matter of this kind is voted on by secret ballot.", LAW):
        open_voting(item, form=form, by=cast.kai)


@pytest.mark.parametrize("outcome", [Outcome.ADOPTED, Outcome.REJECTED])
def test_where_it_is_obligatory_nothing_is_decided_without_it(client, cast, outcome):
    with_secret_ballots(cast, obligatory="true")
    item = in_debate(cast)
    with refused("By the rules of this body a matter of this kind is voted on by secret ballot.", LAW):
        decide(item, outcome=outcome, by=cast.kai)
    client.force_login(cast.kai)
    page = client.get(f"/meetings/{item.meeting_id}/chair/").content.decode()
    assert "By the rules of this body a matter of this kind is voted on by secret ballot." in page
    assert f"/items/{item.pk}/decide/" not in page


def test_where_it_is_obligatory_nothing_passes_without_debate(cast):
    meeting = begin(cast, make_meeting(cast, 3))
    assert adopt_block_of(meeting) != ()
    with_secret_ballots(cast, obligatory="true")
    assert adopt_block_of(meeting) == ()


def test_where_the_engine_is_not_installed_no_ballot_is_opened(cast, monkeypatch):
    with_secret_ballots(cast, "belenios")
    item = in_debate(cast)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with refused("The counting engine that the rules name is not installed on this server.", LAW):
        opened(cast, item)


def test_whoever_has_voted_secretly_does_not_vote_again_in_the_seat_of_another(cast):
    """In an open vote the seat that was left no longer counts; what is in a box cannot be taken out."""
    with_secret_ballots(cast)
    item = in_debate(cast)
    now = clock.now()
    name_substitute(cast.seats["tomas"], substitute=cast.pia, starts=now - HOUR, ends=None, by=cast.tomas)
    voting = opened(cast, item)
    put_in(cast, voting, "pia", FOR)
    for name, person in (("pia", cast.pia), ("tomas", None)):
        note_attendance(voting.meeting, seat=cast.seats[name], presence=Presence.ABSENT, person=person, by=cast.sara)
    note_attendance(voting.meeting, seat=cast.seats["tomas"], presence=Presence.IN_ROOM, person=cast.pia, by=cast.sara)
    with refused("Standing in for another gives no second vote.", "VVS § 16", Ground.PERMISSION):
        cast_secret_vote(voting, seat=cast.seats["tomas"], choice=FOR, by=cast.pia)
    assert SealedBallot.objects.count() == BallotGiven.objects.count() == 1


def test_a_secret_vote_is_not_cast_openly_nor_an_open_one_secretly(cast):
    with_secret_ballots(cast)
    item = in_debate(cast)
    voting = opened(cast, item)
    with refused("This vote is taken in another form.", "VVS § 16"):
        cast_vote(voting, seat=cast.seats["marin"], choice=FOR, by=cast.marin)
    break_off_voting(voting, because="-", by=cast.kai)
    named = open_voting(item, by=cast.kai)
    with refused("This vote is taken in another form.", "VVS § 16"):
        put_in(cast, named, "marin", FOR)


@pytest.mark.parametrize("name", ["olga", "nils", "sara"])
def test_a_seat_that_does_not_decide_has_no_ballot(cast, voting, name):
    with refused("Only members of this body vote.", "VVS § 16", Ground.PERMISSION):
        put_in(cast, voting, name, FOR)


# Afterwards ---------------------------------------------------------------------------------------------------------


def test_the_minutes_have_totals_and_no_names(cast, voting):
    all_vote(cast, voting)
    close_voting(voting, by=cast.kai)
    (ballot,) = [one for found in protocol_of(voting.meeting).items for one in found.ballots]
    assert (ballot.form, ballot.votes, ballot.in_favour, ballot.box) == (
        "secret",
        {},
        2,
        BallotBox.objects.get().digest,
    )


def test_it_is_repeated_as_a_new_secret_ballot(cast, voting):
    all_vote(cast, voting)
    again = repeat_voting(
        close_voting(voting, by=cast.kai), ground=RepeatGround.FAULT, because="A tablet died.", by=cast.kai
    )
    assert again.form == Form.SECRET
    all_vote(cast, again, dict.fromkeys(VOTES, FOR))
    assert close_voting(again, by=cast.kai).carried
    assert BallotBox.objects.count() == 2
    assert differences() == []


# Screens ------------------------------------------------------------------------------------------------------------


def test_the_voter_is_given_a_code_on_a_page_that_does_not_show_the_choice(client, cast, voting):
    client.force_login(cast.marin)
    mine = client.get(f"/meetings/{voting.meeting_id}/meeting/").content.decode()
    form = mine[mine.index('<form class="secret-vote"') :]
    assert 'autocomplete="off"' in form[: form.index(">")]  # a browser that keeps forms for later keeps no choice
    assert "Choose one. It cannot be changed afterwards." in mine
    sent = {"seat": str(cast.seats["marin"].pk), "choice": "2"}
    page = client.post(f"/votings/{voting.pk}/ballot/", sent)
    text = page.content.decode()
    assert (page.status_code, "Your ballot is in the box" in text) == (200, True)
    assert "Against" not in text
    assert "no-store" in page["Cache-Control"]
    assert client.post(f"/votings/{voting.pk}/ballot/", sent).status_code == 409


def test_a_ballot_that_waits_for_a_proof_is_not_kept_in_the_session(client, cast):
    """Other acts wait there and are done after the proof; a secret choice is not stored beside its voter."""
    with_secret_ballots(cast)
    text = cast.body.rules_text.replace("[assurance]\n", "[assurance]\nvote_minutes = 5\n")
    assert text != cast.body.rules_text
    Body.objects.filter(pk=cast.body.pk).update(rules_text=text)
    voting = opened(cast, in_debate(cast))
    client.force_login(cast.marin)
    sent = {"seat": str(cast.seats["marin"].pk), "choice": "2"}
    assert client.post(f"/votings/{voting.pk}/ballot/", sent).status_code == 403
    assert "kept_act" not in client.session
    assert not SealedBallot.objects.exists()


def test_the_hall_shows_how_many_have_voted_and_no_names_beside_votes(client, cast, voting):
    all_vote(cast, voting)
    client.force_login(cast.sara)
    before = client.get(f"/meetings/{voting.meeting_id}/hall/").content.decode()
    assert "Secret ballot" in before
    assert "4 of 4" in before
    close_voting(voting, by=cast.kai)
    after = client.get(f"/meetings/{voting.meeting_id}/hall/").content.decode()
    assert "2 for, 1 against, 1 abstaining" in after


def test_everybody_recounts_a_public_decision_and_nobody_another(client, cast, voting):
    all_vote(cast, voting)
    assert client.get(f"/public/votings/{voting.pk}/box/").status_code == 404
    close_voting(voting, by=cast.kai)
    assert client.get(f"/public/votings/{voting.pk}/box/").status_code == 200
    decision = Decision.objects.get()
    assert "Secret ballot" in client.get(f"/public/decisions/{decision.pk}/").content.decode()
    AgendaItem.objects.filter(pk=voting.item_id).update(access="internal", access_ground="x")
    assert client.get(f"/public/votings/{voting.pk}/box/").status_code == 404
