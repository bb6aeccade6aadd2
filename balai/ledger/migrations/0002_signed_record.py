import django.db.models.deletion
from django.db import migrations, models


def entries_were_their_own_leaves(apps, schema_editor):
    apps.get_model("ledger", "Entry").objects.update(leaf=models.F("canonical"))


class Migration(migrations.Migration):

    dependencies = [
        ("ledger", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="entry", name="leaf", field=models.TextField(default=""), preserve_default=False
        ),
        migrations.AddField(
            model_name="entry",
            name="seal",
            field=models.BinaryField(default=b"", max_length=32),
            preserve_default=False,
        ),
        migrations.RunPython(entries_were_their_own_leaves, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("size", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("note", models.TextField()),
                ("at", models.DateTimeField()),
                ("enough", models.BooleanField(default=False)),
            ],
            options={"ordering": ("size",)},
        ),
        migrations.CreateModel(
            name="Cosignature",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("witness", models.CharField(max_length=200)),
                ("line", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "checkpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cosignatures",
                        to="ledger.checkpoint",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("checkpoint", "witness"), name="one_cosignature_a_witness")
                ]
            },
        ),
        migrations.CreateModel(
            name="Alarm",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("event", models.CharField(max_length=60)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("detail", models.TextField()),
                ("stops", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-id",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("event", "source"),
                        name="one_open_alarm_of_a_kind",
                    )
                ],
            },
        ),
    ]
