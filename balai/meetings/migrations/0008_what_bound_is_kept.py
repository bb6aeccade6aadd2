"""An attendance that holds no more, and an answer that was taken back, stay as marked rows."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("meetings", "0007_timed_votes")]

    operations = [
        migrations.RemoveConstraint(model_name="attendance", name="one_attendance_a_seat"),
        migrations.RemoveConstraint(model_name="vote", name="one_vote_a_seat"),
        migrations.AddField(
            model_name="attendance", name="until", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="vote", name="taken_back_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                condition=Q(("until", None)), fields=("meeting", "seat"), name="one_attendance_a_seat"
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.UniqueConstraint(
                condition=Q(("taken_back_at", None)), fields=("voting", "seat"), name="one_vote_a_seat"
            ),
        ),
    ]
