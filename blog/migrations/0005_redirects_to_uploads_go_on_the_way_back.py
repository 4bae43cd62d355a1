"""On the way back, redirects to uploads go first: the schema before knew none."""

from django.db import migrations

BEFORE = ("post", "page", "category", "tag", "author")


def delete_redirects_to_uploads(apps, schema_editor):
    redirects = apps.get_model("blog", "Redirect").objects.all()
    redirects.filter(**{f"{name}__isnull": True for name in BEFORE}).delete()


class Migration(migrations.Migration):
    dependencies = [("blog", "0004_redirects_lead_to_uploads")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, delete_redirects_to_uploads)
    ]
