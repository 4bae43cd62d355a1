"""Reading order is binary order: PostgreSQL must not sort paths by a language."""

from django.db import migrations

COLUMN = "ALTER TABLE comments_comment ALTER COLUMN path TYPE varchar({width}) {collate}"


def _alter(schema_editor, collate):
    if schema_editor.connection.vendor != "postgresql":
        return  # SQLite compares bytes anyway, and knows no such collation.
    width = 224
    schema_editor.execute(COLUMN.format(width=width, collate=collate))


def sort_by_bytes(apps, schema_editor):
    _alter(schema_editor, 'COLLATE "C"')


def sort_by_language(apps, schema_editor):
    _alter(schema_editor, 'COLLATE "default"')


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_comments_and_moderation")]
    operations = [migrations.RunPython(sort_by_bytes, sort_by_language)]
