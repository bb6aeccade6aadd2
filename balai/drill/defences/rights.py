"""Defences of who may read and do what."""

from dataclasses import replace
from typing import Any

from balai.drill.switches import Off, always_yes, defence, instead, swap


@defence("own-body-only", "Who does not belong to a body finds nothing of it, as if it were not there.")
def own_body_only(off: Off) -> None:
    from balai.agenda import policy
    from balai.people.standing import Standing

    belongs = Standing.belongs.fget  # type: ignore[attr-defined]
    Standing.belongs = property(lambda self: off() or belongs(self))  # type: ignore[assignment]
    swap(policy, "may_read", off, always_yes)


@defence("stream-asks-who", "A live stream of what is not public is for people who are signed in.")
def stream_asks_who(off: Off) -> None:
    from balai.live.screens import SCREENS
    from balai.people.standing import Audience, Sight

    for name, screen in list(SCREENS.items()):
        admit = screen.admit

        def either(person: Any, meeting: Any, admit: Any = admit) -> Any:
            return Sight(Audience.SECRETARIAT) if off() and person is None else admit(person, meeting)

        SCREENS[name] = replace(screen, admit=either)


@defence("chair-leads", "Only the chair opens, adopts, decides and closes, and sees the console.")
def chair_leads(off: Off) -> None:
    from balai.meetings import policy
    from balai.people.standing import Standing

    is_chair = Standing.is_chair.fget  # type: ignore[attr-defined]
    Standing.is_chair = property(lambda self: off() or is_chair(self))  # type: ignore[assignment]
    swap(policy, "may_lead", off, always_yes)


@defence("secretary-builds", "Only the secretary builds the agenda, and only until it is confirmed.")
def secretary_builds(off: Off) -> None:
    from balai.agenda import policy
    from balai.agenda.secretariat import policy as secretariat

    swap(policy, "may_build", off, always_yes)
    swap(secretariat, "may_watch", off, always_yes)


@defence("chair-confirms", "Only the chair confirms the agenda and reopens it, before the meeting.")
def chair_confirms(off: Off) -> None:
    from balai.agenda import policy

    swap(policy, "may_confirm", off, always_yes)
    swap(policy, "may_reopen_agenda", off, always_yes)


@defence("members-vote", "Only members who are present vote, each once, while the vote is open.")
def members_vote(off: Off) -> None:
    from balai.meetings import voting_policy

    swap(voting_policy, "may_vote", off, always_yes)


@defence("own-seats-only", "An answer counts for the seats of the person who gives it.")
def own_seats_only(off: Off) -> None:
    from balai.people.models import Membership
    from balai.people.standing import Standing

    def any_seat(original: Any, self: Any, pk: str | None = None) -> Any:
        return original(self, pk) or Membership.objects.filter(pk=str(pk)).first()

    def any_own_seat(original: Any, self: Any, pk: str | None = None) -> Any:
        return original(self, pk) or (self.own or (None,))[0]

    swap(Standing, "seat", off, lambda original, self, pk=None: (any_seat if pk else any_own_seat)(original, self, pk))
    swap(Standing, "holds", off, instead(True))


@defence("deciding-seats-only", "A seat with the right to speak gives no position and no vote.")
def deciding_seats_only(off: Off) -> None:
    from balai.people.models import Membership
    from balai.people.standing import Standing

    decides = Membership.decides.fget  # type: ignore[attr-defined]
    Membership.decides = property(lambda self: off() or decides(self))  # type: ignore[assignment]
    seats = Standing.seats.fget  # type: ignore[attr-defined]
    Standing.seats = property(  # type: ignore[assignment]
        lambda self: (*self.own, *self.stands_in) if off() else seats(self)
    )


@defence("dates-of-seats", "A seat and a substitution count from their first to their last moment.")
def dates_of_seats(off: Off) -> None:
    from balai.people import standing

    swap(standing, "_holds", off, instead(True))


@defence("ended-substitution", "A substitution that was ended gives nothing any more.")
def ended_substitution(off: Off) -> None:
    from balai.people import standing
    from balai.people.models import Substitution

    def with_ended(original: Any, person: Any, body: Any) -> Any:
        own, _in_force, *others = original(person, body)
        stood = Substitution.objects.filter(absent__body=body, substitute=person)
        return own, tuple(stood.select_related("absent__organization", "absent__person")), *others

    swap(standing, "_seats", off, with_ended)


@defence("one-vote-a-person", "Standing in for another gives no second vote where the rules give none.")
def one_vote_a_person(off: Off) -> None:
    from balai.meetings import voting_policy

    swap(voting_policy, "_sits", off, lambda original, who, attendance, verdict, counts: verdict)


@defence("fields-by-name", "A form changes the fields that it names, and nothing else.")
def fields_by_name(off: Off) -> None:
    from balai.agenda.models import AgendaItem
    from balai.agenda.secretariat.item_form import ItemForm

    def and_whatever_else(original: Any, self: Any) -> Any:
        names = {field.attname for field in AgendaItem._meta.concrete_fields} - {"id", "meeting_id"}
        sent = {name: self.data[name] for name in names if name in self.data and name not in self.fields}
        AgendaItem.objects.filter(pk__in=self.data.getlist("id")).update(**sent)
        return original(self)

    swap(ItemForm, "changes", off, and_whatever_else)


@defence("notes-are-private", "A private note is its writer's alone.")
def notes_are_private(off: Off) -> None:
    from balai.agenda import queries
    from balai.agenda.models import PrivateNote

    def anybodys(original: Any, person: Any, item: Any) -> str:
        return " ".join(PrivateNote.objects.filter(item=item).values_list("text", flat=True))

    swap(queries, "note_of", off, anybodys)


@defence("positions-by-the-rules", "Who has only the right to speak does not see what the members say.")
def positions_by_the_rules(off: Off) -> None:
    from balai.agenda import policy

    swap(policy, "audience_sees_positions", off, instead(True))


@defence("ended-mandate", "A mandate that was revoked gives its adviser nothing any more.")
def ended_mandate(off: Off) -> None:
    from balai.people import standing
    from balai.people.models import Mandate

    def with_ended(original: Any, person: Any, body: Any) -> Any:
        *others, _in_force = original(person, body)
        given = Mandate.objects.filter(seat__body=body, adviser=person)
        return *others, tuple(given.select_related("seat__organization", "seat__person"))

    swap(standing, "_seats", off, with_ended)


@defence("own-floor-only", "Members ask for the floor and give it back for themselves.")
def own_floor_only(off: Off) -> None:
    from balai.meetings import speaking_policy

    swap(speaking_policy, "may_note_speakers", off, always_yes)


@defence("circulated-minutes-stand", "Minutes that were circulated are changed by corrections alone.")
def circulated_minutes_stand(off: Off) -> None:
    from balai.minutes import policy

    swap(policy, "may_write", off, always_yes)


@defence("hall-link-by-secret", "A link to a hall screen opens its own meeting, while it stands.")
def hall_link_by_secret(off: Off) -> None:
    from balai.agenda.models import Meeting
    from balai.meetings import hall_screen
    from balai.meetings.models import HallLink

    def any_secret(original: Any, secret: str, pk: Any = None) -> Any:
        shown = pk or HallLink.objects.latest("made_at").meeting_id
        return Meeting.objects.select_related("body", "chaired_by").get(pk=shown)

    swap(hall_screen, "meeting_of_link", off, any_secret)
