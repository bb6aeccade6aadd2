"""balai people enrol | invite | clear | link | unlink | shut-out | let-in | end-sessions | place"""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:  # Django is not set up yet when this file is read
    from datetime import datetime

    from balai.people.models import Body, Person

ADDRESS = "Where people reach this site, such as https://cabinet.example; otherwise the first of BALAI_HOSTS."


@click.group("people")
def people_group() -> None:
    """Who may sign in. Everything done here stands in the record, in the name of the console."""


@people_group.command()
@click.argument("username")
@click.option("--name", required=True, help="The name as it stands on pages.")
@click.option("--language", default="en", show_default=True)
@click.option("--email", default="")
@click.option("--address", help=ADDRESS)
def enrol(username: str, name: str, language: str, email: str, address: str | None) -> None:
    """Enrol a person and print the link by which they set up how they sign in."""
    _prepare()
    from re import fullmatch

    from django.conf import settings

    from balai.people.actions.enrol import enrol
    from balai.people.console import console
    from balai.people.models import Person

    if not (username.isascii() and fullmatch(r"[\w-]{1,80}", username)):
        raise click.BadParameter("a user name has letters, digits, - and _ (80 at most)", param_hint="USERNAME")
    if language not in dict(settings.LANGUAGES):
        raise click.BadParameter(f"one of {', '.join(dict(settings.LANGUAGES))}", param_hint="--language")
    if Person.objects.filter(username=username).exists():
        raise click.ClickException(f"There is a {username} already.")
    person = enrol(username, name=name, email=email, language=language, by=console())
    _invite(person, 72, address, afresh=False)


@people_group.command()
@click.argument("username")
@click.option("--hours", default=72, show_default=True, type=click.IntRange(1, 24 * 14), help="How long it works.")
@click.option("--afresh", is_flag=True, help="A device was lost: end all keys and sessions that there are.")
@click.option("--address", help=ADDRESS)
def invite(username: str, hours: int, address: str | None, *, afresh: bool) -> None:
    """Print a link that works once: by it the person adds a passkey, or a password with one-time codes."""
    _prepare()
    _invite(_person(username), hours, address, afresh=afresh)


@people_group.command("shut-out")
@click.argument("username")
def shut_out(username: str) -> None:
    """From now on this person cannot sign in; their sessions end at once."""
    _prepare()
    from balai.people.actions.shut_out import shut_out
    from balai.people.console import console

    shut_out(_person(username), by=console())
    click.echo(f"{username} is shut out.")


@people_group.command("let-in")
@click.argument("username")
def let_in(username: str) -> None:
    """Take back a shut-out."""
    _prepare()
    from balai.people.actions.let_in_again import let_in_again
    from balai.people.console import console

    let_in_again(_person(username), by=console())
    click.echo(f"{username} can sign in again.")


@people_group.command()
@click.argument("username")
@click.option(
    "--level",
    required=True,
    type=click.Choice(["none", "restricted", "confidential", "secret", "top_secret"]),
    help="What the person may be trusted with; none takes it away.",
)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day of the clearance.")
def clear(username: str, level: str, until: "datetime | None") -> None:
    """Enter what a person is cleared for, on the word of the authority that vets people."""
    _prepare()
    from datetime import UTC, timedelta

    from balai.people.actions.clear import clear
    from balai.people.console import console
    from balai.rules.access import Clearance
    from balai.verdict import Refused

    ends = until.replace(tzinfo=UTC) + timedelta(days=1) if until else None
    try:
        clear(_person(username), level=Clearance[level.upper()], ends=ends, by=console())
    except Refused as refused:
        raise click.ClickException(refused.verdict.sentence) from None
    click.echo(f"{username} is cleared: {level.replace('_', ' ')}.")


@people_group.command("end-sessions")
@click.argument("username")
def end_sessions(username: str) -> None:
    """Sign a person out everywhere."""
    _prepare()
    from balai.people.actions.end_sessions import end_sessions
    from balai.people.console import console

    ended = end_sessions(_person(username), by=console(), because="ended_by_hand")
    click.echo(f"Sessions ended: {ended}.")


@people_group.command()
@click.argument("username")
@click.option("--subject", required=True, help="How the identity provider names this person (the claim 'sub').")
def link(username: str, subject: str) -> None:
    """Let a person sign in by the identity provider (BALAI_OIDC_ISSUER)."""
    _prepare()
    from balai.people.actions.link_identity import link_identity
    from balai.people.console import console
    from balai.verdict import Refused

    try:
        link_identity(_person(username), provider="state", subject=subject, by=console())
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    click.echo(f"{username} can sign in by the identity provider.")


@people_group.command()
@click.argument("username")
def unlink(username: str) -> None:
    """Take that back."""
    _prepare()
    from balai.people.actions.link_identity import unlink_identities
    from balai.people.console import console

    click.echo(f"Links removed: {unlink_identities(_person(username), by=console())}.")


@people_group.command()
@click.argument("body")
@click.option("--under", metavar="BODY", help="The body that confirms its results; without it the body stands alone.")
def place(body: str, under: str | None) -> None:
    """Place a body (by its short name in addresses) under another one, such as a committee under the cabinet."""
    _prepare()
    from balai.people.actions.place_under import place_under
    from balai.people.console import console
    from balai.verdict import Refused

    try:
        place_under(_body(body), _body(under) if under else None, by=console())
    except Refused as refused:
        raise click.ClickException(refused.verdict.sentence) from None
    click.echo(f"{body} stands under {under}." if under else f"{body} stands alone.")


def _prepare() -> None:
    from balai.starting import migrate, prepare

    prepare()
    migrate()


def _person(username: str) -> "Person":
    from balai.people.models import Person

    person = Person.objects.filter(username=username).first()
    if person is None:
        raise click.ClickException(f"There is no {username}.")
    return person


def _body(slug: str) -> "Body":
    from balai.people.models import Body

    body = Body.objects.filter(slug=slug).first()
    if body is None:
        raise click.ClickException(f"There is no body {slug}.")
    return body


def _invite(person: "Person", hours: int, address: str | None, *, afresh: bool) -> None:
    from django.conf import settings
    from django.urls import reverse

    from balai.people.actions.invite import invite
    from balai.people.console import console

    home = address or f"{'https' if settings.PRODUCTION else 'http'}://{settings.ALLOWED_HOSTS[0]}"
    secret = invite(person, by=console(), hours=hours, afresh=afresh)
    click.echo(f"{home.rstrip('/')}{reverse('join-by-link', args=[secret])}")
    click.echo(f"For {person.name}, once, within {hours} hours. Hand it over yourself; it is kept nowhere.", err=True)
