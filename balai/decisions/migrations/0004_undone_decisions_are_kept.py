"""A decision that was undone stays as a marked row."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("decisions", "0003_replaced_decisions")]

    operations = [
        migrations.RemoveConstraint(model_name="decision", name="decision_number_once"),
        migrations.RemoveConstraint(model_name="decision", name="one_decision_stands"),
        migrations.AddField(
            model_name="decision", name="undone_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=Q(("undone_at", None)), fields=("body", "year", "sequence"), name="decision_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=Q(("replaced_at", None), ("undone_at", None)), fields=("item",), name="one_decision_stands"
            ),
        ),
    ]
