"""The demonstration's meetings could have happened as they are written: who answers, how a vote ends."""

from balai.demo.calendar import WEEKDAYS
from balai.demo.files import Table, items, table
from balai.rules.procedure import Rules, preset
from balai.rules.stance import Choice, Stance

OPENING = {Stance.OBJECTION, Stance.WISH_TO_SPEAK}
KINDS = {"bill", "regulation", "order", "eu_position", "policy", "appointment", "information"}
DECIDED = {"adopted", "amended", "rejected"}
SET_ASIDE = {"postponed", "withdrawn"}


def meetings() -> dict[str, Table]:
    return {one["key"]: one for one in table("meetings.toml")["meetings"]}


def of(meeting: str) -> list[Table]:
    return [one for one in items() if one["meeting"] == meeting]


def seated(body: str, *roles: str) -> set[str]:
    seats = table("government.toml")["memberships"]
    return {seat["person"] for seat in seats if seat["body"] == body and seat["role"] in roles}


def rules_of(body: str) -> Rules:
    return preset(next(str(one["rules"]) for one in table("government.toml")["bodies"] if one["slug"] == body))


def deciding(meeting: Table) -> set[str]:
    return seated(meeting["body"], "chair", "member")


def opens(item: Table) -> bool:
    return bool(item.get("speakers")) or any(Stance(one["stance"]) in OPENING for one in item.get("positions", ()))


def test_meetings_have_a_day_a_kind_and_a_state() -> None:
    for one in meetings().values():
        assert one["weekday"] in WEEKDAYS
        assert one["kind"] in ("formal", "consultative", "electronic")
        assert one["state"] in ("draft", "published", "confirmed", "closed")
        assert (one["occurrence"] < 0) == (one["state"] == "closed"), "what lies behind is closed, and nothing else"


def test_items_are_of_a_kind_that_the_rules_of_procedure_know() -> None:
    assert set(preset("estonia").kinds.allowed) == KINDS
    assert {one["kind"] for one in items()} == KINDS, "each kind occurs"


def test_only_deciding_members_answer_and_each_once() -> None:
    for meeting in meetings().values():
        answers = meeting.get("answers", {})
        assert {*answers.get("rest", ()), *answers.get("rest_before_changes", ())} <= deciding(meeting)
        assert not set(answers.get("rest", ())) & set(answers.get("rest_before_changes", ()))
        for item in of(meeting["key"]):
            members = [one["member"] for one in item.get("positions", ())]
            recused = [one["member"] for one in item.get("recusals", ())]
            assert {*members, *recused} <= deciding(meeting), item["key"]
            assert len({*members, *recused}) == len(members) + len(recused), item["key"]
            assert set(item.get("speakers", ())) <= seated(meeting["body"], "speaker"), item["key"]


def test_this_week_shows_every_case() -> None:
    week = of("session-this")
    clear = [one for one in week if not opens(one) and one["complete"]]
    stances = {Stance(given["stance"]) for one in week for given in one["positions"]}
    assert len(week) == 26
    assert len(clear) == 20
    assert stances == set(Stance)
    assert [one["key"] for one in week if not one["complete"]] == ["energy-buildings"]
    assert sum(len(one.get("recusals", ())) for one in week) == 1
    assert any("access" in one for one in week)
    assert all(one["papers"] for one in week)


def test_three_papers_have_a_second_version_that_differs_in_every_language() -> None:
    changed = [paper for one in items() for paper in one.get("papers", ()) if len(paper["versions"]) > 1]
    assert len(changed) == 3
    for paper in changed:
        first, second = (version["text"] for version in paper["versions"])
        for language in first:
            assert first[language] != second[language], paper["key"]
            same = set(first[language].split("\n\n")) & set(second[language].split("\n\n"))
            assert same, f"{paper['key']} is not a small change"


def test_a_position_before_the_change_needs_a_change() -> None:
    for one in items():
        changed = any(len(paper["versions"]) > 1 for paper in one.get("papers", ()))
        for given in one.get("positions", ()):
            assert changed or not given.get("before_change"), one["key"]


def test_what_is_over_has_an_outcome_and_what_is_ahead_has_none() -> None:
    for one in items():
        over = meetings()[one["meeting"]]["state"] == "closed"
        assert over == ("outcome" in one or "carried_to" in one), one["key"]
        assert over or not {"way", "minutes", "votes", "decision", "because"} & set(one), one["key"]


def test_an_item_passed_without_debate_exactly_when_nobody_opened_it() -> None:
    for one in items():
        if "outcome" not in one:
            continue
        silent = one.get("way") == "without_debate"
        assert silent != opens(one), one["key"]
        assert silent != ("minutes" in one), f"{one['key']}: minutes belong to what was discussed"
        assert not silent or one["outcome"] == "adopted", one["key"]


