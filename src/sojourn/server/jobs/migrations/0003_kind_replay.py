"""Jobs may walk the journeys over a map."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_kind_words")]

    operations = [
        migrations.RemoveConstraint(model_name="job", name="known_kind"),
        migrations.AlterField(
            model_name="job",
            name="kind",
            field=models.CharField(
                choices=[
                    ("import", "Import"),
                    ("render", "Render"),
                    ("draft", "Draft"),
                    ("remove", "Remove"),
                    ("words", "Words"),
                    ("replay", "Replay"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["import", "render", "draft", "remove", "words", "replay"])
                ),
                name="known_kind",
            ),
        ),
    ]
