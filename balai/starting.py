"""What every command does before its own work."""

import os

import click

from balai.credentials import given


def prepare(environment: str | None = None) -> None:
    """Set Django up. Without any configuration the demonstration's own database is used, and that is said."""
    if environment:
        os.environ["BALAI_ENVIRONMENT"] = environment
    elif not os.environ.get("BALAI_ENVIRONMENT") and not given("BALAI_SECRET_KEY"):
        os.environ["BALAI_ENVIRONMENT"] = "demo"
        click.echo("No BALAI_ENVIRONMENT is set: working on the demonstration's database.", err=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.settings")
    import django

    django.setup()


def migrate() -> None:
    """Create or update the tables."""
    from django.conf import settings
    from django.core.management import call_command

    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
