from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("ledger", "0002_signed_record"),
    ]

    operations = [
        migrations.AddField(model_name="entry", name="apart", field=models.JSONField(default=dict)),
    ]
