"""The documents of a map move into a table of their own."""

from django.db import migrations, models
from django.db.models import deletion


class Migration(migrations.Migration):
    dependencies = [("maps", "0002_images")]

    operations = [
        migrations.CreateModel(
            name="MapContent",
            fields=[
                (
                    "map",
                    models.OneToOneField(
                        on_delete=deletion.CASCADE,
                        primary_key=True,
                        related_name="content",
                        serialize=False,
                        to="maps.map",
                    ),
                ),
                ("origin", models.JSONField(help_text="The document before the first operation.")),
                (
                    "snapshot",
                    models.JSONField(help_text="The document after the map's operation `snapshot_seq`."),
                ),
            ],
        ),
        # The way back is open too: the columns may be empty until they are filled again.
        migrations.AlterField(model_name="map", name="origin", field=models.JSONField(null=True)),
        migrations.AlterField(model_name="map", name="snapshot", field=models.JSONField(null=True)),
        migrations.RunSQL(
            sql="INSERT INTO maps_mapcontent (map_id, origin, snapshot) SELECT id, origin, snapshot FROM maps_map",
            reverse_sql="""
                UPDATE maps_map SET
                    origin = (SELECT origin FROM maps_mapcontent WHERE map_id = maps_map.id),
                    snapshot = (SELECT snapshot FROM maps_mapcontent WHERE map_id = maps_map.id)
            """,
        ),
        migrations.RemoveField(model_name="map", name="origin"),
        migrations.RemoveField(model_name="map", name="snapshot"),
        migrations.AlterField(
            model_name="map",
            name="snapshot_seq",
            field=models.BigIntegerField(default=0, help_text="The snapshot's last operation."),
        ),
        migrations.AlterField(
            model_name="mapoperation",
            name="map",
            field=models.ForeignKey(
                db_index=False, on_delete=deletion.CASCADE, related_name="operations", to="maps.map"
            ),
        ),
    ]
