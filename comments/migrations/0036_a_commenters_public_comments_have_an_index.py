"""Public comments of a member are counted in an index."""

from django.conf import settings
from django.db import migrations, models

# With fewer any index will do, until the site has grown and a tick looks.
MANY = 10_000


def look_at_rows(apps, schema_editor):
    """SQLite takes the new index wherever it could until it knows what it is worth."""
    comments = apps.get_model("comments", "Comment").objects
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    if is_sqlite and comments.order_by()[:MANY].count() == MANY:
        schema_editor.execute("PRAGMA analysis_limit = 0")
        schema_editor.execute("ANALYZE")


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_author_photo_and_user'),
        ('blog', '0005_redirects_to_uploads_go_on_the_way_back'),
        ("comments", "0035_the_words_of_comments_are_indexed"),
        ('django_comments_xtd', '0008_auto_20200920_2037'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('state', 'public')), fields=['author', '-posted_at', '-base_row'], name='comments_public_by_author'),
        ),
        migrations.RunPython(look_at_rows, migrations.RunPython.noop),
    ]
