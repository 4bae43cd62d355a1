"""Members and authors from before: their names are protected too."""

from django.db import migrations

from accounts.names import key_of

AT_ONCE = 1000


def fill_keys(apps, schema_editor):
    for model in ("User", "Author"):
        rows = apps.get_model("accounts", model).objects.exclude(name="").only("name")
        batch = []
        for row in rows.iterator(chunk_size=AT_ONCE):
            row.name_key = key_of(row.name)
            batch.append(row)
            if len(batch) == AT_ONCE:
                rows.model.objects.bulk_update(batch, ["name_key"])
                batch = []
        rows.model.objects.bulk_update(batch, ["name_key"])


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_names_have_keys'),
    ]

    operations = [
        migrations.RunPython(fill_keys, migrations.RunPython.noop),
    ]
