"""A dissent belongs to the decision that it dissents from."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0004_undone_decisions_are_kept"),
        ("minutes", "0002_items_in_minutes_stay"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="dissent", name="one_dissent"),
        migrations.AddField(
            model_name="dissent",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dissents",
                to="decisions.decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="dissent",
            constraint=models.UniqueConstraint(fields=("decision", "seat"), name="one_dissent"),
        ),
        migrations.AddConstraint(
            model_name="dissent",
            constraint=models.UniqueConstraint(
                condition=Q(("decision", None)), fields=("item", "seat"), name="one_dissent_from_what_was_agreed"
            ),
        ),
    ]
