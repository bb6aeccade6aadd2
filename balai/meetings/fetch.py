"""Fetching what a reader may see of the sitting.

What it hangs on is asked for even where there is no such thing: a hidden thing takes as long as one that is not there.
"""

from uuid import UUID

from django.db.models import Max
from django.http import Http404
from django.utils.translation import gettext as _

from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem
from balai.agenda.motions.models import Motion
from balai.agenda.queries import item_for, meeting_for
from balai.ledger.events import read
from balai.ledger.models import Entry
from balai.meetings.models import BallotBox, HallLink, Speech, Voting
from balai.people.models import Person
from balai.people.standing import Standing
from balai.rules import motions
from balai.rules.speakers import law_of
from balai.rules.undoing import GIVEN_BACK
from balai.verdict import Refused, not_now

LOOKED_BACK = 2_000  # entries: a tap whose answer was lost comes again within minutes


def voting_for(person: Person, pk: UUID) -> tuple[Voting, Standing]:
    """The vote and the reader's standing; refused as its item would be."""
    voting = Voting.objects.select_related("meeting__body", "item").filter(pk=pk).first()
    _item, who = item_for(person, voting.item_id if voting else pk)
    if voting is None:
        raise Http404
    return voting, who


def box_for(person: Person, pk: UUID) -> BallotBox:
    """The published box of a secret vote; refused as its item would be, and 404 while there is none."""
    voting, _who = voting_for(person, pk)
    found = BallotBox.objects.filter(voting=voting).first()
    if found is None:
        raise Http404
    return found


def speech_for(person: Person, pk: UUID) -> tuple[Speech, Standing]:
    """A speech, asked for or given, and the reader's standing; refused as its item would be."""
    speech = (
        Speech.objects.select_related("meeting__body", "item", "seat", "invitation", "person").filter(pk=pk).first()
    )
    _item, who = item_for(person, speech.item_id if speech else pk)
    if speech is None:
        raise Http404
    return speech, who


def given_back(person: Person, pk: UUID) -> AgendaItem | None:
    """The item on whose list of speakers this person has just given this place back; its row is gone.

    Raises:
        Http404: the item is not this person's to see any more.
    """
    last = Entry.objects.aggregate(last=Max("index"))["last"] or 0
    lately = Entry.objects.filter(act=GIVEN_BACK, index__gt=last - LOOKED_BACK)
    mine = (one for one in read(lately) if one.by == str(person.pk) and one.opening is not None)
    item = next((one.about for one in mine if one.content.get("speech") == str(pk)), None)
    waits_again = Speech.objects.filter(pk=pk).exists()  # asked in any case: what is hidden takes as long
    return item_for(person, UUID(item))[0] if item and not waits_again else None


def locked_speech(speech: Speech, by: Person) -> tuple[Speech, Standing]:
    """The speech as it is now, and who acts; its meeting and item are locked first, as everywhere.

    Raises:
        Refused: it was taken off the list meanwhile; whoever may not open the item does nothing with it.
    """
    item, who = locked_item(speech.item, by)
    of_whom = ("seat__person", "invitation__person", "person")
    found = Speech.objects.select_related(*of_whom).filter(pk=speech.pk).first()
    if found is None:
        raise Refused(not_now(_("This person is no longer on the list of speakers."), law_of(who.body.rules).rule))
    found.item, found.meeting = item, item.meeting
    return found, who


def motion_for(person: Person, pk: UUID) -> tuple[Motion, Standing]:
    """A motion and the reader's standing; refused as its item would be."""
    motion = Motion.objects.select_related("item", "seat__person", "proposed_by").filter(pk=pk).first()
    item, who = item_for(person, motion.item_id if motion else pk)
    if motion is None:
        raise Http404
    motion.item = item
    return motion, who


def locked_motion(motion: Motion, by: Person) -> tuple[Motion, Standing]:
    """The motion as it is now, and who acts; its meeting and item are locked first, as everywhere.

    Raises:
        Refused: it went elsewhere with its item meanwhile; whoever may not open the item does nothing with it.
    """
    item, who = locked_item(motion.item, by)
    found = Motion.objects.select_related("seat__person", "proposed_by").filter(pk=motion.pk, item=item).first()
    if found is None:
        gone = _("This motion has gone to another meeting with its item.")
        raise Refused(not_now(gone, motions.law_of(who.body.rules).rule))
    found.item = item
    return found, who


def hall_link_for(person: Person, pk: UUID) -> tuple[HallLink, Standing]:
    """A link for the room's machine and the reader's standing; refused as its meeting would be."""
    link = HallLink.objects.select_related("meeting__body").filter(pk=pk).first()
    _meeting, who = meeting_for(person, link.meeting_id if link else pk)
    if link is None:
        raise Http404
    return link, who
