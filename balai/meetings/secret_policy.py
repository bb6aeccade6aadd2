"""Who votes secretly and when a box is opened: by the body's rules on secret ballots."""

from django.utils.translation import gettext as _

from balai.agenda.models import AgendaItem
from balai.meetings.ballots.engines import ENGINES
from balai.people.standing import Standing
from balai.rules.procedure import SecretBallotRules
from balai.rules.voting import secret_for
from balai.verdict import Verdict, forbidden, not_now, yes


def law_of(who: Standing) -> SecretBallotRules | None:
    return who.body.rules.secret_ballot


def may_be_secret(who: Standing, item: AgendaItem, *, able: int) -> Verdict:
    """For the kinds of items that the rules name, with enough voters to hide among.

    Args:
        able: how many can vote.
    """
    law = law_of(who)
    if law is None:
        return not_now(_("The rules of this body know no secret ballot."), who.body.rules.majority.rule)
    if not secret_for(who.body.rules, item.kind):
        return not_now(_("By the rules of this body a matter of this kind is not voted on secretly."), law.rule)
    if able < law.least_votes:
        said = _("A secret ballot needs %(least)s voters: with fewer there is too little to hide in.")
        return not_now(said % {"least": law.least_votes}, law.rule)
    if not ENGINES[law.engine].available():
        return not_now(_("The counting engine that the rules name is not installed on this server."), law.rule)
    return yes(rule=law.rule)


def may_put_in(who: Standing, verdict: Verdict, *, given: bool, elsewhere: bool) -> Verdict:
    """Once: what is in the box stays in it, whoever leaves a seat afterwards.

    Args:
        verdict: whether this seat votes here at all.
        given: it has.
        elsewhere: this person has voted from another seat.
    """
    law = law_of(who)
    rule = law.rule if law else verdict.rule
    if not verdict:
        return verdict
    if given:
        return not_now(
            _("This seat has voted. A secret vote cannot be changed: nobody can tell which one it is."), rule
        )
    if elsewhere and not who.body.rules.substitution.second_vote:
        return forbidden(_("Standing in for another gives no second vote."), who.body.rules.substitution.rule)
    return yes(rule=rule)


def may_open_box(who: Standing, *, given: int, in_box: int) -> Verdict:
    """Enough votes to hide among, and as many ballots in the box as seats that have voted."""
    law = law_of(who)
    rule = law.rule if law else who.body.rules.majority.rule
    least = law.least_votes if law else 0
    if given < least:
        said = _("%(given)s have voted, %(least)s are needed before the box is opened. Wait, or break the vote off.")
        return not_now(said % {"given": given, "least": least}, rule)
    if given != in_box:
        said = _("%(given)s have voted and %(found)s ballots are in the box: it is not counted. Break the vote off.")
        return not_now(said % {"given": given, "found": in_box}, rule)
    return yes(rule=rule)


def spoilt(who: Standing) -> Verdict:
    """A box that is not what was put into it."""
    law = law_of(who)
    said = _("The ballot box was tampered with, or its keys are gone: it is not counted. Break the vote off.")
    return not_now(said, law.rule if law else who.body.rules.majority.rule)


def no_ballot_left(who: Standing) -> Verdict:
    """So many seats were filled while the vote was open that the ballots made at its opening do not suffice."""
    law = law_of(who)
    said = _("All ballots that were made when this vote was opened have been used. Break it off and open it again.")
    return not_now(said, law.rule if law else who.body.rules.majority.rule)


def not_started(law: SecretBallotRules) -> Verdict:
    """The engine could not make the keys of this ballot."""
    return not_now(_("The counting engine did not start: no secret ballot can be opened now."), law.rule)