def test_outcomes_bring_what_they_need() -> None:
    for one in items():
        if "outcome" not in one:
            continue
        assert one["outcome"] in DECIDED | SET_ASIDE, one["key"]
        assert ("decision" in one) == (one["outcome"] == "amended"), one["key"]
        assert ("because" in one) == (one["outcome"] in SET_ASIDE), one["key"]
        assert ("votes" in one) != ("secret_votes" in one) or one.get("way") != "by_vote", one["key"]
        assert not {"votes", "secret_votes"} & set(one) or one["way"] == "by_vote", one["key"]


def test_votes_are_those_of_everybody_present_and_carry_what_is_written() -> None:
    voted = [one for one in items() if "votes" in one]
    assert len(voted) >= 2
    for one in voted:
        meeting = meetings()[one["meeting"]]
        assert set(one["votes"]) == deciding(meeting) - set(meeting["absent"]), one["key"]
        assert set(one["votes"].values()) <= {choice.value for choice in Choice}
        in_favour = sum(choice == Choice.FOR for choice in one["votes"].values())
        assert (in_favour * 2 > len(one["votes"])) == (one["outcome"] == "adopted"), one["key"]


def test_a_motion_is_by_a_member_and_voted_on_where_the_meeting_is_over() -> None:
    found = [(one, motion) for one in items() for motion in one.get("motions", ())]
    over = [motion for one, motion in found if meetings()[one["meeting"]]["state"] == "closed"]
    assert over
    assert len(over) < len(found)
    for one, motion in found:
        meeting = meetings()[one["meeting"]]
        assert motion["member"] in deciding(meeting) - set(meeting.get("absent", ())), one["key"]
        assert ("votes" in motion) == (meeting["state"] == "closed"), one["key"]
    for one, motion in found:
        if "votes" in motion:
            meeting, votes = meetings()[one["meeting"]], motion["votes"]
            assert set(votes) == deciding(meeting) - set(meeting["absent"]), one["key"]
            carried = list(votes.values()).count("for") * 2 > len(votes)
            assert carried == (one["outcome"] == "amended" and one["decision"] == motion["text"]), one["key"]


def test_a_secret_ballot_is_on_a_person_and_as_many_vote_as_are_present() -> None:
    secret = [one for one in items() if "secret_votes" in one]
    assert secret
    for one in secret:
        meeting, votes = meetings()[one["meeting"]], one["secret_votes"]
        law = rules_of(meeting["body"]).secret_ballot
        assert law is not None
        assert one["kind"] in law.kinds, one["key"]
        assert sum(votes.values()) == len(deciding(meeting) - set(meeting["absent"])), one["key"]
        assert (votes["for"] > votes["against"]) == (one["outcome"] == "adopted"), one["key"]


def test_a_closed_part_is_of_a_public_meeting_and_of_what_was_discussed() -> None:
    closed = [one for one in items() if one.get("closed_part")]
    assert closed
    for one in closed:
        meeting = meetings()[one["meeting"]]
        law = rules_of(meeting["body"])
        assert law.parts is not None
        assert not law.meeting_kinds.formal.closed
        assert one.get("way") != "without_debate", one["key"]


def test_what_is_carried_over_was_opened_in_an_electronic_session_and_goes_to_a_draft() -> None:
    carried = [one for one in items() if "carried_to" in one]
    assert carried
    for one in carried:
        assert opens(one)
        assert meetings()[one["meeting"]]["kind"] == "electronic"
        assert meetings()[one["carried_to"]]["state"] == "draft"


def test_a_pause_is_before_an_item_that_was_discussed() -> None:
    paused = [one for one in meetings().values() if "pause" in one]
    assert paused
    for one in paused:
        (item,) = [item for item in of(one["key"]) if item["key"] == one["pause"]["before"]]
        assert one["state"] == "closed"
        assert item.get("way") != "without_debate"
        assert one["pause"]["days"] >= 1


def test_who_is_invited_to_an_item_has_no_seat_in_its_body() -> None:
    found = [(one, guest) for one in items() for guest in one.get("invited", ())]
    assert found
    for one, guest in found:
        body = meetings()[one["meeting"]]["body"]
        assert guest["person"] not in seated(body, "chair", "member", "secretary", "speaker")


def test_papers_are_of_a_known_kind() -> None:
    for one in items():
        for paper in one.get("papers", ()):
            assert paper["kind"] in ("draft_act", "memorandum", "attachment"), paper["key"]
            assert paper["versions"]
