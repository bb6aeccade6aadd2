"""Nothing gives a hidden thing away: seeded words are looked for in every page, stream, proof and error that each
reader can reach, and who is not shown an item sees, to the letter, what they would see if it did not exist.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urldefrag
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from balai import clock
from balai.agenda.actions.add_item import ItemDraft, add_item
from balai.agenda.actions.add_paper import add_paper
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.convene import convene
from balai.agenda.actions.edit_item import edit_item
from balai.agenda.actions.publish_agenda import publish_agenda
from balai.agenda.actions.restrict import restrict_item
from balai.agenda.models import AgendaItem, Meeting, PaperKind
from balai.decisions.models import Decision, Outcome
from balai.live.news import last_announced
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.take_up import take_up
from balai.minutes.actions.answer_objection import answer_objection
from balai.minutes.actions.circulate_minutes import circulate_minutes
from balai.minutes.actions.confirm_minutes import confirm_minutes
from balai.minutes.actions.object_to_minutes import object_to_minutes
from balai.minutes.actions.write_minutes import write_minutes
from balai.people.actions.clear import clear
from balai.people.models import Body
from balai.programme.actions.assign_task import assign_task
from balai.programme.actions.set_goal import set_goal
from balai.programme.actions.tie_item import tie_item
from balai.programme.models import Goal
from balai.rules.access import Clearance, Level, Restriction
from balai.rules.stance import Stance
from tests.access.making import a_goal
from tests.factories import Cast, items_of, make_cast, mark
from tests.minutes import after_the_term
from tests.records import signed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

READERS = ("nobody", "olga", "nils", "marin", "pia", "sara", "kai")
CLEARED = ("marin", "sara", "kai")
BODY = {"nils", "marin", "pia", "sara", "kai"}
EVERYBODY = set(READERS)
# level: who reads the whole, where members need a clearance
WHOLE = {
    Level.PUBLIC: EVERYBODY,
    Level.EMBARGOED: BODY,
    Level.INTERNAL: BODY,
    Level.RESTRICTED: {"marin", "sara", "kai"},
    Level.NAMED: {"nils", "sara", "kai"},
}
PAPER = "paper"  # an open item with one paper for those who are cleared


def title_word(what: str) -> str:
    return f"Qtitle{what}"


def inside_word(what: str) -> str:
    """Stands in summary, ask, paper, opinion, task and decision."""
    return f"Qinside{what}"


@dataclass
class Hiding:
    cast: Cast
    meetings: dict[str, Meeting] = field(default_factory=dict)
    goal: Goal | None = None

    def restriction(self, level: Level) -> Restriction:
        readers = frozenset(str(self.cast.people[name].pk) for name in WHOLE[Level.NAMED])
        ends = clock.now() + timedelta(days=100)
        clearance = Clearance.SECRET if level == Level.RESTRICTED else Clearance.NONE
        if level == Level.PUBLIC:
            return Restriction()
        return Restriction(level, "§ 1", ends, clearance, readers if level == Level.NAMED else frozenset())

    def add(self, meeting: Meeting, level: Level) -> AgendaItem:
        sara, words = self.cast.sara, {"en": inside_word(level)}
        draft = ItemDraft(
            title={"en": title_word(level)},
            summary=words,
            ask=words,
            section=words if level != Level.PUBLIC else {},
            kind="order",
            complete=True,
            submitter_name=inside_word(level),
            access=self.restriction(level),
        )
        item = add_item(meeting, draft, by=sara)
        add_paper(item, kind=PaperKind.MEMORANDUM, title=words, text=words, by=sara)
        assert self.goal is not None
        tie_item(item, goal=self.goal, by=sara)
        return item

    def items(self, state: str) -> dict[str, AgendaItem]:
        return {item.access: item for item in items_of(self.meetings[state])}


def hide(inside: str, outside: str, *states: str) -> Hiding:
    """A meeting in each of these states, each with an item at each level; answered, and in the last decided."""
    cast = make_cast()
    text = cast.body.rules_text.replace("members_by_office = true", "members_by_office = false")
    text = text.replace("[minutes]\n", "[minutes]\npublished = true\n")
    text = text.replace('inside = "title"', f'inside = "{inside}"').replace(
        'outside = "nothing"', f'outside = "{outside}"'
    )
    cast.body.rules_text = text
    Body.objects.filter(pk=cast.body.pk).update(rules_text=text)
    for name in CLEARED:
        clear(cast.people[name], level=Clearance.SECRET, by=cast.root)
        cast.people[name].refresh_from_db()
    found = Hiding(cast)
    found.goal = set_goal(cast.body, a_goal("1"), responsible=cast.organizations["finance"], by=cast.sara)
    for state in states:
        found.meetings[state] = _meeting(found, state)
    return found


def _meeting(found: Hiding, state: str) -> Meeting:
    cast = found.cast
    meeting = convene(cast.body, starts_at=clock.now() + timedelta(days=2), by=cast.sara)
    for level in Level:
        found.add(meeting, level)
    open_item = items_of(meeting)[0]
    add_paper(
        open_item,
        kind=PaperKind.ATTACHMENT,
        title={"en": title_word(PAPER)},
        text={"en": inside_word(PAPER)},
        by=cast.sara,
        access=found.restriction(Level.RESTRICTED),
    )
    if state == "draft":
        return meeting
    publish_agenda(meeting, by=cast.sara)
    for item in items_of(meeting):
        stance = Stance.OBJECTION if item.access == Level.NAMED else Stance.NO_OBJECTION
        mark(cast, "kai", item, stance, opinion=inside_word(item.access))
    if state == "published":
        return meeting
    confirm_agenda(meeting, by=cast.kai)
    if state == "confirmed":
        return meeting
    note_all_present(meeting, by=cast.sara)
    open_meeting(meeting, by=cast.kai)
    named = items_of(meeting)[-1]
    take_up(named, by=cast.kai)
    if state == "closed":
        decide(named, outcome=Outcome.AMENDED, text={"en": inside_word(Level.NAMED)}, by=cast.kai)
        adopt_block(meeting, by=cast.kai)
        close_meeting(meeting, by=cast.kai)
        for decision in Decision.objects.filter(item__meeting=meeting):
            assign_task(
                cast.body,
                title={"en": inside_word(decision.item.access)},
                responsible=cast.organizations["finance"],
                due=clock.now().date(),
                by=cast.sara,
                decision=decision,
                goal=found.goal,
            )
        _minutes(found, meeting)
        signed()
    meeting.refresh_from_db()
    return meeting


def _minutes(found: Hiding, meeting: Meeting) -> None:
    """Confirmed, with a remark to each item, and an objection with its correction."""
    cast = found.cast
    for item in items_of(meeting):
        write_minutes(meeting, {"en": inside_word(item.access)}, item=item, by=cast.kai)
    circulate_minutes(meeting, by=cast.sara)
    for item in items_of(meeting):
        words = inside_word(item.access)
        objection = object_to_minutes(meeting, words, seat=cast.seats["kai"], item=item, by=cast.kai)
        answer_objection(objection, accepted=True, correction={"en": words}, by=cast.kai)
    after_the_term(meeting, lambda: confirm_minutes(meeting, by=cast.kai))


def as_reader(cast: Cast, name: str) -> Client:
    client = Client(raise_request_exception=True)
    if name != "nobody":
        client.force_login(cast.people[name])
    return client


LINK = re.compile(r'(?:href|src|hx-get|data-live)="(/[^"]*)"')
LEFT_OUT = ("/static/", "/live/", "/sign-", "/my/")


def crawl(client: Client) -> Iterator[tuple[str, str]]:
    """Every page that a reader comes to by following links, and what it says."""
    waiting, seen = ["/", "/public/", "/programme/", "/record/"], set()
    while waiting:
        path = urldefrag(waiting.pop().replace("&amp;", "&"))[0]
        if path in seen or path.startswith(LEFT_OUT):
            continue
        seen.add(path)
        for headers in ({}, {"HX-Request": "true"}) if "/items/" in path else ({},):
            response = client.get(path, headers=headers)
            said = b"".join(response).decode(errors="replace") if response.streaming else response.content.decode()
            yield path, said
            if response.status_code == 302:
                waiting.append(response["Location"])
            waiting += LINK.findall(said)


def straight_to(found: Hiding, item: AgendaItem) -> Iterator[str]:
    """Addresses that nobody is told, tried all the same."""
    for name in ("item", "item-row", "edit-item", "item-access", "withdraw-item", "add-paper"):
        yield reverse(name, args=[item.pk])
    for paper in item.papers.all():
        yield reverse("renew-paper", args=[paper.pk])
        yield reverse("paper-access", args=[paper.pk])
    decision = Decision.objects.filter(item=item).first()
    if decision:
        for name in ("decision", "decision-proof", "public-decision", "public-decision-proof"):
            yield reverse(name, args=[decision.pk])


def everything_said(found: Hiding, name: str) -> dict[str, str]:
    client = as_reader(found.cast, name)
    said = dict(crawl(client))
    for state in found.meetings:
        for item in found.items(state).values():
            said |= {path: client.get(path).content.decode() for path in straight_to(found, item)}
    return said


def where(said: dict[str, str], word: str) -> list[str]:
    return [path for path, text in said.items() if word in text]


# Pages are the same on either database; what they ask, the table of queries holds on both (tests/access).
of_pages = pytest.mark.sqlite_only


@of_pages
@pytest.mark.parametrize(("inside", "outside"), [("title", "title"), ("nothing", "nothing")])
def test_no_page_says_a_word_of_what_its_reader_may_not_read(inside, outside):
    found = hide(inside, outside, "published", "closed")
    for name in READERS:
        said = everything_said(found, name)
        assert len(said) > 10, name
        assert any("/minutes/" in path for path in said), "the minutes are among what everybody reads"
        for level in Level:
            reads = name in WHOLE[level]
            assert bool(where(said, inside_word(level))) == reads, (name, level, where(said, inside_word(level)))
            titled = inside if name in BODY else outside
            shows_title = reads or (level != Level.EMBARGOED and titled == "title")
            assert bool(where(said, title_word(level))) == shows_title, (name, level, where(said, title_word(level)))
        assert bool(where(said, inside_word(PAPER))) == (name in CLEARED), name
        assert bool(where(said, title_word(PAPER))) == (name in CLEARED or (name in BODY and inside == "title")), name


@pytest.mark.parametrize("screen", ["agenda", "meeting", "public"])
def test_no_stream_says_a_word_of_it(screen, watch):
    found = hide("title", "nothing", "open")
    cast, meeting = found.cast, found.meetings["open"]
    since = last_announced()
    for level, item in found.items("open").items():
        if level != Level.NAMED:  # it is taken up already
            take_up(item, by=cast.kai)
    readers = [None] if screen == "public" else [cast.nils, cast.marin, cast.pia]
    for reader in readers:
        name = reader.username if reader else "nobody"
        said = watch(screen, meeting.pk, reader, since=since).next().data
        for level in Level:
            if name not in WHOLE[level]:
                assert inside_word(level) not in said, (name, level)
        assert inside_word(Level.PUBLIC) in said or title_word(Level.PUBLIC) in said


def test_a_screen_that_shows_more_than_it_may_is_ended_before_anything_is_sent(watch):
    found = hide("title", "nothing", "published")
    cast, item = found.cast, found.items("published")[Level.PUBLIC]
    stream = watch("agenda", found.meetings["published"].pk, cast.pia)
    restrict_item(item, found.restriction(Level.RESTRICTED), by=cast.sara)
    edit_item(item, {"summary": {"en": "Qlate"}, "title": {"en": "Qlater"}}, by=cast.sara)
    assert "Qlate" not in "".join(event.data for event in stream.to_its_end())


UUID_IN_TEXT = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
TOKEN = re.compile(
    r'(name="csrfmiddlewaretoken" value|data-csrf|content)="[^"]{40,}"|hx-headers=\'[^\']*\'| nonce="[^"]*"'
)


def plain(text: str) -> str:
    """Without what differs from request to request."""
    return TOKEN.sub("", text)


STATES = ("published", "confirmed", "open")
INSIDE = (
    "/",
    "/meetings/{}/minutes/",
    "/meetings/{}/agenda/",
    "/meetings/{}/agenda/?order=official",
    "/meetings/{}/meeting/",
    "/programme/",
)
OUTSIDE = ("/public/", "/public/meetings/{}/", "/public/programme/", "/public/decisions/")
PAGES = {"kai": INSIDE, "pia": INSIDE, "nobody": OUTSIDE}


@of_pages
def test_who_is_not_shown_an_item_sees_what_they_would_see_without_it():
    """To the letter: no count, no gap in the numbers, no minute in the forecast."""
    found = hide("nothing", "nothing", *STATES)
    seen = pages_of(found)
    for state in STATES:
        items = found.items(state)
        for level in (Level.RESTRICTED, Level.NAMED):
            items[level].delete()
    changed = {name for (name, _path), text in pages_of(found).items() if seen[name, _path] != text}
    assert changed == {"kai"}, "and only who reads them sees that they are gone"
    for state in STATES:
        for level in (Level.INTERNAL, Level.EMBARGOED):
            found.items(state)[level].delete()
    changed = {name for (name, _path), text in pages_of(found).items() if seen[name, _path] != text}
    assert changed == {"kai", "pia"}


def pages_of(found: Hiding) -> dict[tuple[str, str], str]:
    shown = {}
    for name, pages in PAGES.items():
        client = as_reader(found.cast, name)
        for page in pages:
            for state in STATES:
                path = page.format(found.meetings[state].pk)
                shown[name, path] = plain(client.get(path).content.decode())
    return shown


@of_pages
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_hidden_thing_answers_as_one_that_does_not_exist(method):
    found = hide("nothing", "nothing", "closed")
    client = as_reader(found.cast, "pia")
    for level in (Level.RESTRICTED, Level.NAMED):
        item = found.items("closed")[level]
        for path in straight_to(found, item):
            other = UUID_IN_TEXT.sub(str(uuid4()), path)
            there, nowhere = getattr(client, method)(path), getattr(client, method)(other)
            assert there.status_code == nowhere.status_code in (404, 405), path
            said = [UUID_IN_TEXT.sub("", plain(one.content.decode())) for one in (there, nowhere)]
            assert said[0] == said[1], path
            assert there.headers.keys() == nowhere.headers.keys()
