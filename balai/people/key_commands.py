"""balai keys rotate | reseal: changing the secret of the installation."""

import secrets

import click

from balai.starting import prepare

LETTERS = 64  # of 64 kinds: 384 bits


@click.group("keys")
def keys_group() -> None:
    """The secret of this installation (docs/HARDENING.md). The key of the record: `balai ledger key`."""


@keys_group.command()
def rotate() -> None:
    """Print a new secret, and the old ones that must still be read, as lines for the server's environment."""
    prepare()
    from django.conf import settings

    old = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if any("," in one for one in old):
        raise click.ClickException("A secret with a comma cannot stand in BALAI_OLD_SECRET_KEYS.")
    click.echo(f"BALAI_SECRET_KEY={secrets.token_urlsafe(LETTERS * 6 // 8)}")
    click.echo(f"BALAI_OLD_SECRET_KEYS={','.join(old)}")
    click.echo("Put both into the server's environment, restart it, then run `balai keys reseal` there.", err=True)


@keys_group.command()
def reseal() -> None:
    """Seal everything under the present secret; it stands in the record. Then old secrets can go."""
    prepare()
    from cryptography.fernet import InvalidToken
    from django.conf import settings

    from balai.people.actions.reseal_secrets import reseal_secrets
    from balai.people.console import console

    try:
        count = reseal_secrets(by=console())
    except InvalidToken:
        raise click.ClickException(
            "Something was sealed under a secret that is in neither BALAI_SECRET_KEY nor BALAI_OLD_SECRET_KEYS."
            " Nothing has been changed."
        ) from None
    click.echo(f"Sealed anew: {count}.")
    if settings.SECRET_KEY_FALLBACKS:
        hours = settings.SESSION_COOKIE_AGE // 3600
        click.echo(
            f"BALAI_OLD_SECRET_KEYS can be taken away when open sessions have ended, in {hours} hours.", err=True
        )
